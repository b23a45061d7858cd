// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/workerthread.h"

#include <QString>

#include <memory>

namespace framewright::engine {

/// A thread with Qt's own event dispatcher instead of GLib's, which costs half of the throughput at a thousand
/// connections. The UI thread keeps what it has, so call this once the application object exists.
[[nodiscard]] std::unique_ptr<WorkerThread> startFastThread(const QString &name);

} // namespace framewright::engine
