// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/value/jsonparser.h"

namespace framewright::value {

/// The fault in words, with the line and column of `offset` in `text`.
[[nodiscard]] Error describeFault(JsonFault fault, QByteArrayView text, qsizetype offset);

} // namespace framewright::value
