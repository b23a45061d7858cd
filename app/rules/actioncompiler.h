// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/action.h"
#include "app/rules/problemlist.h"
#include "app/rules/sendcompiler.h"
#include "app/rules/trigger.h"

#include <optional>
#include <span>

namespace framewright::rules {

/// Compiles the `do` of a rule. An action that cannot work becomes a problem and is left out.
class ActionCompiler final
{
public:
    ActionCompiler(ProblemList &problems, std::size_t &choiceCount, SendSurroundings surroundings = {})
        : m_problems(problems)
        , m_choiceCount(choiceCount)
        , m_surroundings(std::move(surroundings))
    {
    }

    [[nodiscard]] Actions compile(std::span<const Value> bodies, const QString &field, Trigger trigger);

    /// A signal that an `emit` names, without a template.
    struct Emitted
    {
        QByteArray signal;
        QString field;
    };
    [[nodiscard]] const std::vector<Emitted> &emitted() const { return m_emitted; }

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
    [[nodiscard]] Step compileStart(const Value &body, const QString &field);
    [[nodiscard]] Step compileStop(const Value &body, const QString &field);
    [[nodiscard]] Step compileEmit(const Value &body, const QString &field);
    [[nodiscard]] std::optional<expression::TemplateText> compileName(const Value &name, const QString &field,
                                                                      const QString &example);
    [[nodiscard]] std::optional<bool> compileFlag(const Value &body, QByteArrayView option, const QString &inside);
    [[nodiscard]] std::optional<bool> compileScope(const Value &body, const QString &inside);
    [[nodiscard]] bool compileTime(const Value &body, QByteArrayView option, const QString &inside,
                                   std::optional<expression::Template> &time);
    [[nodiscard]] Actions compileList(const Value &list, const QString &field);
    void checkOptions(QByteArrayView verb, const Value &body, const QString &field);
    std::nullopt_t problem(const QString &field, const QString &text);

    ProblemList &m_problems;
    std::size_t &m_choiceCount;
    SendSurroundings m_surroundings;
    Trigger m_trigger = Trigger::Message;
    std::vector<Emitted> m_emitted;
};

} // namespace framewright::rules
