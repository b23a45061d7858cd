// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "app/traffic/row.h"
#include "ui/messages/rowsource.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace framewright::ui {

/// Which row is to be read as part of its conversation.
struct ReplayRequest
{
    codec::Codec codec = codec::Codec::Json;
    QByteArray subprotocol;
    traffic::Row row;
    qint64 firstRow = 0; ///< Of the log.
    qint64 lastRow = 0;
};

/// Reads messages whose packets span frames, or depend on earlier ones: plays the rows of a connection through the
/// sessions of its codec, from its handshake on. Where that is far away, from as near as holds: what the peers have
/// agreed on first is read all the same. Lives on one thread.
class Replay final
{
public:
    /// Messages and bytes that are played before the one that is wanted.
    static constexpr std::size_t messagesBefore = 2000;
    static constexpr qint64 bytesBefore = 16 << 20;
    /// Rows that are looked at for the rest of a message.
    static constexpr qint64 rowsBehind = 1 << 16;

    explicit Replay(std::unique_ptr<RowSource> source);

    /// The messages that the row ends, as JSON, or the one that it is a part of; why there is none is said in words.
    /// `goesOn` is asked now and then; nothing once it says no, or where the row is not in the log.
    [[nodiscard]] std::optional<QString> decode(const ReplayRequest &request, const std::function<bool()> &goesOn);

private:
    /// A message of the connection, as far as it must be known to be played.
    struct Fact
    {
        qint64 number = 0;
        qint64 size = 0;
        quint8 opcode = 0;
        bool fromClient = false;
    };
    struct Sessions;

    [[nodiscard]] bool collect(const ReplayRequest &request, const std::function<bool()> &goesOn);
    [[nodiscard]] bool collectBack(qint64 from, qint64 first, const std::function<bool()> &goesOn);
    [[nodiscard]] bool collectOn(qint64 last, const std::function<bool()> &goesOn);
    [[nodiscard]] std::size_t beginning(std::size_t place) const;
    void play(Sessions &sessions, const Fact &fact) const;
    [[nodiscard]] QString restOf(Sessions &sessions, const ReplayRequest &request, std::size_t place,
                                 const std::function<bool()> &goesOn);

    std::unique_ptr<RowSource> m_source;
    ConnectionId m_connection;
    std::deque<Fact> m_facts; ///< Of all rows of the connection from m_from to m_to.
    qint64 m_from = 0;
    qint64 m_to = -1;
};

} // namespace framewright::ui
