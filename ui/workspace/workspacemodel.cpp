// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/workspacemodel.h"

#include "app/workspace/document.h"
#include "ui/common/cellroles.h"
#include "ui/common/connectionbook.h"
#include "ui/common/routeurl.h"

namespace framewright::ui {

namespace {

Token dotOf(engine::ServerState state)
{
    switch (state) {
    case engine::ServerState::Listening:
        return Token::Out;
    case engine::ServerState::Starting:
    case engine::ServerState::Stopping:
        return Token::Control;
    case engine::ServerState::Failed:
        return Token::Failure;
    case engine::ServerState::Stopped:
        break;
    }
    return Token::Faint;
}

QString stateWord(engine::ServerState state)
{
    switch (state) {
    case engine::ServerState::Listening:
        return WorkspaceModel::tr("listening");
    case engine::ServerState::Starting:
        return WorkspaceModel::tr("starting");
    case engine::ServerState::Stopping:
        return WorkspaceModel::tr("stopping");
    case engine::ServerState::Failed:
        return WorkspaceModel::tr("failed");
    case engine::ServerState::Stopped:
        break;
    }
    return WorkspaceModel::tr("stopped");
}

/// The status with which a route refuses every handshake; 0 where it takes some.
qint64 refusesAllWith(const workspace::Route &route)
{
    for (const workspace::Refuse &refuse : route.refuse) {
        if (refuse.when.isEmpty() && !refuse.first && refuse.drop == workspace::DropKind::None)
            return refuse.status;
    }
    return 0;
}

} // namespace

WorkspaceModel::WorkspaceModel(const workspace::Document &document, const ConnectionBook &book, QObject *parent)
    : QAbstractItemModel(parent)
    , m_document(document)
    , m_book(book)
{
    connect(&document, &workspace::Document::changed, this, [this] {
        beginResetModel();
        endResetModel();
    });
    connect(&book, &ConnectionBook::changed, this, &WorkspaceModel::refresh);
}

void WorkspaceModel::setStatuses(const QList<engine::ServerStatus> &statuses)
{
    m_statuses = statuses;
    refresh();
}

void WorkspaceModel::setProblems(RouteId route, const QList<rules::Problem> &problems)
{
    m_problems.insert(route, problems);
    refresh();
}

void WorkspaceModel::refresh()
{
    const int servers = rowCount();
    if (servers == 0)
        return;
    emit dataChanged(index(0, 0), index(servers - 1, 0));
    for (int row = 0; row < servers; ++row) {
        const QModelIndex server = index(row, 0);
        if (const int routes = rowCount(server); routes > 0)
            emit dataChanged(index(0, 0, server), index(routes - 1, 0, server));
    }
}

const workspace::Server *WorkspaceModel::serverAt(const QModelIndex &index) const
{
    const auto place = index.internalId() == 0 ? std::size_t(index.row()) : std::size_t(index.internalId() - 1);
    const auto &servers = m_document.workspace().servers;
    return index.isValid() && place < servers.size() ? &servers[place] : nullptr;
}

const workspace::Route *WorkspaceModel::routeAt(const QModelIndex &index) const
{
    const workspace::Server *server = index.internalId() == 0 ? nullptr : serverAt(index);
    if (server == nullptr || std::size_t(index.row()) >= server->routes.size())
        return nullptr;
    return &server->routes[std::size_t(index.row())];
}

Selection WorkspaceModel::selectionAt(const QModelIndex &index) const
{
    const workspace::Server *server = serverAt(index);
    const workspace::Route *route = index.isValid() ? routeAt(index) : nullptr;
    return {server != nullptr ? server->id : ServerId{}, route != nullptr ? route->id : RouteId{}, {}};
}

QModelIndex WorkspaceModel::indexOf(const Selection &selection) const
{
    const auto &servers = m_document.workspace().servers;
    for (std::size_t place = 0; place < servers.size(); ++place) {
        if (servers[place].id != selection.server)
            continue;
        const QModelIndex server = index(static_cast<int>(place), 0);
        for (std::size_t route = 0; route < servers[place].routes.size(); ++route) {
            if (selection.route && servers[place].routes[route].id == selection.route)
                return index(static_cast<int>(route), 0, server);
        }
        return server;
    }
    return {};
}

QModelIndex WorkspaceModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row()) + 1 : quintptr(0));
}

