// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/linewriter.h"

#include <algorithm>
#include <cerrno>

#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

namespace framewright::cli {

namespace {

bool isRegularFile(int descriptor)
{
    struct stat status
    {
    };
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

bool takesBytes(int descriptor)
{
    pollfd poll{descriptor, POLLOUT, 0};
    return ::poll(&poll, 1, 0) == 1 && poll.revents != 0;
}

/// Only where the descriptor came to us non-blocking.
void waitUntilWritable(int descriptor)
{
    pollfd poll{descriptor, POLLOUT, 0};
    ::poll(&poll, 1, -1);
}

} // namespace

LineWriter::LineWriter(int descriptor, QObject *parent)
    : QObject(parent)
    , m_descriptor(descriptor)
    , m_regularFile(isRegularFile(descriptor))
{
    if (m_regularFile)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Write);
    m_notifier->setEnabled(false);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LineWriter::flush);
}

void LineWriter::write(const QByteArray &bytes)
{
    if (m_failed)
        return;
    m_waiting.append(bytes);
    if (!m_notifier || !m_notifier->isEnabled())
        flush();
}

void LineWriter::flush()
{
    const bool hadWaited = m_notifier && m_notifier->isEnabled();
    while (waitingBytes() > 0 && !m_failed && (m_regularFile || takesBytes(m_descriptor))) {
        // A pipe that is writable takes PIPE_BUF bytes without blocking, more perhaps not.
        if (!writeSome(m_regularFile ? waitingBytes() : PIPE_BUF))
            break;
    }
    if (waitingBytes() == 0) {
        m_waiting.clear();
        m_written = 0;
    }
    if (m_notifier)
        m_notifier->setEnabled(waitingBytes() > 0 && !m_failed);
    if (hadWaited && waitingBytes() == 0)
        emit drained();
}

void LineWriter::finish()
{
    while (waitingBytes() > 0 && !m_failed) {
        if (!writeSome(waitingBytes()) && !m_failed)
            waitUntilWritable(m_descriptor);
    }
}

bool LineWriter::writeSome(qsizetype most)
{
    const auto size = static_cast<std::size_t>(std::min(waitingBytes(), most));
    const ssize_t count = ::write(m_descriptor, m_waiting.constData() + m_written, size);
    if (count >= 0) {
        m_written += count;
        return true;
    }
    if (errno == EINTR || errno == EAGAIN)
        return errno == EINTR;
    m_failed = true;
    m_waiting.clear();
    m_written = 0;
    emit failed(errno);
    return false;
}

} // namespace framewright::cli
