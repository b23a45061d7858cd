// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

#include <cstdint>

class QSocketNotifier;

namespace framewright::server {

/// Rings once, and as exactly as the kernel can: a QTimer counts whole milliseconds and would be up to one late. Where
/// there is no descriptor for it any more, it is a QTimer after all. Made and used on one thread.
class PreciseTimer final : public QObject
{
    Q_OBJECT
public:
    explicit PreciseTimer(QObject *parent = nullptr);
    ~PreciseTimer() override;
    Q_DISABLE_COPY_MOVE(PreciseTimer)

    /// Rings in so many nanoseconds, from the event loop also where that is none. A later call replaces an earlier one.
    void start(std::int64_t nanoseconds);
    void stop();
    [[nodiscard]] bool isActive() const { return m_isActive; }

signals:
    void rang();

private:
    void handleReadable();
    void ring();
    void set(std::int64_t nanoseconds);

    int m_descriptor;
    QSocketNotifier *m_notifier = nullptr; ///< A child; nullptr without a descriptor.
    QTimer m_coarse;
    bool m_isActive = false;
};

} // namespace framewright::server
