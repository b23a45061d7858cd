// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QTimer>

namespace framewright::ui {

/// Says so many times, at a fixed distance, that it is time to send again.
class Repeater final : public QObject
{
    Q_OBJECT
public:
    explicit Repeater(QObject *parent = nullptr);

    /// The first time is now.
    void start(int milliseconds, int times);
    void stop();
    [[nodiscard]] bool isRunning() const { return m_left > 0; }
    [[nodiscard]] int left() const { return m_left; }

signals:
    void due();
    void changed();

private:
    void tick();

    QTimer m_timer;
    int m_left = 0;
};

} // namespace framewright::ui
