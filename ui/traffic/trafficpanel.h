// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/capturestatus.h"
#include "ui/messages/rowscanner.h"
#include "ui/messages/rowsource.h"

#include <QWidget>

class QAction;

namespace framewright::engine {
class Engine;
}

namespace framewright::workspace {
class Document;
}

namespace framewright::ui {

class ActionRegistry;
class ConnectionBook;
class EmptyState;
class MessageDetail;
class MessageList;
class PanelHead;
class Theme;
class TrafficModel;
class WindowContext;

/// The log of the mock servers, narrowed by what is selected: one connection, or those of a route. Sessions of
/// the client panel have their conversation there.
class TrafficPanel final : public QWidget
{
    Q_OBJECT
public:
    TrafficPanel(const Theme &theme, engine::Engine &engine, const workspace::Document &document,
                 const ConnectionBook &book, WindowContext &context, ActionRegistry &actions,
                 const RowSourceFactory &source, QWidget *parent = nullptr);

    /// What it shows and its actions; not in its own layout.
    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void addActions(ActionRegistry &actions);
    void buildLayout();
    void updateFilter();
    void updateHead();
    [[nodiscard]] RowFilter wantedFilter() const;
    [[nodiscard]] QString filterText() const;

    const Theme &m_theme;
    engine::Engine &m_engine;
    const workspace::Document &m_document;
    const ConnectionBook &m_book;
    WindowContext &m_context;
    TrafficModel *m_model;
    PanelHead *m_head;
    MessageList *m_list;
    MessageDetail *m_detail;
    EmptyState *m_empty;
    QAction *m_showAll = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_follow = nullptr;
};

} // namespace framewright::ui
