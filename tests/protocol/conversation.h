// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/framereader.h"
#include "app/protocol/framewriter.h"
#include "app/protocol/messageassembler.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <array>
#include <optional>

namespace framewright::protocol::testing {

/// What came out whole, by value.
struct Received
{
    Opcode opcode = Opcode::Text;
    QByteArray payload;
    std::uint64_t wireSize = 0;
    std::uint32_t frames = 1;
    bool compressed = false;
    bool masked = false;
    std::vector<FrameSummary> fragments;

    bool operator==(const Received &) const = default;
};

/// What a peer's bytes led to.
struct Outcome
{
    QList<Received> received;
    CloseCode failure = 0;
    qsizetype failedAfter = -1; ///< Bytes that had been handed in when it failed; depends on how they were cut.

    /// The same but for where it failed.
    [[nodiscard]] bool isLike(const Outcome &other) const
    {
        return received == other.received && failure == other.failure;
    }
};

struct Terms
{
    Role role = Role::Server;
    qsizetype limit = 16 << 20;
    bool compression = false;
    bool takeover = false;
};

/// Reader and assembler together, as a connection has them.
class Conversation final
{
public:
    explicit Conversation(const Terms &terms)
        : m_reader(terms.role)
        , m_assembler(terms.limit)
    {
        m_reader.setPayloadLimit(static_cast<std::uint64_t>(terms.limit));
        if (terms.compression) {
            m_reader.allowCompression(true);
            m_assembler.enableInflation(terms.takeover);
        }
    }

    /// Hands in one run of bytes, as one read from a socket would. False once it failed.
    bool feed(QByteArray bytes)
    {
        m_fed += bytes.size();
        std::span<char> input(bytes.data(), static_cast<std::size_t>(bytes.size()));
        FramePiece piece;
        while (true) {
            switch (m_reader.read(input, piece)) {
            case FrameReader::Status::NeedMore:
                return true;
            case FrameReader::Status::Failed:
                return fail(m_reader.violation());
            case FrameReader::Status::Piece:
                if (!take(m_assembler.add(piece)))
                    return fail(m_assembler.violation());
            }
        }
    }

    [[nodiscard]] const Outcome &outcome() const { return m_outcome; }
    [[nodiscard]] const MessageAssembler &assembler() const { return m_assembler; }
    [[nodiscard]] const FrameReader &reader() const { return m_reader; }

private:
    bool fail(const Violation &violation)
    {
        if (m_outcome.failedAfter < 0) {
            m_outcome.failure = violation.code;
            m_outcome.failedAfter = m_fed;
        }
        return false;
    }

    bool take(MessageAssembler::Status status)
    {
        if (status == MessageAssembler::Status::Failed)
            return false;
        if (status == MessageAssembler::Status::Incomplete)
            return true;
        const Assembled &result = m_assembler.result();
        m_outcome.received.append({result.opcode, result.payload.toByteArray(), result.wireSize, result.frames,
                                   result.compressed, result.masked, result.fragments});
        return true;
    }

    FrameReader m_reader;
    MessageAssembler m_assembler;
    Outcome m_outcome;
    qsizetype m_fed = 0;
};

/// The bytes cut at these places.
inline Outcome play(const QByteArray &bytes, const Terms &terms, const QList<qsizetype> &cuts = {})
{
    Conversation conversation(terms);
    qsizetype begin = 0;
    QList<qsizetype> ends = cuts;
    ends.append(bytes.size());
    for (const qsizetype end : std::as_const(ends)) {
        if (!conversation.feed(bytes.mid(begin, end - begin)))
            break;
        begin = end;
    }
    return conversation.outcome();
}

/// The bytes one by one.
inline Outcome playBytewise(const QByteArray &bytes, const Terms &terms)
{
    Conversation conversation(terms);
    for (const char byte : bytes) {
        if (!conversation.feed(QByteArray(1, byte)))
            break;
    }
    return conversation.outcome();
}

constexpr std::array<unsigned char, 4> testKey{0x37, 0xFA, 0x21, 0x3D};

/// A frame as that side's peer would send it: masked towards a server.
inline QByteArray frameTo(Role role, FrameBits bits, Opcode opcode, const QByteArray &payload)
{
    QByteArray frame;
    appendFrame(frame, bits, opcode, payload, role == Role::Server ? std::optional(testKey) : std::nullopt);
    return frame;
}

} // namespace framewright::protocol::testing
