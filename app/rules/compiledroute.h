// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace framewright::workspace {
struct Route;
struct Workspace;
} // namespace framewright::workspace

namespace framewright::rules {

/// Something in a route that cannot work, with the field it stands in; the rest of the route keeps running.
struct Problem
{
    RuleId rule;
    QString rulePlace; ///< "message 2", or the rule's name.
    QString field;     ///< "match.$.event.regex"
    QString text;      ///< What is wrong and what to write instead.

    bool operator==(const Problem &) const = default;
};

/// A route ready to run: paths, matchers, templates and expressions parsed once. Immutable; crosses threads, so
/// it holds syntax trees and texts, never something of a script engine. Made by compileRoute().
class CompiledRoute final
{
public:
    struct Parts; ///< In the rules room only.

    explicit CompiledRoute(std::unique_ptr<const Parts> parts);
    ~CompiledRoute();
    Q_DISABLE_COPY_MOVE(CompiledRoute)

    [[nodiscard]] RouteId id() const;
    [[nodiscard]] QString path() const;
    /// The parameters when the route's path matches this one (percent-encoded, without query); decoded values.
    [[nodiscard]] std::optional<std::map<QByteArray, QByteArray>> match(QByteArrayView path) const;
    /// The first entry of `http` that answers this; a HEAD is answered by one for GET.
    struct CompanionMatch
    {
        std::size_t index = 0;
        std::map<QByteArray, QByteArray> parameters;
    };
    [[nodiscard]] std::optional<CompanionMatch> findCompanion(QByteArrayView method, QByteArrayView path) const;
    /// The methods that `http` answers on this path.
    [[nodiscard]] QByteArrayList companionMethods(QByteArrayView path) const;
    [[nodiscard]] const std::vector<Problem> &problems() const;
    /// "open 1", "message 2", or the name, in the rules' order.
    [[nodiscard]] const std::vector<QString> &ruleNames() const;
    [[nodiscard]] const Parts &parts() const { return *m_parts; }

private:
    std::unique_ptr<const Parts> m_parts;
};

class WorkspaceFiles;

/// Compiles a route. Never fails: what cannot work is a Problem and is left out. Without `files` nothing is read
/// from disk.
[[nodiscard]] std::shared_ptr<const CompiledRoute>
compileRoute(const workspace::Route &route, const workspace::Workspace &workspace, WorkspaceFiles *files = nullptr);

} // namespace framewright::rules
