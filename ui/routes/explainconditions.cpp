// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/explanation.h"

#include <QCoreApplication>

#include <algorithm>

namespace framewright::ui {

using value::Value;

namespace {

/// How deep alternatives within alternatives are told.
constexpr int deepest = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

/// What a selector looks at: "its field a.b".
QString sayWhat(const QString &selector)
{
    struct Start
    {
        const char *root;
        const char *words;
    };
    static constexpr Start wholes[] = {
        {"text", QT_TRANSLATE_NOOP("Explanation", "its text")},
        {"bytes", QT_TRANSLATE_NOOP("Explanation", "its content, byte for byte,")},
        {"opcode", QT_TRANSLATE_NOOP("Explanation", "its kind (text or binary)")},
        {"$", QT_TRANSLATE_NOOP("Explanation", "the whole message")},
        {"error", QT_TRANSLATE_NOOP("Explanation", "the reason why it could not be read")},
        {"code", QT_TRANSLATE_NOOP("Explanation", "the close code")},
        {"reason", QT_TRANSLATE_NOOP("Explanation", "the close reason")},
    };
    static constexpr Start beginnings[] = {
        {"$.", QT_TRANSLATE_NOOP("Explanation", "its field %1")},
        {"req.headers.", QT_TRANSLATE_NOOP("Explanation", "the header %1 of the handshake")},
        {"req.query.", QT_TRANSLATE_NOOP("Explanation", "the query parameter %1 of the handshake")},
        {"req.params.", QT_TRANSLATE_NOOP("Explanation", "{%1} of the path")},
        {"req.cookies.", QT_TRANSLATE_NOOP("Explanation", "the cookie %1 of the handshake")},
        {"sig.", QT_TRANSLATE_NOOP("Explanation", "the signal's value %1")},
        {"env.", QT_TRANSLATE_NOOP("Explanation", "%1 of the environment")},
    };
    for (const Start &whole : wholes) {
        if (selector == QLatin1StringView(whole.root))
            return tr(whole.words);
    }
    for (const Start &beginning : beginnings) {
        if (selector.startsWith(QLatin1StringView(beginning.root)))
            return tr(beginning.words).arg(selector.mid(qsizetype(qstrlen(beginning.root))));
    }
    if (selector.startsWith(u"$["))
        return tr("its part %1").arg(selector.mid(1));
    return sayVariable(selector);
}

QString sayItems(const Value &list)
{
    QStringList items;
    for (const Value &item : list.items())
        items << sayValue(item);
    return list.isList() ? sayList(items, tr(" or ")) : sayValue(list);
}

QString saySchema(const Value &schema)
{
    return schema.isText() ? tr("the JSON Schema in the data set %1").arg(schema.toString())
                           : tr("this JSON Schema: %1").arg(sayValue(schema));
}

QString sayKind(const Value &kind)
{
    const QString word = kind.toString();
    const bool needsNoArticle = word == u"null" || word == u"text" || word == u"bytes";
    if (needsNoArticle)
        return word;
    return (word == u"object" ? tr("an %1") : tr("a %1")).arg(word);
}

QString sayPattern(const Value &pattern)
{
    return u'/' % pattern.toString() % u'/';
}

/// "01ff" as "01 ff".
QString sayBytes(const Value &hex)
{
    QString digits = hex.toString();
    for (qsizetype at = digits.size() - digits.size() % 2 - 2; at > 0; at -= 2)
        digits.insert(at, u' ');
    return digits;
}

struct MatcherWords
{
    const char *name;
    const char *holds;
    const char *fails;
    QString (*argument)(const Value &);
};

const MatcherWords *wordsOf(QByteArrayView name)
{
    static const MatcherWords table[] = {
        {"equals", QT_TRANSLATE_NOOP("Explanation", "is %1"), QT_TRANSLATE_NOOP("Explanation", "is not %1"), sayValue},
        {"regex", QT_TRANSLATE_NOOP("Explanation", "matches the pattern %1"),
         QT_TRANSLATE_NOOP("Explanation", "does not match the pattern %1"), sayPattern},
        {"contains", QT_TRANSLATE_NOOP("Explanation", "contains %1"),
         QT_TRANSLATE_NOOP("Explanation", "does not contain %1"), sayValue},
        {"startsWith", QT_TRANSLATE_NOOP("Explanation", "starts with %1"),
         QT_TRANSLATE_NOOP("Explanation", "does not start with %1"), sayValue},
        {"in", QT_TRANSLATE_NOOP("Explanation", "is %1"), QT_TRANSLATE_NOOP("Explanation", "is neither %1"), sayItems},
        {"type", QT_TRANSLATE_NOOP("Explanation", "is %1"), QT_TRANSLATE_NOOP("Explanation", "is not %1"), sayKind},
        {"gt", QT_TRANSLATE_NOOP("Explanation", "is greater than %1"),
         QT_TRANSLATE_NOOP("Explanation", "is not greater than %1"), sayValue},
        {"lt", QT_TRANSLATE_NOOP("Explanation", "is less than %1"),
         QT_TRANSLATE_NOOP("Explanation", "is not less than %1"), sayValue},
        {"subset", QT_TRANSLATE_NOOP("Explanation", "has at least what is in %1"),
         QT_TRANSLATE_NOOP("Explanation", "lacks something of %1"), sayValue},
        {"hex", QT_TRANSLATE_NOOP("Explanation", "begins with the bytes %1"),
         QT_TRANSLATE_NOOP("Explanation", "does not begin with the bytes %1"), sayBytes},
        {"schema", QT_TRANSLATE_NOOP("Explanation", "fits %1"), QT_TRANSLATE_NOOP("Explanation", "does not fit %1"),
         saySchema},
    };
    const auto found =
        std::ranges::find_if(table, [&](const MatcherWords &words) { return name == QByteArrayView(words.name); });
    return found == std::end(table) ? nullptr : found;
}

QString sayTest(const Value::Member &test, bool holds);

QString sayTests(const Value &matcher)
{
    QStringList tests;
    for (const Value::Member &test : matcher.members())
        tests << sayTest(test, true);
    return sayList(tests, tr(" and "));
}

/// One matcher of an object, or that it does not hold.
QString sayTest(const Value::Member &test, bool holds)
{
    if (test.key() == QByteArrayView("exists"))
        return test.value.toBoolean(true) == holds ? tr("is there") : tr("is missing");
    if (test.key() == QByteArrayView("not")) {
        if (!test.value.isObject())
            return (holds ? tr("is not %1") : tr("is %1")).arg(sayValue(test.value));
        if (test.value.size() == 1)
            return sayTest(test.value.members().front(), !holds);
        return (holds ? tr("does not pass this: it %1") : tr("passes this: it %1")).arg(sayTests(test.value));
    }
    const MatcherWords *words = wordsOf(test.key());
    if (words == nullptr)
        return tr("%1 %2 (no such matcher is known)").arg(QString::fromUtf8(test.key()), sayValue(test.value));
    return tr(holds ? words->holds : words->fails).arg(words->argument(test.value));
}

QStringList sayMatch(const Value &match, int depth);

/// "either a, or b"
QString sayAlternatives(const Value &any, int depth)
{
    if (!any.isList() || any.size() == 0 || depth == deepest)
        return tr("one of these holds: %1").arg(sayValue(any));
    QStringList alternatives;
    for (const Value &match : any.items()) {
        const QStringList conditions = sayMatch(match, depth + 1);
        alternatives << (conditions.isEmpty() ? tr("anything comes") : sayList(conditions, tr(" and ")));
    }
    if (alternatives.size() == 1)
        return alternatives.constFirst();
    return tr("either %1").arg(alternatives.join(tr(", or ")));
}

QStringList sayMatch(const Value &match, int depth)
{
    QStringList conditions;
    for (const Value::Member &member : match.members()) {
        if (member.key() == QByteArrayView("any"))
            conditions << sayAlternatives(member.value, depth);
        else
            conditions << sayWhat(QString::fromUtf8(member.key())) % u' ' % sayMatcher(member.value);
    }
    return conditions;
}

} // namespace

QString sayMatcher(const Value &matcher)
{
    if (!matcher.isObject() || matcher.size() == 0)
        return tr("is %1").arg(sayValue(matcher));
    return sayTests(matcher);
}

QString sayConditions(const Value &match, const QString &when)
{
    QStringList conditions = sayMatch(match, 0);
    if (!when.isEmpty())
        conditions << tr("this holds: %1").arg(when.simplified());
    return sayList(conditions, tr(", and "));
}

} // namespace framewright::ui
