// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"

#include <QByteArrayView>

#include <vector>

namespace framewright::rules {

/// Collects what is wrong with a route while it is compiled. Knows the rule that is being compiled.
class ProblemList final
{
public:
    void enterRule(RuleId rule, const QString &place);
    void leaveRule() { enterRule({}, {}); }

    void add(const QString &field, const QString &text);
    /// For parts of the language that this version reads and keeps but does not act on.
    void addUnsupported(const QString &field, const QString &what);

    [[nodiscard]] std::vector<Problem> take() { return std::move(m_problems); }

private:
    std::vector<Problem> m_problems;
    RuleId m_rule;
    QString m_place;
};

} // namespace framewright::rules
