// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/wiresocket.h"

#include "app/wire/inbox.h"
#include "app/wire/wirecore.h"
#include "app/wire/wirefront.h"

#include <QHash>

#include <utility>

namespace framewright::wire {

namespace {

/// The socket whose 101 QWebSocketServer has just written: newConnection follows synchronously (recipe 4).
WireSocket *&upgradedSocket()
{
    static thread_local WireSocket *socket = nullptr;
    return socket;
}

} // namespace

WireSocket::WireSocket(std::unique_ptr<Transport> transport, WireSettings settings, ConnectionFacts facts,
                       QByteArray rest)
{
    const Endpoint peer = transport->peer();
    const Endpoint local = transport->local();
    facts.peer = peer;
    facts.local = local;
    if (!facts.tls)
        facts.tls = transport->tls();
    // Recipe 1.
    setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered);
    setSocketState(ConnectedState);
    setPeerAddress(peer.address);
    setPeerPort(peer.port);
    setLocalAddress(local.address);
    setLocalPort(local.port);
    m_front = std::make_unique<Front>(*this, std::move(rest));
    m_core = std::make_unique<WireCore>(std::move(transport), settings, std::move(facts), *m_front, this);
}

WireSocket::~WireSocket()
{
    if (upgradedSocket() == this)
        upgradedSocket() = nullptr;
    // Else ~QAbstractSocket emits from a half dead object (recipe 3).
    setSocketState(UnconnectedState);
    setOpenMode(NotOpen);
}

void WireSocket::setCallbacks(WireCallbacks callbacks)
{
    m_front->setCallbacks(std::move(callbacks));
}

void WireSocket::prepareHandshake(const QByteArray &cleanHead, const QByteArray &answer)
{
    m_front->prepareHandshake(cleanHead, answer);
}

WireSocket *WireSocket::takeUpgraded()
{
    return std::exchange(upgradedSocket(), nullptr);
}

void WireSocket::start()
{
    // Toggled once, the open mode frees the 16 KiB that peek() left in QIODevice (recipe 11).
    if (!m_front->isClosing() && QIODevice::bytesAvailable() == 0) {
        setOpenMode(NotOpen);
        setOpenMode(QIODevice::ReadWrite | QIODevice::Unbuffered);
    }
    m_core->start(m_front->takeRest());
}

Incoming WireSocket::takeMessage()
{
    return m_front->messageJustRead();
}

void WireSocket::send(const Outgoing &message)
{
    m_core->send(message);
}

void WireSocket::sendPart(const Outgoing &message, qsizetype from, qsizetype count)
{
    m_core->sendPart(message, from, count);
}

void WireSocket::broadcast(const std::vector<WireSocket *> &recipients, const Outgoing &message)
{
    Outgoing shared = message;
    if (shared.owned.isNull())
        shared.owned = message.payload.toByteArray();
    shared.payload = shared.owned;
    QHash<int, EncodedFrame> frames;
    for (WireSocket *recipient : recipients) {
        WireCore &core = *recipient->m_core;
        const std::optional<int> key =
            core.canSend() && shared.fragment == 0 ? core.writer().shareKey(shared) : std::nullopt;
        if (!key) {
            core.send(shared);
            continue;
        }
        auto frame = frames.find(*key);
        if (frame == frames.end())
            frame = frames.insert(*key, core.writer().encode(shared));
        core.sendEncoded(*frame, shared);
    }
}

void WireSocket::sendPing(const QByteArray &payload, std::uint32_t label)
{
    m_core->sendControl(protocol::Opcode::Ping, payload, label);
}

void WireSocket::sendPong(const QByteArray &payload, std::uint32_t label)
{
    m_core->sendControl(protocol::Opcode::Pong, payload, label);
}

void WireSocket::sendClose(const protocol::ClosePayload &payload, CloseOrigin origin, std::uint32_t label)
{
    m_core->sendClose(payload, origin, label);
}

void WireSocket::sendRaw(const QByteArray &bytes, std::uint32_t label)
{
    m_core->sendRaw(bytes, label);
}

void WireSocket::drop(DropManner manner, CloseOrigin origin)
{
    m_core->drop(manner, origin);
}

void WireSocket::holdInput(bool held)
{
    m_core->holdInput(held);
}

void WireSocket::setAutomaticPong(bool on)
{
    m_core->setAutomaticPong(on);
}

const ConnectionFacts &WireSocket::facts() const
{
    return m_core->facts();
}

qint64 WireSocket::unsentBytes() const
{
    return m_core->unsentBytes();
}

qint64 WireSocket::bytesAvailable() const
{
    // Also before start(): then it is the clean head that QWebSocketServer reads.
    if (m_front->isClosing() || (m_core->isOpened() && m_core->isDeliveryPaused()))
        return 0;
    return QIODevice::bytesAvailable() + m_front->keptBytes();
}

qint64 WireSocket::bytesToWrite() const
{
    return m_core->unsentBytes();
}

qintptr WireSocket::socketDescriptor() const
{
    return -1; // The operating system's socket is the transport's alone.
}

void WireSocket::setSocketOption(SocketOption, const QVariant &)
{
    // The transport has set what it needs.
}

QVariant WireSocket::socketOption(SocketOption)
{
    return {};
}

void WireSocket::setReadBufferSize(qint64)
{
    // Never: one smaller than a frame would hang the connection for ever (trap 3 of QtWebSockets).
}

void WireSocket::disconnectFromHost()
{
    close(); // Also reached from flush() while closing (recipe 2).
}

void WireSocket::close()
{
    if (m_core->isOver())
        return;
    // abort() is not virtual, but it has zeroed the channel count by now (recipe 2).
    if (writeChannelCount() == 0) {
        m_core->abort();
        return;
    }
    if (!m_core->isOpened()) {
        // QWebSocketServer would not take the head that we made for it.
        m_core->closeUnopened(m_front->takeWrittenHead());
        return;
    }
    if (!m_front->isClosing()) {
        emit aboutToClose();
        m_front->beginClosing();
    }
    // QWebSocket has written a close frame before it comes here; where it has not, TCP alone ends.
    const ConnectionFacts &known = m_core->facts();
    if (!known.closeSent && !known.closeReceived)
        m_core->drop(DropManner::Fin, CloseOrigin::Application);
}

qint64 WireSocket::readData(char *data, qint64 maxSize)
{
    return m_front->read(data, maxSize);
}

qint64 WireSocket::skipData(qint64 maxSize)
{
    return QIODevice::skipData(maxSize); // QAbstractSocket's says -1 without an engine (recipe 1).
}

qint64 WireSocket::writeData(const char *data, qint64 size)
{
    if (m_core->isOver())
        return size;
    if (m_core->isOpened()) {
        m_front->takeWritten(QByteArrayView(data, size), *m_core);
    } else if (const std::optional<QByteArray> answer = m_front->takeHandshake(QByteArrayView(data, size))) {
        upgradedSocket() = this;
        m_core->open(*answer);
    }
    return size;
}

} // namespace framewright::wire
