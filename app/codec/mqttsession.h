// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

namespace framewright::codec {

/// MQTT 3.1, 3.1.1 and 5: a stream of packets that messages cut and join as they like (MQTT 5.0 section 6.0). The
/// version is that of the CONNECT that goes by.
class MqttSession final : public Session
{
public:
    MqttSession(std::shared_ptr<Agreement> agreement, qsizetype limit)
        : m_agreement(std::move(agreement))
        , m_limit(limit)
    {
    }

    void add(protocol::Opcode opcode, QByteArrayView payload) override;
    [[nodiscard]] std::optional<Decoded> next() override;
    [[nodiscard]] Result<std::vector<Frame>> encode(const Value &value) override;
    [[nodiscard]] qsizetype heldBytes() const override { return m_buffer.size() - m_at; }

private:
    [[nodiscard]] Decoded take(qsizetype size, Result<Value> message);

    std::shared_ptr<Agreement> m_agreement;
    qsizetype m_limit;
    QByteArray m_buffer;
    qsizetype m_at = 0;
    std::optional<Decoded> m_refused;
};

} // namespace framewright::codec
