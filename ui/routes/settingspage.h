// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/partform.h"
#include "ui/common/windowparts.h"

#include <QWidget>

namespace framewright::ui {

/// A page of settings of the route that is shown: fields that edit it, each change a named undo step and in force at
/// once. Without a route it is disabled.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(const WindowParts &parts, const QString &name, const QString &title, QWidget *parent);

    void setRoute(RouteId route);
    [[nodiscard]] RouteId route() const { return m_route; }

protected:
    [[nodiscard]] PartForm<workspace::Route> &form() { return m_form; }
    [[nodiscard]] const WindowParts &parts() const { return m_parts; }
    /// After the form, with every change of the document.
    virtual void showRoute(const workspace::Route &route);

private:
    void showAgain();

    WindowParts m_parts;
    RouteId m_route;
    PartForm<workspace::Route> m_form;
};

} // namespace framewright::ui
