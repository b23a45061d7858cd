// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/outcome.h"
#include "app/expression/root.h"

#include <QByteArrayView>

#include <chrono>
#include <memory>

namespace framewright::expression {

class Scope;

/// How long an expression may run before it is interrupted.
constexpr std::chrono::milliseconds expressionTimeLimit{20};

/// Runs expressions that need JavaScript, each compiled once. The engine is made for the first of them; until
/// then this holds nothing. Lives on one thread, where all of its functions are called.
class ScriptHost final
{
public:
    ScriptHost();
    ~ScriptHost();
    Q_DISABLE_COPY_MOVE(ScriptHost)

    /// `roots` are handed to the expression, and nothing else: what it does not name is not converted.
    [[nodiscard]] Outcome evaluate(const QByteArray &expression, RootSet roots, Scope &scope);
    /// Whether the engine can compile this; the error says what it found.
    [[nodiscard]] Result<void> check(const QByteArray &expression);

    /// Whether an engine has been made.
    [[nodiscard]] bool isStarted() const { return m_engine != nullptr; }

private:
    class Engine;
    [[nodiscard]] Engine &engine();

    std::unique_ptr<Engine> m_engine;
};

/// The one that the users of this thread share; it dies with the last of them.
[[nodiscard]] std::shared_ptr<ScriptHost> scriptHostOfThisThread();

} // namespace framewright::expression
