// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspace.h"

#include "app/workspace/structure.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

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

/// The places of a list that nothing was paired with yet, in their order. Taking one out is one step, so that two long
/// lists which are much alike are paired in one pass.
class FreePlaces final
{
public:
    explicit FreePlaces(std::size_t count)
        : m_next(count + 1)
        , m_isFree(count, true)
    {
        std::iota(m_next.begin(), m_next.end(), std::size_t(0));
    }

    /// Takes the first place out for which this holds, and gives it.
    template <class Predicate>
    [[nodiscard]] std::optional<std::size_t> takeFirst(const Predicate &holds)
    {
        // m_next[0] is the first free place; m_next[n + 1] the one behind place n.
        for (std::size_t before = 0; m_next[before] < m_isFree.size(); before = m_next[before] + 1) {
            const std::size_t place = m_next[before];
            if (!holds(place))
                continue;
            m_next[before] = m_next[place + 1];
            m_isFree[place] = false;
            return place;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool isFree(std::size_t place) const { return m_isFree[place]; }

private:
    std::vector<std::size_t> m_next;
    std::vector<bool> m_isFree;
};

/// Pairs the parts of two lists: by each likeness in turn, then by position; each part once.
template <class Part, class... Likeness>
[[nodiscard]] Pairs<Part> pairParts(std::vector<Part> &now, const std::vector<Part> &before, Likeness... likenesses)
{
    Pairs<Part> pairs;
    FreePlaces free(before.size());
    std::vector<bool> paired(now.size(), false);
    const auto pair = [&](std::size_t left, std::size_t right) {
        paired[left] = true;
        pairs.emplace_back(&now[left], &before[right]);
    };
    const auto pairBy = [&](const auto &isAlike) {
        for (std::size_t left = 0; left < now.size(); ++left) {
            if (paired[left])
                continue;
            if (const auto right = free.takeFirst([&](std::size_t place) { return isAlike(now[left], before[place]); }))
                pair(left, *right);
        }
    };
    (pairBy(likenesses), ...);
    for (std::size_t index = 0; index < std::min(now.size(), before.size()); ++index) {
        if (!paired[index] && free.isFree(index))
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
