// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHostAddress>
#include <QList>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <vector>

class QSocketNotifier;

namespace framewright::client {

/// Connects to the first of several addresses that answers (RFC 8305 in short): they are tried in their order,
/// IPv6 and IPv4 by turns, each with a head start before the next one; one that fails lets the next one go at
/// once. Lives on the client thread; ends with one of its two signals.
class AddressRace final : public QObject
{
    Q_OBJECT
public:
    static constexpr int headStart = 250; ///< Milliseconds.

    AddressRace(const QList<QHostAddress> &addresses, quint16 port, QObject *parent = nullptr);
    ~AddressRace() override;
    Q_DISABLE_COPY_MOVE(AddressRace)

    void start();
    /// The addresses in the order in which they are tried.
    [[nodiscard]] QStringList tried() const;

signals:
    /// A connected, non-blocking descriptor without delay (TCP_NODELAY); the receiver owns it.
    void connected(int descriptor);
    /// None answered: the errno of the last one.
    void failed(int code);

private:
    struct Attempt;

    void tryNext();
    [[nodiscard]] int beginAttempt(const QHostAddress &address);
    void handleWritable(Attempt &attempt);
    void handleFailure(int code);
    void failIfNoneRuns();
    void endAttempts();

    QList<QHostAddress> m_addresses;
    quint16 m_port;
    qsizetype m_next = 0;
    int m_lastError = 0;
    bool m_over = false;
    std::vector<std::unique_ptr<Attempt>> m_attempts;
    QTimer m_headStart;
};

/// IPv6 and IPv4 by turns, beginning with the family of the first, so that a broken family costs one head start.
[[nodiscard]] QList<QHostAddress> interleaved(const QList<QHostAddress> &addresses);

} // namespace framewright::client
