// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/settingspage.h"

namespace framewright::ui {

class FormLayout;

/// The variables that the rules of a route know, as they are at the start: of each connection, of the route, of its
/// server and of the workspace.
class VariablesPage final : public SettingsPage
{
    Q_OBJECT
public:
    explicit VariablesPage(const WindowParts &parts, QWidget *parent = nullptr);

private:
    void addOwn(FormLayout &rows);
    void addWider(FormLayout &rows);
    JsonField *addField(FormLayout &rows, const QString &name, const QString &heading, const QString &hint);
    [[nodiscard]] const workspace::Server *server() const;
};

} // namespace framewright::ui
