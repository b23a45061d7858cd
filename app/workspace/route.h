// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/rule.h"

#include <QStringList>

#include <cstdint>
#include <optional>

namespace framewright::workspace {

/// How a connection ends without a close frame.
enum class DropKind : std::uint8_t
{
    None,
    Reset, ///< TCP reset.
    Fin,   ///< TCP end.
    Hang,  ///< Nothing at all: the other side waits.
};

/// What a route offers of permessage-deflate.
struct Deflate
{
    bool enabled = true;
    std::int64_t threshold = 64; ///< Bytes; smaller messages go out uncompressed.
    bool takeover = false;       ///< Context takeover: smaller messages for about 256 KB a connection.
    std::int64_t windowBits = 15;
    FileLayout layout;
};

/// How a route answers a handshake that it takes.
struct Accept
{
    QStringList subprotocols;        ///< The first of ours that the client offers is taken.
    bool requireSubprotocol = false; ///< Without a common one: 400.
    Written headers = Written::emptyObject();
    std::int64_t delay = 0; ///< Milliseconds before the answer.
    Deflate deflate;
    FileLayout layout;
};

/// A handshake that is turned down: the first of the list that applies.
struct Refuse
{
    QString when;                      ///< An expression; empty: always.
    std::optional<std::int64_t> first; ///< Only the first so many since the start.
    std::int64_t status = 401;
    Written headers = Written::emptyObject();
    QString body;
    Written json = Written::nothing(); ///< The body as JSON; null: `body` is it.
    std::int64_t delay = 0;            ///< Milliseconds before the answer.
    DropKind drop = DropKind::None;    ///< Instead of an answer.
    FileLayout layout;
};

struct RouteLimits
{
    std::int64_t message = 16777216;         ///< Bytes.
    std::optional<std::int64_t> connections; ///< Beyond: 503.
    std::int64_t idle = 0;                   ///< Milliseconds without a message until the close; 0: never.
    FileLayout layout;
};

/// One path of a server and what is said on it.
struct Route
{
    RouteId id; ///< In memory only; not part of ==.
    QString path;
    QString name;
    QString folder;
    bool enabled = true;
    Accept accept;
    std::vector<Refuse> refuse;
    Written conn = Written::emptyObject();      ///< Variables of each connection, a fresh copy each.
    Written variables = Written::emptyObject(); ///< "route" in the file.
    QString codec = QStringLiteral("json");
    std::optional<QString> delimiter; ///< Splits a frame into several messages.
    bool batch = false;               ///< Each item of a JSON array is a message.
    RouteLimits limits;
    Written http = Written::emptyList();
    Written stream = Written::nothing();
    Written signalList = Written::emptyList(); ///< "signals" in the file, which Qt has made a keyword.
    Written proxy = Written::nothing();
    Written faults = Written::emptyList();
    std::vector<Rule> rules;
    FileLayout layout;
};

[[nodiscard]] bool operator==(const Deflate &left, const Deflate &right);
[[nodiscard]] bool operator==(const Accept &left, const Accept &right);
[[nodiscard]] bool operator==(const Refuse &left, const Refuse &right);
[[nodiscard]] bool operator==(const RouteLimits &left, const RouteLimits &right);
[[nodiscard]] bool operator==(const Route &left, const Route &right);

} // namespace framewright::workspace
