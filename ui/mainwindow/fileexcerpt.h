// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"

namespace framewright::ui {

/// The lines of a file around the place that an error names ("line 3, column 14"), numbered, the line itself marked
/// and the column pointed at. Empty where the error names none.
[[nodiscard]] QString excerptAround(const Error &error, const QByteArray &text, int around = 2);

} // namespace framewright::ui
