// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/windowcontext.h"
#include "ui/workspace/treeitem.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>
#include <unordered_set>
#include <vector>

namespace framewright::workspace {
struct Change;
struct Route;
struct Server;
struct Workspace;
} // namespace framewright::workspace

namespace framewright::ui {

class ConnectionBook;
class WorkspaceEditor;

/// Servers with their routes below, in folders where they name one, then the saved messages: from the document;
/// state, port and live counts from the engine. Follows each edit row by row. Renames and drops go through the
/// editor.
class WorkspaceModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    WorkspaceModel(WorkspaceEditor &editor, const ConnectionBook &book, QObject *parent = nullptr);
    ~WorkspaceModel() override;

    void setStatuses(const QList<engine::ServerStatus> &statuses);
    void setProblems(RouteId route, const QList<rules::Problem> &problems);
    [[nodiscard]] QList<rules::Problem> problems(RouteId route) const { return m_problems.value(route); }

    [[nodiscard]] TreeItem itemAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const TreeItem &item) const;
    /// The server, and the route where the row is one.
    [[nodiscard]] Selection selectionAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Selection &selection) const;
    /// Where something lands that is dropped before this row of the parent (-1: on the parent itself).
    [[nodiscard]] TreePlace placeAt(int row, const QModelIndex &parent) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                                       const QModelIndex &parent) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    /// Around the rows that come, go and move with one edit, and with no edit there is no such signal.
    void aboutToFollow();
    void followed();
    /// What was dropped cannot be pasted.
    void dropFailed(const framewright::Error &error);

private:
    struct Node;
    using ItemSet = std::unordered_set<TreeItem, TreeItemHash>;
    [[nodiscard]] Node *nodeAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Node &node) const;
    void handleChange(const workspace::Change &change);
    void follow();
    void followChildren(Node &parent, const std::vector<TreeItem> &wanted);
    void removeUnwanted(Node &parent, const ItemSet &wanted);
    void insertChildren(Node &parent, int row, const std::vector<TreeItem> &items);
    void removeChildren(Node &parent, int first, int last);
    void forget(const Node &node);
    void moveChild(Node &parent, int from, int to);
    void tell(const Node &node, const QList<int> &roles = {});
    void tellChildren(const Node &parent);
    void tellRoute(RouteId route, const QList<int> &roles = {});
    void tellDataSets();
    void handleConnections(const QList<ConnectionId> &ids);
    [[nodiscard]] int liveIn(const Node &folder) const;
    [[nodiscard]] const workspace::Workspace &workspace() const;
    [[nodiscard]] bool acceptsItem(const TreeItem &dragged, int row, const QModelIndex &parent) const;

    WorkspaceEditor &m_editor;
    const ConnectionBook &m_book;
    QList<engine::ServerStatus> m_statuses;
    QHash<RouteId, QList<rules::Problem>> m_problems;
    std::unique_ptr<Node> m_root;
    QHash<RouteId, Node *> m_routes;
    QHash<ServerId, Node *> m_servers;
};

} // namespace framewright::ui
