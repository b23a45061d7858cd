// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/document.h"

#include <algorithm>
#include <optional>
#include <type_traits>

/// One spelling of the document's edits for servers, routes and rules, for the commands of WorkspaceEditor.
namespace framewright::ui::edits {

using namespace workspace;

/// Where a part stands: in which server or route, and at which place there.
template <class Owner>
struct Standing
{
    Owner owner;
    qsizetype position = 0;

    bool operator==(const Standing &) const = default;
};

/// Servers stand in the workspace itself.
struct NoOwner
{
    bool operator==(const NoOwner &) const = default;
};

template <class Part>
[[nodiscard]] qsizetype placeOf(const std::vector<Part> &list, decltype(Part::id) id)
{
    const auto found = std::find_if(list.begin(), list.end(), [id](const Part &part) { return part.id == id; });
    return found == list.end() ? -1 : qsizetype(found - list.begin());
}

// How the document spells its edits for each kind of part.

[[nodiscard]] inline const Server *find(const Workspace &workspace, ServerId id)
{
    return workspace.findServer(id);
}
[[nodiscard]] inline const Route *find(const Workspace &workspace, RouteId id)
{
    return workspace.findRoute(id);
}
[[nodiscard]] inline const Rule *find(const Workspace &workspace, RuleId id)
{
    return workspace.findRule(id);
}

[[nodiscard]] inline std::optional<Standing<NoOwner>> standingOf(const Workspace &workspace, ServerId id)
{
    const qsizetype place = placeOf(workspace.servers, id);
    return place < 0 ? std::nullopt : std::optional(Standing<NoOwner>{{}, place});
}
[[nodiscard]] inline std::optional<Standing<ServerId>> standingOf(const Workspace &workspace, RouteId id)
{
    for (const Server &server : workspace.servers) {
        if (const qsizetype place = placeOf(server.routes, id); place >= 0)
            return Standing<ServerId>{server.id, place};
    }
    return std::nullopt;
}
[[nodiscard]] inline std::optional<Standing<RouteId>> standingOf(const Workspace &workspace, RuleId id)
{
    for (const Server &server : workspace.servers) {
        for (const Route &route : server.routes) {
            if (const qsizetype place = placeOf(route.rules, id); place >= 0)
                return Standing<RouteId>{route.id, place};
        }
    }
    return std::nullopt;
}

inline ServerId add(Document &document, const Standing<NoOwner> &at, const Server &part)
{
    return document.addServer(part, at.position);
}
inline RouteId add(Document &document, const Standing<ServerId> &at, const Route &part)
{
    return document.addRoute(at.owner, part, at.position);
}
inline RuleId add(Document &document, const Standing<RouteId> &at, const Rule &part)
{
    return document.addRule(at.owner, part, at.position);
}

inline void set(Document &document, ServerId id, const Server &part)
{
    document.setServer(id, part);
}
inline void set(Document &document, RouteId id, const Route &part)
{
    document.setRoute(id, part);
}
inline void set(Document &document, RuleId id, const Rule &part)
{
    document.setRule(id, part);
}

inline void remove(Document &document, ServerId id)
{
    document.removeServer(id);
}
inline void remove(Document &document, RouteId id)
{
    document.removeRoute(id);
}
inline void remove(Document &document, RuleId id)
{
    document.removeRule(id);
}

inline void move(Document &document, ServerId id, const Standing<NoOwner> &to)
{
    document.moveServer(id, to.position);
}
inline void move(Document &document, RouteId id, const Standing<ServerId> &to)
{
    document.moveRoute(id, to.owner, to.position);
}
inline void move(Document &document, RuleId id, const Standing<RouteId> &to)
{
    document.moveRule(id, to.owner, to.position);
}

/// Numbers for QUndoCommand::id(), by which two commands are of the same class.
enum class Kind
{
    SetServer = 1,
    SetRoute,
    SetRule,
    SetMember,
};

template <class Part>
constexpr Kind kindOfSetting = std::is_same_v<Part, Server>  ? Kind::SetServer
                               : std::is_same_v<Part, Route> ? Kind::SetRoute
                                                             : Kind::SetRule;

/// The typing a step belongs to.
struct Typing
{
    QString field;
    int run = 0;

    [[nodiscard]] bool goesOnIn(const Typing &later) const
    {
        return !field.isEmpty() && field == later.field && run == later.run;
    }
};

} // namespace framewright::ui::edits
