// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/action.h"
#include "app/rules/problemlist.h"
#include "app/rules/trigger.h"

#include <optional>
#include <span>

namespace framewright::rules {

/// Compiles the `do` of a rule. An action that cannot work becomes a problem and is left out.
class ActionCompiler final
{
public:
    ActionCompiler(ProblemList &problems, std::size_t &choiceCount)
        : m_problems(problems)
        , m_choiceCount(choiceCount)
    {
    }

    [[nodiscard]] Actions compile(std::span<const Value> bodies, const QString &field, Trigger trigger);

private:
    using Step = std::optional<Action>;

    [[nodiscard]] Step compileOne(const Value &body, const QString &field);
    [[nodiscard]] Step compileVerb(QByteArrayView verb, const Value &body, const QString &field);
    [[nodiscard]] Step compileWait(const Value &body, const QString &field);
    [[nodiscard]] Step compileSet(const Value &body, const QString &field);
    [[nodiscard]] Step compileUnset(const Value &body, const QString &field);
    [[nodiscard]] Step compileRoom(QByteArrayView verb, const Value &body, const QString &field);
    [[nodiscard]] Step compileClose(const Value &body, const QString &field);
    [[nodiscard]] Step compileDrop(const Value &body, const QString &field);
    [[nodiscard]] Step compileIf(const Value &body, const QString &field);
    [[nodiscard]] Step compileEach(const Value &body, const QString &field);
    [[nodiscard]] Step compileChoose(const Value &body, const QString &field);
    [[nodiscard]] Actions compileList(const Value &list, const QString &field);
    void checkOptions(QByteArrayView verb, const Value &body, const QString &field);
    std::nullopt_t problem(const QString &field, const QString &text);

    ProblemList &m_problems;
    std::size_t &m_choiceCount;
    Trigger m_trigger = Trigger::Message;
};

} // namespace framewright::rules
