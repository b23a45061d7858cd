// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/client/answerbody.h"
#include "app/client/failure.h"
#include "app/client/target.h"
#include "app/protocol/responsehead.h"
#include "app/wire/transport.h"

#include <QByteArray>
#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <cstdint>
#include <memory>
#include <optional>

class QHostInfo;
class QSslSocket;
class QSslError;

namespace framewright::client {

class AddressRace;

/// How long each step of an opening took, in nanoseconds; 0: it did not take place.
struct OpeningTimes
{
    std::int64_t name = 0;
    std::int64_t connect = 0;
    std::int64_t tls = 0;
    std::int64_t answer = 0; ///< From the request to the end of the answer's head.

    bool operator==(const OpeningTimes &) const = default;
};

/// How an opening speaks TLS, where its target is secure.
struct OpeningTls
{
    QSslConfiguration configuration;
    bool verify = true; ///< False: any certificate of the server will do.
};

/// One way from a target to the head of its answer: name, TCP, TLS, request, answer. Follows no redirect and
/// judges no agreement: the session does. Has no deadline of its own but for a refusal's body. Lives on the
/// client thread.
class Opening final : public QObject, private wire::TransportListener
{
    Q_OBJECT
public:
    Opening(Target target, QByteArray request, OpeningTls tls, QObject *parent = nullptr);
    ~Opening() override;
    Q_DISABLE_COPY_MOVE(Opening)

    void start();

    [[nodiscard]] const Target &target() const { return m_target; }
    [[nodiscard]] OpeningStep step() const { return m_step; }
    [[nodiscard]] const OpeningTimes &times() const { return m_times; }
    [[nodiscard]] bool isRequestSent() const { return m_step == OpeningStep::Answer; }
    /// Null until connected, on wss until TLS is agreed.
    [[nodiscard]] const wire::Transport *transport() const { return m_transport.get(); }
    /// What came of an answer that is no whole head.
    [[nodiscard]] const QByteArray &received() const { return m_received; }
    /// The body of a refusal.
    [[nodiscard]] const AnswerBody *body() const { return m_body ? &*m_body : nullptr; }

    /// After `answered` with a 101: the connection, and what came behind the head.
    [[nodiscard]] std::unique_ptr<wire::Transport> takeTransport();
    [[nodiscard]] QByteArray takeRest() { return std::move(m_received); }

signals:
    /// The head of the final answer; of a refusal once its body is there too. A redirect's body is not waited for.
    void answered(const framewright::protocol::ResponseHead &head);
    void failed(const framewright::client::SessionFailure &failure);
    /// Something a person should know.
    void noticed(const QString &text);

private:
    void transportReadable() override;
    void transportSent(qint64 bytes) override;
    void transportEnded(wire::TransportEnd end, const QString &error) override;

    void handleLookup(const QHostInfo &lookup);
    void race(const QList<QHostAddress> &addresses);
    void handleConnected(int descriptor);
    void startTls(int descriptor);
    void handleTlsErrors(const QList<QSslError> &errors);
    void handleTlsFailure();
    void handleEncrypted();
    void sendRequest(std::unique_ptr<wire::Transport> transport);
    void readHead();
    void addToBody(QByteArrayView bytes);
    void finish();
    void failWith(const SessionFailure &failure);
    std::int64_t lap();

    Target m_target;
    QByteArray m_request;
    OpeningTls m_settings;
    bool m_over = false;
    OpeningStep m_step = OpeningStep::Name;
    OpeningTimes m_times;
    std::int64_t m_lapStart = 0;
    int m_lookup = -1;
    AddressRace *m_race = nullptr;
    std::unique_ptr<QSslSocket> m_tls;
    QList<QSslError> m_tlsErrors;
    std::unique_ptr<wire::Transport> m_transport;
    QByteArray m_received;
    qsizetype m_searched = 0;
    int m_interim = 0;
    std::optional<protocol::ResponseHead> m_head;
    std::optional<AnswerBody> m_body;
    QTimer m_bodyTimer;
};

} // namespace framewright::client
