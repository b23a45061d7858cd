// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/syntaxcheck.h"

#include "app/expression/scripthost.h"

#include <utility>

namespace framewright::expression {

namespace {

thread_local SyntaxCheck *current = nullptr;

/// The engine's words, without those of the brackets that it was handed around the expression.
QString inPlainWords(QString said)
{
    said.remove(QStringLiteral("SyntaxError: "));
    if (said.startsWith(QStringLiteral("Unexpected token `)'")))
        return QStringLiteral("it ends too early");
    // It names one of the many that would do.
    if (said.startsWith(QStringLiteral("Expected token")))
        return QStringLiteral("something is missing in it, or does not belong there");
    return said;
}

} // namespace

SyntaxCheck::SyntaxCheck()
    : m_host(current != nullptr ? current->m_host : scriptHostOfThisThread())
    , m_outer(std::exchange(current, this))
{
}

SyntaxCheck::~SyntaxCheck()
{
    current = m_outer;
}

QString SyntaxCheck::mistakeIn(const QByteArray &expression)
{
    if (current == nullptr)
        return {};
    const Result<void> read = current->m_host->check(expression);
    if (read)
        return {};
    return QStringLiteral("This cannot be read: %1. Write JavaScript, like conn.n > 1.")
        .arg(inPlainWords(read.error().what));
}

QString SyntaxCheck::mistakeInScript(const QByteArray &script)
{
    if (current == nullptr)
        return {};
    const Result<void> read = current->m_host->checkScript(script);
    return read ? QString() : QStringLiteral("The script cannot be read: %1.").arg(read.error().what);
}

} // namespace framewright::expression
