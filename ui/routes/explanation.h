// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/route.h"

#include <QStringList>

namespace framewright::ui {

/// The parts of "Explain this route": what the file says in the words of a person who tests with it. Every key of the
/// language has its words; what the language does not know is named as such.

/// A value inside of a sentence: “hello”, 12, the value of $.id, the JSON {"a": 1}.
[[nodiscard]] QString sayValue(const value::Value &value);
/// "a, b or c", "a, b and c".
[[nodiscard]] QString sayList(const QStringList &parts, const QString &last);
/// "the connection's variable name" of conn.name; what is no variable stays as it is.
[[nodiscard]] QString sayVariable(const QString &path);
/// "name = “anon” and ok = false" of the first values of variables.
[[nodiscard]] QString sayAssignments(const value::Value &variables);
/// "with the headers X-A: 1 and X-B: 2"; empty without.
[[nodiscard]] QString sayHeaders(const value::Value &headers);

/// What `match` and `when` ask for: "the text of the message is “ping” and conn.ok holds"; empty where they ask
/// nothing.
[[nodiscard]] QString sayConditions(const value::Value &match, const QString &when);
/// One matcher: "is greater than 5 and is less than 9".
[[nodiscard]] QString sayMatcher(const value::Value &matcher);

/// One line for each step; those inside of a step are indented below it.
[[nodiscard]] QStringList saySteps(const std::vector<workspace::Action> &steps);
/// A message in any of the forms of send: "the text “hi”", "a ping frame".
[[nodiscard]] QString sayContent(const value::Value &content);
/// "raise the signal changed on every connection of the route, with n = 1"
[[nodiscard]] QString sayEmission(const value::Value &body);

/// Path, handshake, companion HTTP, codec, limits, variables and signals of a route, a line each.
[[nodiscard]] QStringList saySettings(const workspace::Route &route);

} // namespace framewright::ui
