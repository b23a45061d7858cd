// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/server.h"

#include <QString>

namespace framewright::ui {

/// The forms in which people need the address of a route.
enum class UrlForm : std::uint8_t
{
    Curl,
    Websocat,
    JavaScript,
    Python
};

/// A line or a small program that connects to the URL and works as it stands. Of the route it takes the subprotocol,
/// of the server whether its certificate is self-signed.
[[nodiscard]] QString urlAs(UrlForm form, const QString &url, const workspace::Server &server,
                            const workspace::Route &route);

} // namespace framewright::ui
