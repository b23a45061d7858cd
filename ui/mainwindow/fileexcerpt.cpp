// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/fileexcerpt.h"

#include <QList>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace framewright::ui {

namespace {

/// A line of a minified file may be megabytes long.
constexpr qsizetype longestLine = 110;

/// The part of the line that has the column, and where the column is in it.
std::pair<QString, qsizetype> windowOf(const QString &line, qsizetype column)
{
    const qsizetype place = std::clamp<qsizetype>(column - 1, 0, line.size());
    const qsizetype start = place < longestLine - 10 ? 0 : place - longestLine / 2;
    QString part = line.mid(start, longestLine);
    part.replace(u'\t', u' ');
    return {start > 0 ? QString(u'…' % part) : part, place - start + (start > 0 ? 1 : 0)};
}

} // namespace

QString excerptAround(const Error &error, const QByteArray &text, int around)
{
    static const QRegularExpression position(u"line (\\d+), column (\\d+)"_qs);
    const QRegularExpressionMatch match = position.match(error.where);
    if (!match.hasMatch())
        return {};
    const QList<QByteArray> lines = text.split('\n');
    const auto wrong = qsizetype(match.captured(1).toLongLong());
    if (wrong < 1 || wrong > lines.size())
        return {};
    const qsizetype last = std::min(lines.size(), wrong + around);
    const auto width = QString::number(last).size();
    QStringList shown;
    for (qsizetype number = std::max<qsizetype>(1, wrong - around); number <= last; ++number) {
        const bool isWrong = number == wrong;
        const qsizetype column = isWrong ? qsizetype(match.captured(2).toLongLong()) : 1;
        const auto [line, place] = windowOf(QString::fromUtf8(lines.at(number - 1)), column);
        const QString front = (isWrong ? u"> "_qs : u"  "_qs) % QString::number(number).rightJustified(width) % u"  ";
        shown << front % line;
        if (isWrong)
            shown << QString(front.size() + place, u' ') % u'^';
    }
    return shown.join(u'\n');
}

} // namespace framewright::ui
