// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/root.h"

#include <array>

namespace framewright::expression {

namespace {

constexpr std::array<const char *, RootCount> names = {
    "$",     "text", "bytes", "opcode", "error", "m",   "req",  "conn", "route", "global", "shared",
    "local", "data", "env",   "peer",   "it",    "key", "tick", "sig",  "from",  "code",   "reason",
};

} // namespace

QByteArrayView nameOf(Root root)
{
    return QByteArrayView(names[static_cast<std::size_t>(root)]);
}

std::optional<Root> rootNamed(QByteArrayView name)
{
    for (std::size_t index = 0; index < names.size(); ++index) {
        if (QByteArrayView(names[index]) == name)
            return static_cast<Root>(index);
    }
    return std::nullopt;
}

} // namespace framewright::expression
