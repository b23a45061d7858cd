// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

namespace framewright::cli {

/// UTF-8 in which control characters but line ends and tabs are spelled, as `\x1b`: a peer's words cannot move the
/// cursor of the terminal that they are told on.
[[nodiscard]] QByteArray forTerminal(const QString &text);

/// The text and a line feed on standard error.
void writeError(const QString &text);

} // namespace framewright::cli
