// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTcpServer>
#include <QTimer>

namespace framewright::server {

/// Listens on one address and gives away the descriptors of those who come. A backlog of 4096, since with Qt's 50
/// a thousand clients at once wait for up to a minute. Lives on its server's engine thread.
class Listener final : public QTcpServer
{
    Q_OBJECT
public:
    explicit Listener(QObject *parent = nullptr);

signals:
    /// A connection in the kernel's hands; who hears this owns the descriptor.
    void accepted(qintptr descriptor);
    /// The system gives no more descriptors; accepting goes on after a breath.
    void exhausted();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    void breathe();

    QTimer m_breath;
};

} // namespace framewright::server
