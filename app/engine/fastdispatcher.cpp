// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/fastdispatcher.h"

namespace framewright::engine {

namespace {
constexpr const char *variable = "QT_NO_GLIB";
}

std::unique_ptr<WorkerThread> startFastThread(const QString &name)
{
    const bool wasSet = qEnvironmentVariableIsSet(variable);
    qputenv(variable, "1");
    auto thread = std::make_unique<WorkerThread>(name); // Runs when it is made, and has chosen its dispatcher.
    if (!wasSet)
        qunsetenv(variable);
    return thread;
}

} // namespace framewright::engine
