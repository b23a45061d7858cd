// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/handshakerows.h"

#include "app/base/walltime.h"
#include "app/protocol/httpstatus.h"
#include "app/value/jsonwriter.h"
#include "app/wire/capture.h"

#include <QStringList>

namespace framewright::server {

namespace {

[[nodiscard]] event::EventRecord row(ConnectionId connection, event::EventKind kind, std::int64_t time)
{
    event::EventRecord record;
    record.time = time;
    record.connection = connection.value;
    record.kind = kind;
    return record;
}

/// " for #3 and #5", of many only their number.
[[nodiscard]] QString wordTargets(const std::vector<ConnectionId> &targets)
{
    constexpr std::size_t named = 5;
    if (targets.empty())
        return {};
    if (targets.size() > named)
        return QStringLiteral(" for %1 connections").arg(targets.size());
    QStringList numbers;
    for (const ConnectionId target : targets)
        numbers.append(u'#' % QString::number(target.value));
    const QString last = numbers.takeLast();
    return QStringLiteral(" for ") % (numbers.isEmpty() ? last : numbers.join(QStringLiteral(", ")) % u" and " % last);
}

} // namespace

std::uint64_t recordOpened(wire::Capture &capture, const wire::ConnectionFacts &facts)
{
    event::EventRecord record = row(facts.id, event::EventKind::Opened, wallTime());
    record.wireSize = static_cast<std::uint32_t>(facts.requestHead.size() + facts.responseHead.size());
    return capture.record(record, facts.requestHead, facts.responseHead);
}

void recordRefused(wire::Capture &capture, const wire::ConnectionFacts &facts)
{
    event::EventRecord record = row(facts.id, event::EventKind::Refused, facts.endedAt);
    record.wireSize = static_cast<std::uint32_t>(facts.requestHead.size() + facts.responseHead.size());
    capture.record(record, facts.requestHead, facts.responseHead);
    event::EventRecord end = row(facts.id, event::EventKind::Ended, facts.endedAt);
    // A plain request that was answered is nothing to worry about.
    end.flags = protocol::isAnswer(facts.status) ? 0 : event::eventflag::Abnormal;
    capture.record(end, facts.endText.toUtf8());
}

std::uint64_t recordRaised(wire::Capture &capture, const QByteArray &signal, const value::Value &with,
                           const std::vector<ConnectionId> &targets)
{
    const QString name = QString::fromUtf8(signal);
    QByteArray text = QString(u"The signal “" % name % u"” was raised by hand" % wordTargets(targets)).toUtf8();
    if (!with.isUndefined())
        text += ", with " + value::writeJson(with);
    event::EventRecord record =
        row(targets.size() == 1 ? targets.front() : ConnectionId(), event::EventKind::Notice, wallTime());
    record.label = capture.label({}, event::Means::Person, name);
    text += '.';
    return capture.record(record, text);
}

void recordNotice(wire::Capture &capture, ConnectionId connection, const QString &text)
{
    capture.record(row(connection, event::EventKind::Notice, wallTime()), text.toUtf8());
}

} // namespace framewright::server
