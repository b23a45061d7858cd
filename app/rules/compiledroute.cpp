// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/compiledroute.h"

#include "app/expression/syntaxcheck.h"
#include "app/rules/parts.h"
#include "app/rules/routechecks.h"
#include "app/rules/routecompiler.h"
#include "app/rules/workspacefiles.h"

namespace framewright::rules {

CompiledRoute::CompiledRoute(std::unique_ptr<const Parts> parts)
    : m_parts(std::move(parts))
{
}

CompiledRoute::~CompiledRoute() = default;

RouteId CompiledRoute::id() const
{
    return m_parts->id;
}

QString CompiledRoute::path() const
{
    return m_parts->path;
}

std::optional<std::map<QByteArray, QByteArray>> CompiledRoute::match(QByteArrayView path) const
{
    return m_parts->pattern ? m_parts->pattern->match(path) : std::nullopt;
}

std::optional<CompiledRoute::CompanionMatch> CompiledRoute::findCompanion(QByteArrayView method,
                                                                          QByteArrayView path) const
{
    for (std::size_t index = 0; index < m_parts->companions.size(); ++index) {
        const Companion &companion = m_parts->companions[index];
        if (companion.method != method && !(method == "HEAD" && companion.method == "GET"))
            continue;
        if (std::optional<PathPattern::Parameters> parameters = companion.path.match(path))
            return CompanionMatch{index, std::move(*parameters)};
    }
    return std::nullopt;
}

QByteArrayList CompiledRoute::companionMethods(QByteArrayView path) const
{
    QByteArrayList methods;
    for (const Companion &companion : m_parts->companions) {
        if (!methods.contains(companion.method) && companion.path.match(path))
            methods.append(companion.method);
    }
    return methods;
}

const std::vector<Problem> &CompiledRoute::problems() const
{
    return m_parts->problems;
}

const std::vector<QString> &CompiledRoute::ruleNames() const
{
    return m_parts->ruleNames;
}

std::shared_ptr<const CompiledRoute> compileRoute(const workspace::Route &route, const workspace::Workspace &workspace,
                                                  WorkspaceFiles *files)
{
    WorkspaceFiles none;
    const expression::SyntaxCheck check;
    auto parts = std::make_unique<CompiledRoute::Parts>(
        RouteCompiler(route, workspace, files != nullptr ? *files : none).compile());
    for (Problem &problem : checkRoute(route, workspace, *parts))
        parts->problems.push_back(std::move(problem));
    return std::make_shared<const CompiledRoute>(std::move(parts));
}

} // namespace framewright::rules
