// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"

#include <QList>
#include <QString>

namespace framewright::ui {

/// One word of the language of rules.
struct ReferenceEntry
{
    QString word;
    QString kind; ///< "action", "matcher", "function".
    QString summary;
    QString text;
    QString example;
};

/// Whether this program carries the reference.
[[nodiscard]] bool hasReference();
[[nodiscard]] Result<QList<ReferenceEntry>> readReference();
[[nodiscard]] Result<QList<ReferenceEntry>> parseReference(QByteArrayView json);

} // namespace framewright::ui
