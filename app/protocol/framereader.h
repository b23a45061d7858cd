// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/frameheader.h"
#include "app/protocol/violation.h"

#include <span>

namespace framewright::protocol {

/// A run of one frame's payload, unmasked in place in the caller's buffer. A frame whose payload is empty is
/// one empty piece that is first and last; a header whose payload has not begun to come is an empty piece that is
/// first, so that whoever joins the frames can judge it before the payload.
struct FramePiece
{
    FrameHeader header;
    std::span<char> payload;
    bool first = false; ///< The header is news with this piece.
    bool last = false;  ///< The frame is whole.
};

/// Cuts a peer's bytes into frames. Pure; holds no payload, only a header that has come in part.
/// A header is judged as soon as its bytes are there, before any payload (RFC 6455 section 5):
/// reserved bits and opcodes, control frames fragmented or over 125 bytes, masking against the role, a
/// length that is not minimal or announces more than the limit (1009).
class FrameReader final
{
public:
    enum class Status : std::uint8_t
    {
        NeedMore, ///< `input` is empty now.
        Piece,    ///< `piece` is filled; call again for the rest of `input`.
        Failed,   ///< `violation()` says why. Nothing of this connection is parsed any more.
    };

    explicit FrameReader(Role role)
        : m_role(role)
    {
    }

    /// RSV1 is legal on the first frame of a message: permessage-deflate was agreed.
    void allowCompression(bool allowed) { m_compression = allowed; }
    /// The largest payload a frame may announce, in bytes; an eighth more while compression is allowed, since
    /// bytes that do not compress grow.
    void setPayloadLimit(std::uint64_t limit) { m_payloadLimit = limit; }
    /// Lets frames pass whose masking does not fit the role (a mock that is lenient on purpose).
    void setMaskingRequired(bool required) { m_maskingRequired = required; }

    /// Takes from the front of `input` what makes the next piece.
    [[nodiscard]] Status read(std::span<char> &input, FramePiece &piece);
    [[nodiscard]] const Violation &violation() const { return m_violation; }
    /// Whether a frame has begun and is not whole.
    [[nodiscard]] bool isInsideFrame() const { return m_headerHave > 0 || m_inPayload; }

private:
    [[nodiscard]] bool takeHeader(std::span<char> &input);
    [[nodiscard]] bool takeHeaderBytewise(std::span<char> &input);
    [[nodiscard]] bool takeLength();
    [[nodiscard]] std::size_t lengthEnd() const;
    [[nodiscard]] bool judgeFirstByte(std::uint8_t byte);
    [[nodiscard]] bool judgeSecondByte(std::uint8_t byte);
    [[nodiscard]] bool judgeLength();
    bool failWith(CloseCode code, const char *problem);

    Role m_role;
    bool m_compression = false;
    bool m_maskingRequired = true;
    bool m_inPayload = false;
    std::uint8_t m_headerHave = 0;
    std::array<unsigned char, 14> m_headerBytes{};
    FrameHeader m_header;
    std::uint64_t m_payloadLimit = 16u << 20;
    std::uint64_t m_payloadSeen = 0;
    Violation m_violation;
};

} // namespace framewright::protocol
