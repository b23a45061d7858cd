// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/routechecks.h"

#include "app/rules/impossible.h"
#include "app/rules/namecheck.h"
#include "app/rules/parts.h"
#include "app/rules/problemlist.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspace.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <map>

namespace framewright::rules {

namespace {

/// Of a rule with more conditions than this, not each choice of them is looked up.
constexpr std::size_t mostConditions = 5;

/// Two evaluations of these need not agree.
bool isFickle(QByteArrayView text)
{
    return std::ranges::any_of(std::initializer_list<QByteArrayView>{"rnd(", "pick(", "seq(", "uuid(", "faker(", "now(",
                                                                     "iso(", "random(", "Date"},
                               [text](QByteArrayView word) { return text.contains(word); });
}

/// The rules of one trigger that came so far, by what they ask for: whether one of them takes all that another would.
class Takers final
{
public:
    /// The rule above that takes everything that this one would; nullptr where there is none.
    [[nodiscard]] const CompiledRule *hiding(const std::optional<QByteArrayList> &conditions) const
    {
        const CompiledRule *all = m_takers.value({});
        if (all != nullptr || !conditions)
            return all;
        const QByteArrayList &asked = *conditions;
        const auto count = static_cast<std::size_t>(asked.size());
        if (count > mostConditions)
            return m_takers.value(asked);
        for (std::size_t chosen = 1; chosen < (std::size_t(1) << count); ++chosen) {
            QByteArrayList some;
            for (std::size_t index = 0; index < count; ++index) {
                if ((chosen >> index & 1U) != 0)
                    some.append(asked.at(static_cast<qsizetype>(index)));
            }
            if (const CompiledRule *taker = m_takers.value(some))
                return taker;
        }
        return nullptr;
    }
    void add(const CompiledRule &rule, const std::optional<QByteArrayList> &asked)
    {
        // One that goes on hides nothing, but may change what the next ones ask for.
        if (rule.continues && !rule.actions.empty())
            m_takers.removeIf([](const auto &taker) { return !taker.key().isEmpty(); });
        if (asked && !rule.continues && !m_takers.contains(*asked))
            m_takers.insert(*asked, &rule);
    }

private:
    QHash<QByteArrayList, const CompiledRule *> m_takers;
};

/// What a rule asks for, condition by condition; nothing where asking twice may give two answers.
std::optional<QByteArrayList> askedBy(const workspace::Rule &rule)
{
    QByteArrayList asked;
    for (const Value::Member &member : rule.match.members()) {
        QByteArray condition = member.key().toByteArray() + '\n';
        value::appendJson(condition, member.value);
        asked.append(condition);
    }
    if (!rule.when.isEmpty())
        asked.append(rule.when.toUtf8());
    if (std::ranges::any_of(asked, [](const QByteArray &text) { return isFickle(text); }))
        return std::nullopt;
    std::ranges::sort(asked);
    return asked;
}

Trigger triggerOf(const workspace::Rule &rule)
{
    constexpr std::array<std::pair<QLatin1StringView, Trigger>, 7> triggers = {{
        {QLatin1StringView("start"), Trigger::Start},
        {QLatin1StringView("open"), Trigger::Open},
        {QLatin1StringView("message"), Trigger::Message},
        {QLatin1StringView("unmatched"), Trigger::Unmatched},
        {QLatin1StringView("ping"), Trigger::Ping},
        {QLatin1StringView("pong"), Trigger::Pong},
        {QLatin1StringView("close"), Trigger::Close},
    }};
    for (const auto &[name, trigger] : triggers) {
        if (rule.on == name)
            return trigger;
    }
    return Trigger::Signal;
}

QString whyHidden(const CompiledRule &taker)
{
    const bool takesAll = taker.conditions.empty() && !taker.when;
    return QStringLiteral(
               "Never reached: %1 above %2. Move this rule up, or let that one go on to the next (`continue`).")
        .arg(taker.name,
             takesAll ? QStringLiteral("takes everything") : QStringLiteral("takes all that this one would"));
}

void checkReach(const workspace::Route &route, const CompiledRoute::Parts &parts, ProblemList &problems)
{
    std::map<QString, Takers> takers;
    for (const CompiledRule &rule : parts.rules) {
        const workspace::Rule &written = route.rules[rule.index];
        const std::optional<QByteArrayList> asked = askedBy(written);
        Takers &above = takers[written.on];
        problems.enterRule(rule.id, rule.name);
        if (const CompiledRule *taker = above.hiding(asked))
            problems.add(QStringLiteral("on"), whyHidden(*taker));
        else
            above.add(rule, asked);
    }
}

void checkConditions(const workspace::Route &route, const CompiledRoute::Parts &parts, ProblemList &problems)
{
    for (const CompiledRule &rule : parts.rules) {
        problems.enterRule(rule.id, rule.name);
        const Trigger trigger = triggerOf(route.rules[rule.index]);
        for (const Condition &condition : rule.conditions) {
            if (const QString why = whyImpossible(condition, trigger); !why.isEmpty())
                problems.add(condition.field, why);
        }
    }
}

} // namespace

std::vector<Problem> checkRoute(const workspace::Route &route, const workspace::Workspace &workspace,
                                const CompiledRoute::Parts &parts)
{
    ProblemList problems;
    checkConditions(route, parts, problems);
    checkReach(route, parts, problems);
    checkNames(route, workspace, parts.ruleNames, problems);
    return problems.take();
}

} // namespace framewright::rules
