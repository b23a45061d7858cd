// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cstdint>

namespace framewright::codec {

/// Takes numbers (the highest byte first) and runs of bytes off the front of a view. What is not there any more is
/// zero or empty, and from then on the reader has failed: asked once at the end, not at each step.
class ByteReader final
{
public:
    explicit ByteReader(QByteArrayView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool hasFailed() const { return m_failed; }
    [[nodiscard]] bool isAtEnd() const { return m_at == m_bytes.size(); }
    [[nodiscard]] qsizetype position() const { return m_at; }
    [[nodiscard]] qsizetype left() const { return m_bytes.size() - m_at; }

    [[nodiscard]] std::uint64_t number(int byteCount)
    {
        std::uint64_t whole = 0;
        for (const char byte : bytes(static_cast<std::uint64_t>(byteCount)))
            whole = (whole << 8U) | static_cast<std::uint8_t>(byte);
        return whole;
    }
    [[nodiscard]] std::uint8_t byte() { return static_cast<std::uint8_t>(number(1)); }
    [[nodiscard]] QByteArrayView bytes(std::uint64_t count)
    {
        if (count > static_cast<std::uint64_t>(left())) {
            m_failed = true;
            m_at = m_bytes.size();
            return {};
        }
        const QByteArrayView taken = m_bytes.sliced(m_at, static_cast<qsizetype>(count));
        m_at += taken.size();
        return taken;
    }
    [[nodiscard]] QByteArrayView rest() { return bytes(static_cast<std::uint64_t>(left())); }

private:
    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

/// The same number at the end of `out`, the highest byte first.
inline void appendNumber(QByteArray &out, std::uint64_t number, int byteCount)
{
    for (int shift = 8 * (byteCount - 1); shift >= 0; shift -= 8)
        out.append(static_cast<char>(number >> static_cast<unsigned>(shift)));
}

} // namespace framewright::codec
