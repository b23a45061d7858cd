// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/opcode.h"
#include "app/workspace/rule.h"

#include <QByteArrayView>

namespace framewright::workspace {
struct Route;
}

namespace framewright::ui {

class WorkspaceEditor;

/// A rule that answers messages like this one: its match is what tells such messages from others (`type`, `event`,
/// the first item of a list, the first byte) as the codec of the route reads them, and its answer, to be changed, is
/// the same message.
[[nodiscard]] workspace::Rule ruleAnswering(const workspace::Route &route, protocol::Opcode opcode,
                                            QByteArrayView payload);

/// Adds that rule to a route in one step: before the rules that take every message (every ping, ...), which would hide
/// it. No identity: there is no such route.
RuleId answerMessagesLike(WorkspaceEditor &editor, RouteId route, protocol::Opcode opcode, QByteArrayView payload);

/// Adds a rule that says something, to be changed, to whoever connects: before one that does so already.
RuleId answerConnections(WorkspaceEditor &editor, RouteId route);

} // namespace framewright::ui
