// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/event/eventqueue.h"
#include "app/wire/capture.h"
#include "app/wire/memorybudget.h"
#include "app/wire/wiresocket.h"
#include "tests/support/rawpeer.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QWebSocket>
#include <QWebSocketServer>

#include <functional>
#include <memory>
#include <vector>

namespace framewright::test {

/// The rows of a test that goes over ws and over wss; the column is `security`.
void addSecurities();

[[nodiscard]] protocol::ClosePayload closing(int code, const QByteArray &reason = {});

/// One connection of a WireServer. It outlives its sockets, so that a test can look at how it ended.
class Served final : public QObject
{
    Q_OBJECT
public:
    ~Served() override;

    /// Echoes each message with its own bytes.
    void echo();
    /// Each message's bytes as takeMessage() gave them.
    QList<QByteArray> messages;
    QPointer<wire::WireSocket> wire;
    QPointer<QWebSocket> socket;
    wire::ConnectionFacts ended; ///< Filled once it has ended.
    bool hasEnded = false;
    int disconnects = 0; ///< How often QWebSocket said so.
    QByteArray path;
};

/// What a test wants of its server.
struct WireServerOptions
{
    Security security = Security::Plain;
    bool deflate = false;
    bool takeover = false;
    qsizetype messageLimit = 16 << 20;
    qint64 readPauseAbove = 4 << 20;
    int closeTimeout = 2000;
    wire::MemoryBudget *budget = nullptr;
};

/// A server as small as one can be in front of QWebSocketServer: an acceptor, a head that is taken as it comes, a
/// WireSocket, and what the test wants done when a connection opens (echo unless set).
class WireServer final : public QTcpServer
{
    Q_OBJECT
public:
    explicit WireServer(const WireServerOptions &options = {});
    ~WireServer() override;

    std::function<void(Served &)> opened;
    [[nodiscard]] Served *last() const { return m_served.empty() ? nullptr : m_served.back().get(); }
    [[nodiscard]] std::size_t count() const { return m_served.size(); }
    [[nodiscard]] Served *at(std::size_t index) const { return m_served[index].get(); }
    /// Runs the event loop until the last connection has ended; its facts.
    [[nodiscard]] wire::ConnectionFacts waitForEnd(int wait = 10000);

    /// All rows so far, in their order, with their bytes.
    struct Row
    {
        event::EventRecord record;
        QByteArray payload;
        QByteArray detail;
    };
    [[nodiscard]] const std::vector<Row> &rows();
    /// The rows of a kind.
    [[nodiscard]] std::vector<Row> rows(event::EventKind kind);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    class Reception;
    void upgrade(std::unique_ptr<wire::Transport> transport, const QByteArray &head, const QByteArray &rest);
    void handleUpgraded();

    WireServerOptions m_options;
    QSslConfiguration m_tls;
    event::EventQueue m_queue;
    wire::Capture m_capture;
    QWebSocketServer m_server;
    std::vector<std::unique_ptr<Reception>> m_receptions;
    std::vector<std::unique_ptr<Served>> m_served;
    std::vector<Row> m_rows;
};

} // namespace framewright::test
