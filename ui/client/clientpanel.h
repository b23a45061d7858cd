// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/base/identifier.h"
#include "app/wire/connectionfacts.h"
#include "ui/messages/rowsource.h"

#include <QList>
#include <QPointer>
#include <QSet>
#include <QWidget>

#include <optional>

class QLabel;
class QTabWidget;

namespace framewright::engine {
class Engine;
}
namespace framewright::workspace {
class Document;
}

namespace framewright::ui {

class ActionRegistry;
class CloseDialog;
class Composer;
class ConnectionBook;
class ConnectionForm;
class MessageDetail;
class MessageList;
class PanelHead;
class Theme;
class TrafficModel;

/// A client to poke routes with: connects, composes, sends, pings, closes, and shows its conversation, which
/// outlives the connection.
class ClientPanel final : public QWidget
{
    Q_OBJECT
public:
    ClientPanel(const Theme &theme, engine::Engine &engine, workspace::Document &document, ConnectionBook &book,
                ActionRegistry &actions, const RowSourceFactory &source, QWidget *parent = nullptr);

    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void addActions(ActionRegistry &actions);
    void buildTabs();
    void buildLayout();
    void connectEngine();
    void offerUrls();
    void takeFirstRequest();
    [[nodiscard]] QStringList routeUrls() const;

    void toggleConnection();
    bool open();
    void send();
    void ping();
    void askClose();
    void clearConversation();
    void sendWaiting();
    void handleFacts(const QList<ConnectionId> &ids);
    void handleFailed(ConnectionId session, const Error &error);
    void showState();
    void showError(const std::optional<Error> &error);
    void showConversation();
    [[nodiscard]] bool isLive() const;
    [[nodiscard]] bool isOpen() const;

    const Theme &m_theme;
    engine::Engine &m_engine;
    workspace::Document &m_document;
    ConnectionBook &m_book;
    PanelHead *m_head;
    ConnectionForm *m_form;
    Composer *m_composer;
    QTabWidget *m_tabs;
    QLabel *m_error;
    PanelHead *m_conversationHead;
    TrafficModel *m_model;
    MessageList *m_list;
    MessageDetail *m_detail;
    QPointer<CloseDialog> m_closeDialog;

    ConnectionId m_session;
    bool m_failed = false;
    bool m_asked = false; ///< openSession was called, its facts have not come.
    bool m_sendWhenOpen = false;
    int m_pings = 0;
    QSet<ConnectionId> m_shown; ///< Sessions in the conversation.
};

} // namespace framewright::ui
