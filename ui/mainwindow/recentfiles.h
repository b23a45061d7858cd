// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace framewright::ui {

/// The files that were opened or saved last, the newest first, for all windows; kept in the settings.
class RecentFiles final
{
public:
    static constexpr qsizetype limit = 10;

    /// Those that are still there.
    [[nodiscard]] static QStringList list();
    static void add(const QString &fileName);
    static void clear();
};

} // namespace framewright::ui
