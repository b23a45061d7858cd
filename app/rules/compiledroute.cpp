// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/compiledroute.h"

#include "app/rules/parts.h"
#include "app/rules/routecompiler.h"

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

const std::vector<Problem> &CompiledRoute::problems() const
{
    return m_parts->problems;
}

const std::vector<QString> &CompiledRoute::ruleNames() const
{
    return m_parts->ruleNames;
}

std::shared_ptr<const CompiledRoute> compileRoute(const workspace::Route &route, const workspace::Workspace &workspace)
{
    return std::make_shared<const CompiledRoute>(
        std::make_unique<const CompiledRoute::Parts>(RouteCompiler(route, workspace).compile()));
}

} // namespace framewright::rules
