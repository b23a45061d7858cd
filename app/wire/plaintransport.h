// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/wire/transport.h"

#include <QSocketNotifier>

#include <memory>
#include <vector>

namespace framewright::wire {

/// A TCP connection on its descriptor, without QTcpSocket's engine and buffers: it knows a FIN from an RST, can
/// end one direction alone, and costs an idle connection a tenth. Owns the descriptor.
class PlainTransport final : public Transport
{
public:
    /// Takes a connected descriptor, makes it non-blocking and turns Nagle's delay off.
    explicit PlainTransport(qintptr descriptor);
    ~PlainTransport() override;

    [[nodiscard]] qint64 read(std::span<char> buffer) override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 unsentBytes() const override { return m_queuedBytes; }
    void setReadingPaused(bool paused) override;
    void finishWriting() override;
    void closeGracefully() override;
    void abort() override;
    void reset() override;
    [[nodiscard]] bool isOpen() const override { return m_descriptor >= 0; }
    [[nodiscard]] bool isBroken() const override { return m_writeFailed; }
    [[nodiscard]] Endpoint peer() const override { return m_peer; }
    [[nodiscard]] Endpoint local() const override { return m_local; }
    [[nodiscard]] qintptr descriptor() const { return m_descriptor; }

private:
    struct Later
    {
        void operator()(QSocketNotifier *notifier) const;
    };
    using Notifier = std::unique_ptr<QSocketNotifier, Later>;

    void handleReadable();
    void handleWritable();
    void enqueue(const QByteArray &bytes, qsizetype from);
    [[nodiscard]] qint64 sendQueued();
    void handleDrained();
    void handleWriteFailure();
    void scheduleEnd();
    void tellEnd();
    void closeDescriptor();

    int m_descriptor;
    Endpoint m_peer;
    Endpoint m_local;
    Notifier m_readNotifier;
    Notifier m_writeNotifier; ///< Made when something first has to wait.
    std::vector<QByteArray> m_queue;
    std::size_t m_queueFirst = 0; ///< What is before it has left.
    qsizetype m_offset = 0;       ///< Of the first in the queue.
    qint64 m_queuedBytes = 0;
    std::unique_ptr<QObject> m_endCarrier; ///< Carries the news of the end through the event loop.
    bool *m_destroyed = nullptr;           ///< Of a handler on the stack that wants to know.
    TransportEnd m_end = TransportEnd::None;
    bool m_mayReceive = false; ///< A wake-up has come and its one receive is still to be had.
    bool m_hasRead = false;
    bool m_paused = false;
    bool m_finishing = false;
    bool m_closing = false;
    bool m_writeFailed = false;
    bool m_endScheduled = false;
    bool m_endTold = false;
};

} // namespace framewright::wire
