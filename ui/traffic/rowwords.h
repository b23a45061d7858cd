// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/row.h"

#include <QList>

namespace framewright::ui {

/// A word for the filter that a row suggests, and how a menu calls it.
struct RowWord
{
    QString word;
    QString text;

    bool operator==(const RowWord &) const = default;
};

/// What the row can be told from others by: its connection, type, sender, rule, and the short values at the top of
/// a JSON message.
[[nodiscard]] QList<RowWord> wordsOf(const traffic::Row &row, const QByteArray &payload);

} // namespace framewright::ui
