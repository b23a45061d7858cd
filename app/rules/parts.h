// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/action.h"
#include "app/rules/admission.h"
#include "app/rules/compiledroute.h"
#include "app/rules/happening.h"
#include "app/rules/matcher.h"
#include "app/rules/pathpattern.h"
#include "app/rules/trigger.h"

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

struct CompiledRoute::Parts
{
    RouteId id;
    QString path;
    std::optional<PathPattern> pattern; ///< Nothing: a path that cannot work, which matches nobody.
    Codec codec = Codec::Json;
    AdmissionRules admission;
    Value connectionVariables;
    Value routeVariables;
    Value globalVariables;
    Value sharedVariables;
    Value dataSets;
    Value environment;
    std::vector<CompiledRule> rules;
    /// Indexes into `rules`, in their order.
    std::array<std::vector<std::size_t>, TriggerCount> byTrigger;
    std::vector<RuleId> ruleIds;
    std::vector<QString> ruleNames;
    std::size_t choiceCount = 0;
    std::vector<Problem> problems;
};

} // namespace framewright::rules
