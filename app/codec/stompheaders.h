// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QByteArrayView>

namespace framewright::codec {

using value::Value;

/// Whether STOMP has a command of this name.
[[nodiscard]] bool isStompCommand(QByteArrayView command);
/// Whether it might become one when more bytes come.
[[nodiscard]] bool beginsStompCommand(QByteArrayView bytes);

/// The header lines of a frame, without its command and the empty line. `version`: 10, 11 or 12; 0: not known yet,
/// then as 12. Of a header that is there twice the first one holds.
[[nodiscard]] Result<Value> readStompHeaders(QByteArrayView lines, QByteArrayView command, int version);
/// One line, with its line end.
[[nodiscard]] QByteArray stompHeaderLine(QByteArrayView name, QByteArrayView text, QByteArrayView command, int version);

} // namespace framewright::codec
