// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/server.h"

#include <QVariant>

/// How the rows of the workspace's tree look and read, role by role.
namespace framewright::ui::cells {

[[nodiscard]] QVariant ofServer(const workspace::Server &server, const engine::ServerStatus &status, int role);
[[nodiscard]] QVariant ofRoute(const workspace::Route &route, int live, const QList<rules::Problem> &problems,
                               int role);
[[nodiscard]] QVariant ofFolder(const QString &name, int routes, int live, int role);
[[nodiscard]] QVariant ofMessages(int role);
[[nodiscard]] QVariant ofMessage(const QString &name, int role);
[[nodiscard]] QVariant ofDataSets(int role);
[[nodiscard]] QVariant ofDataSet(const QString &name, const value::Value &content, int role);

} // namespace framewright::ui::cells
