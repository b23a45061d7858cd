// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/partsmover.h"

#include "app/workspace/document.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/shelfedits.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <optional>

namespace framewright::ui {

using namespace workspace;
using Kind = TreeItem::Kind;

namespace {

constexpr std::int64_t firstPort = 9001;

QString tr(const char *text)
{
    return QCoreApplication::translate("WorkspaceTree", text);
}

/// The first of "x", "x 2", "x 3" that is not taken.
template <class IsTaken>
QString unusedName(const QString &name, const QString &separator, const IsTaken &isTaken)
{
    QString candidate = name;
    for (int number = 2; isTaken(candidate); ++number)
        candidate = name % separator % QString::number(number);
    return candidate;
}

/// "/chat/{room}" becomes "/chat-2/{room}": the parameters stay what the rules know them as.
QString unusedPath(const Server &server, const QString &path)
{
    const auto isTaken = [&server](const QString &each) {
        return std::ranges::find(server.routes, each, &Route::path) != server.routes.end();
    };
    const qsizetype brace = path.indexOf(u'{');
    const qsizetype slash = path.indexOf(u'/', 1);
    const qsizetype end = slash < 0 ? path.size() : slash;
    if (brace >= 0 && brace < end)
        return unusedName(path, u"-"_qs, isTaken);
    QString candidate = path;
    for (int number = 2; isTaken(candidate); ++number)
        candidate = path.left(end) % u'-' % QString::number(number) % path.mid(end);
    return candidate;
}

std::int64_t unusedPort(const Workspace &workspace, std::int64_t port)
{
    while (port != 0 && std::ranges::find(workspace.servers, port, &Server::port) != workspace.servers.end())
        ++port;
    return port > 65535 ? 0 : port;
}

Server makeServer(const Workspace &workspace)
{
    Server server;
    server.port = unusedPort(workspace, firstPort);
    server.name = unusedName(tr("Local"), u" "_qs, [&workspace](const QString &name) {
        return std::ranges::find(workspace.servers, name, &Server::name) != workspace.servers.end();
    });
    return server;
}

Server copyFor(const Workspace &workspace, Server server)
{
    server.port = unusedPort(workspace, server.port);
    server.name = unusedName(server.name, u" "_qs, [&workspace](const QString &name) {
        return !name.isEmpty() && std::ranges::find(workspace.servers, name, &Server::name) != workspace.servers.end();
    });
    return server;
}

/// The routes of a row, in the order of the file.
std::vector<Route> routesOf(const Workspace &workspace, const TreeItem &item)
{
    std::vector<Route> routes;
    if (const Server *server = workspace.findServer(item.server)) {
        std::ranges::copy_if(server->routes, std::back_inserter(routes), [&item](const Route &route) {
            return item.kind == Kind::Folder ? route.folder == item.name : route.id == item.route;
        });
    }
    return routes;
}

qsizetype positionOf(const Server &server, RouteId route)
{
    const auto found = std::ranges::find(server.routes, route, &Route::id);
    return found == server.routes.end() ? -1 : found - server.routes.begin();
}

bool renameMessage(WorkspaceEditor &editor, const QString &before, const QString &name)
{
    std::vector<SavedMessage> messages = editor.workspace().messages;
    const auto found = std::ranges::find(messages, before, &SavedMessage::name);
    if (found == messages.end() || name.isEmpty() ||
        std::ranges::find(messages, name, &SavedMessage::name) != messages.end())
        return false;
    found->name = name;
    editor.setMessages({tr("Rename message")}, messages);
    return true;
}

bool renameFolder(WorkspaceEditor &editor, const TreeItem &item, const QString &name)
{
    return editor.editServer({tr("Rename folder")}, item.server, [&](Server &server) {
        for (Route &route : server.routes) {
            if (route.folder == item.name)
                route.folder = name;
        }
    });
}

/// Within its server: all routes of a folder to one place, in their order.
void moveFolder(WorkspaceEditor &editor, const TreeItem &item, const TreePlace &place)
{
    editor.editServer({tr("Move folder %1").arg(item.name)}, item.server, [&](Server &server) {
        std::vector<Route> before;
        std::vector<Route> moved;
        std::vector<Route> after;
        const qsizetype end = place.position < 0 ? std::ssize(server.routes) : place.position;
        for (qsizetype at = 0; at < std::ssize(server.routes); ++at) {
            Route &route = server.routes[std::size_t(at)];
            auto &list = route.folder == item.name ? moved : at < end ? before : after;
            list.push_back(std::move(route));
        }
        server.routes = std::move(before);
        std::ranges::move(moved, std::back_inserter(server.routes));
        std::ranges::move(after, std::back_inserter(server.routes));
    });
}

/// One route, with its folder; the caller has opened a step where there are several.
void moveOne(WorkspaceEditor &editor, const Route &route, const TreePlace &place)
{
    const EditStep step{tr("Move %1").arg(route.path)};
    qsizetype position = place.position;
    if (const Server *to = editor.workspace().findServer(place.server)) {
        // Positions count without the route itself.
        const qsizetype now = positionOf(*to, route.id);
        if (position >= 0 && now >= 0 && now < position)
            --position;
    }
    if (route.folder != place.folder)
        editor.editRoute(step, route.id, [&place](Route &each) { each.folder = place.folder; });
    editor.moveRoute(step, route.id, place.server, position);
}

TreeItem pasteRoute(WorkspaceEditor &editor, Route route, const TreePlace &place, const QString &step)
{
    const Server *server = editor.workspace().findServer(place.server);
    route.path = unusedPath(*server, route.path);
    if (!place.folder.isEmpty())
        route.folder = place.folder;
    const RouteId id = editor.addRoute({step}, place.server, std::move(route), place.position);
    return {Kind::Route, place.server, id};
}

/// "Paste /chat".
struct NameOfPart
{
    QString operator()(const Server &server) const { return server.name.isEmpty() ? tr("server") : server.name; }
    QString operator()(const Route &route) const { return route.path; }
    QString operator()(const Rule &rule) const { return rule.name.isEmpty() ? tr("rule") : rule.name; }
};

TreePlace behind(const Workspace &workspace, const TreeItem &item)
{
    const Server *server = workspace.findServer(item.server);
    const std::vector<Route> routes = routesOf(workspace, item);
    if (server == nullptr || routes.empty())
        return {item.server};
    return {item.server, routes.back().folder, positionOf(*server, routes.back().id) + 1};
}

} // namespace

TreeItem addServer(WorkspaceEditor &editor)
{
    return {Kind::Server, editor.addServer({tr("Add server")}, makeServer(editor.workspace()))};
}

TreeItem addRoute(WorkspaceEditor &editor, const TreePlace &place)
{
    const EditGroup group(editor, tr("Add route"));
    TreePlace target = place;
    if (editor.workspace().findServer(target.server) == nullptr) {
        const auto &servers = editor.workspace().servers;
        target = {servers.empty() ? addServer(editor).server : servers.front().id};
    }
    Route route;
    route.path = u"/new"_qs;
    return pasteRoute(editor, std::move(route), target, tr("Add route"));
}

bool rename(WorkspaceEditor &editor, const TreeItem &item, const QString &name)
{
    switch (item.kind) {
    case Kind::Server:
        return editor.editServer({tr("Rename server")}, item.server, [&name](Server &each) { each.name = name; });
    case Kind::Folder:
        return renameFolder(editor, item, name);
    case Kind::Route: {
        const QString path = name.startsWith(u'/') ? name : QString(u'/' % name);
        return editor.editRoute({tr("Change path")}, item.route, [&path](Route &each) { each.path = path; });
    }
    case Kind::Message:
        return renameMessage(editor, item.name, name);
    default:
        return false;
    }
}

void setEnabled(WorkspaceEditor &editor, const TreeItem &item, bool enabled)
{
    const QString word = enabled ? tr("Switch on %1") : tr("Switch off %1");
    if (item.kind == Kind::Server) {
        const Server *server = editor.workspace().findServer(item.server);
        editor.editServer({word.arg(server != nullptr ? server->name : QString())}, item.server,
                          [enabled](Server &each) { each.enabled = enabled; });
        return;
    }
    const std::vector<Route> routes = routesOf(editor.workspace(), item);
    editor.editServer({word.arg(item.kind == Kind::Folder || routes.empty() ? item.name : routes.front().path)},
                      item.server, [&](Server &server) {
                          for (Route &route : server.routes) {
                              if (std::ranges::find(routes, route.id, &Route::id) != routes.end())
                                  route.enabled = enabled;
                          }
                      });
}

void remove(WorkspaceEditor &editor, const TreeItem &item)
{
    switch (item.kind) {
    case Kind::Server:
        editor.removeServer({tr("Delete server")}, item.server);
        break;
    case Kind::Route:
        editor.removeRoute({tr("Delete route")}, item.route);
        break;
    case Kind::Folder:
        editor.editServer({tr("Delete folder %1").arg(item.name)}, item.server, [&item](Server &server) {
            std::erase_if(server.routes, [&item](const Route &route) { return route.folder == item.name; });
        });
        break;
    case Kind::Message: {
        std::vector<SavedMessage> messages = editor.workspace().messages;
        std::erase_if(messages, [&item](const SavedMessage &message) { return message.name == item.name; });
        editor.setMessages({tr("Delete message")}, messages);
        break;
    }
    case Kind::DataSet:
        removeDataSet(editor, item.name);
        break;
    default:
        break;
    }
}

TreeItem duplicate(WorkspaceEditor &editor, const TreeItem &item)
{
    const Workspace &workspace = editor.workspace();
    if (item.kind == Kind::Server) {
        const auto found = std::ranges::find(workspace.servers, item.server, &Server::id);
        if (found == workspace.servers.end())
            return {};
        const qsizetype position = found - workspace.servers.begin() + 1;
        return {Kind::Server, editor.addServer({tr("Duplicate server")}, copyFor(workspace, *found), position)};
    }
    const std::vector<Route> routes = routesOf(workspace, item);
    if (routes.empty())
        return {};
    if (item.kind == Kind::Route)
        return pasteRoute(editor, routes.front(), behind(workspace, item), tr("Duplicate route"));
    const EditGroup group(editor, tr("Duplicate folder %1").arg(item.name));
    TreePlace place = behind(workspace, item);
    place.folder = unusedName(item.name, u" "_qs, [&](const QString &name) {
        return !routesOf(editor.workspace(), {Kind::Folder, item.server, {}, name}).empty();
    });
    for (const Route &route : routes) {
        pasteRoute(editor, route, place, {});
        ++place.position;
    }
    return {Kind::Folder, item.server, {}, place.folder};
}

bool moveTo(WorkspaceEditor &editor, const TreeItem &item, const TreePlace &place)
{
    if (item.kind == Kind::Server) {
        const auto &servers = editor.workspace().servers;
        const qsizetype now = std::ranges::find(servers, item.server, &Server::id) - servers.begin();
        const qsizetype position = now < place.position ? place.position - 1 : place.position;
        return editor.moveServer({tr("Move server")}, item.server, position);
    }
    const std::vector<Route> routes = routesOf(editor.workspace(), item);
    if (routes.empty() || editor.workspace().findServer(place.server) == nullptr)
        return false;
    if (item.kind == Kind::Folder && item.server == place.server) {
        moveFolder(editor, item, place);
        return true;
    }
    if (item.kind == Kind::Route && routes.front().folder == place.folder) {
        moveOne(editor, routes.front(), place);
        return true;
    }
    const EditGroup group(editor, item.kind == Kind::Folder ? tr("Move folder %1").arg(item.name)
                                                            : tr("Move %1").arg(routes.front().path));
    TreePlace next = place;
    if (item.kind == Kind::Folder)
        next.folder = item.name;
    for (const Route &route : routes) {
        moveOne(editor, route, next);
        if (next.position >= 0)
            ++next.position;
    }
    return true;
}

QString newFolderName(const Workspace &workspace, ServerId server)
{
    return unusedName(tr("Folder"), u" "_qs, [&](const QString &name) {
        return !routesOf(workspace, {Kind::Folder, server, {}, name}).empty();
    });
}

std::vector<Part> partsOf(const Workspace &workspace, const TreeItem &item)
{
    std::vector<Part> parts;
    if (item.kind == Kind::Server) {
        if (const Server *server = workspace.findServer(item.server))
            parts.emplace_back(*server);
        return parts;
    }
    for (Route &route : routesOf(workspace, item))
        parts.emplace_back(std::move(route));
    return parts;
}

Result<TreeItem> paste(WorkspaceEditor &editor, const std::vector<Part> &parts, const TreePlace &place, RouteId route)
{
    const bool hasRoute = std::ranges::any_of(parts, [](const Part &part) { return part.index() == 1; });
    const bool hasRule = std::ranges::any_of(parts, [](const Part &part) { return part.index() == 2; });
    if (parts.empty())
        return fail(tr("There is nothing in it to paste."));
    if (hasRoute && editor.workspace().findServer(place.server) == nullptr)
        return fail(tr("A route needs a server to be pasted into."), {},
                    tr("Add a server, choose it and paste again."));
    if (hasRule && editor.workspace().findRoute(route) == nullptr)
        return fail(tr("A rule needs a route to be pasted into."), {}, tr("Choose a route and paste again."));
    const EditGroup group(editor, parts.size() == 1 ? tr("Paste %1").arg(std::visit(NameOfPart(), parts.front()))
                                                    : tr("Paste %1 parts").arg(parts.size()));
    TreeItem last;
    TreePlace next = place;
    for (const Part &part : parts) {
        if (const auto *server = std::get_if<Server>(&part)) {
            last = {Kind::Server, editor.addServer({}, copyFor(editor.workspace(), *server))};
        } else if (const auto *pasted = std::get_if<Route>(&part)) {
            last = pasteRoute(editor, *pasted, next, {});
            if (next.position >= 0)
                ++next.position;
        } else {
            editor.addRule({}, route, std::get<Rule>(part));
            last = {Kind::Route, place.server, route};
        }
    }
    return last;
}

} // namespace framewright::ui
