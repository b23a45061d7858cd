// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/value/path.h"
#include "app/workspace/workspace.h"

#include <QList>

namespace framewright::ui {

/// A rule as its JSON, and back; what the file's reader would refuse is refused with the same words. The rule keeps
/// the identity of `like`.
[[nodiscard]] value::Value ruleToJson(const workspace::Rule &rule);
[[nodiscard]] Result<workspace::Rule> ruleFromJson(const value::Value &json, const workspace::Rule &like);
/// Several from a text: one object or a list of them, as they are copied.
[[nodiscard]] Result<std::vector<workspace::Rule>> rulesFromText(const QString &text);
[[nodiscard]] QString rulesToText(const std::vector<workspace::Rule> &rules);

/// What cannot work in a rule that is being edited, by the compiler that the engine uses: as if it were the only rule
/// of its route, and as if each file that it names were there. The rest the engine says: problemsOfRoute().
[[nodiscard]] std::vector<rules::Problem> checkRule(const workspace::Rule &rule, const workspace::Route &route,
                                                    const workspace::Workspace &workspace);

/// Of what the engine found in a route, what it alone can tell of this rule: that another one above hides it, that a
/// file is missing.
[[nodiscard]] std::vector<rules::Problem> problemsOfRoute(const QList<rules::Problem> &found,
                                                          const workspace::Rule &rule, const workspace::Route &route,
                                                          const workspace::Workspace &workspace);

/// The path in the rule's JSON that a problem's field means, as far as it leads: "match.$.event.regex" is
/// match, $.event, regex; "do[0].send.to" is do, 0, to.
[[nodiscard]] std::vector<value::Path::Segment> segmentsOf(const value::Value &rule, const QString &field);
/// The same as parts of a place in the form.
[[nodiscard]] QStringList partsOf(const value::Value &rule, const QString &field);

} // namespace framewright::ui
