// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/fileexcerpt.h"

#include <QList>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace framewright::ui {

namespace {

/// A line of a minified file may be megabytes long. So many letters stand in the centre of a window of 1280 pixels.
constexpr qsizetype longestLine = 80;

/// The part of the line that has the column, and where the column is in it.
std::pair<QString, qsizetype> windowOf(const QString &line, qsizetype column)
{
    const qsizetype place = std::clamp<qsizetype>(column - 1, 0, line.size());
    const qsizetype start = place < longestLine - 10 ? 0 : place - longestLine / 2;
    QString part = line.mid(start, longestLine);
    part.replace(u'\t', u' ');
    if (start + longestLine < line.size())
        part.append(u'…');
    return {start > 0 ? QString(u'…' % part) : part, place - start + (start > 0 ? 1 : 0)};
}

/// So many lines, the first of them by its number from 1. The rest of a large text is not touched.
QList<QByteArray> linesFrom(const QByteArray &text, qsizetype first, qsizetype count)
{
    QList<QByteArray> lines;
    qsizetype start = 0;
    for (qsizetype number = 1; start >= 0 && lines.size() < count; ++number) {
        const qsizetype end = text.indexOf('\n', start);
        if (number >= first)
            lines.append(text.mid(start, end < 0 ? -1 : end - start));
        start = end < 0 ? -1 : end + 1;
    }
    return lines;
}

} // namespace

QString excerptAround(const Error &error, const QByteArray &text, int around)
{
    static const QRegularExpression position(u"line (\\d+), column (\\d+)"_qs);
    const QRegularExpressionMatch match = position.match(error.where);
    if (!match.hasMatch())
        return {};
    const auto wrong = qsizetype(match.captured(1).toLongLong());
    const qsizetype first = std::max<qsizetype>(1, wrong - around);
    const QList<QByteArray> lines = linesFrom(text, first, wrong + around - first + 1);
    if (wrong < 1 || wrong > first + lines.size() - 1)
        return {};
    const qsizetype last = first + lines.size() - 1;
    const auto width = QString::number(last).size();
    QStringList shown;
    for (qsizetype number = first; number <= last; ++number) {
        const bool isWrong = number == wrong;
        const qsizetype column = isWrong ? qsizetype(match.captured(2).toLongLong()) : 1;
        const auto [line, place] = windowOf(QString::fromUtf8(lines.at(number - first)), column);
        const QString front = (isWrong ? u"> "_qs : u"  "_qs) % QString::number(number).rightJustified(width) % u"  ";
        shown << front % line;
        if (isWrong)
            shown << QString(front.size() + place, u' ') % u'^';
    }
    return shown.join(u'\n');
}

} // namespace framewright::ui
