// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>

namespace framewright::expression {

/// A helper of Mockoon's templates and what does its work here.
struct Helper
{
    const char *name;
    const char *here;          ///< With operands: %1 to %3, %* all, %p, %l and %q as members. Of a deed: the step.
    const char *alone;         ///< Without operands.
    bool takesDefault = false; ///< The second operand stands in for what is not there.
    bool isOperator = false;   ///< `here` stands between the operands.
    bool isDeed = false;
};

/// nullptr where Mockoon has none of that name, or one that is called the same here.
[[nodiscard]] const Helper *helperNamed(QByteArrayView name);

} // namespace framewright::expression
