// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/world.h"

namespace framewright::rules {

using expression::Root;

std::shared_ptr<Connection> World::nobodyMade()
{
    auto nobody = std::make_shared<Connection>();
    nobody->isGone = true;
    return nobody;
}

const Value *World::find(Root root, const Connection *connection) const
{
    switch (root) {
    case Root::Connection:
        return connection != nullptr && connection->variables.isObject() ? &connection->variables : nullptr;
    case Root::Route:
        return &routeVariables;
    case Root::Global:
        return &variables.global->values;
    case Root::Shared:
        return &variables.shared->values;
    default:
        return nullptr;
    }
}

Result<void> World::assign(Root root, Connection *connection, std::span<const QByteArray> keys, Value value)
{
    if (root == Root::Global || root == Root::Shared) {
        VariableStore &store = *(root == Root::Global ? variables.global : variables.shared);
        return rules::setVariable(store.values, store.bytes, keys, std::move(value), routeVariableLimit);
    }
    if (root == Root::Route) {
        const qint64 before = routeBytes;
        const Result<void> done =
            rules::setVariable(routeVariables, routeBytes, keys, std::move(value), routeVariableLimit);
        heldBytes += routeBytes - before;
        return done;
    }
    if (root != Root::Connection || connection == nullptr || !connection->variables.isObject())
        return fail(QStringLiteral("There is no connection here whose variable could be set."));
    // An expanded key may spell what the compiler could not see.
    if (keys.front() == "id" || keys.front() == "subprotocol")
        return fail(QStringLiteral("The connection's own id and subprotocol cannot be set."));
    const qint64 before = connection->variableBytes;
    const Result<void> done = rules::setVariable(connection->variables, connection->variableBytes, keys,
                                                 std::move(value), connectionVariableLimit);
    // What a connection that is gone still holds dies with its last run.
    if (!connection->isGone)
        heldBytes += connection->variableBytes - before;
    return done;
}

} // namespace framewright::rules
