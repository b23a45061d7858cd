// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/target.h"

#include <QHostAddress>

namespace framewright::client {

namespace {

constexpr quint16 plainPort = 80;
constexpr quint16 securePort = 443;

quint16 ownPort(bool secure)
{
    return secure ? securePort : plainPort;
}

QString exampleAdvice()
{
    return u"Write it like ws://127.0.0.1:9001/echo."_qs;
}

/// "Basic" credentials (RFC 7617), from the URL's user and password.
QByteArray basicAuthorization(const QUrl &url)
{
    if (url.userInfo().isEmpty())
        return {};
    const QString pair = url.userName(QUrl::FullyDecoded) + QLatin1Char(':') + url.password(QUrl::FullyDecoded);
    return "Basic " + pair.toUtf8().toBase64();
}

std::optional<bool> secureScheme(const QString &scheme)
{
    if (scheme == QLatin1String("ws") || scheme == QLatin1String("http"))
        return false;
    if (scheme == QLatin1String("wss") || scheme == QLatin1String("https"))
        return true;
    return std::nullopt;
}

} // namespace

QByteArray Target::hostField() const
{
    QByteArray field = host.contains(QLatin1Char(':')) ? "[" + host.toLatin1() + "]" : host.toLatin1();
    if (port != ownPort(secure))
        field += ":" + QByteArray::number(port);
    return field;
}

QString Target::place() const
{
    const QString shown = host.contains(QLatin1Char(':')) ? QString(QLatin1Char('[') + host + QLatin1Char(']')) : host;
    return shown + QLatin1Char(':') + QString::number(port);
}

Result<QUrl> readAddress(const QString &text)
{
    QString address = text.trimmed();
    if (address.isEmpty())
        return fail(u"The address is empty."_qs, {}, exampleAdvice());
    // "localhost:9001/echo" has no scheme, though it looks to a parser as if "localhost" were one.
    if (address.startsWith(QLatin1String("//")))
        address.prepend(QLatin1String("ws:"));
    else if (!address.contains(QLatin1String("://")))
        address.prepend(QLatin1String("ws://"));
    const QUrl url(address, QUrl::TolerantMode);
    if (!url.isValid())
        return fail(u"The address is not a URL: %1."_qs.arg(url.errorString()), text, exampleAdvice());
    if (const auto target = targetOf(url); !target)
        return tl::unexpected(target.error());
    return url;
}

Result<Target> targetOf(const QUrl &url)
{
    const QString where = url.toDisplayString(QUrl::RemovePassword);
    if (!url.isValid() || url.isEmpty())
        return fail(u"The address is not a URL."_qs, where, exampleAdvice());
    const auto secure = secureScheme(url.scheme());
    if (!secure)
        return fail(u"The scheme \"%1\" is not one of WebSockets."_qs.arg(url.scheme()), where,
                    u"Use ws:// or wss://."_qs);
    Target target;
    target.secure = *secure;
    target.host = url.host(QUrl::FullyEncoded);
    if (target.host.startsWith(QLatin1Char('[')))
        target.host = target.host.mid(1, target.host.size() - 2);
    if (target.host.isEmpty())
        return fail(u"The address names no host."_qs, where, exampleAdvice());
    const int port = url.port(ownPort(*secure));
    if (port < 1 || port > 65535)
        return fail(u"The port %1 is none."_qs.arg(port), where, u"Ports go from 1 to 65535."_qs);
    target.port = static_cast<quint16>(port);
    // A fragment never goes out (RFC 6455 section 3).
    target.path = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    if (!target.path.startsWith('/'))
        target.path.prepend('/');
    target.authorization = basicAuthorization(url);
    target.url = url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    target.url.setScheme(*secure ? u"wss"_qs : u"ws"_qs);
    return target;
}

Result<Target> redirectedTarget(const Target &from, const QByteArray &location)
{
    const QUrl to = QUrl::fromEncoded(location, QUrl::TolerantMode);
    if (location.isEmpty() || !to.isValid())
        return fail(
            u"The server redirects to \"%1\", which is no address."_qs.arg(QString::fromUtf8(location.left(200))),
            from.url.toString());
    return targetOf(from.url.resolved(to));
}

bool mayShareCredentials(const Target &from, const Target &to)
{
    if (from.host.compare(to.host, Qt::CaseInsensitive) != 0 || (from.secure && !to.secure))
        return false;
    const bool raised = !from.secure && to.secure && from.port == plainPort && to.port == securePort;
    return from.port == to.port || raised;
}

} // namespace framewright::client
