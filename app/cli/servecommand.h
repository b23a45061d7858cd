// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <optional>

namespace CLI {
class App;
}

namespace framewright::cli {

/// What `framewright-cli serve` ends with.
namespace serveexit {
constexpr int clean = 0;
constexpr int usage = 2;
constexpr int badFile = 3;      ///< The workspace, or a file to record into.
constexpr int cannotListen = 4; ///< A port in use, an address that is not there, a certificate that does not load.
} // namespace serveexit

struct ServeOptions
{
    QString file;
    std::optional<int> port; ///< 0: a free one for each server; another only where there is one server.
    std::optional<QString> host;
    QString log;
    QString capture;
    double speed = 1; ///< Of the rule clock.
};

/// Adds `serve` to the commands. When it is chosen it runs, and leaves its end in `exitCode`; a QCoreApplication
/// must be there by then.
void addServeCommand(CLI::App &app, int &exitCode);

/// Serves a workspace until a signal says to stop.
[[nodiscard]] int runServe(const ServeOptions &options);

} // namespace framewright::cli
