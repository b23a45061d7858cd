// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/filter.h"
#include "app/traffic/filterwords.h"

#include "app/value/jsonreader.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace framewright::traffic {

namespace {

template <class T>
using Parsed = tl::expected<T, FilterMistake>;
using What = decltype(FilterTerm::what);

[[nodiscard]] QString tr(const char *text)
{
    return QCoreApplication::translate("filter", text);
}

[[nodiscard]] tl::unexpected<FilterMistake> mistake(const FilterWord &word, const QString &what, const QString &advice)
{
    return tl::unexpected(FilterMistake{{what, {}, advice}, word.place, word.text.size()});
}

[[nodiscard]] bool isQuoted(QStringView text)
{
    return text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"');
}

[[nodiscard]] QString unquoted(QStringView text)
{
    if (!isQuoted(text))
        return text.toString();
    QString plain;
    for (qsizetype place = 1; place + 1 < text.size(); ++place) {
        if (text[place] == u'\\' && place + 2 < text.size())
            ++place;
        plain += text[place];
    }
    return plain;
}

[[nodiscard]] Parsed<What> readPattern(const FilterWord &word, QStringView text)
{
    const qsizetype end = text.lastIndexOf(u'/');
    QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
    if (text.sliced(end + 1).contains(u'i'))
        options |= QRegularExpression::CaseInsensitiveOption;
    const QString inside = text.sliced(1, end - 1).toString();
    const QRegularExpression bare(inside, options);
    if (!bare.isValid())
        return mistake(word,
                       tr("The regular expression is broken: %1, at character %2.")
                           .arg(bare.errorString())
                           .arg(bare.patternErrorOffset() + 1),
                       tr("To look for the text itself, put it in quotes."));
    // A hostile message must not hold the reader: see the rules' matchers.
    QRegularExpression bounded(QLatin1String("(*LIMIT_MATCH=100000)") + inside, options);
    bounded.optimize();
    return What(PatternTerm{bounded});
}

[[nodiscard]] Parsed<What> readSender(const FilterWord &word, const QString &value, bool to)
{
    const bool client = value == QLatin1String("client");
    if (!client && value != QLatin1String("server"))
        return mistake(word, tr("“%1” is nobody who sends.").arg(value), tr("Write client or server."));
    return What(SenderTerm{client != to ? Sender::Client : Sender::Server});
}

[[nodiscard]] Parsed<What> readTypes(const FilterWord &word, const QString &value)
{
    TypeTerm term;
    for (const QString &each : value.split(u',', Qt::SkipEmptyParts)) {
        const auto found = std::find_if(rowTypes().begin(), rowTypes().end(),
                                        [&](const RowType &type) { return each.toLower() == type.word; });
        if (found == rowTypes().end()) {
            QStringList words;
            for (const RowType &type : rowTypes())
                words.append(type.word);
            return mistake(word, tr("“%1” is no type of row.").arg(each),
                           tr("Types are %1.").arg(words.join(QLatin1String(", "))));
        }
        term.types.append(&*found);
    }
    if (term.types.isEmpty())
        return mistake(word, tr("The type is missing."), tr("Write type:text, type:ping or type:close."));
    return What(term);
}

[[nodiscard]] Parsed<What> readConnections(const FilterWord &word, const QString &value)
{
    ConnectionTerm term;
    for (const QString &each : value.split(u',', Qt::SkipEmptyParts)) {
        bool isNumber = false;
        const quint64 number = (each.startsWith(u'#') ? each.sliced(1) : each).toULongLong(&isNumber);
        if (!isNumber)
            return mistake(word, tr("“%1” is no number of a connection.").arg(each),
                           tr("Write conn:12 or conn:12,13."));
        term.connections.append(ConnectionId{number});
    }
    if (term.connections.isEmpty())
        return mistake(word, tr("The connection is missing."), tr("Write conn:12 or conn:12,13."));
    return What(term);
}

/// "1500", "1.5k", "2MB".
[[nodiscard]] std::optional<qint64> readBytes(QString text)
{
    text = text.toLower();
    if (text.endsWith(u'b'))
        text.chop(1);
    double factor = 1;
    for (const auto &[unit, size] :
         {std::pair(u'k', 1024.0), std::pair(u'm', 1048576.0), std::pair(u'g', 1073741824.0)}) {
        if (text.endsWith(unit)) {
            factor = size;
            text.chop(1);
            break;
        }
    }
    bool isNumber = false;
    const double bytes = text.toDouble(&isNumber) * factor;
    if (!isNumber || bytes < 0 || bytes > 1e15)
        return std::nullopt;
    return static_cast<qint64>(bytes);
}

[[nodiscard]] Parsed<What> readSize(const FilterWord &word, const QString &value)
{
    constexpr qint64 infinite = std::numeric_limits<qint64>::max();
    const auto given = [&](qsizetype from) { return readBytes(value.sliced(from)); };
    std::optional<qint64> bytes;
    if (const qsizetype dots = value.indexOf(QLatin1String("..")); dots >= 0) {
        const auto least = dots == 0 ? std::optional<qint64>(0) : readBytes(value.left(dots));
        const auto most = dots + 2 == value.size() ? std::optional<qint64>(infinite) : given(dots + 2);
        if (least && most)
            return What(SizeTerm{*least, *most});
    } else if (value.startsWith(QLatin1String(">=")) && (bytes = given(2))) {
        return What(SizeTerm{*bytes, infinite});
    } else if (value.startsWith(QLatin1String("<=")) && (bytes = given(2))) {
        return What(SizeTerm{0, *bytes});
    } else if (value.startsWith(u'>') && (bytes = given(1))) {
        return What(SizeTerm{*bytes + 1, infinite});
    } else if (value.startsWith(u'<') && (bytes = given(1))) {
        return What(SizeTerm{0, *bytes - 1});
    } else if ((bytes = readBytes(value))) {
        return What(SizeTerm{*bytes, *bytes});
    }
    return mistake(word, tr("“%1” is no size.").arg(value), tr("Write size:>1k, size:<=200 or size:10..2k."));
}

struct Operator
{
    QLatin1String sign;
    Comparison comparison;
};
/// Longer ones first.
constexpr std::array<Operator, 7> operators = {{{QLatin1String("!="), Comparison::NotEqual},
                                                {QLatin1String("<="), Comparison::AtMost},
                                                {QLatin1String(">="), Comparison::AtLeast},
                                                {QLatin1String("="), Comparison::Equal},
                                                {QLatin1String("<"), Comparison::Less},
                                                {QLatin1String(">"), Comparison::Greater},
                                                {QLatin1String("~"), Comparison::Contains}}};

/// Where the path ends: at the first sign outside brackets.
[[nodiscard]] qsizetype pathEnd(QStringView text)
{
    int depth = 0;
    for (qsizetype place = 0; place < text.size(); ++place) {
        const QChar character = text[place];
        depth += character == u'[' ? 1 : character == u']' ? -1 : 0;
        if (depth == 0 && QStringView(u"!<>=~").contains(character))
            return place;
    }
    return text.size();
}

[[nodiscard]] Parsed<What> readField(const FilterWord &word, QStringView text)
{
    const qsizetype end = pathEnd(text);
    const QStringView spelled = text.left(end).trimmed();
    const Result<value::Path> path = value::Path::parse(spelled.toUtf8());
    if (!path || path->root() != "$")
        return mistake(word, tr("“%1” is no path into a message.").arg(spelled),
                       tr("Write it as $.name, $.list[0] or $['a name']."));
    FieldTerm term{*path, Comparison::Exists, {}, {}};
    const QStringView rest = text.sliced(end);
    if (rest.isEmpty())
        return What(term);
    const auto sign = std::find_if(operators.begin(), operators.end(),
                                   [&](const Operator &each) { return rest.startsWith(each.sign); });
    if (sign == operators.end())
        return mistake(word, tr("“%1” compares nothing.").arg(rest), tr("Use =, !=, <, <=, >, >= or ~ (contains)."));
    const QStringView value = rest.sliced(sign->sign.size()).trimmed();
    if (value.isEmpty())
        return mistake(word, tr("The value is missing."),
                       tr("Write %1 and a value, or the path alone.").arg(sign->sign));
    term.comparison = sign->comparison;
    term.word = unquoted(value).toUtf8();
    if (const Result<value::Value> literal = value::readJson(value.toUtf8()))
        term.literal = *literal;
    return What(term);
}

/// nullopt: the word is no key with a value, but text.
[[nodiscard]] std::optional<Parsed<What>> readKey(const FilterWord &word, QStringView text)
{
    const qsizetype colon = text.indexOf(u':');
    if (colon <= 0)
        return std::nullopt;
    const QString key = text.left(colon).toString().toLower();
    if (filterKey(key) == nullptr)
        return std::nullopt;
    const QString value = unquoted(text.sliced(colon + 1));
    if (value.isEmpty())
        return mistake(word, tr("Something is missing after %1:.").arg(key),
                       QCoreApplication::translate("filter", filterKey(key)->example));
    if (key == QLatin1String("from") || key == QLatin1String("to"))
        return readSender(word, value.toLower(), key == QLatin1String("to"));
    if (key == QLatin1String("type"))
        return readTypes(word, value);
    if (key == QLatin1String("conn"))
        return readConnections(word, value);
    if (key == QLatin1String("size"))
        return readSize(word, value);
    if (key == QLatin1String("route"))
        return What(RouteTerm{value});
    return What(RuleTerm{value});
}

[[nodiscard]] Parsed<What> readTerm(const FilterWord &word, QStringView text)
{
    if (word.kind == FilterWord::Kind::Unclosed)
        return mistake(word, tr("The quote is not closed."), tr("End it with \"."));
    if (word.kind == FilterWord::Kind::Pattern)
        return readPattern(word, text);
    if (text.startsWith(u'$') && text.size() > 1 && QStringView(u".[").contains(text[1]))
        return readField(word, text);
    if (const auto keyed = readKey(word, text))
        return *keyed;
    return What(TextTerm{Needle(unquoted(text))});
}

} // namespace

tl::expected<Filter, FilterMistake> Filter::parse(const QString &text)
{
    Filter filter;
    filter.m_text = text.trimmed();
    for (const FilterWord &word : splitFilter(text)) {
        const QStringView bare = word.excluded ? QStringView(word.text).sliced(1) : QStringView(word.text);
        Parsed<What> term = readTerm(word, bare);
        if (!term)
            return tl::unexpected(term.error());
        filter.m_terms.push_back({*std::move(term), word.excluded});
    }
    return filter;
}

} // namespace framewright::traffic
