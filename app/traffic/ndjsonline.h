// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/event/event.h"
#include "app/traffic/row.h"

#include <QByteArray>
#include <QByteArrayView>

namespace framewright::traffic {

/// One event as one line of JSON, newline included. What is no UTF-8 is base64 where it is a payload, and U+FFFD
/// in heads and sentences. The credentials of heads are masked, see maskCredentials().
///
///     {"time":"2026-11-21T10:46:21.123456Z","connection":1,"kind":"message","direction":"in","opcode":1,
///      "size":5,"wireSize":11,"rule":"greeting","text":"hello"}
///
/// `ruleTime` stands beside the time where the rule clock showed another; `timer`, `signal` or `by` (stream, script,
/// person) where it was not the rule itself. A signal that a person raised is a notice with both, and what its rules
/// do has that row as its cause:
///
///     {"row":8,"time":"2026-11-21T10:46:22.5Z","connection":0,"kind":"notice","size":60,"wireSize":0,
///      "signal":"deploy","by":"person","text":"The signal “deploy” was raised by hand for #3 and #5."}
void appendNdjsonLine(QByteArray &out, const event::EventRecord &record, QByteArrayView payload, QByteArrayView detail,
                      const event::Label &label);

/// A row of a capture as such a line, with its number and that of the row that brought it about. Its `preview` is the
/// whole payload.
///
///     {"row":7,"time":"2026-11-21T10:46:21.123456Z","cause":6,"connection":1, ...}
void appendNdjsonRow(QByteArray &out, const Row &row, QByteArrayView detail);

/// A request or response head with the values of Authorization, Proxy-Authorization, Cookie and Set-Cookie as
/// "•••". Logs of lines are mailed and pasted; the capture file, which only its owner can read, keeps them. A
/// body behind the head stays as it is.
[[nodiscard]] QByteArray maskCredentials(QByteArrayView head);

} // namespace framewright::traffic
