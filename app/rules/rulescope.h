// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/scope.h"
#include "app/rules/happening.h"
#include "app/rules/world.h"

namespace framewright::rules {

using expression::Outcome;
using expression::Root;

/// What an expression of a rule sees. Made on the stack for each happening; costs nothing until it is asked.
class RuleScope final : public expression::Scope
{
public:
    explicit RuleScope(World &world)
        : m_world(world)
    {
    }

    Happening *happening = nullptr;
    Connection *connection = nullptr;
    const Value *request = nullptr; ///< Of a handshake, as there is no connection yet.
    const Value *local = nullptr;
    const Value *captures = nullptr;
    const Connection *peer = nullptr;
    const Value *item = nullptr;
    const Value *key = nullptr;
    const Value *tick = nullptr;
    const Value *signal = nullptr;
    const Value *from = nullptr;

    [[nodiscard]] const Value *find(Root root) override;
    [[nodiscard]] std::int64_t milliseconds() override;
    [[nodiscard]] RandomSource &random() override { return m_world.random; }
    [[nodiscard]] Outcome nextInSequence(QByteArrayView name, std::int64_t wrapAt) override;
    [[nodiscard]] Value peers(std::optional<QByteArrayView> room) override;
    [[nodiscard]] std::int64_t peerCount(std::optional<QByteArrayView> room) override;
    [[nodiscard]] Value timer(QByteArrayView name, QByteArrayView timerScope) override;
    [[nodiscard]] expression::ScriptHost &scripts() override;

private:
    [[nodiscard]] const Value *findRequest();
    [[nodiscard]] const Value *findInMessage(Root root);

    World &m_world;
};

} // namespace framewright::rules
