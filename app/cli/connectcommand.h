// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/client/sessionrequest.h"

namespace CLI {
class App;
}

namespace framewright::cli {

/// What `framewright-cli connect` ends with.
namespace connectexit {
constexpr int clean = 0;        ///< Both sides sent a close frame.
constexpr int abnormal = 1;     ///< No close frame, a broken protocol, a time-out, or given up.
constexpr int usage = 2;        ///< The address or an option is wrong.
constexpr int refused = 5;      ///< An HTTP answer that is not 101.
constexpr int notConnected = 6; ///< Name, TCP, TLS, time-out, or no WebSocket server.
} // namespace connectexit

struct ConnectOptions
{
    client::SessionRequest request;
    bool echo = false;
    bool verbose = false;
};

/// Adds `connect` to the commands. When it is chosen it runs, and leaves its end in `exitCode`; a
/// QCoreApplication must be there by then.
void addConnectCommand(CLI::App &app, int &exitCode);

/// Runs one conversation between standard input, standard output and a server, until it is closed.
[[nodiscard]] int runConnect(const ConnectOptions &options);

} // namespace framewright::cli
