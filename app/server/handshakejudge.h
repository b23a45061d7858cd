// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/server/mockroute.h"
#include "app/server/reception.h"
#include "app/server/rulealarm.h"

#include <QPointer>

#include <functional>
#include <map>
#include <vector>

namespace framewright::server {

/// Answers requests whose head is whole, in the order of the design: path, companion HTTP, `refuse`, 405 or 426,
/// limits, accept.
/// Keeps those whose answer a rule delays. Lives on the server's engine thread.
class HandshakeJudge final : public QObject
{
    Q_OBJECT
public:
    struct Callbacks
    {
        /// The first route from the top whose path matches, with its parameters.
        std::function<MockRoute *(QByteArrayView path, std::map<QByteArray, QByteArray> &parameters)> findRoute;
        /// All routes that serve, from the top.
        std::function<std::vector<MockRoute *>()> routes;
        std::function<bool()> isFull;
    };

    HandshakeJudge(const RuleClock &clock, RuleAlarm &alarm, Reception &reception, Callbacks callbacks,
                   QObject *parent = nullptr);

    void judge(PendingConnection &pending);

private:
    struct Case
    {
        ConnectionId connection;
        QPointer<MockRoute> route;
        protocol::HandshakeRequest handshake;
        rules::Request request;
        rules::Admission admission;
    };

    /// Whether a companion endpoint has the answer, now or once the body has come.
    [[nodiscard]] bool judgePlain(PendingConnection &pending);
    void answerCompanion(MockRoute &route, std::map<QByteArray, QByteArray> parameters, PendingConnection &pending);
    void judgeOn(MockRoute &route, std::map<QByteArray, QByteArray> parameters, PendingConnection &pending);
    void answer(Case decided);
    void answerNow(Case &decided);
    void answerDue();
    void scheduleNext();

    const RuleClock &m_clock;
    RuleAlarm &m_alarm;
    Reception &m_reception;
    Callbacks m_callbacks;
    std::multimap<std::int64_t, Case> m_delayed; ///< By rule time. Bounded by the reception.
};

} // namespace framewright::server
