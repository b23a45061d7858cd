// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/variablespage.h"

#include "app/workspace/document.h"
#include "ui/common/formlayout.h"

#include <algorithm>

namespace framewright::ui {

using value::Value;
using workspace::Route;
using workspace::Server;

VariablesPage::VariablesPage(const WindowParts &parts, QWidget *parent)
    : SettingsPage(parts, u"variablesPage"_qs, tr("Variables"), parent)
{
    FormLayout rows(parts.theme, this);
    addOwn(rows);
    addWider(rows);
}

JsonField *VariablesPage::addField(FormLayout &rows, const QString &name, const QString &heading, const QString &hint)
{
    rows.addHeading(heading);
    rows.addHint(hint);
    auto *field = new JsonField(parts().theme, JsonField::Shape::Object, name, heading, rows.body());
    field->editor()->setPlaceholderText(uR"({"name": "value"})"_qs);
    rows.addWide(field);
    return field;
}

void VariablesPage::addOwn(FormLayout &rows)
{
    JsonField *connection = addField(rows, u"connectionVariables"_qs, tr("Each connection: conn"),
                                     tr("A fresh copy for each new connection; rules write conn.name."));
    form().bind(
        connection, tr("Change connection variables"), [](const Route &route) { return route.conn; },
        [](Route &route, const Value &value) { route.conn = value; });
    JsonField *route =
        addField(rows, u"routeVariables"_qs, tr("This route: route"), tr("Shared by the connections of this route."));
    form().bind(
        route, tr("Change route variables"), [](const Route &each) { return each.variables; },
        [](Route &each, const Value &value) { each.variables = value; });
}

void VariablesPage::addWider(FormLayout &rows)
{
    JsonField *global =
        addField(rows, u"globalVariables"_qs, tr("This server: global"), tr("Shared by the routes of the server."));
    form().whenShown([this, global](const Route &) {
        if (const Server *found = server())
            global->setValue(found->global);
    });
    connect(global, &JsonField::edited, this, [this](const Value &value) {
        if (const Server *found = server())
            parts().editor.editServer({tr("Change server variables"), u"globalVariables"_qs}, found->id,
                                      [&value](Server &each) { each.global = value; });
    });
    JsonField *shared =
        addField(rows, u"sharedVariables"_qs, tr("The workspace: shared"), tr("Shared by all servers."));
    form().whenShown([this, shared](const Route &) { shared->setValue(parts().editor.workspace().shared); });
    connect(shared, &JsonField::edited, this, [this](const Value &value) {
        parts().editor.setShared({tr("Change shared variables"), u"sharedVariables"_qs}, value);
    });
    for (JsonField *field : {global, shared})
        connect(field, &JsonField::left, this, [this] { parts().editor.endTyping(); });
}

const Server *VariablesPage::server() const
{
    const auto &servers = parts().editor.workspace().servers;
    const auto found = std::ranges::find_if(servers, [this](const Server &each) {
        return std::ranges::find(each.routes, route(), &Route::id) != each.routes.end();
    });
    return found == servers.end() ? nullptr : &*found;
}

} // namespace framewright::ui
