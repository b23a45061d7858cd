// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/session.h"

#include "app/base/walltime.h"
#include "app/client/clienttls.h"
#include "app/client/upgrader.h"
#include "app/protocol/utf8validator.h"
#include "app/wire/capture.h"

#include <QRandomGenerator>

#include <array>

namespace framewright::client {

namespace {

/// Sec-WebSocket-Key: 16 bytes that nobody can foretell (RFC 6455 section 4.1).
QByteArray randomKey()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toBase64();
}

/// Fields that a server elsewhere has no business to see.
bool isCredential(QByteArrayView name)
{
    return name.compare("Authorization", Qt::CaseInsensitive) == 0 ||
           name.compare("Cookie", Qt::CaseInsensitive) == 0 ||
           name.compare("Proxy-Authorization", Qt::CaseInsensitive) == 0;
}

/// Who ended an opening that failed so.
wire::EndedBy endedByOf(FailureKind kind)
{
    switch (kind) {
    case FailureKind::Tls:
        return wire::EndedBy::Tls;
    case FailureKind::Timeout:
        return wire::EndedBy::Timeout;
    case FailureKind::Refused:
        return wire::EndedBy::Server;
    case FailureKind::Handshake:
        return wire::EndedBy::ProtocolError;
    case FailureKind::Cancelled:
        return wire::EndedBy::Client;
    case FailureKind::Address:
    case FailureKind::Name:
    case FailureKind::Connect:
        break;
    }
    return wire::EndedBy::Network;
}

} // namespace

Session::Session(ConnectionId id, SessionRequest request, Upgrader *upgrader, wire::Capture *capture, QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_upgrader(upgrader)
    , m_capture(capture)
{
    m_facts.id = id;
    m_facts.acceptedAt = wallTime();
    m_facts.routePath = m_request.url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Session::handleTimeout);
}

Session::~Session()
{
    if (!m_wire)
        return;
    m_upgrader->forget(m_wire);
    m_wire->setCallbacks({});
    if (!m_over)
        m_wire->drop(wire::DropManner::Fin, wire::CloseOrigin::Application);
    delete m_socket;
    delete m_wire;
}

void Session::open()
{
    m_deadline.start(m_request.timeout);
    const auto target = targetOf(m_request.url);
    if (!target) {
        failLater({FailureKind::Address, target.error(), 0, {}});
        return;
    }
    if (const auto problem = problemOf(m_request)) {
        failLater({FailureKind::Address, *problem, 0, {}});
        return;
    }
    m_firstTarget = *target;
    beginHop(*target);
}

void Session::beginHop(const Target &target)
{
    m_handshake = {};
    m_handshake.target = target.path;
    m_handshake.host = target.hostField();
    m_handshake.key = randomKey();
    m_handshake.subprotocols = m_request.subprotocols;
    if (m_request.offerDeflate)
        m_handshake.deflate = protocol::DeflateOffer{};
    m_handshake.fields = headersFor(target);

    m_facts.target = target.path;
    m_facts.routePath = target.url.toString();
    m_facts.requestHead.clear();
    m_facts.responseHead.clear();
    Result<OpeningTls> tls = tlsFor(target);
    if (!tls) {
        failLater({FailureKind::Tls, tls.error(), 0, {}});
        return;
    }
    m_opening = new Opening(target, m_handshake.encode(), *std::move(tls), this);
    connect(m_opening, &Opening::answered, this, &Session::handleAnswer);
    connect(m_opening, &Opening::failed, this, &Session::failWith);
    connect(m_opening, &Opening::noticed, this, [this](const QString &text) { notice(text); });
    m_opening->start();
    emit changed();
}

protocol::HeaderFields Session::headersFor(const Target &target) const
{
    const bool trusted = mayShareCredentials(*m_firstTarget, target);
    protocol::HeaderFields fields;
    for (const protocol::HeaderField &field : m_request.headers) {
        const bool elsewhere = !trusted && (isCredential(field.name) ||
                                            // A Host of the person's own belongs to the first address.
                                            field.name.compare("Host", Qt::CaseInsensitive) == 0);
        if (!elsewhere)
            fields.append(field.name, field.value);
    }
    const QByteArray authorization =
        target.authorization.isEmpty() && trusted ? m_firstTarget->authorization : target.authorization;
    if (!authorization.isEmpty() && !fields.contains("Authorization"))
        fields.append("Authorization", authorization);
    return fields;
}

Result<OpeningTls> Session::tlsFor(const Target &target) const
{
    if (!target.secure)
        return OpeningTls{};
    TlsFiles files = m_request.tls;
    if (!mayShareCredentials(*m_firstTarget, target)) {
        files.certificate.clear();
        files.key.clear();
    }
    const Result<QSslConfiguration> configuration = loadClientTls(files);
    if (!configuration)
        return tl::unexpected(configuration.error());
    return OpeningTls{*configuration, m_request.verifyCertificate};
}

