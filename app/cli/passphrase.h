// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace framewright::cli {

/// Asks at the terminal, without showing what is typed; standard input and output may be something else. None where
/// there is no terminal to ask at. Blocks.
[[nodiscard]] std::optional<QByteArray> askPassphrase(const QString &question);

} // namespace framewright::cli
