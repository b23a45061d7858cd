// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/framereader.h"
#include "app/wire/inbox.h"
#include "app/wire/wirecore.h"
#include "app/wire/wiresocket.h"

#include <memory>
#include <optional>

namespace framewright::wire {

/// Between a WireCore and the QWebSocket that reads and writes the WireSocket: keeps what QWebSocket shall read,
/// cuts what it writes into frames, and emits what a QTcpSocket would.
class WireSocket::Front final : public WireFront
{
public:
    Front(WireSocket &socket, QByteArray rest);

    void setCallbacks(WireCallbacks callbacks);
    void prepareHandshake(const QByteArray &cleanHead, const QByteArray &answer);
    [[nodiscard]] QByteArray takeRest();
    /// QWebSocketServer's answer comes in parts perhaps; the one to send instead once it is whole and a 101.
    [[nodiscard]] std::optional<QByteArray> takeHandshake(QByteArrayView written);
    [[nodiscard]] QByteArray takeWrittenHead();
    /// What QWebSocket writes: frames, in any cut.
    void takeWritten(QByteArrayView bytes, WireCore &core);

    [[nodiscard]] qint64 read(char *out, qint64 most) { return m_inbox.read(out, most); }
    [[nodiscard]] Incoming messageJustRead() const { return m_inbox.messageJustRead(); }
    [[nodiscard]] bool isClosing() const { return m_isClosing; }

    void takeMessage(const protocol::Assembled &message, std::uint64_t ticket) override;
    void takePing(QByteArrayView payload) override;
    void takePong(QByteArrayView payload) override;
    void takeClose(const protocol::ClosePayload &payload) override;
    void deliver() override;
    [[nodiscard]] qint64 keptBytes() const override { return m_inbox.size(); }
    void beginClosing() override;
    void tellSent(qint64 bytes) override;
    void tellEnded() override;

private:
    /// The two heads and what came behind: gone once frames flow.
    struct Handshake
    {
        QByteArray answer;
        QByteArray written;
        QByteArray rest;
    };

    void takeWrittenFrame(const protocol::FrameHeader &header, QByteArrayView payload, const QByteArray &owned,
                          WireCore &core);

    WireSocket &m_socket;
    std::unique_ptr<WireCallbacks> m_callbacks;
    std::unique_ptr<Handshake> m_handshake;
    Inbox m_inbox;
    protocol::FrameReader m_written;
    QByteArray m_partial; ///< Of a frame that QWebSocket has written in part.
    bool m_isClosing = false;
    bool m_isEmitting = false;
};

} // namespace framewright::wire
