// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/wire/connectionfacts.h"

#include <QList>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace framewright::server {

/// Collects connections that have changed and hands their facts up in batches, at most 20 times a second, and only
/// once the last batch was taken: a slow window makes batches rarer, not longer, since a live connection stands in
/// them once. Lives on an engine thread.
class ConnectionReports final : public QObject
{
    Q_OBJECT
public:
    using Find = std::function<std::optional<wire::ConnectionFacts>(ConnectionId)>;

    /// `find` gives the facts of a live connection and forgets that it was told of.
    explicit ConnectionReports(Find find, QObject *parent = nullptr);

    void changed(ConnectionId connection);
    /// Something else has happened of which due() tells.
    void noteActivity() { schedule(); }
    /// The last word on a connection.
    void ended(const wire::ConnectionFacts &facts);
    /// The receiver has taken the last batch.
    void acknowledge();
    /// Hands over what there is, whether or not the last batch was taken: at the end.
    void flush();

signals:
    /// Just before a batch: time for others who report as often.
    void due();
    void batch(const QList<framewright::wire::ConnectionFacts> &connections);

private:
    void schedule();
    void handleTimeout();

    Find m_find;
    std::vector<ConnectionId> m_changed;
    QList<wire::ConnectionFacts> m_ended;
    QTimer m_timer;
    bool m_awaitsAcknowledgement = false;
};

} // namespace framewright::server
