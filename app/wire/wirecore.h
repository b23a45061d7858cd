// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/framereader.h"
#include "app/protocol/messageassembler.h"
#include "app/wire/endtext.h"
#include "app/wire/memorybudget.h"
#include "app/wire/transport.h"
#include "app/wire/wiresocket.h"
#include "app/wire/wirewriter.h"

#include <memory>

namespace framewright::event {
struct EventRecord;
enum class EventKind : std::uint8_t;
} // namespace framewright::event

namespace framewright::wire {

class FlushQueue;

/// What stands in front of a WireCore and hands messages on.
class WireFront
{
public:
    /// A whole message; the front keeps it until deliver(). Also comes after our close frame, before the peer's.
    /// `ticket`: of its row in the log.
    virtual void takeMessage(const protocol::Assembled &message, std::uint64_t ticket) = 0;
    virtual void takePing(QByteArrayView payload) = 0;
    virtual void takePong(QByteArrayView payload) = 0;
    virtual void takeClose(const protocol::ClosePayload &payload) = 0;
    /// Hands on what it keeps. Anything may be called from inside.
    virtual void deliver() = 0;
    /// Bytes it keeps still.
    [[nodiscard]] virtual qint64 keptBytes() const = 0;
    /// Our close frame went out, or the peer broke the protocol: nothing is delivered any more.
    virtual void beginClosing() = 0;
    virtual void tellSent(qint64 bytes) = 0;
    virtual void tellEnded() = 0;

protected:
    ~WireFront() = default;
};

/// The truth of one connection: a transport seen as messages. Frames, compression, limits, closing, pausing,
/// capture and the facts; no QObject. Lives on an engine thread, owned by its WireSocket. It must not be deleted
/// from inside its own calls to the front.
class WireCore final : private TransportListener, private BudgetHolder
{
public:
    /// `context` lives as long as this does: timers hang on it.
    WireCore(std::unique_ptr<Transport> transport, const WireSettings &settings, ConnectionFacts facts,
             WireFront &front, QObject *context);
    ~WireCore();
    Q_DISABLE_COPY_MOVE(WireCore)

    /// The answer of the opening handshake goes out (empty for a client): the connection is open.
    void open(const QByteArray &answer);
    /// Frames may flow. `rest` came behind the head.
    void start(QByteArray rest);

    void send(const Outgoing &message);
    void sendPart(const Outgoing &message, qsizetype from, qsizetype count);
    void sendEncoded(const EncodedFrame &frame, const Outgoing &message);
    [[nodiscard]] bool canSend() const;
    [[nodiscard]] WireWriter &writer() { return m_writer; }
    void sendControl(protocol::Opcode opcode, QByteArrayView payload, std::uint32_t label);
    void sendRaw(const QByteArray &bytes, std::uint32_t label);
    void sendClose(const protocol::ClosePayload &payload, CloseOrigin origin, std::uint32_t label);
    void drop(DropManner manner, CloseOrigin origin);
    void abort();
    /// Ends a connection that was never opened: what is to be sent goes out, then TCP closes.
    void closeUnopened(const QByteArray &lastBytes);
    /// Sends what has gathered. For FlushQueue.
    void flush();

    void holdInput(bool held);
    void setAutomaticPong(bool on) { m_automaticPong = on; }
    /// Nothing is handed on just now.
    [[nodiscard]] bool isDeliveryPaused() const { return (m_pauses & (Held | BackPressure)) != 0; }
    [[nodiscard]] const ConnectionFacts &facts() const { return m_facts; }
    [[nodiscard]] qint64 unsentBytes() const { return m_isOver ? 0 : m_writer.unsentBytes(); }
    [[nodiscard]] bool isOpened() const { return m_isOpened; }
    [[nodiscard]] bool isOver() const { return m_isOver; }

private:
    enum Pause : std::uint8_t
    {
        Held = 1,
        BackPressure = 2,
        Memory = 4,
    };

    void transportReadable() override;
    void transportSent(qint64 bytes) override;
    void transportEnded(TransportEnd end, const QString &error) override;
    void resumeForMemory() override;
    void giveUpForMemory() override;

    // Receiving: wirereceiving.cpp
    void parse(std::span<char> input);
    void acceptMessage();
    void acceptControl();
    void acceptClose(QByteArrayView payload);
    void handleClose(QByteArrayView payload);
    void fail(protocol::Violation violation, QByteArrayView offending);
    void deliver();
    void resume();
    void scheduleResume();
    void finishBatch();
    void discardInput();
    void pause(Pause reason);
    void unpause(Pause reason);
    /// Gives the row's ticket.
    std::uint64_t recordIncoming(event::EventKind kind, const protocol::Assembled &frame, QByteArrayView payload);

    // Closing: wireclosing.cpp
    void writeClose(const protocol::ClosePayload &payload, std::uint32_t label);
    void finishExchange();
    void linger(int milliseconds);
    void armDeadline(int milliseconds);
    void handleDeadline();
    void noteEnd(EndedBy by);
    void finish();
    /// Gives the ticket of the row that says how it ended.
    std::uint64_t recordEnd();

    void markPending();
    void judgeBackPressure();
    void updateShare();
    std::uint64_t record(event::EventKind kind, QByteArrayView payload, QByteArrayView detail = {},
                         std::uint16_t flags = 0);

    std::unique_ptr<Transport> m_transport;
    const WireSettings m_settings;
    ConnectionFacts m_facts;
    WireFront &m_front;
    QObject *m_context;
    std::shared_ptr<FlushQueue> m_flushQueue;
    protocol::FrameReader m_reader;
    protocol::MessageAssembler m_assembler;
    WireWriter m_writer;
    BudgetShare m_share;
    QByteArray m_unparsed;                    ///< Came, but input is paused.
    std::optional<QByteArray> m_pendingClose; ///< A close frame that waits for the messages before it.
    std::unique_ptr<EndCause> m_cause;
    std::int64_t m_arrival = 0; ///< When the bytes being parsed came.
    qint64 m_untold = 0;        ///< Bytes that left inside a call of the owner.
    std::uint32_t m_deadlineNumber = 0;
    int m_deadlineSpan = 0;
    int m_extensions = 0; ///< How often a deadline was put off because bytes still left.
    std::uint8_t m_pauses = 0;
    bool m_isOpened = false;
    bool m_isStarted = false;
    bool m_isOver = false;
    bool m_inBatch = false;
    bool m_flushPosted = false;
    bool m_resumePosted = false;
    bool m_automaticPong = true;
    bool m_isDiscarding = false; ///< Input is read and thrown away.
    bool m_isHung = false;
    bool m_isLingering = false; ///< All is said; we wait for the peer to have read it.
    bool m_isClosingTls = false;
    bool m_madeProgress = false;
    bool m_endPending = false; ///< The transport has ended, but messages of before are still to be handed on.
};

} // namespace framewright::wire
