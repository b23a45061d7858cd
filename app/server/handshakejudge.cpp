// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/handshakejudge.h"

#include "app/server/companionhttp.h"

#include "app/server/trustpage.h"

namespace framewright::server {

namespace {

constexpr const char *retrySeconds = "1";

[[nodiscard]] QString shown(const QByteArray &bytes)
{
    constexpr qsizetype longest = 200;
    return QString::fromUtf8(bytes.left(longest));
}

[[nodiscard]] Refusal refuseFull(const QString &what)
{
    Refusal refusal = refuseBecause(503, QStringLiteral("%1 has as many connections as its limit allows.").arg(what));
    refusal.fields.append("Retry-After", retrySeconds);
    return refusal;
}

[[nodiscard]] Refusal refuseHandshake(const protocol::HandshakeRefusal &refused)
{
    Refusal refusal = refuseBecause(refused.status, refused.problem);
    refusal.fields = refused.fields;
    return refusal;
}

[[nodiscard]] Refusal refuseByRule(const rules::Refuse &refused)
{
    Refusal refusal;
    refusal.status = refused.status;
    refusal.fields = refused.fields;
    refusal.body = refused.body;
    refusal.drop = refused.drop;
    refusal.endedBy = wire::EndedBy::Rule;
    refusal.reason = refused.status != 0 ? QStringLiteral("by the route's rules.")
                                         : QStringLiteral("Dropped without an answer by the route's rules.");
    return refusal;
}

[[nodiscard]] rules::Request makeRequest(std::map<QByteArray, QByteArray> parameters, PendingConnection &pending,
                                         int attempt)
{
    rules::Request request;
    request.head = pending.head();
    request.parameters = std::move(parameters);
    request.host = QString::fromUtf8(pending.head().fields.first("Host").value_or(QByteArray()));
    request.address = pending.facts().peer.address.toString();
    request.attempt = attempt;
    request.subprotocols = pending.head().fields.elements("Sec-WebSocket-Protocol");
    return request;
}

[[nodiscard]] int delayOf(const rules::Admission &admission)
{
    return std::visit([](const auto &each) { return each.delay; }, admission);
}

} // namespace

HandshakeJudge::HandshakeJudge(const RuleClock &clock, RuleAlarm &alarm, Reception &reception, Callbacks callbacks,
                               QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_alarm(alarm)
    , m_reception(reception)
    , m_callbacks(std::move(callbacks))
{
    connect(&m_alarm, &RuleAlarm::rang, this, [this](const void *sleeper) {
        if (sleeper == this)
            answerDue();
    });
}

void HandshakeJudge::judge(PendingConnection &pending)
{
    if (pending.isPlainOnTls()) {
        pending.refuse(refuseBecause(400, QStringLiteral("This port speaks TLS: use wss:// (or https://) here."),
                                     wire::EndedBy::Tls));
        return;
    }
    if (!asksForWebSocket(pending.head()) && judgePlain(pending))
        return;
    const QByteArray path = pending.head().path();
    std::map<QByteArray, QByteArray> parameters;
    MockRoute *route = m_callbacks.findRoute(path, parameters);
    if (route == nullptr) {
        if (pending.isSecure() && asksForTrustPage(pending.head()))
            return pending.refuse(trustPage(pending.head()));
        pending.refuse(refuseBecause(404, QStringLiteral("No mock route matches %1 on this server.").arg(shown(path))));
        return;
    }
    pending.facts().route = route->id();
    pending.facts().routePath = route->route().path;
    judgeOn(*route, std::move(parameters), pending);
}

bool HandshakeJudge::judgePlain(PendingConnection &pending)
{
    const protocol::RequestHead &head = pending.head();
    const QByteArray path = head.path();
    QByteArrayList methods;
    for (MockRoute *route : m_callbacks.routes()) {
        if (auto found = route->compiled().findCompanion(head.method, path)) {
            answerCompanion(*route, std::move(found->parameters), pending);
            return true;
        }
        methods += route->compiled().companionMethods(path);
    }
    if (methods.isEmpty())
        return false;
    std::map<QByteArray, QByteArray> parameters;
    const bool isPreflight = head.method == "OPTIONS";
    // A plain GET of a WebSocket path is the route's to answer.
    if (!isPreflight && m_callbacks.findRoute(path, parameters) != nullptr)
        return false;
    if (!pending.hasBody()) {
        pending.receiveBody(companionBodyLimit);
        return true;
    }
    pending.answer(isPreflight ? preflightAnswer(head, methods) : wrongMethodAnswer(head, methods), keepsAlive(head));
    return true;
}

void HandshakeJudge::answerCompanion(MockRoute &route, std::map<QByteArray, QByteArray> parameters,
                                     PendingConnection &pending)
{
    pending.facts().route = route.id();
    pending.facts().routePath = route.route().path;
    // Comes here again with the body; nothing of before is needed then.
    if (!pending.hasBody()) {
        pending.receiveBody(companionBodyLimit);
        return;
    }
    const protocol::RequestHead head = pending.head();
    const rules::Request request = makeRequest(std::move(parameters), pending, 1);
    std::optional<rules::HttpAnswer> answer = route.state().answer(request, pending.body());
    route.noteActivity();
    if (!answer)
        answer = rules::HttpAnswer{404, {}, "This endpoint was just taken away.\n"};
    pending.answer(companionAnswer(head, std::move(*answer)), keepsAlive(head));
}

void HandshakeJudge::judgeOn(MockRoute &route, std::map<QByteArray, QByteArray> parameters, PendingConnection &pending)
{
    const auto handshake = protocol::judgeHandshake(pending.head());
    // A plain GET is asked about too, where the route refuses some: the log-in page of a mock is seen by curl.
    if (!handshake && (handshake.error().status == 400 || route.route().refuse.empty())) {
        pending.refuse(refuseHandshake(handshake.error()));
        return;
    }
    const int attempt = route.countAttempt(pending.facts().peer.address);
    rules::Request request = makeRequest(std::move(parameters), pending, attempt);
    rules::Admission admission = route.state().admit(request);
    if (std::holds_alternative<rules::Accept>(admission)) {
        if (!handshake)
            return pending.refuse(refuseHandshake(handshake.error()));
        if (m_callbacks.isFull())
            return pending.refuse(refuseFull(QStringLiteral("This server")));
        if (route.isFull())
            return pending.refuse(refuseFull(QStringLiteral("This route")));
    }
    answer(Case{pending.id(), &route, handshake.value_or(protocol::HandshakeRequest()), std::move(request),
                std::move(admission)});
}

void HandshakeJudge::answer(Case decided)
{
    const int delay = delayOf(decided.admission);
    if (delay <= 0) {
        answerNow(decided);
        return;
    }
    m_delayed.emplace(m_clock.now() + delay * nanosecondsPerMillisecond, std::move(decided));
    scheduleNext();
}

void HandshakeJudge::answerNow(Case &decided)
{
    PendingConnection *pending = m_reception.awaiting(decided.connection);
    if (pending == nullptr)
        return; // It left while it waited.
    if (decided.route.isNull() || decided.route->isRetired()) {
        pending->refuse(refuseBecause(503, QStringLiteral("The route was removed.")));
        return;
    }
    if (const auto *refused = std::get_if<rules::Refuse>(&decided.admission)) {
        pending->refuse(refuseByRule(*refused));
        return;
    }
    decided.route->accept(*pending, decided.handshake, std::move(decided.request),
                          std::get<rules::Accept>(decided.admission));
}

void HandshakeJudge::answerDue()
{
    const std::int64_t now = m_clock.now();
    while (!m_delayed.empty() && m_delayed.begin()->first <= now) {
        Case decided = std::move(m_delayed.extract(m_delayed.begin()).mapped());
        answerNow(decided);
    }
    scheduleNext();
}

void HandshakeJudge::scheduleNext()
{
    if (!m_delayed.empty())
        m_alarm.set(this, m_delayed.begin()->first);
}

} // namespace framewright::server
