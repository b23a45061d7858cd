// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/protocol/closecode.h"
#include "app/wire/transport.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>

#include <optional>

namespace framewright::wire {

enum class ConnectionState : std::uint8_t
{
    Connecting,
    Open,
    Closing,
    Closed,
    Refused
};

/// Who or what ended a connection.
enum class EndedBy : std::uint8_t
{
    Nobody,        ///< It lives.
    Client,        ///< The client's close frame came first.
    Server,        ///< The server's close frame came first: a stop, a removed route, a person's disconnect.
    Rule,          ///< A rule of a mock route closed or dropped it.
    Network,       ///< No close frame: RST, FIN or abort. Shown as 1006.
    Tls,           ///< TLS failed.
    ProtocolError, ///< The peer broke the protocol and was told so (1002, 1007, 1009).
    Timeout,       ///< No answer to a close frame in time, or idle too long, or no head in time.
};

/// Messages and bytes in one direction.
struct Counters
{
    std::uint64_t messages = 0;
    std::uint64_t payloadBytes = 0; ///< Of messages, as the application sees them.
    std::uint64_t wireBytes = 0;    ///< Of all frames, headers included, as compressed.
    std::uint64_t pings = 0;
    std::uint64_t pongs = 0;

    bool operator==(const Counters &) const = default;
};

/// The truth about one connection as it was on the wire: a value that crosses threads.
struct ConnectionFacts
{
    ConnectionId id;
    ServerId server; ///< Zero for a session of the client panel.
    RouteId route;   ///< Zero where no route matched.
    QString routePath;
    ConnectionState state = ConnectionState::Connecting;
    Endpoint peer;
    Endpoint local;
    std::optional<TlsFacts> tls;
    QByteArray target;
    QByteArray subprotocol;
    QByteArray extensions;       ///< As agreed, the header's text.
    QByteArray requestHead;      ///< As it was on the wire.
    QByteArray responseHead;     ///< As it was on the wire; of a refusal with its body.
    int status = 0;              ///< 101, or the refusal's.
    std::int64_t acceptedAt = 0; ///< Wall time, nanoseconds.
    std::int64_t openedAt = 0;   ///< When the 101 left (server) or came (client); 0 before.
    std::int64_t endedAt = 0;
    Counters in;
    Counters out;
    /// The close frames, as on the wire; the first one sent or received counts as the connection's code.
    std::optional<protocol::ClosePayload> closeSent;
    std::optional<protocol::ClosePayload> closeReceived;
    bool peerClosedFirst = false; ///< The peer's close frame came before ours went out.
    EndedBy endedBy = EndedBy::Nobody;
    TransportEnd transportEnd = TransportEnd::None;
    QString endText; ///< One sentence for a person: how it ended and by whom.
    std::uint64_t undeliveredMessages = 0;
    std::uint64_t undeliveredBytes = 0;

    bool operator==(const ConnectionFacts &) const = default;

    /// The code a person is shown: of the first close frame, 1005 for one without a code, 1006 for none;
    /// nullopt while neither has come or where the handshake was refused.
    [[nodiscard]] std::optional<protocol::CloseCode> closeCode() const;
    [[nodiscard]] QByteArray closeReason() const;
    /// Both close frames were exchanged, and the peer broke no rule.
    [[nodiscard]] bool isCleanlyClosed() const;

private:
    [[nodiscard]] const protocol::ClosePayload *firstClose() const;
};

} // namespace framewright::wire

Q_DECLARE_METATYPE(framewright::wire::ConnectionFacts)
