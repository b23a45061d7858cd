// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/plaintransport.h"

#include "app/wire/endpoints.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace framewright::wire {

namespace {

/// A wake-up sends no more than this, so that one fast reader does not starve the others (recipe 9).
constexpr qint64 sendBound = 1 << 20;
/// Small writes that have to wait are joined up to this size.
constexpr qsizetype joinBelow = 64 * 1024;

} // namespace

void PlainTransport::Later::operator()(QSocketNotifier *notifier) const
{
    // It may be the one whose signal is being delivered.
    notifier->setEnabled(false);
    notifier->deleteLater();
}

PlainTransport::PlainTransport(qintptr descriptor)
    : m_descriptor(static_cast<int>(descriptor))
    , m_peer(peerEndpoint(descriptor))
    , m_local(localEndpoint(descriptor))
    , m_readNotifier(new QSocketNotifier(descriptor, QSocketNotifier::Read))
{
    ::fcntl(m_descriptor, F_SETFL, ::fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
    turnDelayOff(descriptor);
    QObject::connect(m_readNotifier.get(), &QSocketNotifier::activated, m_readNotifier.get(),
                     [this] { handleReadable(); });
}

PlainTransport::~PlainTransport()
{
    if (m_destroyed)
        *m_destroyed = true;
    closeDescriptor();
}

void PlainTransport::closeDescriptor()
{
    if (m_descriptor < 0)
        return;
    m_readNotifier.reset();
    m_writeNotifier.reset();
    ::close(m_descriptor);
    m_descriptor = -1;
    m_queue = {};
    m_queueFirst = 0;
    m_offset = 0;
}

qint64 PlainTransport::read(std::span<char> buffer)
{
    m_hasRead = true;
    if (m_descriptor < 0 || m_end != TransportEnd::None)
        return 0;
    if (!m_paused && !m_readNotifier->isEnabled())
        m_readNotifier->setEnabled(true);
    if (!m_mayReceive)
        return 0;
    m_mayReceive = false;
    const ssize_t got = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
    if (got > 0)
        return got;
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return 0;
    // A send that failed has eaten the error, and then an RST looks like a FIN here.
    m_end = got == 0 && !m_writeFailed ? TransportEnd::Finished : TransportEnd::Reset;
    scheduleEnd();
    return 0;
}

void PlainTransport::handleReadable()
{
    bool destroyed = false;
    m_destroyed = &destroyed;
    m_mayReceive = true;
    m_hasRead = false;
    if (m_listener)
        m_listener->transportReadable();
    if (destroyed)
        return;
    m_destroyed = nullptr;
    // Nobody read: stop polling, and the kernel's window closes.
    if (!m_hasRead && m_readNotifier)
        m_readNotifier->setEnabled(false);
}

void PlainTransport::setReadingPaused(bool paused)
{
    m_paused = paused;
    if (m_readNotifier && m_end == TransportEnd::None)
        m_readNotifier->setEnabled(!paused);
}

void PlainTransport::write(const QByteArray &bytes)
{
    if (m_descriptor < 0 || m_finishing || bytes.isEmpty())
        return;
    if (m_writeFailed) {
        m_queuedBytes += bytes.size();
        return;
    }
    qsizetype sent = 0;
    if (m_queuedBytes == 0) {
        const ssize_t taken =
            ::send(m_descriptor, bytes.constData(), static_cast<std::size_t>(bytes.size()), MSG_NOSIGNAL);
        if (taken < 0 && errno != EAGAIN && errno != EINTR) {
            m_queuedBytes = bytes.size();
            handleWriteFailure();
            return;
        }
        sent = std::max<ssize_t>(taken, 0);
    }
    if (sent < bytes.size())
        enqueue(bytes, sent);
}

void PlainTransport::enqueue(const QByteArray &bytes, qsizetype from)
{
    const qsizetype rest = bytes.size() - from;
    m_queuedBytes += rest;
    if (m_queueFirst < m_queue.size() && rest < joinBelow && m_queue.back().isDetached() &&
        m_queue.back().size() + rest <= joinBelow) {
        m_queue.back().append(bytes.constData() + from, rest);
    } else if (m_queueFirst == m_queue.size()) {
        m_queue.push_back(bytes);
        m_offset = from;
    } else {
        m_queue.push_back(bytes); // Only a first one has an offset.
    }
    if (!m_writeNotifier) {
        m_writeNotifier.reset(new QSocketNotifier(m_descriptor, QSocketNotifier::Write));
        QObject::connect(m_writeNotifier.get(), &QSocketNotifier::activated, m_writeNotifier.get(),
                         [this] { handleWritable(); });
    }
    m_writeNotifier->setEnabled(true);
}

qint64 PlainTransport::sendQueued()
{
    qint64 sent = 0;
    while (m_queuedBytes > 0 && !m_writeFailed && sent < sendBound) {
        QByteArray &chunk = m_queue[m_queueFirst];
        const ssize_t taken = ::send(m_descriptor, chunk.constData() + m_offset,
                                     static_cast<std::size_t>(chunk.size() - m_offset), MSG_NOSIGNAL);
        if (taken < 0) {
            if (errno != EAGAIN && errno != EINTR)
                handleWriteFailure();
            break;
        }
        sent += taken;
        m_queuedBytes -= taken;
        m_offset += taken;
        if (m_offset < chunk.size())
            continue;
        chunk = QByteArray();
        m_offset = 0;
        ++m_queueFirst;
    }
    if (m_queueFirst == m_queue.size()) {
        m_queue = {};
        m_queueFirst = 0;
    } else if (m_queueFirst > 64 && m_queueFirst > m_queue.size() / 2) {
        m_queue.erase(m_queue.begin(), m_queue.begin() + static_cast<std::ptrdiff_t>(m_queueFirst));
        m_queueFirst = 0;
    }
    return sent;
}

void PlainTransport::handleWritable()
{
    bool destroyed = false;
    m_destroyed = &destroyed;
    const qint64 sent = sendQueued();
    if (m_queuedBytes == 0 && m_writeNotifier)
        m_writeNotifier->setEnabled(false);
    if (sent > 0 && m_listener)
        m_listener->transportSent(sent);
    if (destroyed)
        return;
    if (m_queuedBytes == 0 && m_descriptor >= 0)
        handleDrained();
    if (!destroyed)
        m_destroyed = nullptr;
}

void PlainTransport::handleDrained()
{
    if (m_closing) {
        closeDescriptor();
        m_end = TransportEnd::Closed;
        scheduleEnd();
    } else if (m_finishing) {
        ::shutdown(m_descriptor, SHUT_WR);
    }
}

void PlainTransport::handleWriteFailure()
{
    // unsentBytes() goes on to tell what has never left.
    m_writeFailed = true;
    m_queue = {};
    m_queueFirst = 0;
    m_offset = 0;
    if (m_writeNotifier)
        m_writeNotifier->setEnabled(false);
    // What the peer sent before its RST can still be read; the receive that finds no more tells the end.
    if (m_paused || m_closing) {
        m_end = TransportEnd::Reset;
        scheduleEnd();
    } else if (m_readNotifier) {
        m_readNotifier->setEnabled(true);
    }
}

void PlainTransport::scheduleEnd()
{
    if (m_endScheduled)
        return;
    m_endScheduled = true;
    if (m_readNotifier)
        m_readNotifier->setEnabled(false);
    // The owner must not hear of it inside its own call. The notifier may be gone: a new object carries it.
    auto *carrier = new QObject;
    m_endCarrier.reset(carrier);
    QMetaObject::invokeMethod(
        carrier, [this] { tellEnd(); }, Qt::QueuedConnection);
}

void PlainTransport::tellEnd()
{
    if (m_endTold)
        return;
    m_endTold = true;
    static const QString resetText = QStringLiteral("The network connection was reset.");
    if (m_listener)
        m_listener->transportEnded(m_end, m_end == TransportEnd::Reset ? resetText : QString());
}

void PlainTransport::finishWriting()
{
    if (m_descriptor < 0 || m_finishing)
        return;
    m_finishing = true;
    if (m_queuedBytes == 0)
        handleDrained();
}

void PlainTransport::closeGracefully()
{
    if (m_descriptor < 0 || m_closing)
        return;
    m_closing = true;
    if (m_readNotifier)
        m_readNotifier->setEnabled(false);
    if (m_queuedBytes == 0)
        handleDrained();
}

void PlainTransport::abort()
{
    m_endTold = true;
    closeDescriptor();
}

void PlainTransport::reset()
{
    if (m_descriptor >= 0) {
        const linger atOnce{1, 0};
        ::setsockopt(m_descriptor, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    }
    abort();
}

} // namespace framewright::wire
