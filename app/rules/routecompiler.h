// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/actioncompiler.h"
#include "app/rules/parts.h"
#include "app/rules/problemlist.h"

#include <map>
#include <optional>

namespace framewright::workspace {
struct Rule;
}

namespace framewright::rules {

class WorkspaceFiles;

/// Compiles a route once; then it is used up.
class RouteCompiler final
{
public:
    RouteCompiler(const workspace::Route &route, const workspace::Workspace &workspace, WorkspaceFiles &files);

    [[nodiscard]] CompiledRoute::Parts compile();

private:
    void compilePath();
    void compileCodec();
    [[nodiscard]] SendSurroundings sendSurroundings() const;
    void collectVariables();
    void collectDataSets();
    void indexRules();
    void checkSignals();
    [[nodiscard]] QString placeOf(const workspace::Rule &rule);
    void compileRule(const workspace::Rule &rule, std::size_t index);
    [[nodiscard]] std::optional<Trigger> triggerOf(const workspace::Rule &rule);

    const workspace::Route &m_route;
    const workspace::Workspace &m_workspace;
    WorkspaceFiles &m_files;
    /// An `emit` and the rule it stands in.
    struct EmittedSignal
    {
        ActionCompiler::Emitted emitted;
        RuleId rule;
        QString place;
    };

    std::vector<EmittedSignal> m_emitted;
    ProblemList m_problems;
    CompiledRoute::Parts m_parts;
    /// Indexes into the parts' rules, in their order.
    std::array<std::vector<std::size_t>, TriggerCount> m_byTrigger;
    QHash<QByteArray, std::vector<std::size_t>> m_bySignal;
    std::map<QString, int> m_counts; ///< Rules so far, by trigger.
};

} // namespace framewright::rules
