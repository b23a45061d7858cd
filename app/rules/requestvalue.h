// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/routestate.h"
#include "app/value/value.h"

namespace framewright::rules {

/// A handshake as expressions see it: `req`.
[[nodiscard]] value::Value requestValue(const Request &request, const QByteArray &subprotocol);

/// The pairs of a query or of a form: percent-decoded, "+" as a space.
[[nodiscard]] QList<std::pair<QByteArray, QByteArray>> queryPairs(QByteArrayView query);

} // namespace framewright::rules