void Session::takeOpeningFacts()
{
    if (!m_opening)
        return;
    m_times = m_opening->times();
    if (m_opening->isRequestSent())
        m_facts.requestHead = m_handshake.encode();
    if (const wire::Transport *transport = m_opening->transport()) {
        m_facts.peer = transport->peer();
        m_facts.local = transport->local();
        m_facts.tls = transport->tls();
    }
}

void Session::handleAnswer(const protocol::ResponseHead &head)
{
    takeOpeningFacts();
    m_facts.status = head.status;
    m_facts.responseHead = head.raw;
    if (head.status == 101)
        acceptAgreement(head);
    else if (head.status >= 300 && head.status < 400 && head.fields.contains("Location"))
        followRedirect(head);
    else
        refuse(head);
}

void Session::followRedirect(const protocol::ResponseHead &head)
{
    const Target from = m_opening->target();
    const bool followed =
        head.status == 301 || head.status == 302 || head.status == 303 || head.status == 307 || head.status == 308;
    if (!followed) {
        refuse(head);
        return;
    }
    const auto to = redirectedTarget(from, *head.fields.first("Location"));
    if (!to) {
        failWith({FailureKind::Refused, to.error(), head.status, {}});
        return;
    }
    m_redirects.append(from.url);
    if (m_redirects.contains(to->url)) {
        failWith(
            {FailureKind::Refused,
             {u"The server redirects in a circle: %1 leads back to %2."_qs.arg(from.url.toString(), to->url.toString()),
              m_request.url.toDisplayString(QUrl::RemoveUserInfo),
              u"Mend the server's redirects, or connect to the last address."_qs},
             head.status,
             {}});
        return;
    }
    if (m_redirects.size() > m_request.redirects) {
        failWith({FailureKind::Refused,
                  {u"The server redirects more than %1 times, last to %2."_qs.arg(QString::number(m_request.redirects),
                                                                                  to->url.toString()),
                   m_request.url.toDisplayString(QUrl::RemoveUserInfo), u"Connect to the last address."_qs},
                  head.status,
                  {}});
        return;
    }
    notice(u"Redirected with %1 from %2 to %3."_qs.arg(QString::number(head.status), from.url.toString(),
                                                       to->url.toString()),
           head.raw);
    dropOpening();
    beginHop(*to);
}

void Session::refuse(const protocol::ResponseHead &head)
{
    const AnswerBody *body = m_opening->body();
    if (body)
        m_facts.responseHead += body->raw();
    failWith(refused(m_opening->target(), head.status, head.reason, body ? body->content() : QByteArray()));
}

void Session::acceptAgreement(const protocol::ResponseHead &head)
{
    const auto agreement = protocol::checkAgreement(m_handshake, head);
    if (!agreement) {
        failWith(badAnswer(m_opening->target(), agreement.error(), {}));
        return;
    }
    m_facts.subprotocol = agreement->subprotocol;
    m_facts.extensions = agreement->extensions;
    m_facts.openedAt = wallTime();
    m_facts.state = wire::ConnectionState::Open;
    record(event::EventKind::Opened, m_facts.requestHead, m_facts.responseHead);

    wire::WireSettings settings;
    settings.id = m_facts.id;
    settings.role = protocol::Role::Client;
    settings.eventFlags = event::eventflag::Client;
    settings.messageLimit = m_request.messageLimit;
    settings.deflate = agreement->deflate;
    settings.capture = m_capture;
    auto transport = m_opening->takeTransport();
    m_wire = new wire::WireSocket(std::move(transport), settings, m_facts, m_opening->takeRest());
    dropOpening();
    wire::WireCallbacks callbacks;
    callbacks.pinged = [this](QByteArrayView payload) {
        emit pinged(payload);
        emit changed();
    };
    callbacks.ponged = [this](QByteArrayView payload) {
        emit ponged(payload);
        emit changed();
    };
    callbacks.drained = [this] {
        emit drained();
        emit changed();
    };
    callbacks.cameLate = [this](const wire::Incoming &message) {
        emit received(message);
        emit changed();
    };
    callbacks.ended = [this] { QMetaObject::invokeMethod(this, &Session::handleEnded, Qt::QueuedConnection); };
    m_wire->setCallbacks(std::move(callbacks));
    m_upgrader->upgrade(m_wire, m_handshake.key, [this](QWebSocket *socket) { handleUpgraded(socket); });
}

void Session::handleUpgraded(QWebSocket *socket)
{
    m_deadline.stop();
    m_socket = socket;
    connect(socket, &QWebSocket::textMessageReceived, this, &Session::handleMessage);
    connect(socket, &QWebSocket::binaryMessageReceived, this, &Session::handleMessage);
    emit opened();
    emit changed();
    if (m_closeWhenUpgraded)
        m_wire->sendClose(*m_closeWhenUpgraded, wire::CloseOrigin::Application);
    if (m_wire)
        m_wire->start();
}

