// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/routestate.h"
#include "app/wire/connectionfacts.h"
#include "app/workspace/route.h"

namespace framewright::ui {

/// The handshake of a client that asks a route for this target.
[[nodiscard]] rules::Request requestFor(const workspace::Route &route, const QByteArray &target);
/// The one that a connection has made.
[[nodiscard]] rules::Request requestOf(const wire::ConnectionFacts &facts, const workspace::Route &route);
/// That one as expressions see it: `req`.
[[nodiscard]] value::Value requestValueOf(const wire::ConnectionFacts &facts, const workspace::Route &route);

} // namespace framewright::ui
