// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/opening.h"

#include "app/base/steadyclock.h"
#include "app/client/addressrace.h"
#include "app/protocol/headparser.h"
#include "app/wire/plaintransport.h"
#include "app/wire/tlstransport.h"

#include <QHostInfo>
#include <QSslError>
#include <QSslSocket>

#include <array>

#include <unistd.h>

namespace framewright::client {

namespace {

/// Servers send more in an answer than clients in a request: policies, cookies.
constexpr protocol::HeadLimits answerLimits{65536, 300};
/// Interim answers (100, 102, 103) before the final one (RFC 9110 section 15.2).
constexpr int mostInterimAnswers = 8;
/// For a refusal's body: a server that names no length and keeps the connection open.
constexpr int bodyPatience = 2000;

} // namespace

Opening::Opening(Target target, QByteArray request, OpeningTls tls, QObject *parent)
    : QObject(parent)
    , m_target(std::move(target))
    , m_request(std::move(request))
    , m_settings(std::move(tls))
{
    m_bodyTimer.setSingleShot(true);
    m_bodyTimer.setInterval(bodyPatience);
    connect(&m_bodyTimer, &QTimer::timeout, this, &Opening::finish);
}

Opening::~Opening()
{
    if (m_lookup >= 0)
        QHostInfo::abortHostLookup(m_lookup);
    if (m_tls)
        m_tls->disconnect(this);
    if (m_transport) {
        m_transport->setListener(nullptr);
        m_transport->abort();
    }
}

void Opening::start()
{
    m_lapStart = SteadyClock().now();
    QHostAddress literal;
    if (literal.setAddress(m_target.host)) {
        race({literal});
        return;
    }
    m_lookup = QHostInfo::lookupHost(m_target.host, this, &Opening::handleLookup);
}

std::unique_ptr<wire::Transport> Opening::takeTransport()
{
    m_transport->setListener(nullptr);
    return std::move(m_transport);
}

void Opening::handleLookup(const QHostInfo &lookup)
{
    m_lookup = -1;
    m_times.name = lap();
    if (lookup.error() != QHostInfo::NoError || lookup.addresses().isEmpty()) {
        const QString reason = lookup.error() == QHostInfo::NoError ? u"it has no address"_qs : lookup.errorString();
        failWith(nameNotFound(m_target, reason));
        return;
    }
    race(lookup.addresses());
}

void Opening::race(const QList<QHostAddress> &addresses)
{
    m_step = OpeningStep::Connect;
    m_race = new AddressRace(addresses, m_target.port, this);
    connect(m_race, &AddressRace::connected, this, &Opening::handleConnected);
    connect(m_race, &AddressRace::failed, this,
            [this](int code) { failWith(notConnected(m_target, code, m_race->tried())); });
    m_race->start();
}

void Opening::handleConnected(int descriptor)
{
    m_times.connect = lap();
    m_race->deleteLater();
    m_race = nullptr;
    if (m_target.secure)
        startTls(descriptor);
    else
        sendRequest(std::make_unique<wire::PlainTransport>(descriptor));
}

void Opening::startTls(int descriptor)
{
    m_step = OpeningStep::Tls;
    m_tls = std::make_unique<QSslSocket>();
    if (!m_tls->setSocketDescriptor(descriptor)) {
        ::close(descriptor);
        failWith(tlsFailed(m_target, {}, m_tls->errorString()));
        return;
    }
    connect(m_tls.get(), &QSslSocket::encrypted, this, &Opening::handleEncrypted);
    connect(m_tls.get(), &QSslSocket::sslErrors, this, &Opening::handleTlsErrors);
    connect(m_tls.get(), &QAbstractSocket::errorOccurred, this, &Opening::handleTlsFailure);
    m_tls->setSslConfiguration(m_settings.configuration);
    // The name for SNI and for the check against the certificate: an own descriptor has none.
    m_tls->setPeerVerifyName(m_target.host);
    m_tls->startClientEncryption();
}

void Opening::handleTlsErrors(const QList<QSslError> &errors)
{
    m_tlsErrors = errors;
    if (m_settings.verify)
        return;
    m_tls->ignoreSslErrors();
    QStringList texts;
    for (const QSslError &error : errors)
        texts.append(error.errorString());
    texts.removeDuplicates();
    emit noticed(u"The certificate of %1 was taken without trust: %2."_qs.arg(m_target.place(),
                                                                              texts.join(QLatin1String("; "))));
}

void Opening::handleTlsFailure()
{
    const QString reason = m_tls->error() == QAbstractSocket::RemoteHostClosedError
                               ? u"the server closed the connection"_qs
                               : m_tls->errorString();
    failWith(tlsFailed(m_target, m_settings.verify ? m_tlsErrors : QList<QSslError>(), reason));
}

void Opening::handleEncrypted()
{
    if (m_over)
        return;
    m_times.tls = lap();
    m_tls->disconnect(this);
    sendRequest(std::make_unique<wire::TlsTransport>(std::move(m_tls)));
}

void Opening::sendRequest(std::unique_ptr<wire::Transport> transport)
{
    m_step = OpeningStep::Answer;
    m_transport = std::move(transport);
    m_transport->setListener(this);
    m_transport->write(m_request);
}

void Opening::transportReadable()
{
    if (m_over)
        return;
    std::array<char, 65536> buffer;
    const qint64 count = m_transport->read(buffer);
    if (count <= 0)
        return;
    const QByteArrayView bytes(buffer.data(), count);
    if (m_body) {
        addToBody(bytes);
        return;
    }
    m_received.append(bytes);
    readHead();
}

void Opening::transportSent(qint64) {}

void Opening::readHead()
{
    while (!m_over) {
        auto parsed = protocol::parseResponseHead(m_received, answerLimits, m_searched);
        if (parsed.status == protocol::HeadStatus::NeedMore) {
            m_searched = m_received.size();
            return;
        }
        if (parsed.status == protocol::HeadStatus::TooLarge) {
            failWith(badAnswer(m_target, u"its head is larger than 64 KiB."_qs, m_received));
            return;
        }
        if (parsed.status == protocol::HeadStatus::Malformed) {
            failWith(badAnswer(m_target, parsed.problem, m_received));
            return;
        }
        m_received.remove(0, parsed.consumed);
        m_searched = 0;
        const bool interim = parsed.head.status >= 100 && parsed.head.status < 200 && parsed.head.status != 101;
        if (!interim) {
            m_times.answer = lap();
            m_head = std::move(parsed.head);
            break;
        }
        if (++m_interim > mostInterimAnswers) {
            failWith(badAnswer(m_target, u"it sends interim answers without end."_qs, m_received));
            return;
        }
    }
    const bool redirect = m_head->status >= 300 && m_head->status < 400 && m_head->fields.contains("Location");
    if (m_head->status == 101 || redirect) {
        finish();
        return;
    }
    m_body.emplace(*m_head);
    m_bodyTimer.start();
    addToBody(std::exchange(m_received, {}));
}

void Opening::addToBody(QByteArrayView bytes)
{
    m_body->add(bytes);
    if (m_body->isComplete())
        finish();
}

void Opening::transportEnded(wire::TransportEnd end, const QString &error)
{
    // What came before the end is read first: the answer of a server that closes at once.
    for (qsizetype before = -1; !m_over && before != m_received.size() && !m_body;) {
        before = m_received.size();
        transportReadable();
    }
    for (qsizetype before = -1; !m_over && m_body && before != m_body->raw().size();) {
        before = m_body->raw().size();
        transportReadable();
    }
    if (m_over)
        return;
    if (m_body)
        finish();
    else
        failWith(endedEarly(m_target, end == wire::TransportEnd::Reset, m_received, error));
}

void Opening::finish()
{
    if (m_over)
        return;
    m_over = true;
    m_bodyTimer.stop();
    emit answered(*m_head);
}

void Opening::failWith(const SessionFailure &failure)
{
    if (m_over)
        return;
    m_over = true;
    m_bodyTimer.stop();
    emit failed(failure);
}

std::int64_t Opening::lap()
{
    const std::int64_t now = SteadyClock().now();
    return now - std::exchange(m_lapStart, now);
}

} // namespace framewright::client
