// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspace.h"

#include "app/workspace/structure.h"

#include <algorithm>
#include <array>

namespace framewright::workspace {

bool FileLayout::keepsTheSameAs(const FileLayout &other) const
{
    const auto nextUnknown = [](auto at, auto end) {
        return std::find_if(at, end, [](const Key &key) { return !key.known; });
    };
    auto left = nextUnknown(keys.begin(), keys.end());
    auto right = nextUnknown(other.keys.begin(), other.keys.end());
    while (left != keys.end() && right != other.keys.end()) {
        if (left->name != right->name || !left->kept.isIdentical(right->kept))
            return false;
        left = nextUnknown(left + 1, keys.end());
        right = nextUnknown(right + 1, other.keys.end());
    }
    return left == keys.end() && right == other.keys.end();
}

namespace {

/// The verbs of the language. None of them is an option of another.
constexpr std::array<QByteArrayView, 14> Verbs = {"send", "wait", "set", "unset",  "join",  "leave", "start",
                                                  "stop", "each", "if",  "choose", "close", "drop",  "emit"};

[[nodiscard]] bool isVerb(QByteArrayView key)
{
    return key == "run" || std::find(Verbs.begin(), Verbs.end(), key) != Verbs.end();
}

} // namespace

QByteArray Action::verb() const
{
    const auto members = body.members();
    const auto found =
        std::find_if(members.begin(), members.end(), [](const Value::Member &member) { return isVerb(member.key()); });
    if (found != members.end())
        return found->name.toByteArray();
    return members.empty() ? QByteArray() : members.front().name.toByteArray();
}

const Value &Action::argument() const
{
    return body[verb()];
}

bool operator==(const Rule &left, const Rule &right)
{
    return equalStructures(left, right);
}

bool operator==(const Deflate &left, const Deflate &right)
{
    return equalStructures(left, right);
}

bool operator==(const Accept &left, const Accept &right)
{
    return equalStructures(left, right);
}

bool operator==(const Refuse &left, const Refuse &right)
{
    return equalStructures(left, right);
}

bool operator==(const RouteLimits &left, const RouteLimits &right)
{
    return equalStructures(left, right);
}

bool operator==(const Route &left, const Route &right)
{
    return equalStructures(left, right);
}

bool operator==(const Tls &left, const Tls &right)
{
    return equalStructures(left, right);
}

bool operator==(const ServerLimits &left, const ServerLimits &right)
{
    return equalStructures(left, right);
}

bool operator==(const Server &left, const Server &right)
{
    return equalStructures(left, right);
}

bool operator==(const Environment &left, const Environment &right)
{
    return equalStructures(left, right);
}

bool operator==(const SavedMessage &left, const SavedMessage &right)
{
    return equalStructures(left, right);
}

bool operator==(const HeaderLine &left, const HeaderLine &right)
{
    return equalStructures(left, right);
}

bool operator==(const RequestTls &left, const RequestTls &right)
{
    return equalStructures(left, right);
}

bool operator==(const SavedRequest &left, const SavedRequest &right)
{
    return equalStructures(left, right);
}

bool operator==(const Workspace &left, const Workspace &right)
{
    return equalStructures(left, right);
}

const Server *Workspace::findServer(ServerId id) const
{
    const auto found = std::ranges::find(servers, id, &Server::id);
    return found == servers.end() ? nullptr : &*found;
}

const Route *Workspace::findRoute(RouteId id) const
{
    for (const Server &server : servers) {
        const auto found = std::ranges::find(server.routes, id, &Route::id);
        if (found != server.routes.end())
            return &*found;
    }
    return nullptr;
}

const Rule *Workspace::findRule(RuleId id) const
{
    for (const Server &server : servers) {
        for (const Route &route : server.routes) {
            const auto found = std::ranges::find(route.rules, id, &Rule::id);
            if (found != route.rules.end())
                return &*found;
        }
    }
    return nullptr;
}

void assignIdentities(Workspace &workspace, std::uint64_t &next)
{
    const auto assign = [&next](auto &id) {
        if (!id)
            id.value = next++;
    };
    for (Server &server : workspace.servers) {
        assign(server.id);
        for (Route &route : server.routes) {
            assign(route.id);
            for (Rule &rule : route.rules)
                assign(rule.id);
        }
    }
}

namespace {

template <class Part>
using Pairs = std::vector<std::pair<Part *, const Part *>>;

/// Pairs the parts of two lists: by each likeness in turn, then by position; each part once.
template <class Part, class... Likeness>
[[nodiscard]] Pairs<Part> pairParts(std::vector<Part> &now, const std::vector<Part> &before, Likeness... likenesses)
{
    Pairs<Part> pairs;
    std::vector<bool> taken(before.size(), false);
    std::vector<bool> paired(now.size(), false);
    const auto pair = [&](std::size_t left, std::size_t right) {
        taken[right] = true;
        paired[left] = true;
        pairs.emplace_back(&now[left], &before[right]);
    };
    const auto pairBy = [&](const auto &isAlike) {
        for (std::size_t left = 0; left < now.size(); ++left) {
            for (std::size_t right = 0; right < before.size() && !paired[left]; ++right) {
                if (!taken[right] && isAlike(now[left], before[right]))
                    pair(left, right);
            }
        }
    };
    (pairBy(likenesses), ...);
    for (std::size_t index = 0; index < std::min(now.size(), before.size()); ++index) {
        if (!paired[index] && !taken[index])
            pair(index, index);
    }
    return pairs;
}

constexpr auto sameName = [](const auto &now, const auto &before) {
    return !now.name.isEmpty() && now.name == before.name;
};

template <class Part>
void adopt(Part &now, const Part &before)
{
    if (!now.id)
        now.id = before.id;
}

void adoptRules(Route &now, const Route &before)
{
    const auto sameRule = [](const Rule &one, const Rule &other) { return one == other; };
    for (const auto &[rule, old] : pairParts(now.rules, before.rules, sameRule, sameName))
        adopt(*rule, *old);
}

void adoptRoutes(Server &now, const Server &before)
{
    const auto samePath = [](const Route &one, const Route &other) { return one.path == other.path; };
    for (const auto &[route, old] : pairParts(now.routes, before.routes, samePath, sameName)) {
        adopt(*route, *old);
        adoptRules(*route, *old);
    }
}

} // namespace

void adoptIdentities(Workspace &now, const Workspace &before)
{
    const auto samePlace = [](const Server &one, const Server &other) {
        return one.host == other.host && one.port == other.port;
    };
    for (const auto &[server, old] : pairParts(now.servers, before.servers, samePlace, sameName)) {
        adopt(*server, *old);
        adoptRoutes(*server, *old);
    }
}

} // namespace framewright::workspace
