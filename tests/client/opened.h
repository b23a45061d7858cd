// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/client/session.h"
#include "app/client/upgrader.h"

#include <QSignalSpy>

namespace framewright::test {

/// A session that opens at once, and how it came out.
struct Opened
{
    client::Upgrader upgrader;
    client::Session session;
    QSignalSpy opened{&session, &client::Session::opened};
    QSignalSpy failed{&session, &client::Session::failed};
    QSignalSpy ended{&session, &client::Session::ended};

    explicit Opened(const QUrl &url, const client::TlsFiles &files = {})
        : session(ConnectionId{7}, requestFor(url, files), &upgrader, nullptr)
    {
        session.open();
    }

    [[nodiscard]] static client::SessionRequest requestFor(const QUrl &url, const client::TlsFiles &files)
    {
        client::SessionRequest request;
        request.url = url;
        request.tls = files;
        return request;
    }

    [[nodiscard]] client::SessionFailure failure() const
    {
        return failed.isEmpty() ? client::SessionFailure{} : failed.first().first().value<client::SessionFailure>();
    }
};

} // namespace framewright::test
