// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/filterwords.h"

#include "app/traffic/filterterm.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace framewright::traffic {

namespace {

constexpr std::array<FilterKey, 7> keys = {{
    {QLatin1String("from"), QT_TRANSLATE_NOOP("filter", "who sent it"),
     QT_TRANSLATE_NOOP("filter", "Write from:client or from:server.")},
    {QLatin1String("to"), QT_TRANSLATE_NOOP("filter", "who got it"),
     QT_TRANSLATE_NOOP("filter", "Write to:client or to:server.")},
    {QLatin1String("type"), QT_TRANSLATE_NOOP("filter", "a kind of row"),
     QT_TRANSLATE_NOOP("filter", "Write type:text, type:ping or type:close.")},
    {QLatin1String("conn"), QT_TRANSLATE_NOOP("filter", "a connection by its number"),
     QT_TRANSLATE_NOOP("filter", "Write conn:12 or conn:12,13.")},
    {QLatin1String("route"), QT_TRANSLATE_NOOP("filter", "the path that was asked for"),
     QT_TRANSLATE_NOOP("filter", "Write route:/chat or route:/chat/{room}.")},
    {QLatin1String("size"), QT_TRANSLATE_NOOP("filter", "bytes of the payload"),
     QT_TRANSLATE_NOOP("filter", "Write size:>1k, size:<=200 or size:10..2k.")},
    {QLatin1String("rule"), QT_TRANSLATE_NOOP("filter", "the rule that caused it"),
     QT_TRANSLATE_NOOP("filter", "Write rule: and a part of its name.")},
}};

[[nodiscard]] QString tr(const char *text)
{
    return QCoreApplication::translate("filter", text);
}

/// The end of a regular expression that begins at `from`; -1: there is none, it is a path.
[[nodiscard]] qsizetype patternEnd(QStringView text, qsizetype from)
{
    for (qsizetype place = from + 1; place < text.size(); ++place) {
        if (text[place] == u'\\') {
            ++place;
            continue;
        }
        if (text[place] != u'/' || place == from + 1)
            continue;
        qsizetype end = place + 1;
        while (end < text.size() && text[end] == u'i')
            ++end;
        if (end == text.size() || text[end].isSpace())
            return end;
    }
    return -1;
}

[[nodiscard]] qsizetype quoteEnd(QStringView text, qsizetype from)
{
    const QChar quote = text[from];
    for (qsizetype place = from + 1; place < text.size(); ++place) {
        if (text[place] == u'\\')
            ++place;
        else if (text[place] == quote)
            return place + 1;
    }
    return -1;
}

/// A quote opens where a value begins; elsewhere it is a character like any other (people paste JSON).
[[nodiscard]] bool opensQuote(QStringView text, qsizetype start, qsizetype place)
{
    if (text[place] == u'\'')
        return text[start] == u'$' && place > start && text[place - 1] == u'[';
    return text[place] == u'"' && (place == start || QStringView(u":=<>~[").contains(text[place - 1])) &&
           text[start] != u'{' && text[start] != u'[';
}

[[nodiscard]] qsizetype plainEnd(QStringView text, qsizetype start, bool &unclosed)
{
    qsizetype place = start;
    while (place < text.size() && !text[place].isSpace()) {
        if (!opensQuote(text, start, place)) {
            ++place;
            continue;
        }
        const qsizetype end = quoteEnd(text, place);
        if (end < 0) {
            unclosed = true;
            return text.size();
        }
        place = end;
    }
    return place;
}

/// A comparison may have spaces around its sign: `$.event = login` is one word, which ends behind the value.
[[nodiscard]] qsizetype comparisonEnd(QStringView text, qsizetype start, qsizetype end, bool &unclosed)
{
    const QStringView signs(u"!<>=~");
    const auto isSign = [&](qsizetype place) { return place < text.size() && signs.contains(text[place]); };
    const auto behindSpaces = [&](qsizetype place) {
        while (place < text.size() && text[place].isSpace())
            ++place;
        return place;
    };
    const bool isPath = end - start > 1 && text[start] == u'$' && QStringView(u".[").contains(text[start + 1]);
    if (!isPath || unclosed)
        return end;
    if (!isSign(end - 1)) {
        const QStringView word = text.sliced(start, end - start);
        const bool isWhole = std::any_of(word.begin(), word.end(), [&](QChar each) { return signs.contains(each); });
        const qsizetype sign = behindSpaces(end);
        if (isWhole || !isSign(sign))
            return end;
        for (end = sign; isSign(end);)
            ++end;
    }
    const qsizetype value = behindSpaces(end);
    return value == text.size() ? end : plainEnd(text, value, unclosed);
}

void addMatching(QList<FilterHint> &hints, const QString &prefix, const QString &begun, const QStringList &values,
                 const QString &meaning = {})
{
    constexpr qsizetype most = 50;
    for (const QString &value : values) {
        if (hints.size() < most && value.contains(begun, Qt::CaseInsensitive))
            hints.append({prefix % (value.contains(u' ') ? quotedForFilter(value) : value), meaning});
    }
}

[[nodiscard]] QList<FilterHint> valueHints(const QString &key, const QString &prefix, const QString &begun,
                                           const FilterNames &names)
{
    QList<FilterHint> hints;
    if (key == QLatin1String("from") || key == QLatin1String("to"))
        addMatching(hints, prefix, begun, {u"client"_qs, u"server"_qs});
    else if (key == QLatin1String("type")) {
        for (const RowType &type : rowTypes()) {
            if (QString(type.word).startsWith(begun))
                hints.append({prefix % type.word, tr(type.meaning)});
        }
    } else if (key == QLatin1String("conn"))
        addMatching(hints, prefix, begun, names.connections);
    else if (key == QLatin1String("route"))
        addMatching(hints, prefix, begun, names.routes);
    else if (key == QLatin1String("rule"))
        addMatching(hints, prefix, begun, names.rules);
    else if (key == QLatin1String("size"))
        addMatching(hints, prefix, begun, {u">1k"_qs, u"<100"_qs, u"10..2k"_qs});
    return hints;
}

} // namespace

