// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QObject>
#include <QSocketNotifier>

namespace framewright::cli {

/// The lines of standard input, as they come, without blocking the event loop. Reads nothing while paused, so
/// that a pipe's writer is slowed down.
class LineReader final : public QObject
{
    Q_OBJECT
public:
    /// `lineLimit`: a longer line is told of and left out.
    LineReader(int descriptor, qsizetype lineLimit, QObject *parent = nullptr);
    Q_DISABLE_COPY_MOVE(LineReader)

    void setPaused(bool paused);

signals:
    /// Without its line end; `number` counts from 1.
    void lineRead(const QByteArray &line, qint64 number);
    void lineTooLong(qint64 number);
    /// The end of the input. Comes once, after the last line.
    void finished();

private:
    void handleReadable();
    void addBytes(QByteArrayView bytes);
    void finishLine();

    int m_descriptor;
    qsizetype m_lineLimit;
    QByteArray m_line;
    qint64 m_number = 0;
    bool m_tooLong = false;
    bool m_atEnd = false;
    QSocketNotifier m_notifier;
};

} // namespace framewright::cli
