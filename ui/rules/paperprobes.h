// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/opcode.h"
#include "app/value/value.h"
#include "app/workspace/route.h"

#include <QStringList>

#include <vector>

namespace framewright::ui {

/// Whether the rule is tried when such a message comes.
[[nodiscard]] bool waitsFor(const workspace::Rule &rule, protocol::Opcode opcode);

/// Why rules of a route do not match a message: a copy of the route with questions in front of those rules. A question
/// is a rule that lets the next ones run: that it ran says that its conditions hold, and another one keeps what is
/// looked at in a variable of the connection.
class Probes final
{
public:
    /// `rules`: those that are asked about, by their places.
    Probes(const workspace::Route &route, std::vector<std::size_t> rules, protocol::Opcode opcode);

    [[nodiscard]] bool isEmpty() const { return m_rules.empty(); }
    [[nodiscard]] const std::vector<std::size_t> &rules() const { return m_rules; }
    [[nodiscard]] const workspace::Route &route() const { return m_route; }

    /// In words, which condition fails, and what is there instead. `ran`: which rules of route() did. `variables`: of
    /// the connection, afterwards. `problem`: why the message cannot be read, where it cannot.
    [[nodiscard]] QString reason(std::size_t rule, const std::vector<bool> &ran, const value::Value &variables,
                                 const QString &problem) const;

private:
    enum class Kind : std::uint8_t
    {
        Condition,
        Alternatives,
        Expression,
    };
    struct Probe
    {
        std::size_t rule = 0;
        Kind kind = Kind::Condition;
        QString words;         ///< The condition for a person.
        QStringList selectors; ///< What it looks at.
        QStringList variables; ///< Where their values are kept.
        std::size_t index = 0; ///< Of the question in route().
    };

    void ask(std::size_t index, const workspace::Rule &rule);
    /// `before`: the match that must hold for what the question looks at to be there.
    void addProbe(const workspace::Rule &question, const value::Value &before, Probe probe);
    [[nodiscard]] QString word(const Probe &probe, const value::Value &variables, const QString &problem) const;

    std::vector<std::size_t> m_rules;
    std::vector<Probe> m_probes;
    workspace::Route m_route;
    int m_variables = 0;
};

} // namespace framewright::ui
