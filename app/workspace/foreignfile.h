// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/value/value.h"

#include <optional>

namespace framewright::workspace {

/// Why a file of a program that is known cannot be opened or pasted as ours, and what can be done with it; nothing
/// for any other.
[[nodiscard]] std::optional<Error> foreignFile(const value::Value &root, const QString &where = {});

} // namespace framewright::workspace
