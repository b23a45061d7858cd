// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"

#include <QString>

#include <chrono>

namespace framewright::traffic {

/// The folder of captures that nobody named, in the user's cache.
[[nodiscard]] QString temporaryCaptureFolder();

/// A name for a new capture in that folder; the folder is made where it is missing, for its owner only.
[[nodiscard]] Result<QString> temporaryCaptureName(const QString &folder = temporaryCaptureFolder());

/// Removes captures that processes left behind when they died: those older than `age`, and all but the newest
/// `kept`. Captures in use stay. Returns how many went.
int removeLeftoverCaptures(const QString &folder = temporaryCaptureFolder(),
                           std::chrono::hours age = std::chrono::hours(24 * 7), int kept = 2);

/// Removes a capture and what lies beside it.
void removeCapture(const QString &fileName);

} // namespace framewright::traffic
