// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/listener.h"

#include <QPointer>
#include <QSocketNotifier>

#include <cerrno>

#include <sys/socket.h>

namespace framewright::server {

namespace {

constexpr int backlog = 4096;
constexpr int breathMilliseconds = 100;
/// At one turn of the event loop, so that a flood of connections does not keep those that are there waiting.
constexpr int mostAtOnce = 512;

/// No descriptor or no memory for one; all else is the trouble of the one connection that was to be accepted.
bool meansExhausted(int code)
{
    return code == EMFILE || code == ENFILE || code == ENOBUFS || code == ENOMEM;
}

} // namespace

Listener::Listener(QObject *parent)
    : QTcpServer(parent)
{
    setListenBacklogSize(backlog);
    m_breath.setSingleShot(true);
    m_breath.setInterval(breathMilliseconds);
    connect(&m_breath, &QTimer::timeout, this, [this] { m_waiting->setEnabled(true); });
}

/// The notifier goes before the descriptor that it watches.
Listener::~Listener()
{
    m_waiting.reset();
}

bool Listener::start(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return false;
    pauseAccepting(); // It would accept beside us.
    m_waiting = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_waiting.get(), &QSocketNotifier::activated, this, &Listener::acceptWaiting);
    return true;
}

void Listener::acceptWaiting()
{
    const int listening = static_cast<int>(socketDescriptor());
    const QPointer<Listener> self(this); // Who hears of a connection may close this.
    for (int count = 0; self && count < mostAtOnce; ++count) {
        const int descriptor = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor >= 0)
            emit accepted(descriptor);
        else if (meansExhausted(errno))
            return breathe();
        else if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EBADF || errno == EINVAL)
            return;
    }
}

/// Without the pause a full table of descriptors would make the event loop spin: the listening socket stays readable.
void Listener::breathe()
{
    m_waiting->setEnabled(false);
    m_breath.start();
    emit exhausted();
}

} // namespace framewright::server
