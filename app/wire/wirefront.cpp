// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/wirefront.h"

#include "app/event/event.h"

#include <limits>
#include <utility>

namespace framewright::wire {

namespace {

using protocol::CloseCode;
using protocol::Opcode;

/// Codes that QWebSocket of Qt 6.4 lets pass; it takes any other for a violation (dataprocessor.cpp).
bool isKnownToQWebSocket(CloseCode code)
{
    return (code >= 1000 && code <= 1011 && code != 1004 && code != 1005 && code != 1006) ||
           (code >= 3000 && code <= 4999);
}

} // namespace

WireSocket::Front::Front(WireSocket &socket, QByteArray rest)
    : m_socket(socket)
    , m_handshake(std::make_unique<Handshake>())
    , m_written(protocol::Role::Client) // It writes as servers do: unmasked.
{
    m_handshake->rest = std::move(rest);
    m_written.setPayloadLimit(std::numeric_limits<qint32>::max());
}

void WireSocket::Front::setCallbacks(WireCallbacks callbacks)
{
    m_callbacks = std::make_unique<WireCallbacks>(std::move(callbacks));
}

void WireSocket::Front::prepareHandshake(const QByteArray &cleanHead, const QByteArray &answer)
{
    m_inbox.putBytes(cleanHead);
    m_handshake->answer = answer;
}

QByteArray WireSocket::Front::takeRest()
{
    QByteArray rest = m_handshake ? std::move(m_handshake->rest) : QByteArray();
    m_handshake.reset();
    m_inbox.release();
    return rest;
}

std::optional<QByteArray> WireSocket::Front::takeHandshake(QByteArrayView written)
{
    if (!m_handshake)
        return std::nullopt;
    m_handshake->written.append(written);
    const QByteArray &head = m_handshake->written;
    if (!head.contains("\r\n\r\n") || !head.startsWith("HTTP/1.1 101"))
        return std::nullopt;
    m_handshake->written = {};
    return std::exchange(m_handshake->answer, {});
}

QByteArray WireSocket::Front::takeWrittenHead()
{
    return m_handshake ? std::exchange(m_handshake->written, {}) : QByteArray();
}

void WireSocket::Front::takeWritten(QByteArrayView bytes, WireCore &core)
{
    // The reader unmasks in place, but these frames are not masked: nothing is written.
    std::span<char> input(const_cast<char *>(bytes.data()), static_cast<std::size_t>(bytes.size()));
    protocol::FramePiece piece;
    while (!input.empty() && m_written.read(input, piece) == protocol::FrameReader::Status::Piece) {
        const QByteArrayView payload(piece.payload.data(), static_cast<qsizetype>(piece.payload.size()));
        if (!piece.last) {
            m_partial.append(payload);
        } else if (m_partial.isEmpty()) {
            takeWrittenFrame(piece.header, payload, {}, core);
        } else {
            m_partial.append(payload);
            const QByteArray whole = std::exchange(m_partial, {});
            takeWrittenFrame(piece.header, whole, whole, core);
        }
    }
}

void WireSocket::Front::takeWrittenFrame(const protocol::FrameHeader &header, QByteArrayView payload,
                                         const QByteArray &owned, WireCore &core)
{
    switch (header.opcode()) {
    case Opcode::Close:
        // The answer to the peer's close is the core's: with the code that came, which QWebSocket may have bent.
        if (!core.facts().closeReceived)
            core.sendClose(protocol::decodeClose(payload).payload, CloseOrigin::Application, 0);
        return;
    case Opcode::Ping:
    case Opcode::Pong:
        core.sendControl(header.opcode(), payload, 0);
        return;
    default:
        // setOutgoingFrameSize(max) makes each message one frame (recipe 5).
        core.send({header.opcode(), payload, owned, 0});
        return;
    }
}

void WireSocket::Front::takeMessage(const protocol::Assembled &message, std::uint64_t ticket)
{
    if (!m_isClosing)
        m_inbox.putMessage(message, ticket);
    else if (m_callbacks && m_callbacks->cameLate)
        m_callbacks->cameLate({message.opcode, message.payload, message.owned, ticket});
}

void WireSocket::Front::takePing(QByteArrayView payload)
{
    if (m_callbacks && m_callbacks->pinged)
        m_callbacks->pinged(payload);
}

void WireSocket::Front::takePong(QByteArrayView payload)
{
    if (!m_isClosing)
        m_inbox.putFrame(Opcode::Pong, payload); // For QWebSocket::pong().
    if (m_callbacks && m_callbacks->ponged)
        m_callbacks->ponged(payload);
}

void WireSocket::Front::takeClose(const protocol::ClosePayload &payload)
{
    if (m_isClosing)
        return;
    // QWebSocket gets a code that it accepts; the truth is in the facts.
    protocol::ClosePayload bent = payload;
    if (bent.code && !isKnownToQWebSocket(*bent.code))
        bent = {protocol::closecode::GoingAway, payload.reason};
    m_inbox.putFrame(Opcode::Close, bent.encode());
    deliver();
}

void WireSocket::Front::deliver()
{
    if (m_isEmitting || m_isClosing || m_inbox.size() == 0)
        return;
    m_isEmitting = true;
    emit m_socket.readyRead();
    m_isEmitting = false;
    m_inbox.release();
}

void WireSocket::Front::beginClosing()
{
    if (m_isClosing)
        return;
    m_isClosing = true;
    // WriteOnly, not NotOpen, so that a later abort() can still be told apart (recipe 2).
    m_socket.setOpenMode(QIODevice::WriteOnly | QIODevice::Unbuffered);
    m_socket.setSocketState(ClosingState);
    emit m_socket.stateChanged(ClosingState);
    if (!m_isEmitting)
        m_inbox.clear();
}

void WireSocket::Front::tellSent(qint64 bytes)
{
    emit m_socket.bytesWritten(bytes);
    if (m_callbacks && m_callbacks->drained)
        m_callbacks->drained();
}

/// In the order of QAbstractSocket::disconnectFromHost() (recipe 3).
void WireSocket::Front::tellEnded()
{
    const TransportEnd end = m_socket.facts().transportEnd;
    if (end != TransportEnd::Closed && end != TransportEnd::None) {
        m_socket.setSocketError(RemoteHostClosedError);
        m_socket.setErrorString(m_socket.facts().endText);
        emit m_socket.errorOccurred(RemoteHostClosedError);
    }
    m_isClosing = true;
    m_socket.setOpenMode(QIODevice::NotOpen);
    m_socket.setSocketState(UnconnectedState);
    emit m_socket.stateChanged(UnconnectedState);
    emit m_socket.readChannelFinished();
    emit m_socket.disconnected();
    if (m_callbacks && m_callbacks->ended)
        m_callbacks->ended();
}

} // namespace framewright::wire
