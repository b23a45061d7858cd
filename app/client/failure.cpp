// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/failure.h"

#include "app/protocol/responsehead.h"

#include <QSslError>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

namespace framewright::client {

namespace {

SessionFailure failure(FailureKind kind, const Target &target, const QString &what, const QString &advice = {})
{
    return {kind, {what, target.url.toString(), advice}, 0, {}};
}

QString connectAdvice(const Target &target, int code)
{
    switch (code) {
    case ECONNREFUSED:
        return u"Start the server, or check host and port."_qs;
    case ENETUNREACH:
    case EHOSTUNREACH:
        return u"Check the network and the address %1."_qs.arg(target.host);
    case EACCES:
    case EPERM:
        return u"A firewall rule on this machine forbids it."_qs;
    case EMFILE:
    case ENFILE:
        return u"Close some connections first."_qs;
    default:
        return u"Check host, port and firewall."_qs;
    }
}

QString tlsAdvice(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
        return u"Name the certificate as CA file (--ca), trust it on this machine, or connect without checking it "
               "(--insecure)."_qs;
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
        return u"Name its issuer as CA file (--ca), trust it on this machine, have the server send the whole chain, or "
               "connect without checking (--insecure)."_qs;
    case QSslError::HostNameMismatch:
        return u"Use a name that stands in the certificate, or connect without checking (--insecure)."_qs;
    case QSslError::CertificateExpired:
    case QSslError::CertificateNotYetValid:
        return u"Renew the certificate and check this machine's clock, or connect without checking "
               "(--insecure)."_qs;
    default:
        return u"Mend the server's certificate, or connect without checking (--insecure)."_qs;
    }
}

/// What an alert of the server says of our certificate, or that there was none (RFC 8446 section 6.2). In OpenSSL's
/// words; "handshake failure" is what servers of TLS 1.2 say to a client without one, and to much else.
struct Alert
{
    QLatin1String words;
    QString what;
    QString advice;
};

std::optional<Alert> alertIn(const QString &reason)
{
    const QString another = u"Give a certificate that the server's operators have issued, and its key."_qs;
    const std::array<Alert, 7> alerts{{
        {QLatin1String("alert certificate required"), u"it wants a certificate of the client"_qs,
         u"Give one with its key."_qs},
        {QLatin1String("alert unknown ca"), u"it does not trust who issued our certificate"_qs, another},
        {QLatin1String("alert bad certificate"), u"it does not take our certificate"_qs, another},
        {QLatin1String("alert unsupported certificate"), u"it does not take certificates of our kind"_qs, another},
        {QLatin1String("alert certificate revoked"), u"our certificate was revoked"_qs, another},
        {QLatin1String("alert certificate expired"), u"our certificate has run out"_qs, another},
        {QLatin1String("alert certificate unknown"), u"it does not take our certificate"_qs, another},
    }};
    const auto found =
        std::find_if(alerts.begin(), alerts.end(), [&](const Alert &alert) { return reason.contains(alert.words); });
    return found == alerts.end() ? std::nullopt : std::optional(*found);
}

SessionFailure refusedByAlert(const Target &target, const Alert &alert)
{
    return failure(FailureKind::Tls, target, u"%1 ended the TLS handshake: %2."_qs.arg(target.place(), alert.what),
                   alert.advice);
}

QString handshakeAdvice(const QString &reason)
{
    if (reason.contains(QLatin1String("wrong version number")) ||
        reason.contains(QLatin1String("packet length too long")) || reason.contains(QLatin1String("http request")))
        return u"The server does not seem to speak TLS there: try ws://."_qs;
    if (reason.contains(QLatin1String("alert handshake failure")))
        return u"It may want a certificate of the client, or other ciphers: see its log."_qs;
    return u"Check that the server speaks TLS 1.2 or newer on this port."_qs;
}

QString refusalAdvice(int status)
{
    switch (status) {
    case 200:
        return u"This is a web page or a web API, not a WebSocket: check the path."_qs;
    case 400:
        return u"The server found the handshake wrong: check headers and subprotocols."_qs;
    case 401:
        return u"It wants credentials: add an Authorization header, or user:password@ to the URL."_qs;
    case 403:
        return u"It forbids this: check credentials and the Origin header."_qs;
    case 404:
        return u"Nothing is there under this path: check it."_qs;
    case 405:
        return u"This path does not take GET, so it is no WebSocket."_qs;
    case 407:
        return u"A proxy on the way wants credentials."_qs;
    case 408:
        return u"The handshake took too long to arrive: try again."_qs;
    case 426:
        return u"It wants another protocol version or another protocol: see its answer."_qs;
    case 429:
        return u"It had too many requests: wait, then try again."_qs;
    case 431:
        return u"The headers or cookies are too large for it: send less."_qs;
    default:
        break;
    }
    if (status >= 300 && status < 400)
        return u"Connect to the address that its Location names."_qs;
    if (status >= 500)
        return u"The server or a proxy before it is in trouble: see its answer and its log."_qs;
    return u"See its answer."_qs;
}

/// A TLS record where HTTP was expected: an alert (21) or a handshake (22) of version 3.x (RFC 8446 section 5.1).
bool looksLikeTls(const QByteArray &received)
{
    return received.size() >= 2 && (received[0] == 21 || received[0] == 22) && received[1] == 3;
}

} // namespace

