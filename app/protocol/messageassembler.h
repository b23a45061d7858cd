// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/deflateparameters.h"
#include "app/protocol/framereader.h"
#include "app/protocol/inflater.h"
#include "app/protocol/utf8validator.h"

#include <QByteArray>
#include <QByteArrayView>

#include <memory>
#include <optional>
#include <vector>

namespace framewright::protocol {

/// One frame of a message, for those who want to see them.
struct FrameSummary
{
    std::uint8_t firstByte = 0;
    bool masked = false;
    std::uint64_t payloadLength = 0;

    bool operator==(const FrameSummary &) const = default;
};

/// A message of more frames than this is legal, but only so many are told of: an endless row of empty ones holds
/// no memory.
constexpr std::size_t mostFragments = 1024;

/// A message or a control frame that is whole.
struct Assembled
{
    Opcode opcode = Opcode::Text;
    QByteArrayView payload; ///< Plain bytes, valid until the next call.
    /// The same bytes with an owner, where the assembler has one to give (a payload that came in parts or was
    /// inflated): take it instead of copying. Null otherwise.
    QByteArray owned;
    std::uint64_t wireSize = 0; ///< Bytes on the wire, headers included.
    std::uint32_t frames = 1;
    bool compressed = false;
    bool masked = false;
    /// Each frame, where there was more than one; the first `mostFragments` of them.
    std::vector<FrameSummary> fragments;
};

/// Joins frame pieces to messages: fragments with control frames between (RFC 6455 section 5.4), inflation,
/// UTF-8 that fails at the first bad byte, limits per message over fragments and while inflating. Never
/// reserves what was only announced. Pure.
class MessageAssembler final
{
public:
    enum class Status : std::uint8_t
    {
        Incomplete,
        Message,
        Control,
        Failed
    };

    /// `limit`: the largest message in bytes, inflated (16 MiB itself passes a limit of 16 MiB).
    explicit MessageAssembler(qsizetype limit);

    /// Compression was agreed; `takeover`: whether the peer keeps its window between messages.
    void enableInflation(bool takeover);
    void setLimit(qsizetype limit) { m_limit = limit; }

    [[nodiscard]] Status add(const FramePiece &piece);
    [[nodiscard]] const Assembled &result() const { return m_result; }
    [[nodiscard]] Assembled &result() { return m_result; }
    [[nodiscard]] const Violation &violation() const { return m_violation; }

    /// Memory held for a message that is not whole: what the server's budget counts.
    [[nodiscard]] qsizetype heldBytes() const { return m_held.capacity() + m_control.capacity(); }

private:
    [[nodiscard]] Status addControl(const FramePiece &piece);
    [[nodiscard]] Status addData(const FramePiece &piece);
    [[nodiscard]] bool judgeFrame(const FrameHeader &header);
    void startFrame(const FrameHeader &header);
    [[nodiscard]] bool takePlain(const FramePiece &piece);
    [[nodiscard]] bool takeCompressed(std::span<const char> payload, bool isWhole);
    [[nodiscard]] Status finishMessage();
    bool failWith(Violation violation);
    void describe(const FrameHeader &header);

    qsizetype m_limit;
    Assembled m_result;
    Violation m_violation;
    QByteArray m_held;
    QByteArray m_control;
    Utf8Validator m_utf8;
    std::optional<Inflater> m_inflater;
    bool m_insideMessage = false;
    bool m_compressed = false;
    bool m_masked = false;
    Opcode m_opcode = Opcode::Text;
    std::uint64_t m_wireSize = 0;
    std::uint32_t m_frames = 0;
    std::vector<FrameSummary> m_fragments;
};

} // namespace framewright::protocol
