// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/windowcontext.h"

#include <QAbstractItemModel>
#include <QHash>

namespace framewright::workspace {
class Document;
struct Route;
struct Server;
} // namespace framewright::workspace

namespace framewright::ui {

class ConnectionBook;

/// Servers with their routes below, from the document; state, port and live counts from the engine.
class WorkspaceModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    WorkspaceModel(const workspace::Document &document, const ConnectionBook &book, QObject *parent = nullptr);

    void setStatuses(const QList<engine::ServerStatus> &statuses);
    void setProblems(RouteId route, const QList<rules::Problem> &problems);
    [[nodiscard]] QList<rules::Problem> problems(RouteId route) const { return m_problems.value(route); }

    /// The server, and the route where the row is one.
    [[nodiscard]] Selection selectionAt(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Selection &selection) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] const workspace::Server *serverAt(const QModelIndex &index) const;
    [[nodiscard]] const workspace::Route *routeAt(const QModelIndex &index) const;
    [[nodiscard]] QVariant serverData(const workspace::Server &server, int role) const;
    [[nodiscard]] QVariant routeData(const workspace::Route &route, int role) const;
    void refresh();

    const workspace::Document &m_document;
    const ConnectionBook &m_book;
    QList<engine::ServerStatus> m_statuses;
    QHash<RouteId, QList<rules::Problem>> m_problems;
};

} // namespace framewright::ui
