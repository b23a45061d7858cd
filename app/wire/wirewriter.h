// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/event/event.h"
#include "app/protocol/deflater.h"
#include "app/protocol/framewriter.h"
#include "app/wire/connectionfacts.h"
#include "app/wire/wiresocket.h"

#include <optional>
#include <vector>

namespace framewright::wire {

/// A message's frame, ready for all recipients that agree on its compression and are not masked.
struct EncodedFrame
{
    QByteArray bytes;
    bool compressed = false;
};

/// The outgoing half of a WireCore: makes frames, counts and records them, gathers small ones for one write.
class WireWriter final
{
public:
    WireWriter(Transport &transport, const WireSettings &settings, Counters &counters);

    void writeMessage(const Outgoing &message);
    /// In frames of at most `message.fragment` bytes.
    void writeFragments(const Outgoing &message);
    /// One frame of a message; with the last one it counts as sent.
    void writePart(const Outgoing &message, qsizetype from, qsizetype count);
    /// The same with a frame that encode() has made.
    void writeEncoded(const EncodedFrame &frame, const Outgoing &message);
    void writeControl(protocol::Opcode opcode, QByteArrayView payload, std::uint32_t label);
    void writeRaw(const QByteArray &bytes, std::uint32_t label);
    /// Bytes of the opening handshake: neither counted nor recorded here.
    void writeHead(const QByteArray &bytes) { m_pending += bytes; }

    /// Which recipients may share a frame: equal keys; none where each needs its own.
    [[nodiscard]] std::optional<int> shareKey(const Outgoing &message) const;
    [[nodiscard]] EncodedFrame encode(const Outgoing &message);

    [[nodiscard]] qsizetype pendingBytes() const { return m_pending.size(); }
    [[nodiscard]] qint64 unsentBytes() const { return m_pending.size() + m_transport.unsentBytes(); }
    void flush();
    /// A message that came too late to be sent.
    void refuse(QByteArrayView payload);
    /// Counts what has not left, for the end.
    void countUndelivered(ConnectionFacts &facts) const;

private:
    /// Where a message ends in the stream of bytes, while it has not left.
    struct Mark
    {
        quint64 end = 0;
        qsizetype payload = 0;
    };

    [[nodiscard]] bool wantsCompression(QByteArrayView payload) const;
    void appendFrame(protocol::FrameBits bits, protocol::Opcode opcode, QByteArrayView payload,
                     const QByteArray &owned);
    void finishMessage(const Outgoing &message, quint64 wireSize, bool compressed, QByteArrayView frames = {});
    void passOn();
    [[nodiscard]] quint64 leftBytes() const;
    void forgetLeft();
    [[nodiscard]] quint64 position() const { return m_passedOn + static_cast<quint64>(m_pending.size()); }

    Transport &m_transport;
    const WireSettings &m_settings;
    Counters &m_counters;
    std::optional<protocol::Deflater> m_deflater;
    int m_windowBits = 0; ///< Of our own messages.
    bool m_takeover = false;
    QByteArray m_pending;
    quint64 m_passedOn = 0;
    std::vector<Mark> m_marks;
    std::size_t m_firstMark = 0;
    QByteArray m_partFrames; ///< Of the message that is being sent in parts, for its row.
    quint64 m_partSize = 0;
    quint64 m_refused = 0;
    quint64 m_refusedBytes = 0;
};

} // namespace framewright::wire
