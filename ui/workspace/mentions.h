// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"

#include <QList>
#include <QString>

namespace framewright::workspace {
struct Workspace;
} // namespace framewright::workspace

namespace framewright::ui {

class WorkspaceEditor;

/// A name that rules reach by a path: data.users, env.token.
struct Reached
{
    QString root; ///< "data" or "env".
    QString name;
};

/// A rule that names it, or a route that does outside of its rules.
struct Mention
{
    RouteId route;
    RuleId rule;   ///< None: the route itself.
    QString place; ///< "/chat, message 2"

    bool operator==(const Mention &) const = default;
};

/// How an expression says it: data.users, data['my users'].
[[nodiscard]] QString spelled(const Reached &what);
[[nodiscard]] QList<Mention> mentionsOf(const workspace::Workspace &workspace, const Reached &what);
/// "/chat, message 2; /ticker", not more than a few.
[[nodiscard]] QString placesOf(const QList<Mention> &mentions);
/// Lets what names it say the new name.
void renameMentions(WorkspaceEditor &editor, const QList<Mention> &mentions, const Reached &what, const QString &name);

} // namespace framewright::ui
