// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

namespace framewright::codec {

/// Socket.IO 5 over Engine.IO 4, WebSocket transport. Attachments follow the text of their packet in frames of their
/// own; Engine.IO's pings may stand between.
class SocketIoSession final : public Session
{
public:
    explicit SocketIoSession(qsizetype limit)
        : m_limit(limit)
    {
    }

    void add(protocol::Opcode opcode, QByteArrayView payload) override;
    [[nodiscard]] std::optional<Decoded> next() override;
    [[nodiscard]] Result<std::vector<Frame>> encode(const Value &value) override;
    [[nodiscard]] qsizetype heldBytes() const override { return m_held; }

private:
    void addText(const Frame &frame);
    void addAttachment(const Frame &frame);
    void readPacket(const Frame &frame);
    void refuse(const Frame &frame, const QString &what);
    void giveUpPending(const QString &what);
    void finishPending();

    qsizetype m_limit;
    std::vector<Decoded> m_ready; ///< At most two: what was half, and what ended it.
    std::optional<Decoded> m_pending;
    std::size_t m_attachments = 0; ///< That the pending packet has announced.
    qsizetype m_held = 0;
};

} // namespace framewright::codec
