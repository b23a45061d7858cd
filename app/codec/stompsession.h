// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

namespace framewright::codec {

/// STOMP 1.0 to 1.2: frames that end with NUL, several in a message or one over several. The version is that of the
/// subprotocol, or of the CONNECTED that goes by.
class StompSession final : public Session
{
public:
    StompSession(std::shared_ptr<Agreement> agreement, qsizetype limit);

    void add(protocol::Opcode opcode, QByteArrayView payload) override;
    [[nodiscard]] std::optional<Decoded> next() override;
    [[nodiscard]] Result<std::vector<Frame>> encode(const Value &value) override;
    [[nodiscard]] qsizetype heldBytes() const override { return m_buffer.size() - m_at; }

private:
    [[nodiscard]] QByteArrayView rest() const { return QByteArrayView(m_buffer).sliced(m_at); }
    void skipLineEnds();
    /// Finds where the headers end; false where that is not known yet, or `failure` says why never.
    [[nodiscard]] bool findBody(std::optional<Decoded> &failure);
    [[nodiscard]] std::optional<Decoded> readHead();
    [[nodiscard]] std::optional<Decoded> readBody();
    [[nodiscard]] Decoded refuse(const Error &error);
    [[nodiscard]] Frame take(qsizetype size);
    void noteVersion(const Value &message);

    std::shared_ptr<Agreement> m_agreement;
    qsizetype m_limit;
    protocol::Opcode m_opcode = protocol::Opcode::Text;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    bool m_isHeartbeat = false;
    qsizetype m_searched = 0; ///< Bytes of the rest in which the end was sought.
    qsizetype m_body = 0;     ///< Where the body begins in the rest; 0: not known yet.
    qsizetype m_length = -1;  ///< Of its content-length.
    Value m_message;          ///< Command and headers of the frame that is half.
};

} // namespace framewright::codec
