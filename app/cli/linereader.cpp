// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/linereader.h"

#include <array>
#include <cerrno>

#include <unistd.h>

namespace framewright::cli {

LineReader::LineReader(int descriptor, qsizetype lineLimit, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_lineLimit(lineLimit)
    , m_notifier(descriptor, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &LineReader::handleReadable);
}

void LineReader::setPaused(bool paused)
{
    m_notifier.setEnabled(!paused && !m_atEnd);
}

void LineReader::handleReadable()
{
    // One read for each wake-up: what is there, without waiting for more.
    std::array<char, 65536> buffer;
    const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count > 0) {
        addBytes(QByteArrayView(buffer.data(), count));
        return;
    }
    m_atEnd = true;
    m_notifier.setEnabled(false);
    if (!m_line.isEmpty() || m_tooLong)
        finishLine();
    emit finished();
}

void LineReader::addBytes(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
        if (m_line.size() + part.size() > m_lineLimit) {
            m_tooLong = true;
            m_line = QByteArray();
        }
        if (!m_tooLong)
            m_line.append(part);
        if (end < 0)
            return;
        finishLine();
        bytes = bytes.sliced(end + 1);
    }
}

void LineReader::finishLine()
{
    ++m_number;
    if (m_tooLong)
        emit lineTooLong(m_number);
    else
        emit lineRead(m_line.endsWith('\r') ? m_line.chopped(1) : m_line, m_number);
    m_line = QByteArray();
    m_tooLong = false;
}

} // namespace framewright::cli
