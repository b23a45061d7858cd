// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/rulescope.h"
#include "app/rules/run.h"
#include "app/rules/waitlist.h"

namespace framewright::rules {

/// Runs the actions of rules: until the end, or until one has to wait. Belongs to the RouteState.
class Runner final
{
public:
    Runner(World &world, WaitList &waits)
        : m_world(world)
        , m_waits(waits)
    {
    }

    /// Whether the rule answers this happening. `captures` takes what its match found.
    [[nodiscard]] bool matches(const CompiledRule &rule, RuleScope &scope, Value &captures);
    void start(const CompiledRule &rule, Happening &happening, Connection &connection, Value captures);
    void resume(std::unique_ptr<WaitingRun> waiting);
    /// Ends a run that waits without going on.
    void abandon(WaitingRun &waiting);
    /// Sends what was held for others on behalf of a connection that is gone.
    void flush(Connection &connection);

private:
    /// Runs on; gives the time to wait where the run must, on the rule clock.
    [[nodiscard]] std::optional<std::int64_t> proceed(Run &run);
    void updateScope(const Run &run, RuleScope &scope) const;
    [[nodiscard]] bool advanceEach(Frame &frame) const;
    void suspend(std::unique_ptr<WaitingRun> waiting, std::int64_t time);
    void finish(Run &run);
    void takeSlot(Run &run);
    void updateHold(Connection &connection);

    void perform(Run &run, RuleScope &scope, const Action &action);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Set &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Unset &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Join &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Leave &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Close &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::If &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Each &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Choose &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Send &step);
    [[nodiscard]] std::int64_t waitTime(Run &run, RuleScope &scope, const Action &action, const action::Wait &step);
    void assign(Run &run, RuleScope &scope, const expression::VariablePath &path, Value value, const QString &field);

    [[nodiscard]] std::optional<std::vector<ConnectionId>> recipients(Run &run, RuleScope &scope, const Action &action,
                                                                      const Audience &audience);
    void sendToEach(Run &run, RuleScope &scope, const Action &action, const action::Send &step,
                    const std::vector<ConnectionId> &recipients);
    /// Makes the message; false where there is none to send, which has been reported.
    [[nodiscard]] bool makeMessage(Run &run, RuleScope &scope, const Action &action, const Content &content,
                                   Message &message);

    void writeOut(Run &run, std::vector<ConnectionId> recipients, const Message &message);
    void writeToSelf(Run &run, const Message &message);
    void putOut(Run &run, Output output);
    void deliver(Output &output);
    [[nodiscard]] bool leavesAtOnce(const Run &run) const;
    void report(const Run &run, const QString &field, const QString &text);
    void report(const CompiledRule &rule, const Connection *connection, const QString &field, const QString &text);

    World &m_world;
    WaitList &m_waits;
};

} // namespace framewright::rules
