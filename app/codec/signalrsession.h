// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

namespace framewright::codec {

/// SignalR's JSON hub protocol: records that end with 0x1E, several in a frame. A list is written as the records of
/// one frame.
class SignalRSession final : public Session
{
public:
    void add(protocol::Opcode opcode, QByteArrayView payload) override;
    [[nodiscard]] std::optional<Decoded> next() override;
    [[nodiscard]] Result<std::vector<Frame>> encode(const Value &value) override;
    [[nodiscard]] qsizetype heldBytes() const override { return m_payload.size() - m_at; }

private:
    protocol::Opcode m_opcode = protocol::Opcode::Text;
    QByteArray m_payload; ///< Of the last frame,
    qsizetype m_at = 0;   ///< and how much of it has been read.
};

} // namespace framewright::codec
