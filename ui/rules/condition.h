// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QList>
#include <QString>

namespace framewright::ui {

/// One test of a rule's match, as the form shows it: "$.event equals "hello"".
struct Condition
{
    QString selector;
    /// Of the table of operators; empty: `argument` is the whole matcher, which the form cannot take apart.
    QByteArray word;
    bool isNegated = false;
    value::Value argument;
    bool isLiteral = true; ///< Written without its operator: "$.event": "hello".

    bool operator==(const Condition &) const = default;
};

/// A match as conditions and back; what was not touched comes back as it was written. `any` is left out.
[[nodiscard]] QList<Condition> readConditions(const value::Value &match);
/// Conditions of one selector go into one matcher. `any` and its place are taken from `before`.
[[nodiscard]] value::Value writeConditions(const QList<Condition> &conditions, const value::Value &before);

/// Whether a later one of the list says the same thing, so that only that one would be written.
[[nodiscard]] bool isOverwritten(const QList<Condition> &conditions, qsizetype index);

} // namespace framewright::ui
