// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/variables.h"

#include "app/value/path.h"

namespace framewright::rules {

namespace {

/// What lies under the keys, as far as it is there.
struct Found
{
    const Value *value = nullptr;
    std::size_t depth = 0; ///< Keys that lead somewhere.
};

Found findAlong(const Value &start, std::span<const QByteArray> keys)
{
    Found found{&start, 0};
    for (const QByteArray &key : keys) {
        const Value *next = nullptr;
        if (found.value->isList()) {
            bool isIndex = false;
            const qsizetype index = key.toLongLong(&isIndex);
            next = isIndex && index >= 0 && index < found.value->size() ? &found.value->at(index) : nullptr;
        } else {
            next = found.value->find(key);
        }
        if (next == nullptr)
            return {nullptr, found.depth};
        found = {next, found.depth + 1};
    }
    return found;
}

qint64 weightOfKey(const QByteArray &key)
{
    return static_cast<qint64>(sizeof(Value)) + key.size();
}

} // namespace

qint64 weightOf(const Value &value)
{
    qint64 weight = static_cast<qint64>(sizeof(Value)) + value.view().size();
    for (const Value &item : value.items())
        weight += weightOf(item);
    for (const Value::Member &member : value.members())
        weight += weightOf(member.name) + weightOf(member.value);
    return weight;
}

Result<void> setVariable(Value &variables, qint64 &bytes, std::span<const QByteArray> keys, Value value, qint64 limit)
{
    const Found before = findAlong(variables, keys);
    const qint64 weightBefore = before.value != nullptr ? weightOf(*before.value) : 0;
    if (value.isUndefined()) {
        if (!value::unsetAlong(variables, keys))
            return {};
        // An item of a list leaves null in its place.
        const Found left = findAlong(variables, keys);
        bytes += (left.value != nullptr ? weightOf(*left.value) : -weightOfKey(keys.back())) - weightBefore;
        return {};
    }
    qint64 weight = weightOf(value);
    // The keys that are new, and the objects that are made for them on the way.
    for (std::size_t index = before.depth; index < keys.size(); ++index)
        weight += weightOfKey(keys[index]) + (index + 1 < keys.size() ? static_cast<qint64>(sizeof(Value)) : 0);
    if (bytes + weight - weightBefore > limit)
        return fail(QStringLiteral("The variables would hold more than %1 bytes.").arg(limit));
    Result<void> done = value::setAlong(variables, keys, std::move(value));
    if (done)
        bytes += weight - weightBefore;
    return done;
}

} // namespace framewright::rules
