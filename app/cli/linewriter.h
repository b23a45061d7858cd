// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace framewright::cli {

/// Writes to standard output without blocking the event loop: what the reader does not take waits here, and
/// the owner stops reading messages while too much waits. Never sets the descriptor non-blocking, since it is
/// shared with the shell.
class LineWriter final : public QObject
{
    Q_OBJECT
public:
    explicit LineWriter(int descriptor, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(LineWriter)

    void write(const QByteArray &bytes);
    [[nodiscard]] qsizetype waitingBytes() const { return m_waiting.size() - m_written; }
    /// Writes what waits, however long it takes: at the end of the program.
    void finish();

signals:
    void drained();
    /// Nobody reads any more (EPIPE), or the disk is full: `code` is the errno. Nothing more is written.
    void failed(int code);

private:
    void flush();
    [[nodiscard]] bool writeSome(qsizetype most);

    int m_descriptor;
    bool m_regularFile = false;
    bool m_failed = false;
    QByteArray m_waiting;
    qsizetype m_written = 0; ///< Of `m_waiting`.
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace framewright::cli
