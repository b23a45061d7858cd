// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/problemlist.h"

namespace framewright::rules {

namespace {

/// A file may hold any number of mistakes; nobody reads more than these.
constexpr std::size_t problemLimit = 1000;

} // namespace

void ProblemList::enterRule(RuleId rule, const QString &place)
{
    m_rule = rule;
    m_place = place;
}

void ProblemList::add(const QString &field, const QString &text)
{
    if (m_problems.size() < problemLimit)
        m_problems.push_back({m_rule, m_place, field, text});
}

void ProblemList::addUnsupported(const QString &field, const QString &what)
{
    add(field, what + QStringLiteral(" is not supported yet in this version; it is kept in the file."));
}

} // namespace framewright::rules