QModelIndex WorkspaceModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || child.internalId() == 0)
        return {};
    return createIndex(static_cast<int>(child.internalId() - 1), 0, quintptr(0));
}

int WorkspaceModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_document.workspace().servers.size());
    if (parent.internalId() != 0)
        return 0;
    const workspace::Server *server = serverAt(parent);
    return server == nullptr ? 0 : static_cast<int>(server->routes.size());
}

int WorkspaceModel::columnCount(const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    return 1;
}

QVariant WorkspaceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (const workspace::Route *route = routeAt(index))
        return routeData(*route, role);
    const workspace::Server *server = serverAt(index);
    return server == nullptr ? QVariant() : serverData(*server, role);
}

QVariant WorkspaceModel::serverData(const workspace::Server &server, int role) const
{
    const engine::ServerStatus status = statusOf(server.id, m_statuses);
    const qint64 port = status.port != 0 ? qint64(status.port) : server.port;
    const QString name = server.name.isEmpty() ? tr("Server") : server.name;
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::AccessibleTextRole:
        return tr("%1, port %2, %3, %4 live").arg(name).arg(port).arg(stateWord(status.state)).arg(status.live);
    case BoldRole:
        return true;
    case SecondRole:
        return QString(u':' % QString::number(port) % (server.tls ? tr(" tls") : QString()) %
                       (status.beyondLoopback ? tr(" open to the network") : QString()));
    case ToneRole:
        return int(server.enabled ? Token::Text : Token::Muted);
    case DotRole:
        return int(dotOf(status.state));
    case PillRole:
        return status.state == engine::ServerState::Failed ? tr("failed") : QString::number(status.live);
    case PillToneRole:
        return int(status.state == engine::ServerState::Failed ? PillTone::Failure
                   : status.live > 0                           ? PillTone::Good
                                                               : PillTone::Neutral);
    case Qt::ToolTipRole: {
        QStringList lines{tr("%1 is %2").arg(name, stateWord(status.state))};
        for (const QUrl &url : status.urls)
            lines << url.toString();
        if (status.error)
            lines << status.error->what << status.error->advice;
        return lines.join(u'\n');
    }
    default:
        return {};
    }
}

QVariant WorkspaceModel::routeData(const workspace::Route &route, int role) const
{
    const int live = m_book.liveOnRoute(route.id);
    const qint64 refused = refusesAllWith(route);
    const bool broken = !m_problems.value(route.id).isEmpty();
    switch (role) {
    case Qt::DisplayRole:
        return route.path;
    case Qt::AccessibleTextRole:
        return refused != 0 ? tr("%1, refuses with %2").arg(route.path).arg(refused)
                            : tr("%1, %2 live").arg(route.path).arg(live);
    case FixedRole:
        return true;
    case ToneRole:
        return int(route.enabled ? Token::Text : Token::Muted);
    case IconRole:
        return broken ? u"warning"_qs : QString();
    case IconToneRole:
        return int(Token::Failure);
    case PillRole:
        return refused != 0 ? QString::number(refused) : QString::number(live);
    case PillToneRole:
        return int(refused != 0 ? PillTone::Warning : live > 0 ? PillTone::Good : PillTone::Neutral);
    case Qt::ToolTipRole: {
        QStringList lines{route.name.isEmpty() ? route.path : QString(route.name % u": " % route.path)};
        if (!route.enabled)
            lines << tr("Disabled");
        for (const rules::Problem &problem : m_problems.value(route.id))
            lines << tr("%1, %2: %3").arg(problem.rulePlace, problem.field, problem.text);
        return lines.join(u'\n');
    }
    default:
        return {};
    }
}

} // namespace framewright::ui
