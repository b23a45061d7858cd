// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/client/session.h"
#include "app/client/upgrader.h"
#include "app/event/eventqueue.h"
#include "app/wire/capture.h"

#include <QSignalSpy>

namespace framewright::test {

[[nodiscard]] inline client::SessionRequest requestFor(const QUrl &url)
{
    client::SessionRequest request;
    request.url = url;
    return request;
}

/// A session with its surroundings, and what it said.
struct OpenedSession
{
    event::EventQueue queue;
    wire::Capture capture{&queue};
    client::Upgrader upgrader;
    client::Session session;
    QSignalSpy opened{&session, &client::Session::opened};
    QSignalSpy failed{&session, &client::Session::failed};
    QSignalSpy ended{&session, &client::Session::ended};
    QSignalSpy noticed{&session, &client::Session::noticed};

    explicit OpenedSession(const client::SessionRequest &request)
        : session(ConnectionId{7}, request, &upgrader, &capture)
    {
        session.open();
    }

    [[nodiscard]] client::SessionFailure failure() const
    {
        return failed.isEmpty() ? client::SessionFailure{} : failed.first().first().value<client::SessionFailure>();
    }

    /// Every row that was recorded so far, by its kind, with its payload.
    [[nodiscard]] QList<std::pair<event::EventKind, QByteArray>> rows()
    {
        capture.flush();
        QList<std::pair<event::EventKind, QByteArray>> rows;
        while (true) {
            const auto batch = queue.take(0);
            if (!batch || batch->records.empty())
                return rows;
            for (const event::EventRecord &record : batch->records) {
                const std::string_view payload = batch->payload(record);
                rows.append({record.kind, QByteArray(payload.data(), qsizetype(payload.size()))});
            }
        }
    }
};

} // namespace framewright::test
