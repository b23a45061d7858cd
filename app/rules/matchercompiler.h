// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/matcher.h"
#include "app/rules/problemlist.h"

#include <optional>

namespace framewright::rules {

/// Compiles a `match`. Nothing where a part of it cannot work: without that part the rule would take messages
/// that it was not meant for. `dataSets` may hold the schemas that it names.
[[nodiscard]] std::optional<Conditions> compileMatch(const Value &match, const QString &field, ProblemList &problems,
                                                     const Value &dataSets = Value::undefined());

/// With the limit on its work that hostile texts call for; look at isValid() after a match.
[[nodiscard]] Result<QRegularExpression> compileRegularExpression(const QString &pattern);

/// Compiles an expression that stands without braces, as in `when` and `if`; braces around it are forgiven.
[[nodiscard]] Result<expression::Expression> compileCondition(QByteArrayView text);

} // namespace framewright::rules
