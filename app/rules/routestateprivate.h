// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/routestate.h"
#include "app/rules/runner.h"

namespace framewright::rules {

/// What a RouteState has and does; in several sources.
class RouteState::Private final
{
public:
    Private(Stage &stage, const Clock &clock, RandomSource &random);

    void install(std::shared_ptr<const CompiledRoute> route);
    void takeDefaults(SharedVariables variables, std::int64_t wallTimeAtStart);
    [[nodiscard]] Admission admit(const Request &request);
    [[nodiscard]] std::optional<HttpAnswer> answer(const Request &request, const QByteArray &body);
    void open(ConnectionId id, Request request, const QByteArray &subprotocol);
    void receive(ConnectionId id, const Message &message);
    void receiveControl(ConnectionId id, Trigger trigger, QByteArrayView payload);
    void close(ConnectionId id, protocol::CloseCode code, const QByteArray &reason);
    void begin();
    void raise(const QByteArray &signal, const Value &with, const std::vector<ConnectionId> &targets);
    void wake();
    void noteSent(ConnectionId id);

    [[nodiscard]] Value variables(expression::Root root, ConnectionId id) const;
    void setVariable(expression::Root root, const QByteArrayList &keys, Value value, ConnectionId id);
    [[nodiscard]] qint64 heldBytes() const { return m_world.heldBytes; }
    [[nodiscard]] const std::vector<RuleHits> &hits() const { return m_hits; }

private:
    void emitFor(const Companion &companion, RuleScope &scope, const AdmissionReport &report);
    /// A frame of a route whose messages are not just its frames.
    void receiveFrame(Connection &connection, const Message &frame);
    [[nodiscard]] bool receivePiece(Connection &connection, const Message &piece, int &count);
    void receiveBatch(Connection &connection, const Value &items);
    void answerMessage(Happening &happening, Connection &connection);
    /// Runs the rules of a trigger; whether one matched that does not let the next ones run.
    bool runRules(Trigger trigger, Happening &happening, Connection &connection);
    bool runRules(const RuleIndex &rules, Happening &happening, Connection &connection,
                  const RaisedSignal *signal = nullptr);
    void noteHit(const CompiledRule &rule);
    /// Runs what rules have raised, and what that raises.
    void runSignals();
    void runSignal(const RaisedSignal &signal);
    void tick(Timer &timer);
    void noteOwnSending(const Timer &ran);
    [[nodiscard]] std::int64_t nextTick(Timer &timer);
    void startStream(Connection &connection);
    void restartStream();
    void settle();

    World m_world;
    WaitList m_waits;
    Runner m_runner;
    std::vector<RuleHits> m_hits;
    std::vector<std::int64_t> m_refused; ///< By refusal.
    std::int64_t m_wakeTime = Stage::never;
    std::uint32_t m_streamLabel = 0;
    int m_signalRuns = 0; ///< Since the last call from outside.
    bool m_runsSignals = false;
    bool m_hasBegun = false;
};

} // namespace framewright::rules
