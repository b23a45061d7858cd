// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

#include <cstdint>
#include <optional>

namespace framewright::expression {

/// A name that an expression begins with: what it sees of the world.
enum class Root : std::uint8_t
{
    Message, ///< `$`, the decoded message.
    Text,
    Bytes,
    Opcode,
    Error,    ///< Why the message could not be decoded.
    Captures, ///< `m`
    Request,  ///< `req`
    Connection,
    Route,
    Global,
    Shared,
    Local,
    DataSets,
    Environment,
    Peer, ///< The recipient, in a send to several.
    Item, ///< `it` of an `each`.
    Key,
    Tick,
    Signal,
    From,
    Code,
    Reason,
};
constexpr int RootCount = static_cast<int>(Root::Reason) + 1;

[[nodiscard]] QByteArrayView nameOf(Root root);
[[nodiscard]] std::optional<Root> rootNamed(QByteArrayView name);

/// Which roots something uses, so that what nobody looks at is never made.
class RootSet final
{
public:
    constexpr RootSet() = default;
    constexpr RootSet(std::initializer_list<Root> roots)
    {
        for (const Root root : roots)
            insert(root);
    }

    constexpr void insert(Root root) { m_bits |= bit(root); }
    [[nodiscard]] constexpr bool contains(Root root) const { return (m_bits & bit(root)) != 0; }
    [[nodiscard]] constexpr bool isEmpty() const { return m_bits == 0; }
    constexpr RootSet &operator|=(RootSet other)
    {
        m_bits |= other.m_bits;
        return *this;
    }
    constexpr bool operator==(const RootSet &) const = default;

private:
    static constexpr std::uint32_t bit(Root root) { return 1U << static_cast<unsigned>(root); }

    std::uint32_t m_bits = 0;
};

} // namespace framewright::expression