SessionFailure nameNotFound(const Target &target, const QString &reason)
{
    const QString cause = reason.endsWith(QLatin1Char('.')) ? reason.chopped(1) : reason;
    return failure(FailureKind::Name, target, u"The name %1 was not found: %2."_qs.arg(target.host, cause),
                   u"Check the spelling and the name server of this machine."_qs);
}

SessionFailure notConnected(const Target &target, int code, const QStringList &addresses)
{
    QString place = target.place();
    if (addresses.size() > 1 || (addresses.size() == 1 && addresses.first() != target.host))
        place += u" (tried %1)"_qs.arg(addresses.join(QLatin1String(", ")));
    const QString what = code == ECONNREFUSED
                             ? u"Nothing listens on %1: the connection was refused."_qs.arg(place)
                             : u"No connection to %1: %2."_qs.arg(place, QString::fromLocal8Bit(strerror(code)));
    return failure(FailureKind::Connect, target, what, connectAdvice(target, code));
}

SessionFailure tlsFailed(const Target &target, const QList<QSslError> &errors, const QString &reason)
{
    if (!errors.isEmpty()) {
        QStringList texts;
        for (const QSslError &error : errors)
            texts.append(error.errorString());
        texts.removeDuplicates();
        return failure(
            FailureKind::Tls, target,
            u"The certificate of %1 is not trusted: %2."_qs.arg(target.place(), texts.join(QLatin1String("; "))),
            tlsAdvice(errors.first().error()));
    }
    if (const auto alert = alertIn(reason))
        return refusedByAlert(target, *alert);
    return failure(FailureKind::Tls, target, u"The TLS handshake with %1 failed: %2."_qs.arg(target.place(), reason),
                   handshakeAdvice(reason));
}

SessionFailure timedOut(const Target &target, OpeningStep step, int milliseconds)
{
    const QString seconds = QString::number(milliseconds / 1000.0, 'g', 3);
    switch (step) {
    case OpeningStep::Name:
        return failure(FailureKind::Timeout, target,
                       u"The lookup of the name %1 took longer than %2 s."_qs.arg(target.host, seconds),
                       u"Check the name server of this machine."_qs);
    case OpeningStep::Connect:
        return failure(FailureKind::Timeout, target,
                       u"%1 did not take the connection within %2 s."_qs.arg(target.place(), seconds),
                       u"Check host, port and firewall."_qs);
    case OpeningStep::Tls:
        return failure(FailureKind::Timeout, target,
                       u"%1 did not finish the TLS handshake within %2 s."_qs.arg(target.place(), seconds),
                       u"The server may not speak TLS on this port: try ws://."_qs);
    case OpeningStep::Answer:
        break;
    }
    return failure(FailureKind::Timeout, target,
                   u"%1 took the request and did not answer within %2 s."_qs.arg(target.place(), seconds),
                   target.secure ? u"The server may be stuck, or it is no web server."_qs
                                 : u"The server may be stuck, or it speaks TLS there: try wss://."_qs);
}

SessionFailure refused(const Target &target, int status, const QByteArray &reason, const QByteArray &body)
{
    const QByteArray phrase = reason.isEmpty() ? protocol::statusPhrase(status) : reason;
    SessionFailure result = failure(
        FailureKind::Refused, target,
        u"The server refused the handshake with %1 %2."_qs.arg(QString::number(status), QString::fromUtf8(phrase)),
        refusalAdvice(status));
    result.status = status;
    result.body = body;
    return result;
}

SessionFailure endedEarly(const Target &target, bool reset, const QByteArray &received, const QString &error)
{
    if (looksLikeTls(received))
        return badAnswer(target, {}, received);
    // From TLS 1.3 on a server judges our certificate when we are through already (RFC 8446 section 4.4.2.4).
    if (const auto alert = alertIn(error))
        return refusedByAlert(target, *alert);
    const QString how = reset ? u"reset the connection"_qs : u"closed the connection"_qs;
    const QString when = received.isEmpty() ? u"before it answered"_qs : u"in the middle of its answer"_qs;
    return failure(FailureKind::Handshake, target, u"%1 %2 %3."_qs.arg(target.place(), how, when),
                   target.secure ? u"It may want a certificate of the client: see its log."_qs
                                 : u"See the server's log; if it speaks TLS there, try wss://."_qs);
}

SessionFailure badAnswer(const Target &target, const QString &problem, const QByteArray &received)
{
    if (looksLikeTls(received))
        return failure(FailureKind::Handshake, target, u"%1 answers with TLS, not with HTTP."_qs.arg(target.place()),
                       u"Use wss://."_qs);
    return failure(FailureKind::Handshake, target,
                   u"The answer of %1 is no WebSocket handshake: %2"_qs.arg(target.place(), problem),
                   u"Check that a WebSocket server listens there."_qs);
}

} // namespace framewright::client
