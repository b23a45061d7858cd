// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace framewright::server {

/// Listens on one address and gives away the descriptors of those who come. A backlog of 4096, since with Qt's 50
/// a thousand clients at once wait for up to a minute. It accepts by itself: QTcpServer tells of a full table of
/// descriptors only where its first accept meets it, and spins otherwise. Lives on its server's engine thread.
class Listener final : public QTcpServer
{
    Q_OBJECT
public:
    explicit Listener(QObject *parent = nullptr);
    ~Listener() override;
    Q_DISABLE_COPY_MOVE(Listener)

    /// In place of listen(). False: see serverError().
    [[nodiscard]] bool start(const QHostAddress &address, quint16 port);

signals:
    /// A connection in the kernel's hands; who hears this owns the descriptor.
    void accepted(qintptr descriptor);
    /// The system gives no more descriptors; accepting goes on after a breath.
    void exhausted();

private:
    void acceptWaiting();
    void breathe();

    std::unique_ptr<QSocketNotifier> m_waiting;
    QTimer m_breath;
};

} // namespace framewright::server
