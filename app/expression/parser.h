// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/syntax.h"

#include <QByteArrayView>
#include <QString>

#include <variant>

namespace framewright::expression {

/// More than the fast path reads: the script engine's business.
struct NeedsScript
{
};

/// An expression that is wrong whoever reads it.
struct Mistake
{
    QString text;
};

/// Reads the part of JavaScript's expressions that runs without the script engine: names, members, literals,
/// `! - && || ?? ?: === !== == != < <= > >= + - * / %`, lists, objects, and calls of our own functions.
[[nodiscard]] std::variant<Node, NeedsScript, Mistake> parseExpression(QByteArrayView text);

/// What an expression that needs the script engine names: the roots that must be handed to it. May name some
/// that it does not use (`({text: 1})`).
[[nodiscard]] RootSet rootsNamedIn(QByteArrayView text);
/// Whether brackets and quotes of an expression are closed; nothing when they are, else what is wrong.
[[nodiscard]] QString unbalancedIn(QByteArrayView text);
/// Whether the expression calls this function.
[[nodiscard]] bool callsFunction(QByteArrayView text, Function function);

} // namespace framewright::expression
