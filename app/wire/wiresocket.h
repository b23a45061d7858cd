// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/closecode.h"
#include "app/protocol/deflateparameters.h"
#include "app/protocol/opcode.h"
#include "app/wire/connectionfacts.h"
#include "app/wire/transport.h"

#include <QByteArray>
#include <QTcpSocket>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace framewright::wire {

class Capture;
class MemoryBudget;
class WireCore;

/// A message that has come. The bytes are the wire's, not QWebSocket's (which drops a leading U+FEFF).
struct Incoming
{
    protocol::Opcode opcode = protocol::Opcode::Text;
    QByteArrayView payload;   ///< Valid during the call that hands it out.
    QByteArray owned;         ///< The same with an owner where there is one; null otherwise.
    std::uint64_t ticket = 0; ///< Of its row in the log, see Capture::record().

    [[nodiscard]] QByteArray keep() const { return owned.isNull() ? payload.toByteArray() : owned; }
};

/// A message to send, with the label of the rule that sends it.
struct Outgoing
{
    protocol::Opcode opcode = protocol::Opcode::Text;
    QByteArrayView payload;
    QByteArray owned; ///< As with Incoming: lets a large payload be shared instead of copied.
    std::uint32_t label = 0;
    qsizetype fragment = 0; ///< Bytes in each frame; 0: all in one. What is in fragments is not compressed.
};

enum class DropManner : std::uint8_t
{
    Reset, ///< RST.
    Fin,   ///< FIN without a close frame.
    Hang,  ///< Nothing more is sent or answered; the connection stays.
};

/// Who asks for a close, for the truth about who ended the connection.
enum class CloseOrigin : std::uint8_t
{
    Application,
    Rule,
    Timeout ///< A limit on silence was met.
};

struct WireSettings
{
    ConnectionId id;
    protocol::Role role = protocol::Role::Server;
    std::uint16_t eventFlags = 0; ///< Given to each event: eventflag::Client for sessions of the panel.
    qsizetype messageLimit = 16 << 20;
    std::optional<protocol::DeflateParameters> deflate;
    qsizetype deflateThreshold = 64; ///< Messages shorter than this go out plain.
    int closeTimeout = 2000;         ///< Milliseconds for the peer's close, and again for TCP.
    qint64 readPauseAbove = 4 << 20; ///< Unsent bytes above which input pauses, until half of it has left.
    Capture *capture = nullptr;      ///< Must outlive the socket.
    MemoryBudget *budget = nullptr;  ///< Must outlive the socket.
};

/// What a WireSocket tells its owner. Called on its thread, never from inside a call that the owner makes
/// into the socket, but for `ended`, which abort() and drop() bring about at once.
struct WireCallbacks
{
    std::function<void(QByteArrayView payload)> pinged = {};
    std::function<void(QByteArrayView payload)> ponged = {};
    /// A message that came after our close frame and before the peer's: QWebSocket does not get it any more.
    std::function<void(const Incoming &message)> cameLate = {};
    /// Unsent bytes have left; `WireSocket::unsentBytes()` tells how many are there still.
    std::function<void()> drained = {};
    /// The connection is over and the facts are final. Delete the QWebSocket, then the WireSocket, later.
    std::function<void()> ended = {};
};

/// A QTcpSocket without a socket of the operating system: the thin face that QWebSocketServer takes for a real
/// connection, in front of a WireCore that holds the truth (frame codec, deflate, limits, closing, capture).
/// Lives on an engine thread. The recipe numbers in the implementation are those of the design's list.
class WireSocket final : public QTcpSocket
{
    Q_OBJECT
public:
    /// `facts` holds what is known from the handshake. `rest` is what came behind the head.
    WireSocket(std::unique_ptr<Transport> transport, WireSettings settings, ConnectionFacts facts, QByteArray rest);
    ~WireSocket() override;
    Q_DISABLE_COPY_MOVE(WireSocket)

    void setCallbacks(WireCallbacks callbacks);

    /// Before handleConnection(): the clean head that QWebSocketServer reads, and the bytes that go out instead
    /// of the 101 that it writes (empty: nothing goes out, as for a client).
    void prepareHandshake(const QByteArray &cleanHead, const QByteArray &answer);
    /// In the slot of newConnection, which comes synchronously after the 101 was written: the socket of this
    /// thread that was just upgraded. Taking it forgets it.
    [[nodiscard]] static WireSocket *takeUpgraded();
    /// After that slot has connected everything: frames may flow.
    void start();

    /// In a slot of textMessageReceived or binaryMessageReceived: the bytes of the message it speaks of.
    [[nodiscard]] Incoming takeMessage();

    void send(const Outgoing &message);
    /// A part of a message as a frame of its own. The parts come in order and leave nothing out; between them no
    /// other message may be sent.
    void sendPart(const Outgoing &message, qsizetype from, qsizetype count);
    /// One message to many: the frame is encoded once for all that agree on compression.
    static void broadcast(const std::vector<WireSocket *> &recipients, const Outgoing &message);
    void sendPing(const QByteArray &payload, std::uint32_t label = 0);
    void sendPong(const QByteArray &payload, std::uint32_t label = 0);
    /// Any code and reason, also ones that are not legal; none: an empty close frame. Then waits for the peer's.
    void sendClose(const protocol::ClosePayload &payload, CloseOrigin origin, std::uint32_t label = 0);
    /// Bytes that are sent as they are, half frames and broken ones too.
    void sendRaw(const QByteArray &bytes, std::uint32_t label = 0);
    void drop(DropManner manner, CloseOrigin origin);

    /// While held nothing is read from the peer, who is slowed down by TCP.
    void holdInput(bool held);
    void setAutomaticPong(bool on);

    [[nodiscard]] const ConnectionFacts &facts() const;
    [[nodiscard]] qint64 unsentBytes() const;

    // What QWebSocketServer and QWebSocket call.
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override;
    [[nodiscard]] qintptr socketDescriptor() const override;
    void setSocketOption(SocketOption option, const QVariant &value) override;
    QVariant socketOption(SocketOption option) override;
    void setReadBufferSize(qint64 size) override;
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 skipData(qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    class Front;
    friend class Front;
    std::unique_ptr<Front> m_front;
    std::unique_ptr<WireCore> m_core; ///< Dies before the front it speaks to.
};

} // namespace framewright::wire
