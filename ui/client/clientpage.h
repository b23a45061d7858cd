// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/base/identifier.h"
#include "ui/common/cellroles.h"
#include "ui/common/windowparts.h"
#include "ui/messages/rowsource.h"

#include <QHash>
#include <QPointer>
#include <QSet>
#include <QWidget>

#include <functional>
#include <optional>

class QLabel;
class QMenu;
class QTabWidget;

namespace framewright::client {
struct SessionRequest;
struct TlsFiles;
} // namespace framewright::client

namespace framewright::workspace {
struct Change;
}

namespace framewright::ui {

class CloseDialog;
class Composer;
class ConnectionForm;
class MessageDetail;
class MessageList;
class PanelHead;
class TrafficModel;

/// How a client stands, for heads and tabs.
struct ClientState
{
    QString word;
    PillTone tone = PillTone::Neutral;
    QString summary;
    bool isOpen = false;
};

/// One client: connects, composes, sends, pings, closes, and shows its conversation, which outlives the connection.
class ClientPage final : public QWidget
{
    Q_OBJECT
public:
    ClientPage(const WindowParts &parts, const RowSourceFactory &source, QWidget *parent = nullptr);

    [[nodiscard]] ClientState state() const;
    /// It connects, is connected, or closes.
    [[nodiscard]] bool isLive() const;
    /// Where it connects to, short: for its tab.
    [[nodiscard]] QString title() const;
    void focusUrl();
    void pressSend();
    void clearConversation();
    void searchMessage();

    void takeMessage(const QString &name);
    void takeRequest(const QString &name);
    void takeUrl(const QString &url);
    void takePayload(const QByteArray &payload, bool isBinary);
    /// Ends its connection, as it is about to go.
    void leave();

signals:
    void stateChanged();

private:
    void buildTabs();
    void buildLayout();
    void buildSavedRequests();
    void connectEngine();
    void fillSavedRequests(QMenu *menu);
    void saveRequest();
    void keepRequest(const QString &name);
    void handleDocument(const workspace::Change &change);
    void fillRowMenu(QMenu *menu);
    void offerUrls();
    void takeFirst();
    void followRoute();
    [[nodiscard]] QStringList routeUrls() const;

    /// Whether the key of the client's certificate can be opened. Else asks for its passphrase, then goes on.
    [[nodiscard]] bool hasPassphrase(const client::SessionRequest &request, const std::function<void()> &then);
    void askPassphrase(const client::TlsFiles &files, const std::function<void()> &then);

    void toggleConnection();
    void openOrAsk();
    bool open();
    void send();
    void ping(const QByteArray &payload);
    void askClose();
    void sendWaiting();
    void handleFacts(const QList<ConnectionId> &ids);
    void handleFailed(ConnectionId session, const Error &error);
    void showState();
    void showError(const std::optional<Error> &error);
    void showConversation();
    [[nodiscard]] bool isOpen() const;

    WindowParts m_parts;
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
    QHash<QString, QByteArray> m_passphrases; ///< Of key files; kept here only, and gone with the page.
    QString m_requestName;                    ///< Of the saved request that was taken.
    RouteId m_followed; ///< The route whose URL was taken by itself, and the URL that it had then.
    QString m_followedUrl;
    bool m_failed = false;
    bool m_asked = false; ///< openSession was called, its facts have not come.
    int m_waiting = 0;    ///< Times that Send was pressed before the connection is open.
    int m_pings = 0;
    QSet<ConnectionId> m_shown; ///< Sessions in the conversation.
};

} // namespace framewright::ui
