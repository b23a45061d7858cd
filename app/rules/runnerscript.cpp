// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scripthost.h"
#include "app/rules/runner.h"
#include "app/rules/scriptactions.h"

namespace framewright::rules {

void Runner::perform(Run &run, RuleScope &scope, const Action &action, const action::Script &step)
{
    ScriptActions decided(step, run.happening->trigger(), scope);
    const Outcome outcome = scope.scripts().run(step.text, step.roots, scope, decided);
    for (const ScriptChange &change : decided.changes()) {
        const Result<void> done =
            change.root == Root::Local
                ? setVariable(run.local, run.localBytes, change.keys, change.value, connectionVariableLimit)
                : m_world.assign(change.root, run.connection, change.keys, change.value);
        if (!done)
            report(run, action.field, done.error().what);
    }
    if (outcome.hasFailed())
        report(run, action.field, outcome.error);
    Actions actions = decided.takeActions();
    if (actions.empty())
        return;
    run.made.push_back(std::make_shared<const Actions>(std::move(actions)));
    Frame &frame = run.frames.emplace_back();
    frame.actions = run.made.back().get();
    frame.isOfScript = true;
}

} // namespace framewright::rules
