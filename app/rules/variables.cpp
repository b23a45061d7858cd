// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/variables.h"

#include "app/value/path.h"

namespace framewright::rules {

namespace {

const Value *findAlong(const Value &start, std::span<const QByteArray> keys)
{
    const Value *found = &start;
    for (const QByteArray &key : keys) {
        if (found->isList()) {
            bool isIndex = false;
            const qsizetype index = key.toLongLong(&isIndex);
            found = isIndex ? &found->at(index) : nullptr;
        } else {
            found = found->find(key);
        }
        if (found == nullptr)
            return nullptr;
    }
    return found;
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
    const Value *before = findAlong(variables, keys);
    const qint64 weightBefore = before != nullptr ? weightOf(*before) : 0;
    if (value.isUndefined()) {
        if (value::unsetAlong(variables, keys))
            bytes -= weightBefore;
        return {};
    }
    qint64 weight = weightOf(value);
    if (before == nullptr) {
        for (const QByteArray &key : keys)
            weight += static_cast<qint64>(sizeof(Value)) + key.size();
    }
    if (bytes + weight - weightBefore > limit)
        return fail(QStringLiteral("The variables would hold more than %1 bytes.").arg(limit));
    Result<void> done = value::setAlong(variables, keys, std::move(value));
    if (done)
        bytes += weight - weightBefore;
    return done;
}

} // namespace framewright::rules
