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
class ScriptActor;

/// How long an expression may run before it is interrupted, and a whole script.
constexpr std::chrono::milliseconds expressionTimeLimit{20};
constexpr std::chrono::milliseconds scriptTimeLimit{100};

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
    /// Runs the statements of a `run`. Beside all that an expression has they see the verbs of actions as functions,
    /// and what they write into variables stays.
    [[nodiscard]] Outcome run(const QByteArray &script, RootSet roots, Scope &scope, ScriptActor &actor);
    /// Whether the engine can compile this; the error says what it found.
    [[nodiscard]] Result<void> check(const QByteArray &expression);
    [[nodiscard]] Result<void> checkScript(const QByteArray &script);

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
