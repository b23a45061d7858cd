// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/patternnode.h"

#include <QStringView>

namespace framewright::expression {

/// Reads a regular expression (ECMAScript 22.2.1 with annex B.1.2) that the script engine has taken already, so that
/// what is wrong here is only what we do not offer.
[[nodiscard]] Result<PatternTree> parsePattern(QStringView source, bool isUnicode);

} // namespace framewright::expression
