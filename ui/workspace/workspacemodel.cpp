// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/workspacemodel.h"

#include "app/workspace/document.h"
#include "ui/common/cellroles.h"
#include "ui/common/connectionbook.h"
#include "ui/common/routeurl.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/partsmover.h"
#include "ui/workspace/shelfedits.h"
#include "ui/workspace/treecells.h"

#include <QMimeData>

#include <algorithm>
#include <set>

namespace framewright::ui {

using Kind = TreeItem::Kind;

/// One row; the model's only state beside what the document says.
struct WorkspaceModel::Node
{
    TreeItem item;
    Node *parent = nullptr;
    int row = 0;
    std::vector<std::unique_ptr<Node>> children;

    void number(std::size_t from = 0)
    {
        for (std::size_t place = from; place < children.size(); ++place)
            children[place]->row = int(place);
    }
};

namespace {

/// The rows below a server: routes, and each folder where its first route stands.
std::vector<TreeItem> itemsOf(const workspace::Server &server)
{
    std::vector<TreeItem> items;
    std::set<QString> folders;
    for (const workspace::Route &route : server.routes) {
        if (route.folder.isEmpty())
            items.push_back({Kind::Route, server.id, route.id});
        else if (folders.insert(route.folder).second)
            items.push_back({Kind::Folder, server.id, {}, route.folder});
    }
    return items;
}

std::vector<TreeItem> itemsOf(const workspace::Server &server, const QString &folder)
{
    std::vector<TreeItem> items;
    for (const workspace::Route &route : server.routes) {
        if (route.folder == folder)
            items.push_back({Kind::Route, server.id, route.id});
    }
    return items;
}

std::vector<TreeItem> topItemsOf(const workspace::Workspace &workspace)
{
    std::vector<TreeItem> items;
    for (const workspace::Server &server : workspace.servers)
        items.push_back({Kind::Server, server.id});
    if (!workspace.messages.empty())
        items.push_back({Kind::Messages});
    if (workspace.data.size() > 0)
        items.push_back({Kind::DataSets});
    return items;
}

std::vector<TreeItem> messageItemsOf(const workspace::Workspace &workspace)
{
    std::vector<TreeItem> items;
    for (const workspace::SavedMessage &message : workspace.messages)
        items.push_back({Kind::Message, {}, {}, message.name});
    return items;
}

std::vector<TreeItem> dataItemsOf(const workspace::Workspace &workspace)
{
    std::vector<TreeItem> items;
    const QStringList names = dataSetNames(workspace);
    for (const QString &name : names)
        items.push_back({Kind::DataSet, {}, {}, name});
    return items;
}

} // namespace

WorkspaceModel::WorkspaceModel(WorkspaceEditor &editor, const ConnectionBook &book, QObject *parent)
    : QAbstractItemModel(parent)
    , m_editor(editor)
    , m_book(book)
    , m_root(std::make_unique<Node>())
{
    connect(&editor.document(), &workspace::Document::changed, this, &WorkspaceModel::handleChange);
    connect(&book, &ConnectionBook::changed, this, &WorkspaceModel::handleConnections);
    follow();
}

WorkspaceModel::~WorkspaceModel() = default;

const workspace::Workspace &WorkspaceModel::workspace() const
{
    return m_editor.workspace();
}

void WorkspaceModel::handleChange(const workspace::Change &change)
{
    using What = workspace::Change::What;
    switch (change.what) {
    case What::RuleAdded:
    case What::RuleRemoved:
    case What::RuleMoved:
    case What::RuleChanged:
        return tellRoute(change.route);
    case What::Name:
    case What::Requests:
        return;
    default:
        break;
    }
    emit aboutToFollow();
    follow();
    if (change.what == What::RouteChanged) {
        tellRoute(change.route);
    } else if (const Node *server = m_servers.value(change.server); change.what == What::ServerChanged && server) {
        tell(*server);
        tellChildren(*server);
    } else if (change.what == What::Everything) {
        tellChildren(*m_root);
    }
    if (change.what == What::Everything || change.what == What::Variables)
        tellDataSets();
    emit followed();
}

void WorkspaceModel::follow()
{
    followChildren(*m_root, topItemsOf(workspace()));
    for (const auto &top : m_root->children) {
        if (top->item.kind == Kind::Messages) {
            followChildren(*top, messageItemsOf(workspace()));
            continue;
        }
        if (top->item.kind == Kind::DataSets) {
            followChildren(*top, dataItemsOf(workspace()));
            continue;
        }
        const workspace::Server *server = workspace().findServer(top->item.server);
        followChildren(*top, itemsOf(*server));
        for (const auto &child : top->children) {
            if (child->item.kind == Kind::Folder)
                followChildren(*child, itemsOf(*server, child->item.name));
        }
    }
}

/// From what is there to what is wanted, with as few steps as one edit needs: what goes or comes in a row goes and
/// comes at once.
void WorkspaceModel::followChildren(Node &parent, const std::vector<TreeItem> &wanted)
{
    const auto itemAtRow = [&parent](std::size_t row) -> const TreeItem & { return parent.children[row]->item; };
    const bool same = parent.children.size() == wanted.size() &&
                      std::ranges::equal(parent.children, wanted, {}, [](const auto &child) { return child->item; });
    if (same)
        return;
    removeUnwanted(parent, ItemSet(wanted.begin(), wanted.end()));
    ItemSet there;
    for (const auto &child : parent.children)
        there.insert(child->item);
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        if (row < parent.children.size() && itemAtRow(row) == wanted[row])
            continue;
        if (!there.contains(wanted[row])) {
            const auto first = wanted.begin() + std::ptrdiff_t(row);
            const auto last =
                std::find_if(first, wanted.end(), [&there](const TreeItem &item) { return there.contains(item); });
            insertChildren(parent, int(row), {first, last});
            row += std::size_t(last - first) - 1;
            continue;
        }
        const auto found =
            std::find_if(parent.children.begin() + std::ptrdiff_t(std::min(row, parent.children.size())),
                         parent.children.end(), [&](const auto &child) { return child->item == wanted[row]; });
        if (row + 1 < parent.children.size() && itemAtRow(row + 1) == wanted[row]) {
            // The one that stands here goes down, rather than all below it up.
            const auto place = std::ranges::find(wanted, itemAtRow(row)) - wanted.begin();
            moveChild(parent, int(row), int(std::min<std::ptrdiff_t>(place, std::ssize(parent.children) - 1)));
        } else if (found != parent.children.end()) {
            moveChild(parent, int(found - parent.children.begin()), int(row));
        } else {
            insertChildren(parent, int(row), {wanted[row]}); // Twice the same name.
        }
    }
    if (parent.children.size() > wanted.size())
        removeChildren(parent, int(wanted.size()), int(parent.children.size()) - 1);
}

