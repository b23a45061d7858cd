// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "ui/common/windowparts.h"

class QWidget;

namespace framewright::workspace {
struct Server;
}

namespace framewright::ui {

/// Starts a server from the window. One that others than programs of this machine could reach is asked about first,
/// once for each host and file.
void startServer(const WindowParts &parts, QWidget *window, ServerId server);
/// Every enabled one.
void startAllServers(const WindowParts &parts, QWidget *window);

/// Whether the host stays on this machine, or the person has agreed that it does not.
[[nodiscard]] bool consentToNetwork(const WindowParts &parts, QWidget *window, const workspace::Server &server);

[[nodiscard]] bool reachesBeyondLoopback(const workspace::Server &server);
[[nodiscard]] bool anyServerRuns(const engine::Engine &engine);

} // namespace framewright::ui
