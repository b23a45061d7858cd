// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

namespace framewright::codec {

/// Phoenix channels, serializer 2.0.0: lists in texts, and pushes, replies and broadcasts with bytes in binary
/// frames, whose push has a ref on the way to the server only.
class PhoenixSession final : public Session
{
public:
    explicit PhoenixSession(Direction direction)
        : m_direction(direction)
    {
    }

    void add(protocol::Opcode opcode, QByteArrayView payload) override;
    [[nodiscard]] std::optional<Decoded> next() override { return std::exchange(m_next, std::nullopt); }
    [[nodiscard]] Result<std::vector<Frame>> encode(const Value &value) override;

private:
    [[nodiscard]] Result<Value> readBinary(QByteArrayView payload) const;
    [[nodiscard]] Result<std::vector<Frame>> writeBinary(const Value &message, QByteArrayView kind) const;

    Direction m_direction;
    std::optional<Decoded> m_next;
};

} // namespace framewright::codec
