// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/preparation.h"

#include "app/workspace/identitysettler.h"

#include <QCoreApplication>
#include <QThreadPool>

#include <algorithm>

namespace framewright::workspace {

namespace {

/// Bytes of a file that are read and written in a few milliseconds.
constexpr qsizetype fewBytes = 1 << 20;
/// About what a part takes in the file beside its values.
constexpr qsizetype bytesOfPart = 40;
constexpr qsizetype bytesOfMark = 4;

/// Counts the bytes that a workspace takes in its file, roughly, and stops when they are more than a few.
class Scale final
{
public:
    /// False: it is more than a few.
    bool add(qsizetype bytes)
    {
        m_bytes += bytes;
        return m_bytes <= fewBytes;
    }
    bool add(const Value &value)
    {
        if (value.isList())
            return add(bytesOfMark) &&
                   std::ranges::all_of(value.items(), [this](const Value &each) { return add(each); });
        if (value.isObject())
            return add(bytesOfMark) && std::ranges::all_of(value.members(), [this](const Value::Member &each) {
                       return add(each.key().size()) && add(each.value);
                   });
        return add(bytesOfMark + value.view().size());
    }
    bool add(const Rule &rule)
    {
        return add(bytesOfPart + rule.name.size() + rule.when.size()) && add(rule.match) &&
               std::ranges::all_of(rule.actions, [this](const Action &action) { return add(action.body); });
    }
    bool add(const Route &route)
    {
        return add(bytesOfPart + route.path.size()) && add(route.conn) && add(route.variables) && add(route.http) &&
               add(route.stream) && add(route.signalList) &&
               std::ranges::all_of(route.rules, [this](const Rule &rule) { return add(rule); });
    }
    bool add(const Workspace &workspace)
    {
        const auto addRoutes = [this](const Server &server) {
            return add(bytesOfPart) &&
                   std::ranges::all_of(server.routes, [this](const Route &route) { return add(route); });
        };
        return add(workspace.shared) && add(workspace.data) && std::ranges::all_of(workspace.servers, addRoutes) &&
               std::ranges::all_of(workspace.environments,
                                   [this](const Environment &each) { return add(each.variables); }) &&
               std::ranges::all_of(workspace.messages, [this](const SavedMessage &each) { return add(each.send); }) &&
               add(bytesOfPart * std::ssize(workspace.requests));
    }

private:
    qsizetype m_bytes = 0;
};

void dispose(Workspace *workspace)
{
    // What is there at the very end goes with the process, on the thread that ends it.
    if (QCoreApplication::instance() == nullptr || !isLarge(*workspace))
        delete workspace;
    else
        QThreadPool::globalInstance()->start([workspace] { delete workspace; });
}

} // namespace

std::shared_ptr<Workspace> share(Workspace workspace)
{
    return {new Workspace(std::move(workspace)), dispose};
}

std::shared_ptr<const Workspace> makeReady(Workspace workspace, const Preparation &preparation)
{
    clearIdentities(workspace);
    if (preparation.before)
        adoptIdentities(workspace, *preparation.before);
    std::uint64_t next = preparation.firstIdentity;
    assignIdentities(workspace, next);
    return share(std::move(workspace));
}

bool isLarge(const Workspace &workspace)
{
    return !Scale().add(workspace);
}

} // namespace framewright::workspace
