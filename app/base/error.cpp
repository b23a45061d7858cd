// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/error.h"

namespace framewright {

QString Error::text() const
{
    QString line = where.isEmpty() ? what : QString(where + QLatin1String(": ") + what);
    if (!advice.isEmpty())
        line += QLatin1Char(' ') + advice;
    return line;
}

} // namespace framewright
