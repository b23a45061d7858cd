// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "app/rules/action.h"
#include "app/rules/problemlist.h"
#include "app/rules/trigger.h"

#include <optional>

namespace framewright::rules {

class WorkspaceFiles;

/// What of the route a `send` depends on.
struct SendSurroundings
{
    WorkspaceFiles *files = nullptr; ///< Without them none can be sent.
    QString batchProblem;            ///< Why several messages cannot go into one frame; empty where they can.
};

/// Why the messages of such a route have a frame of their own; empty where several can share one.
[[nodiscard]] QString batchProblemOf(codec::Codec codec, const QByteArray &delimiter);

/// Compiles a `send` with its options. Nothing where it cannot work; then a problem says why.
[[nodiscard]] std::optional<action::Send> compileSend(const Value &body, const QString &field, Trigger trigger,
                                                      ProblemList &problems, const SendSurroundings &surroundings);
/// Compiles who gets it: `to`, `exceptSelf` and `where`, for what is not a message too.
[[nodiscard]] std::optional<Audience> compileAudience(const Value &body, const QString &field, Trigger trigger,
                                                      ProblemList &problems);

} // namespace framewright::rules
