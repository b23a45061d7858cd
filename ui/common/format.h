// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/closecode.h"
#include "app/wire/connectionfacts.h"
#include "ui/common/cellroles.h"

#include <QString>

#include <cstdint>

namespace framewright::ui {

/// How numbers and facts are worded everywhere in the window.
namespace format {

/// "0 B", "2.1 KB", "16 MB": powers of 1024, one digit where it says something.
[[nodiscard]] QString size(std::int64_t bytes);
/// "12 431", groups of three apart by a thin space.
[[nodiscard]] QString count(std::int64_t number);
/// "12:04:31.207" in local time.
[[nodiscard]] QString timeOfDay(std::int64_t nanoseconds);
/// The full local date and time and the same in UTC, for a tooltip.
[[nodiscard]] QString fullTime(std::int64_t nanoseconds);
/// "0.4 s", "02:14", "1:02:14".
[[nodiscard]] QString duration(std::int64_t nanoseconds);
[[nodiscard]] QString endpoint(const wire::Endpoint &endpoint);

/// Good for 1000, 1001 and 1005; warning from 3000 on; failure for the rest.
[[nodiscard]] PillTone closeTone(protocol::CloseCode code);
/// "4000 Private use “bye”".
[[nodiscard]] QString close(protocol::CloseCode code, const QByteArray &reason);
/// "closed by the client", and so on for each of EndedBy.
[[nodiscard]] QString endedBy(wire::EndedBy by);
/// Whether it never became a WebSocket, but got what it asked for: companion HTTP, a redirection.
[[nodiscard]] bool isAnswered(const wire::ConnectionFacts &facts);
/// "connected", "refused"; "answered" for a plain request that got what it asked for.
[[nodiscard]] QString state(const wire::ConnectionFacts &facts);

} // namespace format

} // namespace framewright::ui