void WorkspaceModel::removeUnwanted(Node &parent, const ItemSet &wanted)
{
    const auto isWanted = [&](int row) { return wanted.contains(parent.children[std::size_t(row)]->item); };
    for (int last = int(parent.children.size()) - 1; last >= 0; --last) {
        if (isWanted(last))
            continue;
        int first = last;
        while (first > 0 && !isWanted(first - 1))
            --first;
        removeChildren(parent, first, last);
        last = first;
    }
}

void WorkspaceModel::insertChildren(Node &parent, int row, const std::vector<TreeItem> &items)
{
    beginInsertRows(indexOf(parent), row, row + int(items.size()) - 1);
    std::vector<std::unique_ptr<Node>> nodes;
    nodes.reserve(items.size());
    for (const TreeItem &item : items) {
        auto node = std::make_unique<Node>();
        node->item = item;
        node->parent = &parent;
        if (item.kind == Kind::Route)
            m_routes.insert(item.route, node.get());
        else if (item.kind == Kind::Server)
            m_servers.insert(item.server, node.get());
        nodes.push_back(std::move(node));
    }
    parent.children.insert(parent.children.begin() + row, std::make_move_iterator(nodes.begin()),
                           std::make_move_iterator(nodes.end()));
    parent.number(std::size_t(row));
    endInsertRows();
}

void WorkspaceModel::removeChildren(Node &parent, int first, int last)
{
    beginRemoveRows(indexOf(parent), first, last);
    const auto from = parent.children.begin() + first;
    const auto behind = parent.children.begin() + last + 1;
    const std::vector<std::unique_ptr<Node>> nodes(std::make_move_iterator(from), std::make_move_iterator(behind));
    parent.children.erase(from, behind);
    parent.number(std::size_t(first));
    for (const auto &node : nodes)
        forget(*node);
    endRemoveRows();
}

void WorkspaceModel::forget(const Node &node)
{
    for (const auto &child : node.children)
        forget(*child);
    // A route that has moved has a row elsewhere already, or gets one.
    if (m_routes.value(node.item.route) == &node)
        m_routes.remove(node.item.route);
    if (node.item.kind == Kind::Server)
        m_servers.remove(node.item.server);
}

void WorkspaceModel::moveChild(Node &parent, int from, int to)
{
    if (from == to)
        return;
    const QModelIndex index = indexOf(parent);
    beginMoveRows(index, from, from, index, to > from ? to + 1 : to);
    auto first = parent.children.begin() + from;
    if (to > from)
        std::rotate(first, first + 1, parent.children.begin() + to + 1);
    else
        std::rotate(parent.children.begin() + to, first, first + 1);
    parent.number(std::size_t(std::min(from, to)));
    endMoveRows();
}

void WorkspaceModel::tell(const Node &node, const QList<int> &roles)
{
    const QModelIndex index = indexOf(node);
    emit dataChanged(index, index, roles);
}

/// All below it, a row of rows at a time.
void WorkspaceModel::tellChildren(const Node &parent)
{
    if (parent.children.empty())
        return;
    emit dataChanged(indexOf(*parent.children.front()), indexOf(*parent.children.back()));
    for (const auto &child : parent.children)
        tellChildren(*child);
}

void WorkspaceModel::tellRoute(RouteId route, const QList<int> &roles)
{
    const Node *node = m_routes.value(route);
    if (node == nullptr)
        return;
    tell(*node, roles);
    if (node->parent->item.kind == Kind::Folder)
        tell(*node->parent, roles);
}

