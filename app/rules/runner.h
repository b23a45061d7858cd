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
    /// Answers a happening with a rule of the route; `signal` where it is one that was raised.
    void start(const CompiledRule &rule, Happening &happening, Connection &connection, Value captures,
               const RaisedSignal *signal = nullptr);
    /// A batch begins, and ends when its items have been read: its answers leave with the last of its runs.
    [[nodiscard]] std::shared_ptr<Gathering> beginBatch(Connection &connection, std::size_t items);
    void endBatch(Connection &connection, const std::shared_ptr<Gathering> &gathering);
    /// Runs what a timer does; what it does may not end this `timer`. `isLast`: and then its `then`.
    void tick(const Timer &timer, bool isLast);
    /// Starts a timer without a rule that says so: the route's stream.
    void startTimer(const CompiledRule &rule, std::uint32_t label, const Action &action, Connection &connection);
    void resume(std::unique_ptr<WaitingRun> waiting);
    /// Ends a run that waits without going on.
    void abandon(WaitingRun &waiting);
    /// Sends what was held for others on behalf of a connection that is gone.
    void flush(Connection &connection);

    /// For timers that begin anew when something is sent.
    void noteSent(Connection &connection);

private:
    /// Runs to its end, or to where it waits.
    void launch(Run &run);
    [[nodiscard]] const std::shared_ptr<KeptHappening> &keep(Run &run);
    /// Runs on; gives the time to wait where the run must, on the rule clock.
    [[nodiscard]] std::optional<std::int64_t> proceed(Run &run);
    [[nodiscard]] std::int64_t beginning(const Run &run) const;
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
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Start &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Stop &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Emit &step);
    void perform(Run &run, RuleScope &scope, const Action &action, const action::Script &step);
    [[nodiscard]] std::int64_t waitTime(Run &run, RuleScope &scope, const Action &action, const action::Wait &step);
    void assign(Run &run, RuleScope &scope, const expression::VariablePath &path, Value value, const QString &field);

    [[nodiscard]] bool readTimes(Run &run, RuleScope &scope, const Action &action, const action::Start &step,
                                 Timer &timer);
    [[nodiscard]] std::optional<std::int64_t> readTime(Run &run, RuleScope &scope, const QString &field,
                                                       const expression::Template &written, double shortest);
    [[nodiscard]] bool findTimerOwner(Run &run, const Action &action, Timer &timer);
    [[nodiscard]] std::int64_t jitterOf(const Timer &timer);
    [[nodiscard]] std::uint32_t labelOf(const Run &run, const Timer &timer) const;
    [[nodiscard]] bool hasConnection(const Run &run, const QString &field);

    [[nodiscard]] std::optional<std::vector<ConnectionId>> recipients(Run &run, RuleScope &scope, const Action &action,
                                                                      const Audience &audience);
    void sendToEach(Run &run, RuleScope &scope, const Action &action, const action::Send &step,
                    const std::vector<ConnectionId> &recipients);
    /// How it is laid out in frames; false where that cannot be, which has been reported.
    [[nodiscard]] bool setFraming(Run &run, RuleScope &scope, const Action &action, const action::Send &step,
                                  Message &message);
    /// Makes the message; false where there is none to send, which has been reported.
    [[nodiscard]] bool makeMessage(Run &run, RuleScope &scope, const Action &action, const Content &content,
                                   Connection *recipient, Message &message);
    [[nodiscard]] bool isCoded(const Content &content) const;
    /// The same where the content goes through the codec, from a value. `recipient`: whose version of the protocol
    /// counts, where one does.
    [[nodiscard]] bool encode(Run &run, const Action &action, const Content &content, const Value &value,
                              Connection *recipient, Message &message);
    [[nodiscard]] Result<std::vector<codec::Frame>> framesOf(const Value &value, Connection *recipient);
    [[nodiscard]] Result<std::vector<codec::Frame>> framesOfBatch(const Value &list, Connection *recipient);
    [[nodiscard]] std::optional<Value> evaluateContent(Run &run, RuleScope &scope, const Action &action,
                                                       const Content &content);
    void sendByVersion(Run &run, RuleScope &scope, const Action &action, const action::Send &step,
                       const std::vector<ConnectionId> &recipients);

    void writeOut(Run &run, std::vector<ConnectionId> recipients, const Message &message);
    void writeToSelf(Run &run, const Message &message);
    void writeAttachments(const std::vector<ConnectionId> &recipients, const Message &message, std::uint32_t label);
    /// Keeps an answer to an item of a batch; false where it is none, and leaves by itself.
    [[nodiscard]] bool gather(Run &run, const Message &message);
    void sendGathered(Run &run);
    void putOut(Run &run, Output output);
    void deliver(Output &output);
    [[nodiscard]] bool leavesAtOnce(const Run &run) const;
    void report(const Run &run, const QString &field, const QString &text);
    void report(const CompiledRule &rule, const Connection *connection, const QString &field, const QString &text);

    World &m_world;
    WaitList &m_waits;
};

} // namespace framewright::rules
