// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/requestfields.h"

#include <QCoreApplication>

#include <algorithm>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionForm", text);
}

/// RFC 9110 section 5.6.2: what a field name is made of.
bool isToken(QByteArrayView name)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [&](char letter) {
        const bool word =
            (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
        return word || marks.contains(letter);
    });
}

bool isOff(const QString &line)
{
    return line.trimmed().startsWith(QLatin1String("# "));
}

/// Decoded for a person: a plus is a space, as forms write it.
QString decoded(QString part)
{
    return QUrl::fromPercentEncoding(part.replace(u'+', QLatin1String("%20")).toUtf8());
}

QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part, "/:@!$'()*,;"));
}

} // namespace

Result<QUrl> parseUrl(const QString &text)
{
    QString whole = text.trimmed();
    if (whole.isEmpty())
        return fail(tr("There is no URL."), {}, tr("Type one such as ws://localhost:9001/echo, or choose a route."));
    if (!whole.contains(QLatin1String("://")))
        whole.prepend(QLatin1String("ws://"));
    QUrl url(whole, QUrl::StrictMode);
    const QString scheme = url.scheme();
    if (scheme == QLatin1String("http"))
        url.setScheme(u"ws"_qs);
    else if (scheme == QLatin1String("https"))
        url.setScheme(u"wss"_qs);
    else if (scheme != QLatin1String("ws") && scheme != QLatin1String("wss"))
        return fail(tr("“%1” is no scheme of a WebSocket.").arg(scheme), {}, tr("Use ws:// or wss://."));
    if (!url.isValid() || url.host().isEmpty())
        return fail(tr("This is no URL: %1").arg(whole), {}, tr("Write it as ws://host:port/path."));
    return url;
}

Result<protocol::HeaderFields> parseHeaders(const QString &lines)
{
    protocol::HeaderFields fields;
    int number = 0;
    for (const QString &line : lines.split(u'\n')) {
        ++number;
        if (line.trimmed().isEmpty() || isOff(line))
            continue;
        const qsizetype colon = line.indexOf(u':');
        const QByteArray name = line.left(colon).trimmed().toUtf8();
        if (colon < 0 || !isToken(name))
            return fail(tr("Line %1 of the headers is no header.").arg(number), {}, tr("Write it as Name: value."));
        fields.append(name, line.mid(colon + 1).trimmed().toUtf8());
    }
    return fields;
}

std::vector<workspace::HeaderLine> headerLines(const QString &lines)
{
    std::vector<workspace::HeaderLine> headers;
    for (const QString &line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        const bool off = isOff(line);
        const QString whole = off ? line.trimmed().sliced(2) : line;
        const qsizetype colon = whole.indexOf(u':');
        if (colon <= 0)
            continue;
        workspace::HeaderLine header;
        header.name = whole.left(colon).trimmed();
        header.value = whole.mid(colon + 1).trimmed();
        header.enabled = !off;
        headers.push_back(std::move(header));
    }
    return headers;
}

QString headerText(const std::vector<workspace::HeaderLine> &headers)
{
    QStringList lines;
    for (const workspace::HeaderLine &header : headers)
        lines.append((header.enabled ? QString() : u"# "_qs) % header.name % u": " % header.value);
    return lines.join(u'\n');
}

QString queryLines(const QString &url)
{
    const QString query = url.section(u'#', 0, 0).section(u'?', 1);
    QStringList lines;
    for (const QString &part : query.split(u'&', Qt::SkipEmptyParts)) {
        const QString name = decoded(part.section(u'=', 0, 0));
        lines.append(part.contains(u'=') ? QString(name % u'=' % decoded(part.section(u'=', 1))) : name);
    }
    return lines.join(u'\n');
}

QString withQuery(const QString &url, const QString &lines)
{
    const qsizetype hash = url.indexOf(u'#');
    const QString fragment = hash < 0 ? QString() : url.sliced(hash);
    const QString bare = url.section(u'#', 0, 0).section(u'?', 0, 0);
    QStringList parts;
    for (const QString &line : lines.split(u'\n', Qt::SkipEmptyParts)) {
        const QString name = encoded(line.section(u'=', 0, 0).trimmed());
        parts.append(line.contains(u'=') ? QString(name % u'=' % encoded(line.section(u'=', 1))) : name);
    }
    return parts.isEmpty() ? QString(bare % fragment) : QString(bare % u'?' % parts.join(u'&') % fragment);
}

Result<QList<QByteArray>> parseSubprotocols(const QString &text)
{
    QList<QByteArray> names;
    for (const QString &name : text.split(u',', Qt::SkipEmptyParts)) {
        const QByteArray token = name.trimmed().toUtf8();
        if (!isToken(token))
            return fail(tr("“%1” is no name of a subprotocol.").arg(name.trimmed()), {},
                        tr("Use letters, digits and marks such as . and -."));
        names.append(token);
    }
    return names;
}

} // namespace framewright::ui
