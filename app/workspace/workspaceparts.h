// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/workspace.h"

#include <QByteArray>

#include <variant>
#include <vector>

namespace framewright::workspace {

/// What can be copied out of a workspace and pasted into another, as the JSON that stands in the file.
using Part = std::variant<Server, Route, Rule>;

/// One part as its object, several as a list.
[[nodiscard]] QByteArray writeParts(const std::vector<Part> &parts);

/// Parts from a text that somebody copied: an object or a list of them, told apart by their keys, or a whole
/// workspace, which gives its servers. None has an identity. The error says with line and column what is wrong.
[[nodiscard]] Result<std::vector<Part>> readParts(const QByteArray &json);

} // namespace framewright::workspace
