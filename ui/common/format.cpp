// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/format.h"

#include "app/protocol/httpstatus.h"

#include <QCoreApplication>
#include <QDateTime>

namespace framewright::ui::format {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("format", text);
}

} // namespace

QString size(std::int64_t bytes)
{
    static constexpr std::array<const char *, 5> units{"B", "KB", "MB", "GB", "TB"};
    double amount = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (amount >= 1024 && unit + 1 < units.size()) {
        amount /= 1024;
        ++unit;
    }
    const bool whole = unit == 0 || amount >= 99.95 || amount == static_cast<double>(static_cast<int>(amount));
    return QString::number(amount, 'f', whole ? 0 : 1) % u' ' % QLatin1String(units.at(unit));
}

QString count(std::int64_t number)
{
    QString digits = QString::number(number);
    const qsizetype first = number < 0 ? 1 : 0;
    for (qsizetype place = digits.size() - 3; place > first; place -= 3)
        digits.insert(place, QChar(0x2009));
    return digits;
}

QString timeOfDay(std::int64_t nanoseconds)
{
    return QDateTime::fromMSecsSinceEpoch(nanoseconds / 1'000'000).toString(u"HH:mm:ss.zzz");
}

QString fullTime(std::int64_t nanoseconds)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(nanoseconds / 1'000'000);
    return local.toString(u"yyyy-MM-dd HH:mm:ss.zzz t") % u'\n' % local.toUTC().toString(u"yyyy-MM-dd HH:mm:ss.zzz") %
           u" UTC";
}

QString duration(std::int64_t nanoseconds)
{
    const std::int64_t seconds = nanoseconds / 1'000'000'000;
    if (seconds < 10)
        return QString::number(static_cast<double>(nanoseconds) / 1e9, 'f', 1) % u" s";
    const auto two = [](std::int64_t number) { return QString::number(number).rightJustified(2, u'0'); };
    const QString tail = two(seconds / 60 % 60) % u':' % two(seconds % 60);
    return seconds < 3600 ? tail : QString::number(seconds / 3600) % u':' % tail;
}

QString endpoint(const wire::Endpoint &endpoint)
{
    if (endpoint.address.isNull())
        return {};
    const QString address = endpoint.address.toString();
    const bool six = endpoint.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (six ? u'[' % address % u']' : address) % u':' % QString::number(endpoint.port);
}

PillTone closeTone(protocol::CloseCode code)
{
    using namespace protocol::closecode;
    if (code == Normal || code == GoingAway || code == NoStatus)
        return PillTone::Good;
    return code >= 3000 && code <= 4999 ? PillTone::Warning : PillTone::Failure;
}

QString close(protocol::CloseCode code, const QByteArray &reason)
{
    QString text = QString::number(code);
    const QString name = protocol::closeCodeName(code);
    if (!name.isEmpty())
        text += u' ' % name;
    if (!reason.isEmpty())
        text += u" “" % QString::fromUtf8(reason) % u"”";
    return text;
}

QString endedBy(wire::EndedBy by)
{
    switch (by) {
    case wire::EndedBy::Nobody:
        return {};
    case wire::EndedBy::Client:
        return tr("closed by the client");
    case wire::EndedBy::Server:
        return tr("closed by the server");
    case wire::EndedBy::Rule:
        return tr("closed by a rule");
    case wire::EndedBy::Network:
        return tr("ended without a close frame");
    case wire::EndedBy::Tls:
        return tr("ended by a TLS error");
    case wire::EndedBy::ProtocolError:
        return tr("ended by a protocol error");
    case wire::EndedBy::Timeout:
        return tr("ended by a time-out");
    }
    return {};
}

bool isAnswered(const wire::ConnectionFacts &facts)
{
    return facts.state == wire::ConnectionState::Refused && protocol::isAnswer(facts.status);
}

QString state(const wire::ConnectionFacts &facts)
{
    switch (facts.state) {
    case wire::ConnectionState::Connecting:
        return tr("connecting");
    case wire::ConnectionState::Open:
        return tr("connected");
    case wire::ConnectionState::Closing:
        return tr("closing");
    case wire::ConnectionState::Closed:
        return tr("closed");
    case wire::ConnectionState::Refused:
        return isAnswered(facts) ? tr("answered") : tr("refused");
    }
    return {};
}

} // namespace framewright::ui::format
