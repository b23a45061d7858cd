// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace framewright::cli {

/// SIGINT and SIGTERM as a Qt signal, through a descriptor (signalfd), so that the program ends in the event
/// loop and not in a handler. Make it before any thread starts: they inherit that the signals are blocked.
class StopSignals final : public QObject
{
    Q_OBJECT
public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;
    Q_DISABLE_COPY_MOVE(StopSignals)

signals:
    void stopRequested();

private:
    void handleReadable();

    int m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

/// For the end, when what waits for a reader is written however long that takes: where nobody reads it, a signal ends
/// the program the plain way.
void letSignalsKill();

} // namespace framewright::cli