void Session::handleMessage()
{
    // The signal is the moment, the bytes are the wire's.
    emit received(m_wire->takeMessage());
    emit changed();
}

Result<void> Session::send(const wire::Outgoing &message)
{
    const QString where = m_facts.routePath;
    if (!isOpen())
        return fail(u"The session is not open: nothing was sent."_qs, where, u"Connect first."_qs);
    if (message.opcode == protocol::Opcode::Close || message.opcode == protocol::Opcode::Continuation)
        return fail(u"A close or a continuation frame is no message."_qs, where);
    if (protocol::isControl(message.opcode) && message.payload.size() > 125)
        return fail(u"A ping or pong carries at most 125 bytes, this one has %1."_qs.arg(message.payload.size()),
                    where);
    if (message.opcode == protocol::Opcode::Text &&
        !protocol::isValidUtf8({message.payload.data(), size_t(message.payload.size())}))
        return fail(u"The text is not UTF-8: it was not sent."_qs, where, u"Send it as binary."_qs);
    const qint64 unsent = m_wire->unsentBytes();
    if (unsent > 0 && unsent + message.payload.size() > unsentLimit) {
        notice(u"A message of %1 bytes was not sent: the server does not read, and %2 bytes wait for it."_qs.arg(
            QString::number(message.payload.size()), QString::number(unsent)));
        return fail(u"The server does not read: %1 bytes wait for it already, the message was not sent."_qs.arg(unsent),
                    where, u"Wait until it reads again, or disconnect."_qs);
    }
    if (message.opcode == protocol::Opcode::Ping)
        m_wire->sendPing(message.payload.toByteArray(), message.label);
    else if (message.opcode == protocol::Opcode::Pong)
        m_wire->sendPong(message.payload.toByteArray(), message.label);
    else
        m_wire->send(message);
    emit changed();
    return {};
}

void Session::close(const protocol::ClosePayload &payload)
{
    if (m_over)
        return;
    if (m_socket) {
        m_wire->sendClose(payload, wire::CloseOrigin::Application);
        emit changed();
    } else if (m_wire) {
        m_closeWhenUpgraded = payload;
    } else {
        abort();
    }
}

void Session::abort()
{
    if (m_over)
        return;
    if (m_wire) {
        m_wire->drop(wire::DropManner::Reset, wire::CloseOrigin::Application);
        return;
    }
    failLater({FailureKind::Cancelled, {u"Given up before the connection was open."_qs, m_facts.routePath, {}}, 0, {}});
}

void Session::holdInput(bool held)
{
    if (m_wire && !m_over)
        m_wire->holdInput(held);
}

void Session::handleTimeout()
{
    if (m_opening)
        failWith(timedOut(m_opening->target(), m_opening->step(), m_request.timeout));
}

void Session::handleEnded()
{
    if (m_over)
        return;
    m_over = true;
    m_deadline.stop();
    emit changed();
    emit ended();
}

void Session::failLater(const SessionFailure &failure)
{
    QMetaObject::invokeMethod(
        this, [this, failure] { failWith(failure); }, Qt::QueuedConnection);
}

void Session::failWith(const SessionFailure &failure)
{
    if (m_over)
        return;
    m_over = true;
    m_deadline.stop();
    takeOpeningFacts();
    if (m_opening && m_facts.responseHead.isEmpty())
        m_facts.responseHead = m_opening->received();
    m_facts.state = wire::ConnectionState::Refused;
    m_facts.endedAt = wallTime();
    m_facts.endedBy = endedByOf(failure.kind);
    m_facts.endText = failure.error.what;
    dropOpening();
    if (!m_facts.requestHead.isEmpty())
        record(event::EventKind::Refused, m_facts.requestHead, m_facts.responseHead);
    record(event::EventKind::Ended, m_facts.endText.toUtf8(), {}, event::eventflag::Abnormal);
    emit changed();
    emit failed(failure);
    emit ended();
}

void Session::dropOpening()
{
    // It may be the sender of the signal that led here.
    if (m_opening) {
        m_opening->disconnect(this);
        m_opening->deleteLater();
        m_opening.clear();
    }
}

void Session::notice(const QString &text, const QByteArray &detail)
{
    record(event::EventKind::Notice, text.toUtf8(), detail);
    emit noticed(text);
}

void Session::record(event::EventKind kind, const QByteArray &payload, const QByteArray &detail, std::uint16_t flags)
{
    if (!m_capture)
        return;
    event::EventRecord row;
    row.time = wallTime();
    row.connection = m_facts.id.value;
    row.kind = kind;
    row.flags = static_cast<std::uint16_t>(flags | event::eventflag::Client);
    m_capture->record(row, payload, detail);
}

} // namespace framewright::client
