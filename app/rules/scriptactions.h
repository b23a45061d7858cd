// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/scope.h"
#include "app/expression/scriptactor.h"
#include "app/rules/action.h"
#include "app/rules/problemlist.h"
#include "app/rules/trigger.h"

#include <optional>
#include <vector>

namespace framewright::rules {

/// Compiles a `run`. Nothing where it cannot work; then a problem says why.
[[nodiscard]] std::optional<action::Script> compileScript(const Value &text, const QString &field,
                                                          ProblemList &problems, std::size_t &choiceCount);

/// A variable that a script has written; undefined where it has deleted it.
struct ScriptChange
{
    expression::Root root = expression::Root::Local;
    std::vector<QByteArray> keys;
    Value value;
};

/// What a script has decided to do while it runs: variables first, then actions in their order. Both happen when it
/// has ended. Its texts are taken as they are: a message that holds "{{" is no template.
class ScriptActions final : public expression::ScriptActor
{
public:
    ScriptActions(const action::Script &script, Trigger trigger, expression::Scope &scope)
        : m_script(script)
        , m_trigger(trigger)
        , m_scope(scope)
    {
    }

    [[nodiscard]] Result<void> act(const Value &action) override;
    void leave(expression::Root root, const Value &variables) override;

    [[nodiscard]] const std::vector<ScriptChange> &changes() const { return m_changes; }
    [[nodiscard]] Actions takeActions() { return std::move(m_actions); }

private:
    const action::Script &m_script;
    Trigger m_trigger;
    expression::Scope &m_scope;
    std::vector<ScriptChange> m_changes;
    Actions m_actions;
    qint64 m_bytes = 0;
    std::size_t m_choices = 0;
};

} // namespace framewright::rules
