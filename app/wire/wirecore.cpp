// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/wirecore.h"

#include "app/base/walltime.h"
#include "app/wire/capture.h"
#include "app/wire/flushqueue.h"

#include <utility>

namespace framewright::wire {

namespace {

/// So much waits at most for the end of a batch before it is sent.
constexpr qsizetype flushAbove = 64 * 1024;

/// A copy of its own: what comes from a parser may keep a read buffer of 16 KiB alive (recipe 11).
QByteArray deepCopy(const QByteArray &bytes)
{
    return {bytes.constData(), bytes.size()};
}

ConnectionFacts slimmed(ConnectionFacts facts)
{
    facts.requestHead = deepCopy(facts.requestHead);
    facts.responseHead = deepCopy(facts.responseHead);
    facts.target = deepCopy(facts.target);
    facts.subprotocol = deepCopy(facts.subprotocol);
    facts.extensions = deepCopy(facts.extensions);
    return facts;
}

bool peerKeepsWindow(const WireSettings &settings)
{
    return settings.role == protocol::Role::Server ? !settings.deflate->clientNoContextTakeover
                                                   : !settings.deflate->serverNoContextTakeover;
}

} // namespace

WireCore::WireCore(std::unique_ptr<Transport> transport, const WireSettings &settings, ConnectionFacts facts,
                   WireFront &front, QObject *context)
    : m_transport(std::move(transport))
    , m_settings(settings)
    , m_facts(slimmed(std::move(facts)))
    , m_front(front)
    , m_context(context)
    , m_flushQueue(FlushQueue::current())
    , m_reader(settings.role)
    , m_assembler(settings.messageLimit)
    , m_writer(*m_transport, m_settings, m_facts.out)
    , m_share(settings.budget, *this)
{
    m_facts.id = settings.id;
    if (m_facts.acceptedAt == 0)
        m_facts.acceptedAt = wallTime();
    m_reader.setPayloadLimit(static_cast<std::uint64_t>(settings.messageLimit));
    if (settings.deflate) {
        m_reader.allowCompression(true);
        m_assembler.enableInflation(peerKeepsWindow(settings));
    }
    m_transport->setListener(this);
}

WireCore::~WireCore()
{
    m_transport->setListener(nullptr);
    if (m_isOver)
        return;
    // Deleted while it lives: the log shall know, though nobody is told.
    m_facts.transportEnd = TransportEnd::Closed;
    recordEnd();
    m_flushQueue->remove(this);
}

void WireCore::open(const QByteArray &answer)
{
    if (m_isOver || m_isOpened)
        return;
    m_isOpened = true;
    m_facts.state = ConnectionState::Open;
    if (m_facts.openedAt == 0)
        m_facts.openedAt = wallTime();
    m_writer.writeHead(answer);
    markPending();
}

void WireCore::start(QByteArray rest)
{
    m_isStarted = true;
    m_unparsed = std::move(rest);
    scheduleResume();
}

bool WireCore::canSend() const
{
    return m_isOpened && !m_isOver && !m_facts.closeSent && !m_isHung && !m_isLingering && !m_endPending &&
           m_facts.transportEnd == TransportEnd::None;
}

void WireCore::send(const Outgoing &message)
{
    if (!canSend()) {
        m_writer.refuse(message.payload);
        return;
    }
    if (message.fragment > 0)
        m_writer.writeFragments(message);
    else
        m_writer.writeMessage(message);
    markPending();
}

void WireCore::sendPart(const Outgoing &message, qsizetype from, qsizetype count)
{
    if (canSend()) {
        m_writer.writePart(message, from, count);
        markPending();
    } else if (from + count >= message.payload.size()) {
        m_writer.refuse(message.payload);
    }
}

void WireCore::sendEncoded(const EncodedFrame &frame, const Outgoing &message)
{
    m_writer.writeEncoded(frame, message);
    markPending();
}

void WireCore::sendControl(protocol::Opcode opcode, QByteArrayView payload, std::uint32_t label)
{
    if (!canSend())
        return;
    m_writer.writeControl(opcode, payload, label);
    markPending();
}

void WireCore::sendRaw(const QByteArray &bytes, std::uint32_t label)
{
    if (!canSend())
        return;
    m_writer.writeRaw(bytes, label);
    markPending();
}

/// What was encoded leaves at the end of the batch, or once the event loop is reached; sooner where it is much.
void WireCore::markPending()
{
    if (m_writer.pendingBytes() >= flushAbove) {
        const qint64 before = m_writer.unsentBytes();
        m_writer.flush();
        m_untold += before - m_writer.unsentBytes();
        judgeBackPressure();
    } else if (m_writer.pendingBytes() == 0) {
        judgeBackPressure(); // A large payload has gone to the transport by itself.
    }
    if (m_inBatch || m_flushPosted)
        return;
    m_flushPosted = true;
    m_flushQueue->add(this);
}

void WireCore::flush()
{
    m_flushPosted = false;
    if (m_isOver)
        return;
    const qint64 before = m_writer.unsentBytes();
    m_writer.flush();
    const qint64 sent = std::exchange(m_untold, 0) + before - m_writer.unsentBytes();
    judgeBackPressure();
    updateShare();
    if (sent > 0)
        m_front.tellSent(sent);
}

void WireCore::transportSent(qint64 bytes)
{
    if (m_isOver)
        return;
    m_madeProgress = true;
    judgeBackPressure();
    updateShare();
    m_front.tellSent(bytes);
    if (m_isOver || m_writer.unsentBytes() > 0)
        return;
    if (m_isLingering) {
        armDeadline(m_deadlineSpan); // The peer has it all now: its time begins.
    } else if (m_facts.transportEnd == TransportEnd::Finished && !m_endPending) {
        finish(); // A half-closed peer has got what was left.
    }
}

void WireCore::judgeBackPressure()
{
    const qint64 unsent = m_writer.unsentBytes();
    if (unsent > m_settings.readPauseAbove)
        pause(BackPressure);
    else if (unsent <= m_settings.readPauseAbove / 2)
        unpause(BackPressure);
}

void WireCore::updateShare()
{
    if (!m_settings.budget || m_isOver)
        return;
    const qint64 before = m_share.bytes();
    m_share.set(m_assembler.heldBytes() + m_unparsed.size() + m_front.keptBytes() + m_writer.unsentBytes());
    // Only who holds a half message and still grows has to wait; others may answer and so free memory.
    if (m_settings.budget->isTight() && m_assembler.heldBytes() > 0 && m_share.bytes() > before)
        pause(Memory);
}

void WireCore::resumeForMemory()
{
    unpause(Memory);
}

void WireCore::giveUpForMemory()
{
    if (m_isOver)
        return;
    m_assembler = protocol::MessageAssembler(m_settings.messageLimit);
    m_isDiscarding = true;
    record(event::EventKind::Notice, "Closed to free memory: the server's is used up, and this connection held most.");
    sendClose({protocol::closecode::TryAgainLater, QByteArrayLiteral("the server's memory is used up")},
              CloseOrigin::Application, 0);
    flush();
    if (m_isOver)
        return;
    m_transport->finishWriting();
    linger(m_settings.closeTimeout);
}

std::uint64_t WireCore::record(event::EventKind kind, QByteArrayView payload, QByteArrayView detail,
                               std::uint16_t flags)
{
    if (!m_settings.capture)
        return 0;
    event::EventRecord row;
    row.time = wallTime();
    row.connection = m_settings.id.value;
    row.flags = m_settings.eventFlags | flags;
    row.kind = kind;
    return m_settings.capture->record(row, payload, detail);
}

} // namespace framewright::wire
