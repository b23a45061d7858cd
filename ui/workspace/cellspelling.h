// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QString>
#include <QVariant>

namespace framewright::ui {

/// A value as one types it into a cell: texts as they are, unless they would be read as something else; then between
/// quotes, as JSON has them. What is not there looks like an empty text.
[[nodiscard]] QString cellText(const value::Value &value);
/// What a typed text means: a number with the digits that were typed, true, false, null, a list, an object, a text
/// between quotes; all else is the text.
[[nodiscard]] value::Value readCell(const QString &text);
/// How a cell with it looks and what its editor begins with.
[[nodiscard]] QVariant cellData(const value::Value &value, int role);

} // namespace framewright::ui
