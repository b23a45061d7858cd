// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <compare>
#include <cstdint>
#include <functional>

namespace framewright {

/// A number that names one thing of one kind, so that a route's number cannot be taken for a server's.
/// Zero names nothing.
template <class Tag>
struct Identifier
{
    std::uint64_t value = 0;

    auto operator<=>(const Identifier &) const = default;
    [[nodiscard]] explicit operator bool() const { return value != 0; }
};

template <class Tag>
size_t qHash(const Identifier<Tag> &id, size_t seed = 0)
{
    return std::hash<std::uint64_t>{}(id.value) ^ seed;
}

/// A connection, live or past: of a mock server or of the client panel, in one row of numbers.
using ConnectionId = Identifier<struct ConnectionTag>;
/// Identities of the workspace's parts in memory: kept over edits, never in the file.
using ServerId = Identifier<struct ServerTag>;
using RouteId = Identifier<struct RouteTag>;
using RuleId = Identifier<struct RuleTag>;

} // namespace framewright

template <class Tag>
struct std::hash<framewright::Identifier<Tag>>
{
    std::size_t operator()(const framewright::Identifier<Tag> &id) const noexcept
    {
        return std::hash<std::uint64_t>{}(id.value);
    }
};
