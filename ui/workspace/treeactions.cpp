// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/treeactions.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/routeurl.h"
#include "ui/common/serverstart.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/copyurlactions.h"
#include "ui/workspace/partsmover.h"
#include "ui/workspace/serverdialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QTreeView>

#include <algorithm>

namespace framewright::ui {

using Kind = TreeItem::Kind;

namespace {

bool runs(engine::ServerState state)
{
    return state == engine::ServerState::Listening || state == engine::ServerState::Starting;
}

} // namespace

TreeActions::TreeActions(const WindowParts &parts, Deeds deeds, QTreeView *tree)
    : QObject(tree)
    , m_parts(parts)
    , m_deeds(std::move(deeds))
    , m_tree(tree)
    , m_urls(new CopyUrlActions(parts, tree))
{
    addMakers();
    addStarters();
    addEdits();
}

void TreeActions::addMakers()
{
    m_parts.actions.add({
        {.name = u"addRoute"_qs,
         .text = tr("Add a &route"),
         .icon = u"add"_qs,
         .shortcut = QKeySequence(u"Ctrl+R"_qs),
         .toolTip = tr("Add a route behind the chosen one"),
         .run = [this] { addRouteHere(); }},
        {.name = u"addServer"_qs,
         .text = tr("Add a s&erver"),
         .icon = u"add"_qs,
         .shortcut = QKeySequence(u"Ctrl+Shift+E"_qs),
         .toolTip = tr("Add a server on a port of its own"),
         .run =
             [this] {
                 const TreeItem added = addServer(m_parts.editor);
                 m_deeds.choose(added);
                 m_deeds.rename(added);
             }},
    });
}

void TreeActions::addStarters()
{
    m_parts.actions.add({
        {.name = u"startServer"_qs,
         .text = tr("&Start this server"),
         .icon = u"play"_qs,
         .shortcut = QKeySequence(u"F5"_qs),
         .toolTip = {},
         .run = [this] { startServer(m_parts, m_tree->window(), m_deeds.current().server); }},
        {.name = u"stopServer"_qs,
         .text = tr("St&op this server"),
         .icon = u"stop"_qs,
         .shortcut = QKeySequence(u"Shift+F5"_qs),
         .toolTip = tr("Stop this server; its clients are told 1001"),
         .run = [this] { m_parts.engine.stop(m_deeds.current().server); }},
        {.name = u"serverSettings"_qs,
         .text = tr("Server settin&gs…"),
         .icon = u"settings"_qs,
         .shortcut = QKeySequence(u"Alt+Return"_qs),
         .toolTip = tr("Host, port, TLS, limits and variables of the chosen server"),
         .run = [this] { openSettings(); },
         .menu = ActionMenu::Route},
    });
}

QAction *TreeActions::addForTree(const QString &name, const QString &text, const QString &icon,
                                 const QKeySequence &keys, std::function<void()> run)
{
    QAction *action = m_parts.actions.add(
        {.name = name, .text = text, .icon = icon, .shortcut = keys, .toolTip = {}, .run = std::move(run)});
    // Delete, Ctrl+C and the like mean something else in every other panel.
    action->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(action);
    return action;
}

void TreeActions::addEdits()
{
    addForTree(u"renamePart"_qs, tr("Re&name"), u"edit"_qs, QKeySequence(u"F2"_qs),
               [this] { m_deeds.rename(m_deeds.current()); });
    addForTree(u"duplicatePart"_qs, tr("&Duplicate"), u"duplicate"_qs, QKeySequence(u"Ctrl+D"_qs),
               [this] { m_deeds.choose(duplicate(m_parts.editor, m_deeds.current())); });
    addForTree(u"movePartUp"_qs, tr("&Move up"), u"arrow-up"_qs, QKeySequence(u"Alt+Up"_qs),
               [this] { m_deeds.move(-1); });
    addForTree(u"movePartDown"_qs, tr("Move do&wn"), u"arrow-down"_qs, QKeySequence(u"Alt+Down"_qs),
               [this] { m_deeds.move(1); });
    addForTree(u"switchPart"_qs, tr("Sw&itch off"), u"eye-off"_qs, QKeySequence(u"Space"_qs),
               [this] { toggleEnabled(); });
    addForTree(u"newFolder"_qs, tr("Put into a new &folder"), u"folder"_qs, QKeySequence(u"Ctrl+Shift+G"_qs),
               [this] { putIntoFolder(newFolderName(m_parts.editor.workspace(), m_deeds.current().server)); });
    addForTree(u"copyPart"_qs, tr("&Copy as JSON"), u"copy"_qs, QKeySequence::Copy, [this] { copy(); });
    addForTree(u"pastePart"_qs, tr("&Paste"), u"paste"_qs, QKeySequence::Paste, [this] { paste(); });
    addForTree(u"removePart"_qs, tr("De&lete"), u"trash"_qs, QKeySequence::Delete,
               [this] { remove(m_parts.editor, m_deeds.current()); });
}

TreePlace TreeActions::placeFor(const TreeItem &item) const
{
    const workspace::Server *server = m_parts.editor.workspace().findServer(item.server);
    if (server == nullptr)
        return {};
    const workspace::Route *route = m_parts.editor.workspace().findRoute(item.route);
    if (route == nullptr)
        return {item.server, item.name};
    const auto place = std::ranges::find(server->routes, route->id, &workspace::Route::id) - server->routes.begin();
    return {item.server, route->folder, place + 1};
}

void TreeActions::addRouteHere()
{
    const TreeItem added = addRoute(m_parts.editor, placeFor(m_deeds.current()));
    m_deeds.choose(added);
    m_deeds.rename(added);
}

void TreeActions::openSettings()
{
    const ServerId server = m_deeds.current().server;
    if (m_parts.editor.workspace().findServer(server) == nullptr)
        return;
    auto *dialog = new ServerDialog(m_parts, server, m_tree->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

bool TreeActions::isEnabled(const TreeItem &item) const
{
    const workspace::Workspace &workspace = m_parts.editor.workspace();
    if (const workspace::Route *route = workspace.findRoute(item.route))
        return route->enabled;
    const workspace::Server *server = workspace.findServer(item.server);
    if (server == nullptr)
        return false;
    if (item.kind != Kind::Folder)
        return server->enabled;
    return std::ranges::any_of(
        server->routes, [&item](const workspace::Route &route) { return route.folder == item.name && route.enabled; });
}

void TreeActions::toggleEnabled()
{
    const TreeItem item = m_deeds.current();
    setEnabled(m_parts.editor, item, !isEnabled(item));
}

void TreeActions::copy()
{
    const std::vector<workspace::Part> parts = partsOf(m_parts.editor.workspace(), m_deeds.current());
    if (!parts.empty())
        QApplication::clipboard()->setText(QString::fromUtf8(workspace::writeParts(parts)));
}

void TreeActions::paste()
{
    const TreeItem item = m_deeds.current();
    const auto parts = workspace::readParts(QApplication::clipboard()->text().toUtf8());
    const Result<TreeItem> pasted = parts ? ui::paste(m_parts.editor, *parts, placeFor(item), item.route)
                                          : Result<TreeItem>(tl::unexpected(parts.error()));
    if (pasted)
        m_deeds.choose(*pasted);
    else
        m_deeds.fail(pasted.error());
}

void TreeActions::putIntoFolder(const QString &folder)
{
    const TreeItem item = m_deeds.current();
    TreePlace place = placeFor(item);
    place.folder = folder;
    --place.position; // Where it stands.
    moveTo(m_parts.editor, item, place);
    m_deeds.choose(item);
}

void TreeActions::fillFolders(QMenu &menu)
{
    const TreeItem item = m_deeds.current();
    const workspace::Server *server = m_parts.editor.workspace().findServer(item.server);
    const workspace::Route *route = m_parts.editor.workspace().findRoute(item.route);
    if (server == nullptr || route == nullptr)
        return;
    QStringList folders{QString()};
    for (const workspace::Route &each : server->routes) {
        if (!folders.contains(each.folder))
            folders << each.folder;
    }
    for (const QString &folder : std::as_const(folders)) {
        QAction *action = menu.addAction(folder.isEmpty() ? tr("&None") : QString(folder).replace(u'&', u"&&"_qs), this,
                                         [this, folder] { putIntoFolder(folder); });
        action->setCheckable(true);
        action->setChecked(route->folder == folder);
    }
    menu.addSeparator();
    menu.addAction(m_parts.actions[u"newFolder"_qs]);
}

void TreeActions::fillMenu(QMenu &menu)
{
    const TreeItem item = m_deeds.current();
    const auto add = [&](const QStringList &names) {
        for (const QString &name : names)
            name.isEmpty() ? menu.addSeparator() : (menu.addAction(m_parts.actions[name]), nullptr);
    };
    switch (item.kind) {
    case Kind::Server:
        add({u"startServer"_qs, u"stopServer"_qs, u"serverSettings"_qs, {}, u"addRoute"_qs, u"addServer"_qs});
        break;
    case Kind::Route: {
        add({u"addRoute"_qs});
        if (QAction *use = m_parts.actions.find(u"useInClient"_qs))
            menu.addAction(use);
        QMenu *urls = menu.addMenu(tr("Copy &URL"));
        m_urls->fill(*urls);
        fillFolders(*menu.addMenu(tr("&Folder")));
        break;
    }
    case Kind::Folder:
        add({u"addRoute"_qs});
        break;
    case Kind::Message:
        add({u"renamePart"_qs, u"removePart"_qs});
        return;
    case Kind::DataSets:
        add({u"editDataSets"_qs});
        return;
    case Kind::DataSet:
        add({u"editDataSets"_qs, u"removePart"_qs});
        return;
    default:
        add({u"addServer"_qs, u"addRoute"_qs, {}, u"pastePart"_qs});
        return;
    }
    add({{},
         u"renamePart"_qs,
         u"duplicatePart"_qs,
         u"movePartUp"_qs,
         u"movePartDown"_qs,
         u"switchPart"_qs,
         {},
         u"copyPart"_qs,
         u"pastePart"_qs,
         {},
         u"removePart"_qs});
}

void TreeActions::updateStarters(bool isServer)
{
    const ServerId server = m_deeds.current().server;
    const engine::ServerState state = statusOf(server, m_parts.engine.servers()).state;
    m_parts.actions[u"startServer"_qs]->setEnabled(isServer && !runs(state) && state != engine::ServerState::Stopping);
    m_parts.actions[u"stopServer"_qs]->setEnabled(isServer && runs(state));
    m_parts.actions[u"serverSettings"_qs]->setEnabled(isServer);
}

void TreeActions::updateActions()
{
    const TreeItem item = m_deeds.current();
    const bool isPart = item.kind == Kind::Server || item.kind == Kind::Folder || item.kind == Kind::Route;
    const bool isMessage = item.kind == Kind::Message;
    updateStarters(bool(item.server));
    for (const char *name : {"duplicatePart", "movePartUp", "movePartDown", "switchPart", "copyPart"})
        m_parts.actions[QLatin1String(name)]->setEnabled(isPart);
    m_parts.actions[u"renamePart"_qs]->setEnabled(isPart || isMessage);
    m_parts.actions[u"removePart"_qs]->setEnabled(isPart || isMessage || item.kind == Kind::DataSet);
    m_parts.actions[u"newFolder"_qs]->setEnabled(item.kind == Kind::Route);
    m_parts.actions[u"switchPart"_qs]->setText(isEnabled(item) ? tr("Sw&itch off") : tr("Sw&itch on"));
}

} // namespace framewright::ui
