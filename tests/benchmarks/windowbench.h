// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/theme.h"

#include <QApplication>
#include <QStandardPaths>

namespace framewright::bench {

/// What the benchmarks of the window serve.
constexpr auto echoWorkspace = R"({"framewright": 1, "servers": [{"name": "Bench", "host": "127.0.0.1", "port": 0,
  "routes": [{"path": "/echo", "rules": [{"name": "Same", "do": [{"send": {"same": true}}]}]}]}]})";

/// Looks as the product does, with settings of its own: what a person has set is neither measured nor lost.
inline void setUp(QApplication &application, ui::Theme &theme)
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(QStringLiteral("Framewright bench"));
    theme.install(application);
}

} // namespace framewright::bench
