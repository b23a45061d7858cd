// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

namespace framewright {

/// What went wrong, where, and what the person can do about it. Only ui/ and the command line show it.
struct Error
{
    QString what;   ///< One sentence: "The port 9001 is in use by node (pid 4711)."
    QString where;  ///< File and line, JSON path, server or URL; empty where the sentence says it.
    QString advice; ///< What to do: "Stop that program or choose another port." May be empty.

    bool operator==(const Error &) const = default;

    /// All three on one line, for a terminal: "where: what advice".
    [[nodiscard]] QString text() const;
};

} // namespace framewright
