// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "app/traffic/filterterm.h"
#include "app/traffic/row.h"

#include <QByteArray>
#include <QHash>

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace framewright::traffic {

/// How the messages of a connection are written in its frames, as whoever reads the log knows.
struct Spoken
{
    codec::Codec codec = codec::Codec::Json;
    QByteArray subprotocol;

    bool operator==(const Spoken &) const = default;
};
/// Of every connection that is known, those too that speak JSON.
using SpokenCodecs = QHash<ConnectionId, Spoken>;

/// Reads the messages of a log for a filter as rules do: what is in a codec is decoded, and where a packet takes
/// several messages, or needs what was agreed on before, the rows are played one after the other, from old to new.
/// A packet belongs to the row that ends it. One thread uses it.
class Conversations final
{
public:
    Conversations();
    ~Conversations();
    Q_DISABLE_COPY_MOVE(Conversations)

    /// All that are known now. What has begun goes on.
    void setSpoken(SpokenCodecs spoken) { m_spoken = std::move(spoken); }
    [[nodiscard]] bool knows(ConnectionId connection) const { return m_spoken.contains(connection); }
    /// Whether the row must be taken even where nobody wants it, for the sake of later ones.
    [[nodiscard]] bool needs(const Row &row) const;
    /// The next row of the log, with its whole payload.
    void take(const Row &row);
    /// Whether a message that ends with the row taken last has such a value. What its codec cannot read is tried as
    /// JSON.
    [[nodiscard]] bool hold(const FieldTerm &field, const Row &row);

private:
    struct Play;

    void play(const Row &row, Play &play);
    void end(ConnectionId connection);
    void decode(const Row &row);

    SpokenCodecs m_spoken;
    std::unordered_map<quint64, std::unique_ptr<Play>> m_plays; ///< Of codecs with sessions, by connection.
    std::optional<codec::Codec> m_oneToOne;                     ///< Of the row taken last.
    bool m_isDecoded = false;
    std::vector<value::Value> m_messages; ///< That end with the row taken last.
    qint64 m_held = 0;                    ///< Bytes of packets that are not whole.
};

} // namespace framewright::traffic
