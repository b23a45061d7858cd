// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/handshakerows.h"

#include "app/base/walltime.h"
#include "app/protocol/httpstatus.h"
#include "app/wire/capture.h"

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

void recordNotice(wire::Capture &capture, ConnectionId connection, const QString &text)
{
    capture.record(row(connection, event::EventKind::Notice, wallTime()), text.toUtf8());
}

} // namespace framewright::server
