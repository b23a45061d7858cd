// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/field.h"

namespace framewright::ui {

// The fields of actions that are more than a line; makeField() knows which is for what.

/// What a `send` sends: its form in the line, the text below.
[[nodiscard]] Field *makeContentField(const FormContext &context, const FieldEntry &entry, const QString &place,
                                      const value::Value &value, QWidget *parent);
[[nodiscard]] Field *makeAudienceField(const FormContext &context, const FieldEntry &entry, const QString &place,
                                       const value::Value &value, QWidget *parent);
/// Paths and their values, of `set`.
[[nodiscard]] Field *makeAssignmentsField(const FormContext &context, const FieldEntry &entry, const QString &place,
                                          const value::Value &value, QWidget *parent);
/// A number, or two of them: milliseconds from and to, the size of fragments and the gap between them.
[[nodiscard]] Field *makePairField(const FormContext &context, const FieldEntry &entry, const QString &place,
                                   const value::Value &value, QWidget *parent);
/// Whether it can show the value.
[[nodiscard]] bool fitsPair(FieldKind kind, const value::Value &value);
/// Nested actions, or several lists of them.
[[nodiscard]] Field *makeStepsField(const FormContext &context, const FieldEntry &entry, const QString &place,
                                    const value::Value &value, QWidget *parent);

} // namespace framewright::ui
