// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QtGlobal>

namespace framewright::wire {

/// Memory that the connections of one server may hold together: half messages, write queues, reply slots.
/// Over the soft mark input pauses; over the limit the connection that asks for more is closed with 1013.
/// Lives on the server's engine thread.
class MemoryBudget final : public QObject
{
    Q_OBJECT
public:
    explicit MemoryBudget(qint64 limit, QObject *parent = nullptr);

    /// Something grew or shrank by so many bytes.
    void change(qint64 bytes);
    [[nodiscard]] qint64 used() const { return m_used; }
    [[nodiscard]] qint64 limit() const { return m_limit; }
    void setLimit(qint64 limit);
    /// Above three quarters of the limit: stop reading.
    [[nodiscard]] bool isTight() const { return m_used > m_limit / 4 * 3; }
    [[nodiscard]] bool isExhausted() const { return m_used > m_limit; }

signals:
    /// It was tight and is no longer: paused input may go on.
    void relaxed();

private:
    qint64 m_limit;
    qint64 m_used = 0;
    bool m_wasTight = false;
};

} // namespace framewright::wire
