// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace framewright::ui {

/// The URLs a person connected to lately, the latest first, kept in the settings. Passwords are not.
class UrlHistory final
{
public:
    [[nodiscard]] static QStringList all();
    static void add(const QString &url);
};

} // namespace framewright::ui
