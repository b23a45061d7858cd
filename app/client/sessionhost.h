// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/base/identifier.h"
#include "app/client/sessionrequest.h"
#include "app/client/upgrader.h"
#include "app/protocol/closecode.h"
#include "app/protocol/opcode.h"
#include "app/wire/connectionfacts.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace framewright::wire {
class Capture;
}

namespace framewright::client {

class Session;

/// All sessions of the client panel. Lives on the client thread: the engine makes it there and posts its calls
/// to it. What comes of them comes back as signals; facts in batches, at most 20 times a second.
class SessionHost final : public QObject
{
    Q_OBJECT
public:
    /// `capture` lives on the same thread, must outlive this, and may be null.
    explicit SessionHost(wire::Capture *capture, QObject *parent = nullptr);
    ~SessionHost() override;
    Q_DISABLE_COPY_MOVE(SessionHost)

    void open(ConnectionId id, const SessionRequest &request);
    /// Text, binary, ping or pong.
    void send(ConnectionId id, protocol::Opcode opcode, const QByteArray &payload);
    void close(ConnectionId id, const protocol::ClosePayload &payload);
    void abort(ConnectionId id);
    /// Closes every session with 1001; `emptied` follows once the last one has ended, at once where there is none.
    void closeAll();

    [[nodiscard]] qsizetype sessionCount() const { return m_sessions.size(); }

signals:
    void factsChanged(const QList<framewright::wire::ConnectionFacts> &facts);
    /// A session that did not open, or a message that could not be sent.
    void failed(framewright::ConnectionId id, const framewright::Error &error);
    void emptied();

private:
    void markChanged(ConnectionId id);
    void handOver();
    void handleEnded(ConnectionId id);

    wire::Capture *m_capture;
    Upgrader m_upgrader;
    QHash<ConnectionId, Session *> m_sessions;
    QSet<ConnectionId> m_changed;
    QList<wire::ConnectionFacts> m_final; ///< Of sessions that have ended since the last batch.
    QTimer m_batch;
    bool m_closing = false;
};

} // namespace framewright::client