QList<FilterWord> splitFilter(const QString &text)
{
    QList<FilterWord> words;
    const QStringView all(text);
    qsizetype place = 0;
    while (place < all.size()) {
        if (all[place].isSpace()) {
            ++place;
            continue;
        }
        const bool excluded = all[place] == u'-' && place + 1 < all.size() && !all[place + 1].isSpace();
        const qsizetype start = place + (excluded ? 1 : 0);
        auto kind = FilterWord::Kind::Plain;
        qsizetype end = all[start] == u'/' ? patternEnd(all, start) : -1;
        if (end >= 0) {
            kind = FilterWord::Kind::Pattern;
        } else {
            bool unclosed = false;
            end = comparisonEnd(all, start, plainEnd(all, start, unclosed), unclosed);
            kind = unclosed ? FilterWord::Kind::Unclosed : kind;
        }
        words.append({all.sliced(place, end - place).toString(), place, kind, excluded});
        place = end;
    }
    return words;
}

std::span<const FilterKey> filterKeys()
{
    return keys;
}

const FilterKey *filterKey(QStringView word)
{
    const auto found =
        std::find_if(keys.begin(), keys.end(), [word](const FilterKey &key) { return key.word == word; });
    return found == keys.end() ? nullptr : &*found;
}

FilterWord wordAt(const QString &text, qsizetype cursor)
{
    for (const FilterWord &word : splitFilter(text)) {
        if (word.place < cursor && cursor <= word.place + word.text.size())
            return word;
    }
    return {{}, cursor, FilterWord::Kind::Plain, false};
}

QList<FilterHint> hintsFor(const QString &text, qsizetype cursor, const FilterNames &names)
{
    const FilterWord word = wordAt(text, cursor);
    const QString minus = word.excluded ? u"-"_qs : QString();
    const QString bare = word.text.sliced(minus.size());
    if (word.kind == FilterWord::Kind::Pattern || bare.startsWith(u'$'))
        return {};
    const qsizetype colon = bare.indexOf(u':');
    if (colon > 0) {
        const QString key = bare.left(colon).toLower();
        // A list: only its last item is still open.
        const qsizetype open = std::max(colon, bare.lastIndexOf(u',')) + 1;
        QList<FilterHint> hints = valueHints(key, minus % bare.left(open), bare.sliced(open), names);
        if (hints.size() == 1 && hints.constFirst().text == word.text)
            hints.clear();
        return hints;
    }
    QList<FilterHint> hints;
    for (const FilterKey &key : keys) {
        if (QString(key.word).startsWith(bare, Qt::CaseInsensitive))
            hints.append({minus % key.word % u':', tr(key.meaning)});
    }
    return hints;
}

QString quotedForFilter(const QString &text)
{
    const QList<FilterWord> words = splitFilter(text);
    const bool plain = words.size() == 1 && words.constFirst().text == text && !words.constFirst().excluded &&
                       words.constFirst().kind == FilterWord::Kind::Plain && !text.contains(u':') &&
                       !text.contains(u'"') && !text.startsWith(u'$');
    if (plain)
        return text;
    QString quoted = text;
    quoted.replace(u'\\', QLatin1String("\\\\")).replace(u'"', QLatin1String("\\\""));
    return u'"' % quoted % u'"';
}

} // namespace framewright::traffic
