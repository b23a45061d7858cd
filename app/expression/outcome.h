// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QString>

#include <cstdint>

namespace framewright::expression {

using value::Value;

/// How an evaluation ended.
enum class Verdict : std::uint8_t
{
    Good,
    Missing, ///< A TypeError on something that is not there: undefined in a template, "no" in a condition.
    Failed,  ///< `error` says why; a red row.
};

/// What an expression came to.
struct Outcome
{
    Value value;
    Verdict verdict = Verdict::Good;
    QString error;

    Outcome() = default;
    Outcome(Value result)
        : value(std::move(result))
    {
    }

    [[nodiscard]] static Outcome missing(QString why)
    {
        Outcome outcome;
        outcome.verdict = Verdict::Missing;
        outcome.error = std::move(why);
        return outcome;
    }
    [[nodiscard]] static Outcome failed(QString why)
    {
        Outcome outcome;
        outcome.verdict = Verdict::Failed;
        outcome.error = std::move(why);
        return outcome;
    }

    [[nodiscard]] bool isGood() const { return verdict == Verdict::Good; }
    [[nodiscard]] bool hasFailed() const { return verdict == Verdict::Failed; }
};

} // namespace framewright::expression
