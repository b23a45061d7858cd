// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"

#include <QHash>
#include <QWidget>

class QAction;
class QTableView;

namespace framewright::workspace {
class Document;
struct Route;
struct Server;
} // namespace framewright::workspace

namespace framewright::ui {

class ActionRegistry;
class ConnectionBook;
class EmptyState;
class NoticeBar;
class PanelHead;
class RuleModel;
class Theme;
class WindowContext;

/// The chosen route to be read: path, URL to copy, what cannot work in it, its rules and how often they ran. Of
/// a chosen server it shows the first route, so that the window says from the start what a mock does.
class RoutePage final : public QWidget
{
    Q_OBJECT
public:
    RoutePage(const Theme &theme, engine::Engine &engine, const workspace::Document &document,
              const ConnectionBook &book, const WindowContext &context, ActionRegistry &actions,
              QWidget *parent = nullptr);

private:
    void addActions(ActionRegistry &actions);
    void buildTable();
    void showRoute();
    void updateHead();
    void updateProblems();
    void handleHits(RouteId route, const QList<quint64> &hits);
    void handleProblems(RouteId route, const QList<rules::Problem> &problems);
    [[nodiscard]] const workspace::Server *server() const;
    [[nodiscard]] const workspace::Route *route() const;

    const Theme &m_theme;
    engine::Engine &m_engine;
    const workspace::Document &m_document;
    const ConnectionBook &m_book;
    const WindowContext &m_context;
    RuleModel *m_model;
    PanelHead *m_head;
    NoticeBar *m_notice;
    QTableView *m_table;
    EmptyState *m_empty = nullptr;
    QAction *m_copy = nullptr;
    QString m_url;
    QHash<RouteId, QList<quint64>> m_hits;
    QHash<RouteId, QList<rules::Problem>> m_problems;
};

} // namespace framewright::ui
