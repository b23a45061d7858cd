// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/messageassembler.h"
#include "app/wire/wiresocket.h"

#include <memory>
#include <vector>

namespace framewright::wire {

/// What waits to be read by QWebSocket: messages as whole, unmasked frames, and other bytes between them. Knows
/// which message QWebSocket has just read, so that its true bytes can be told. An empty one owns no memory: the
/// store is lent by the thread (recipe 11).
class Inbox final
{
public:
    Inbox();
    ~Inbox();
    Q_DISABLE_COPY_MOVE(Inbox)

    void putBytes(QByteArrayView bytes);
    void putFrame(protocol::Opcode opcode, QByteArrayView payload);
    /// `ticket`: of its row in the log.
    void putMessage(const protocol::Assembled &message, std::uint64_t ticket = 0);

    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] qint64 read(char *out, qint64 most);
    /// The message whose frame ended where reading stands; an empty one where there is none.
    [[nodiscard]] Incoming messageJustRead() const;
    /// Gives the store back when all was read. Views that messageJustRead() gave die here.
    void release();
    void clear();

private:
    struct Segment
    {
        QByteArray bytes;
        bool shared = false; ///< A large payload of somebody else's: nothing is appended to it.
    };
    struct Message
    {
        protocol::Opcode opcode = protocol::Opcode::Text;
        std::size_t segment = 0;
        qsizetype offset = 0;
        qsizetype length = 0;
        quint64 end = 0; ///< In the bytes put so far.
        std::uint64_t ticket = 0;
    };
    struct Store
    {
        std::vector<Segment> segments;
        std::vector<Message> messages;
        std::size_t segment = 0; ///< Where reading stands.
        qsizetype offset = 0;
        std::size_t message = 0; ///< The first whose end is not before reading.
        quint64 put = 0;
        quint64 read = 0;
    };
    [[nodiscard]] static std::vector<std::unique_ptr<Store>> &spares();
    [[nodiscard]] Store &store();

    std::unique_ptr<Store> m_store;
    qint64 m_size = 0;
};

} // namespace framewright::wire