/// How much is in them.
void WorkspaceModel::tellDataSets()
{
    for (const auto &top : m_root->children) {
        if (top->item.kind == Kind::DataSets && !top->children.empty())
            emit dataChanged(indexOf(*top->children.front()), indexOf(*top->children.back()), {TrailRole});
    }
}

void WorkspaceModel::setStatuses(const QList<engine::ServerStatus> &statuses)
{
    m_statuses = statuses;
    for (const Node *server : std::as_const(m_servers))
        tell(*server);
}

void WorkspaceModel::setProblems(RouteId route, const QList<rules::Problem> &problems)
{
    if (m_problems.value(route) == problems)
        return;
    m_problems.insert(route, problems);
    tellRoute(route);
}

void WorkspaceModel::handleConnections(const QList<ConnectionId> &ids)
{
    QSet<RouteId> routes;
    for (const ConnectionId id : ids) {
        if (const wire::ConnectionFacts *facts = m_book.find(id))
            routes.insert(facts->route);
    }
    for (const RouteId route : std::as_const(routes))
        tellRoute(route, {PillRole, PillToneRole, Qt::AccessibleTextRole});
}

int WorkspaceModel::liveIn(const Node &folder) const
{
    int live = 0;
    for (const auto &child : folder.children)
        live += m_book.liveOnRoute(child->item.route);
    return live;
}

WorkspaceModel::Node *WorkspaceModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex WorkspaceModel::indexOf(const Node &node) const
{
    return node.parent == nullptr ? QModelIndex() : createIndex(node.row, 0, &node);
}

TreeItem WorkspaceModel::itemAt(const QModelIndex &index) const
{
    return nodeAt(index)->item;
}

QModelIndex WorkspaceModel::indexOf(const TreeItem &item) const
{
    const auto search = [&item](const Node &node, const auto &self) -> const Node * {
        for (const auto &child : node.children) {
            if (child->item == item)
                return child.get();
            if (const Node *found = self(*child, self))
                return found;
        }
        return nullptr;
    };
    const Node *found = search(*m_root, search);
    return found != nullptr ? indexOf(*found) : QModelIndex();
}

Selection WorkspaceModel::selectionAt(const QModelIndex &index) const
{
    const TreeItem item = itemAt(index);
    return {item.server, item.route, {}};
}

QModelIndex WorkspaceModel::indexOf(const Selection &selection) const
{
    const Node *node = selection.route ? m_routes.value(selection.route) : nullptr;
    if (node == nullptr)
        node = m_servers.value(selection.server);
    return node != nullptr ? indexOf(*node) : QModelIndex();
}

QModelIndex WorkspaceModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? indexOf(*nodeAt(parent)->children[std::size_t(row)]) : QModelIndex();
}

QModelIndex WorkspaceModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*nodeAt(child)->parent) : QModelIndex();
}

int WorkspaceModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->children.size());
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
    const Node &node = *nodeAt(index);
    switch (node.item.kind) {
    case Kind::Server: {
        const workspace::Server *server = workspace().findServer(node.item.server);
        return server != nullptr ? cells::ofServer(*server, statusOf(server->id, m_statuses), role) : QVariant();
    }
    case Kind::Route: {
        const workspace::Server *server = workspace().findServer(node.item.server);
        const auto found = server == nullptr
                               ? std::vector<workspace::Route>::const_iterator()
                               : std::ranges::find(server->routes, node.item.route, &workspace::Route::id);
        if (server == nullptr || found == server->routes.end())
            return {}; // While an edit is being followed.
        return cells::ofRoute(*found, m_book.liveOnRoute(found->id), m_problems.value(found->id), role);
    }
    case Kind::Folder:
        return cells::ofFolder(node.item.name, int(node.children.size()), liveIn(node), role);
    case Kind::Messages:
        return cells::ofMessages(role);
    case Kind::Message:
        return cells::ofMessage(node.item.name, role);
    case Kind::DataSets:
        return cells::ofDataSets(role);
    case Kind::DataSet:
        return cells::ofDataSet(node.item.name, workspace().data[node.item.name.toUtf8()], role);
    case Kind::None:
        break;
    }
    return {};
}

Qt::ItemFlags WorkspaceModel::flags(const QModelIndex &index) const
{
    const Kind kind = itemAt(index).kind;
    switch (kind) {
    case Kind::None:
        return Qt::ItemIsDropEnabled;
    case Kind::Messages:
    case Kind::DataSets:
        return Qt::ItemIsEnabled | Qt::ItemIsDropEnabled;
    case Kind::DataSet:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled | Qt::ItemNeverHasChildren;
    case Kind::Message:
        return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren;
    default:
        break;
    }
    const Qt::ItemFlags both = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemIsDragEnabled;
    return kind == Kind::Route ? both | Qt::ItemNeverHasChildren : both | Qt::ItemIsDropEnabled;
}

bool WorkspaceModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    return role == Qt::EditRole && index.isValid() && rename(m_editor, itemAt(index), value.toString().trimmed());
}

} // namespace framewright::ui
