// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/jsonwriter.h"
#include "app/value/value.h"

#include <QString>

namespace framewright::ui {

// JSON as forms show it: a text that is one template and nothing else stands without quotes, {"id": {{$.id}}}.

/// Reads it. The error's `where` names the line of this text.
[[nodiscard]] Result<value::Value> readTemplateJson(const QString &text);
[[nodiscard]] QString writeTemplateJson(const value::Value &value, value::JsonStyle style = value::JsonStyle::Compact);

/// A value typed into a line: JSON where it is JSON, else the text as it stands.
[[nodiscard]] value::Value valueOfLine(const QString &text);
/// A value as a line shows it: texts between quotes, so that "5" is not 5.
[[nodiscard]] QString lineOfValue(const value::Value &value);

} // namespace framewright::ui
