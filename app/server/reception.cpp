// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/reception.h"

namespace framewright::server {

namespace {
/// Above the connections that a burst may bring at once, since all of them are accepted before the first head is read.
constexpr std::size_t waitingLimit = 16384;
constexpr int sweepMilliseconds = 100;
constexpr std::int64_t dawdlingFrom = 1000 * nanosecondsPerMillisecond;
constexpr int roomToMake = 64;
} // namespace

Reception::Reception(const Clock &clock, Callbacks callbacks, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_callbacks(std::move(callbacks))
    , m_settings(std::make_shared<const ReceptionSettings>())
{
    m_sweep.setInterval(sweepMilliseconds);
    connect(&m_sweep, &QTimer::timeout, this, &Reception::sweep);
}

Reception::~Reception() = default;

void Reception::setSettings(ReceptionSettings settings)
{
    m_settings = std::make_shared<const ReceptionSettings>(std::move(settings));
}

void Reception::take(qintptr descriptor)
{
    if (m_waiting.size() >= waitingLimit)
        m_waiting.begin()->second->cut(QStringLiteral("Cut to make room: too many handshakes are unfinished."));
    const ConnectionId id = m_callbacks.nextId();
    PendingConnection::Observer &observer = *this;
    m_waiting.emplace(id, std::make_unique<PendingConnection>(descriptor, id, m_settings, m_clock, observer));
    if (!m_sweep.isActive())
        m_sweep.start();
}

PendingConnection *Reception::awaiting(ConnectionId id)
{
    const auto found = m_waiting.find(id);
    return found != m_waiting.end() && found->second->awaitsAnswer() ? found->second.get() : nullptr;
}

void Reception::makeRoom()
{
    for (int made = 0; made < roomToMake && !m_waiting.empty(); ++made) {
        PendingConnection &oldest = *m_waiting.begin()->second;
        if (oldest.age() < dawdlingFrom)
            return;
        oldest.cut(QStringLiteral("Cut to make room: the system gives no more connections."));
    }
}

void Reception::cutAll(const QString &reason)
{
    while (!m_waiting.empty())
        m_waiting.begin()->second->cut(reason);
}

void Reception::headArrived(PendingConnection &connection)
{
    m_callbacks.judge(connection);
}

void Reception::handshakeRefused(PendingConnection &connection)
{
    m_callbacks.refused(connection.facts());
}

/// The next request is one of its own in the log, so it has a number of its own.
void Reception::keptAlive(std::unique_ptr<wire::Transport> transport, QByteArray rest)
{
    const ConnectionId id = m_callbacks.nextId();
    PendingConnection::Observer &observer = *this;
    m_waiting.emplace(id, std::make_unique<PendingConnection>(std::move(transport), std::move(rest), id, m_settings,
                                                              m_clock, observer));
    // From the event loop: requests that came all at once are not answered one inside of the other.
    QMetaObject::invokeMethod(
        this,
        [this, id] {
            const auto found = m_waiting.find(id);
            if (found != m_waiting.end())
                found->second->begin();
        },
        Qt::QueuedConnection);
}

/// Comes from inside the connection's own calls, so it dies later.
void Reception::pendingEnded(PendingConnection &connection)
{
    const auto found = m_waiting.find(connection.id());
    if (found == m_waiting.end())
        return;
    m_over.push_back(std::move(found->second));
    m_waiting.erase(found);
    if (m_over.size() == 1)
        QMetaObject::invokeMethod(this, &Reception::bury, Qt::QueuedConnection);
}

void Reception::bury()
{
    m_over.clear();
}

void Reception::sweep()
{
    for (auto each = m_waiting.begin(); each != m_waiting.end();) {
        PendingConnection &connection = *each->second;
        ++each; // It may take itself out.
        connection.checkTime();
    }
    if (m_waiting.empty())
        m_sweep.stop();
}

} // namespace framewright::server
