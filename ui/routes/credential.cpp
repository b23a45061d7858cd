// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/credential.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace framewright::ui {

namespace {

using Place = Credential::Place;

QString tr(const char *text)
{
    return QCoreApplication::translate("routes", text);
}

QString rootOf(Place place)
{
    switch (place) {
    case Place::Header:
        return u"headers"_qs;
    case Place::Query:
        return u"query"_qs;
    case Place::Cookie:
        break;
    }
    return u"cookies"_qs;
}

Place placeOf(QStringView root)
{
    if (root == QLatin1StringView("headers"))
        return Place::Header;
    return root == QLatin1StringView("query") ? Place::Query : Place::Cookie;
}

QString quoted(QString text)
{
    text.replace(u'\\', u"\\\\"_qs).replace(u'\'', u"\\'"_qs);
    return u'\'' % text % u'\'';
}

/// What stands between quotes; a backslash takes the next letter as it is.
QString unquoted(QStringView literal)
{
    QString text;
    for (qsizetype place = 1; place < literal.size() - 1; ++place) {
        if (literal.at(place) == u'\\')
            ++place;
        text += literal.at(place);
    }
    return text;
}

QString write(const Credential &credential)
{
    // The names of headers are in lower case there.
    const QString name = credential.place == Place::Header ? credential.name.toLower() : credential.name;
    const QString path = u"req.%1[%2]"_qs.arg(rootOf(credential.place), quoted(name));
    return credential.value.isEmpty() ? u"!%1"_qs.arg(path) : u"%1 !== %2"_qs.arg(path, quoted(credential.value));
}

/// One of them: "!req.query.key", "req.headers['x-key'] !== 'a'".
const QRegularExpression &pattern()
{
    static const QString text =
        uR"((?:'(?:[^'\\]|\\['"\\])*'|"(?:[^"\\]|\\['"\\])*"))"_qs; // Other escapes mean other letters.
    static const QRegularExpression expression(
        uR"(\G\s*(?<not>!)?\s*req\.(?<root>headers|query|cookies)(?:\.(?<name>[A-Za-z_$][\w$]*)|\[\s*(?<key>%1)\s*\]))"
        uR"((?(<not>)|\s*!==?\s*(?<value>%1))\s*(?<and>&&)?)"_qs.arg(text));
    return expression;
}

} // namespace

QString writeCredentials(const QList<Credential> &credentials)
{
    QStringList terms;
    for (const Credential &credential : credentials) {
        if (!credential.name.isEmpty())
            terms << write(credential);
    }
    return terms.join(u" && "_qs);
}

std::optional<QList<Credential>> readCredentials(const QString &condition)
{
    QList<Credential> credentials;
    qsizetype place = 0;
    bool goesOn = true;
    while (goesOn) {
        const QRegularExpressionMatch match = pattern().match(condition, place);
        if (!match.hasMatch())
            return std::nullopt;
        const bool isKey = match.hasCaptured(u"key"_qs);
        const bool hasValue = match.hasCaptured(u"value"_qs);
        Credential credential{placeOf(match.capturedView(u"root"_qs)),
                              isKey ? unquoted(match.capturedView(u"key"_qs)) : match.captured(u"name"_qs),
                              hasValue ? unquoted(match.capturedView(u"value"_qs)) : QString()};
        if (credential.name.isEmpty() || (hasValue && credential.value.isEmpty()))
            return std::nullopt; // Another condition than the one that would be written.
        credentials << credential;
        place = match.capturedEnd();
        goesOn = match.hasCaptured(u"and"_qs);
    }
    return place == condition.size() ? std::optional(credentials) : std::nullopt;
}

QString wordCredentials(const QList<Credential> &credentials)
{
    QStringList words;
    for (const Credential &credential : credentials) {
        const QString word = credential.place == Place::Header  ? tr("the header %1")
                             : credential.place == Place::Query ? tr("the parameter %1")
                                                                : tr("the cookie %1");
        const QString value = credential.value.isEmpty() ? QString() : QString(u": " % credential.value);
        words << word.arg(credential.name) % value;
    }
    return tr("without %1").arg(words.join(tr(" or ")));
}

} // namespace framewright::ui
