// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routeorder.h"

#include "app/rules/pathpattern.h"
#include "app/workspace/server.h"

#include <algorithm>

namespace framewright::rules {

namespace {

struct Standing
{
    const workspace::Route *route;
    PathPattern pattern;
};

QString whyHidden(const QString &path, const QString &above)
{
    const QString advice = QStringLiteral("Move this route above it, or give it another path.");
    if (path == above)
        return QStringLiteral("Never reached: a route above has the same path, and the first one takes the "
                              "handshake. ") +
               advice;
    return QStringLiteral("Never reached: \"%1\" above takes all of its handshakes. ").arg(above) + advice;
}

} // namespace

std::unordered_map<RouteId, Problem> hiddenRoutes(const workspace::Server &server)
{
    std::unordered_map<RouteId, Problem> hidden;
    std::vector<Standing> above;
    for (const workspace::Route &route : server.routes) {
        Result<PathPattern> pattern = PathPattern::compile(route.path.toUtf8());
        if (!route.enabled || !pattern)
            continue;
        const auto taker =
            std::ranges::find_if(above, [&pattern](const Standing &each) { return each.pattern.covers(*pattern); });
        if (taker != above.end())
            hidden.emplace(route.id,
                           Problem{{}, {}, QStringLiteral("path"), whyHidden(route.path, taker->route->path)});
        else
            above.push_back({&route, std::move(*pattern)});
    }
    return hidden;
}

} // namespace framewright::rules
