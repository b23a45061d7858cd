// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/scope.h"
#include "app/expression/scripthost.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

#include <map>

namespace framewright::expression {

/// A world of a few values, for expressions without rules.
class PlayScope final : public Scope
{
public:
    std::map<Root, Value> values;
    std::int64_t time = 0;
    ScriptHost host;

    void set(Root root, QByteArrayView json) { values[root] = value::readJson(json).value(); }

    [[nodiscard]] const Value *find(Root root) override
    {
        const auto found = values.find(root);
        return found != values.end() ? &found->second : nullptr;
    }
    [[nodiscard]] std::int64_t milliseconds() override { return time; }
    [[nodiscard]] RandomSource &random() override { return m_random; }
    [[nodiscard]] Outcome nextInSequence(QByteArrayView name, std::int64_t wrapAt) override
    {
        std::int64_t &last = m_sequences[name.toByteArray()];
        last = wrapAt > 0 && last >= wrapAt ? 1 : last + 1;
        return Value::integer(last);
    }
    [[nodiscard]] Value peers(std::optional<QByteArrayView> room) override
    {
        return Value::list({Value::text(room ? *room : QByteArrayView("everybody"))});
    }
    [[nodiscard]] std::int64_t peerCount(std::optional<QByteArrayView> room) override { return room ? 2 : 7; }
    [[nodiscard]] ScriptHost &scripts() override { return host; }

private:
    RandomSource m_random{1};
    std::map<QByteArray, std::int64_t> m_sequences;
};

/// What an evaluation came to, as a line: JSON, "undefined", "missing", "failed: why", "bytes 0102".
inline QString line(const Outcome &outcome)
{
    if (outcome.hasFailed())
        return QStringLiteral("failed: ") + outcome.error;
    if (!outcome.isGood())
        return QStringLiteral("missing");
    if (outcome.value.isUndefined())
        return QStringLiteral("undefined");
    if (outcome.value.isBytes())
        return QStringLiteral("bytes ") + QString::fromLatin1(outcome.value.toByteArray().toHex());
    return QString::fromUtf8(value::writeJson(outcome.value));
}

} // namespace framewright::expression
