// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/action.h"
#include "app/rules/admission.h"
#include "app/rules/companion.h"
#include "app/rules/compiledroute.h"
#include "app/rules/happening.h"
#include "app/rules/matcher.h"
#include "app/rules/pathpattern.h"
#include "app/rules/ruleindex.h"
#include "app/rules/trigger.h"

#include <QHash>

#include <array>

namespace framewright::rules {

/// A rule that can run.
struct CompiledRule
{
    RuleId id;
    std::size_t index = 0; ///< Among the rules of the route, those that cannot run included.
    QString name;
    Conditions conditions;
    std::optional<expression::Expression> when;
    Actions actions;
    bool continues = false;
    bool overtakes = false;
};

/// What a route says without being asked: a timer whose ticks send its messages by turns.
struct CompiledStream
{
    Value written;     ///< As the workspace has it: an edit of anything else lets it go on.
    CompiledRule rule; ///< Named in reports; it has no trigger.
    Action start;
    bool isBroadcast = false;
};

/// The name of the stream's timer, which no rule can write.
[[nodiscard]] inline QByteArray streamTimer()
{
    return QByteArray("\0stream", 7);
}

struct CompiledRoute::Parts
{
    RouteId id;
    QString path;
    std::optional<PathPattern> pattern; ///< Nothing: a path that cannot work, which matches nobody.
    Codec codec = Codec::Json;
    QByteArray delimiter; ///< Empty: a frame is one message.
    bool isBatch = false;
    qsizetype messageLimit = 0;
    AdmissionRules admission;
    std::vector<Companion> companions;
    Value connectionVariables;
    Value routeVariables;
    Value globalVariables;
    Value sharedVariables;
    Value dataSets;
    Value environment;
    std::vector<CompiledRule> rules;
    /// By indexes into `rules`.
    std::array<RuleIndex, TriggerCount> byTrigger;
    QHash<QByteArray, RuleIndex> bySignal; ///< Likewise, of those that answer signals.
    std::optional<CompiledStream> stream;
    std::vector<RuleId> ruleIds;
    std::vector<QString> ruleNames;
    std::size_t choiceCount = 0;
    std::vector<Problem> problems;
};

} // namespace framewright::rules
