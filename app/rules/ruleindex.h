// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/matcher.h"

#include <QVarLengthArray>

#include <cstddef>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace framewright::rules {

/// The rules of one trigger in their order, by what their match asks for: where many of them compare the same path
/// with constants, one look at the message finds those that may answer. The others may always. Immutable once made,
/// crosses threads.
class RuleIndex final
{
public:
    /// A rule, by its number, and its conditions; they are looked at here and not kept.
    struct Entry
    {
        std::size_t rule = 0;
        const Conditions *conditions = nullptr;
    };

    RuleIndex() = default;
    /// The numbers rise.
    explicit RuleIndex(const std::vector<Entry> &entries);

    [[nodiscard]] bool isEmpty() const { return m_rules.empty(); }
    /// All of them, in their order.
    [[nodiscard]] auto begin() const { return m_rules.cbegin(); }
    [[nodiscard]] auto end() const { return m_rules.cend(); }

private:
    friend class RuleCandidates;

    struct ValueHash
    {
        [[nodiscard]] std::size_t operator()(const Value &value) const;
    };
    using Rules = std::vector<std::size_t>;

    /// Rules that compare the same path with constants.
    struct Group
    {
        expression::Expression selector;
        Rules all;
        std::unordered_map<Value, Rules, ValueHash> byValue;

        /// One of these constants must be found for the rule to match.
        void add(std::size_t rule, std::span<const Value> constants);
    };

    Rules m_rules;
    Rules m_always; ///< Those of no group.
    std::vector<Group> m_groups;
};

/// Goes through the rules that may answer a happening, in their order. A path is evaluated when its first rule has
/// its turn, and once.
class RuleCandidates final
{
public:
    /// Both must outlive it.
    RuleCandidates(const RuleIndex &index, expression::Scope &scope);

    /// The next one's number; nothing when there is none any more.
    [[nodiscard]] std::optional<std::size_t> next();

private:
    /// How far one list has been gone through.
    struct Cursor
    {
        const std::size_t *at = nullptr;
        const std::size_t *end = nullptr;
        const RuleIndex::Group *group = nullptr; ///< Whose value has not been looked at yet.
    };

    void narrow(Cursor &cursor);

    expression::Scope &m_scope;
    QVarLengthArray<Cursor, 4> m_cursors;
};

} // namespace framewright::rules
