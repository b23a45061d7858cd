// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/partform.h"
#include "ui/common/windowparts.h"

#include <QHash>
#include <QWidget>

class QLabel;

namespace framewright::ui {

/// A page of settings of the route that is shown: fields that edit it, each change a named undo step and in force at
/// once. Without a route it is disabled.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(const WindowParts &parts, const QString &name, const QString &title, QWidget *parent);
    ~SettingsPage() override;
    Q_DISABLE_COPY_MOVE(SettingsPage)

    void setRoute(RouteId route);
    [[nodiscard]] RouteId route() const { return m_route; }

protected:
    [[nodiscard]] PartForm<workspace::Route> &form() { return m_form; }
    [[nodiscard]] const WindowParts &parts() const { return m_parts; }
    /// After the form, with every change of the document.
    virtual void showRoute(const workspace::Route &route);
    /// What cannot work in the route that is shown, those of its rules left out. After the route, and when the engine
    /// has looked at it again.
    virtual void showProblems(const QList<rules::Problem> &problems);
    /// A line for what is wrong with the field above it; hidden while there is nothing.
    [[nodiscard]] QLabel *makeProblem(const QString &name, QWidget *parent) const;
    /// Shows those whose field begins so.
    static void showAt(QLabel *label, const QList<rules::Problem> &problems, const QStringList &fields);

private:
    void showAgain();
    void handleProblems(RouteId route, const QList<rules::Problem> &problems);

    WindowParts m_parts;
    RouteId m_route;
    QHash<RouteId, QList<rules::Problem>> m_problems;
    PartForm<workspace::Route> m_form;
};

} // namespace framewright::ui
