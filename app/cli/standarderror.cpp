// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/standarderror.h"

#include <cstdio>

namespace framewright::cli {

QByteArray forTerminal(const QString &text)
{
    QString spelled;
    spelled.reserve(text.size());
    const QString lines = QString(text).replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (const QChar character : lines) {
        const bool isControl = character.category() == QChar::Other_Control;
        if (isControl && character != u'\n' && character != u'\t')
            spelled += QStringLiteral("\\x%1").arg(character.unicode(), 2, 16, QLatin1Char('0'));
        else
            spelled += character;
    }
    return spelled.toUtf8();
}

void writeError(const QString &text)
{
    std::fprintf(stderr, "%s\n", forTerminal(text).constData());
}

} // namespace framewright::cli
