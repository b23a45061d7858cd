// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/livevariables.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/rules/paperrequest.h"

#include <algorithm>
#include <array>

namespace framewright::ui {

using value::Value;

namespace {

constexpr int pause = 500;
constexpr std::array<QByteArrayView, 4> roots = {"conn", "route", "global", "shared"};

} // namespace

LiveVariables::LiveVariables(const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    m_timer.setInterval(pause);
    connect(&m_timer, &QTimer::timeout, this, &LiveVariables::ask);
    connect(&parts.engine, &engine::Engine::answered, this, &LiveVariables::handleAnswer);
    connect(&parts.engine, &engine::Engine::serversChanged, this, &LiveVariables::follow);
    connect(&parts.context, &WindowContext::selectionChanged, this, &LiveVariables::follow);
    connect(&parts.book, &ConnectionBook::changed, this, &LiveVariables::follow);
}

void LiveVariables::setRoute(RouteId route)
{
    if (route == m_route)
        return;
    m_route = route;
    m_now = Value::object();
    m_queries.clear();
    follow();
    emit changed();
}

void LiveVariables::setWatched(const QObject *watcher, bool isWatched)
{
    if (isWatched)
        m_watchers.insert(watcher);
    else
        m_watchers.remove(watcher);
    if (m_watchers.isEmpty())
        m_timer.stop();
    else
        follow();
}

ConnectionId LiveVariables::connection() const
{
    const ConnectionId chosen = m_parts.context.selection().connection;
    return connections().contains(chosen) ? chosen : ConnectionId();
}

QList<ConnectionId> LiveVariables::connections() const
{
    QList<ConnectionId> live;
    for (const ConnectionId id : m_parts.book.onRoute(m_route)) {
        const wire::ConnectionFacts *facts = m_parts.book.find(id);
        if (facts != nullptr && ConnectionBook::isLive(*facts) && !ConnectionBook::isSession(*facts))
            live.append(id);
    }
    std::sort(live.begin(), live.end());
    return live;
}

ServerId LiveVariables::server() const
{
    for (const workspace::Server &server : m_parts.editor.workspace().servers) {
        if (std::ranges::find(server.routes, m_route, &workspace::Route::id) != server.routes.end())
            return server.id;
    }
    return {};
}

bool LiveVariables::isServerRunning() const
{
    const QList<engine::ServerStatus> all = m_parts.engine.servers();
    const auto found = std::ranges::find(all, server(), &engine::ServerStatus::server);
    return found != all.end() && found->state == engine::ServerState::Listening;
}

void LiveVariables::follow()
{
    if (m_watchers.isEmpty() || !m_route)
        return m_timer.stop();
    const ConnectionId chosen = connection();
    const bool isRunning = isServerRunning();
    const bool isOther = chosen != m_connection || isRunning != m_wasRunning;
    m_connection = chosen;
    m_wasRunning = isRunning;
    if (!isRunning)
        m_timer.stop();
    else if (!m_timer.isActive())
        m_timer.start();
    if (!isOther)
        return;
    m_queries.clear();
    if (!isRunning)
        m_now = Value::object();
    m_now.remove("conn");
    m_now.remove("req");
    if (chosen)
        m_now.set("req", requestNow());
    ask();
    emit changed();
}

void LiveVariables::ask()
{
    // One question at a time: an engine that is busy is not asked faster than it answers.
    if (!m_queries.isEmpty() || !m_wasRunning || m_watchers.isEmpty())
        return;
    for (const QByteArrayView root : roots) {
        if (const std::optional<server::VariableOwner> owner = ownerOf(root))
            m_queries.insert(m_parts.engine.query(*owner), root.toByteArray());
    }
}

std::optional<server::VariableOwner> LiveVariables::ownerOf(QByteArrayView root) const
{
    if (root == "conn")
        return m_connection ? std::optional<server::VariableOwner>(m_connection) : std::nullopt;
    if (root == "route")
        return m_route;
    if (root == "global")
        return server();
    return server::WholeWorkspace();
}

void LiveVariables::handleAnswer(quint64 query, const Value &answer)
{
    if (const auto found = m_queries.constFind(query); found != m_queries.constEnd()) {
        const QByteArray root = *found;
        m_queries.erase(found);
        take(root, answer);
        if (m_wasSet && m_queries.isEmpty()) {
            m_wasSet = false;
            emit changed();
        }
    }
}

void LiveVariables::take(QByteArrayView root, const Value &value)
{
    const Value *before = m_now.find(root);
    if (before == nullptr ? value.isUndefined() : before->isIdentical(value))
        return;
    if (value.isUndefined())
        m_now.remove(root);
    else
        m_now.set(root, value);
    emit changed();
}

void LiveVariables::set(QByteArrayView root, const QByteArray &name, const Value &value)
{
    const std::optional<server::VariableOwner> owner = ownerOf(root);
    if (!owner || !isServerRunning())
        return;
    m_parts.engine.setVariable(*owner, {name}, value);
    // What was asked before tells of the time before.
    m_queries.clear();
    m_wasSet = true;
    ask();
}

Value LiveVariables::requestNow() const
{
    const wire::ConnectionFacts *facts = m_parts.book.find(m_connection);
    const workspace::Route *route = m_parts.editor.workspace().findRoute(m_route);
    return facts == nullptr || route == nullptr ? Value() : requestValueOf(*facts, *route);
}

} // namespace framewright::ui
