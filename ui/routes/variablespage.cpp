// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/variablespage.h"

#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/formlayout.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/routes/livevariables.h"
#include "ui/routes/nowfield.h"

#include <QGridLayout>
#include <QLabel>

#include <algorithm>

namespace framewright::ui {

using value::Value;
using workspace::Route;
using workspace::Server;

VariablesPage::VariablesPage(const WindowParts &parts, QWidget *parent)
    : SettingsPage(parts, u"variablesPage"_qs, tr("Variables"), parent)
    , m_live(new LiveVariables(parts, this))
{
    FormLayout rows(parts.theme, this);
    addConnection(rows);
    addOwn(rows);
    addWider(rows);
    connect(m_live, &LiveVariables::changed, this, &VariablesPage::showNow);
    connect(&parts.book, &ConnectionBook::changed, this, &VariablesPage::offerConnections);
    connect(&parts.context, &WindowContext::selectionChanged, this, &VariablesPage::offerConnections);
    offerConnections();
}

void VariablesPage::addConnection(FormLayout &rows)
{
    m_connections = makeChoice(rows.body(), u"variablesConnection"_qs, tr("Connection whose variables are shown"), {});
    rows.addRow(tr("Now of connection"), m_connections);
    connect(m_connections, &QComboBox::activated, this, [this](int index) {
        parts().context.selectConnection(ConnectionId{m_connections->itemData(index).toULongLong()});
    });
}

JsonField *VariablesPage::addScope(FormLayout &rows, const Scope &scope)
{
    rows.addHeading(scope.heading);
    rows.addHint(scope.hint);
    auto *both = new QWidget(rows.body());
    auto *grid = new QGridLayout(both);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(measure::Medium);
    grid->setVerticalSpacing(measure::Hair);
    auto *field = new JsonField(parts().theme, JsonField::Shape::Object, scope.name,
                                tr("%1, at the start").arg(scope.heading), both);
    field->editor()->setPlaceholderText(uR"({"name": "value"})"_qs);
    auto *now = new NowField(parts().theme, scope.name % u"Now", tr("%1, now").arg(scope.heading), both);
    const auto add = [&](int column, const QString &title, QWidget *widget) {
        auto *label = new QLabel(title, both);
        label->setBuddy(widget);
        parts().theme.tint(label, Token::Muted);
        grid->addWidget(label, 0, column);
        grid->addWidget(widget, 1, column, Qt::AlignTop);
        grid->setColumnStretch(column, 1);
    };
    add(0, tr("At the start"), field);
    add(1, tr("Now"), now);
    QLabel *problem = makeProblem(scope.name % u"Found", both);
    grid->addWidget(problem, 2, 0, 1, 2);
    m_starts.append({QString::fromLatin1(scope.root), {field, problem}});
    rows.addWide(both);
    const QByteArray root = scope.root;
    m_nows.append({root, now});
    connect(now, &NowField::edited, this,
            [this, root](const QByteArray &name, const Value &value) { m_live->set(root, name, value); });
    return field;
}

void VariablesPage::showRoute(const Route &route)
{
    m_live->setRoute(route.id);
    offerConnections();
}

void VariablesPage::showProblems(const QList<rules::Problem> &problems)
{
    QList<rules::Problem> named = problems;
    for (rules::Problem &problem : named) {
        if (problem.field.contains(u'.')) // Of one variable of many.
            problem.text = problem.field % u": " % problem.text;
    }
    for (const auto &[root, start] : std::as_const(m_starts)) {
        const auto &[field, label] = start;
        showAt(label, named, {root});
        field->editor()->setAccessibleDescription(label->text());
    }
}

void VariablesPage::showEvent(QShowEvent *event)
{
    SettingsPage::showEvent(event);
    m_live->setWatched(this, true);
    showNow();
}

void VariablesPage::hideEvent(QHideEvent *event)
{
    SettingsPage::hideEvent(event);
    m_live->setWatched(this, false);
}

void VariablesPage::offerConnections()
{
    const QList<ConnectionId> live = m_live->connections();
    const ConnectionId chosen = m_live->connection();
    QList<std::pair<QString, ConnectionId>> wanted;
    if (!chosen)
        wanted.append({live.isEmpty() ? tr("nobody is connected") : tr("choose one"), {}});
    for (const ConnectionId id : live)
        wanted.append({u'#' % QString::number(id.value), id});
    // A list that is open stays as it is where nothing has changed.
    const auto isSame = [&] {
        for (qsizetype index = 0; index < wanted.size(); ++index) {
            if (m_connections->itemText(int(index)) != wanted.at(index).first)
                return false;
        }
        return m_connections->count() == wanted.size();
    };
    if (!isSame()) {
        m_connections->clear();
        for (const auto &[text, id] : wanted)
            m_connections->addItem(text, qulonglong(id.value));
    }
    m_connections->setCurrentIndex(m_connections->findData(qulonglong(chosen.value)));
    m_connections->setEnabled(!live.isEmpty());
    showNow();
}

QString VariablesPage::absence(QByteArrayView root) const
{
    if (!m_live->isServerRunning())
        return tr("The server is stopped.");
    if (root == "conn" && !m_live->connection())
        return m_live->connections().isEmpty() ? tr("Nobody is connected.") : tr("Choose a connection above.");
    return tr("Asking…");
}

void VariablesPage::showNow()
{
    for (const auto &[root, field] : std::as_const(m_nows)) {
        Value now = m_live->now(root);
        if (!now.isObject()) {
            field->setAbsent(absence(root));
            continue;
        }
        // Not ours to set.
        if (root == "conn") {
            now.remove("id");
            now.remove("subprotocol");
        }
        field->setNow(now);
    }
}

void VariablesPage::addOwn(FormLayout &rows)
{
    JsonField *connection = addScope(rows, {"conn", u"connectionVariables"_qs, tr("Each connection: conn"),
                                            tr("A fresh copy for each new connection; rules write conn.name.")});
    form().bind(
        connection, tr("Change connection variables"), [](const Route &route) { return route.conn; },
        [](Route &route, const Value &value) { route.conn = value; });
    JsonField *route = addScope(
        rows, {"route", u"routeVariables"_qs, tr("This route: route"), tr("Shared by the connections of this route.")});
    form().bind(
        route, tr("Change route variables"), [](const Route &each) { return each.variables; },
        [](Route &each, const Value &value) { each.variables = value; });
}

void VariablesPage::addWider(FormLayout &rows)
{
    JsonField *global = addScope(
        rows, {"global", u"globalVariables"_qs, tr("This server: global"), tr("Shared by the routes of the server.")});
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
        addScope(rows, {"shared", u"sharedVariables"_qs, tr("The workspace: shared"), tr("Shared by all servers.")});
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
