// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scripthost.h"

#include "app/expression/function.h"
#include "app/expression/scope.h"
#include "app/expression/scriptbridge.h"
#include "app/expression/scriptprelude.h"
#include "app/expression/scriptvalues.h"
#include "app/expression/watchdog.h"

#include <QHash>
#include <QJSEngine>

namespace framewright::expression {

namespace {

/// Compiled expressions kept; beyond, the cache begins anew.
constexpr qsizetype cacheLimit = 4096;

} // namespace

class ScriptHost::Engine final
{
public:
    Engine();
    Q_DISABLE_COPY_MOVE(Engine)

    [[nodiscard]] Outcome evaluate(const QByteArray &expression, RootSet roots, Scope &scope);
    [[nodiscard]] QJSValue compile(const QByteArray &expression, RootSet roots);

private:
    [[nodiscard]] Outcome run(const QJSValue &function, RootSet roots, Scope &scope);

    QJSEngine m_engine;
    ScriptValues m_values;
    ScriptBridge m_bridge;
    QHash<QByteArray, QJSValue> m_compiled;
    QJSValue m_checked; ///< Refuses a text that is too long before it is laid out in memory.
    Watchdog m_watchdog;
};

ScriptHost::Engine::Engine()
    : m_values(m_engine)
    , m_bridge(m_values)
    , m_watchdog([this] { m_engine.setInterrupted(true); })
{
    QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    QJSValue names = m_engine.newArray(FunctionCount);
    for (int index = 0; index < FunctionCount; ++index)
        names.setProperty(static_cast<quint32>(index), QString::fromUtf8(nameOf(static_cast<Function>(index))));
    const QJSValue prelude = m_engine.evaluate(QString::fromUtf8(scriptPrelude));
    Q_ASSERT(prelude.isCallable());
    m_checked = prelude.call(
        {m_engine.globalObject(), m_engine.newQObject(&m_bridge), names, static_cast<double>(ResultLimit)});
    Q_ASSERT_X(m_checked.isCallable(), "prelude", qPrintable(m_checked.toString()));
}

QJSValue ScriptHost::Engine::compile(const QByteArray &expression, RootSet roots)
{
    QString parameters = QStringLiteral("checked");
    for (int index = 0; index < RootCount; ++index) {
        if (roots.contains(static_cast<Root>(index)))
            parameters += QStringLiteral(", ") + QString::fromUtf8(nameOf(static_cast<Root>(index)));
    }
    // The line ends keep a comment at the end of the expression from eating the bracket.
    const QString source = QStringLiteral("(function(") + parameters +
                           QStringLiteral(") { \"use strict\"; return checked(\n") + QString::fromUtf8(expression) +
                           QStringLiteral("\n); })");
    return m_engine.evaluate(source);
}

Outcome ScriptHost::Engine::evaluate(const QByteArray &expression, RootSet roots, Scope &scope)
{
    auto found = m_compiled.constFind(expression);
    if (found == m_compiled.constEnd()) {
        QJSValue function = compile(expression, roots);
        if (m_compiled.size() >= cacheLimit)
            m_compiled.clear();
        found = m_compiled.insert(expression, std::move(function));
    }
    if (!found->isCallable())
        return Outcome::failed(found->toString());
    // Our own functions may call back into expressions one day; a copy holds against a growing cache.
    const QJSValue function = *found;
    m_bridge.setScope(&scope);
    m_watchdog.arm(expressionTimeLimit);
    Outcome outcome = run(function, roots, scope);
    const bool wasInterrupted = m_watchdog.disarm();
    m_bridge.setScope(nullptr);
    if (wasInterrupted) {
        m_engine.setInterrupted(false);
        return Outcome::failed(QStringLiteral("The expression ran for more than %1 ms and was interrupted.")
                                   .arg(expressionTimeLimit.count()));
    }
    return outcome;
}

Outcome ScriptHost::Engine::run(const QJSValue &function, RootSet roots, Scope &scope)
{
    QJSValueList arguments{m_checked};
    for (int index = 0; index < RootCount; ++index) {
        if (!roots.contains(static_cast<Root>(index)))
            continue;
        const Value *value = scope.find(static_cast<Root>(index));
        arguments.append(m_values.toScript(value != nullptr ? *value : Value::undefined()));
    }
    const QJSValue result = function.call(arguments);
    if (!result.isError())
        return m_values.fromScript(result);
    const QString text = result.toString();
    const bool isMissing = result.errorType() == QJSValue::TypeError &&
                           (text.contains(QLatin1StringView("undefined")) || text.contains(QLatin1StringView("null")));
    return isMissing ? Outcome::missing(text) : Outcome::failed(text);
}

ScriptHost::ScriptHost() = default;
ScriptHost::~ScriptHost() = default;

ScriptHost::Engine &ScriptHost::engine()
{
    if (m_engine == nullptr)
        m_engine = std::make_unique<Engine>();
    return *m_engine;
}

Outcome ScriptHost::evaluate(const QByteArray &expression, RootSet roots, Scope &scope)
{
    return engine().evaluate(expression, roots, scope);
}

Result<void> ScriptHost::check(const QByteArray &expression)
{
    const QJSValue function = engine().compile(expression, {});
    if (!function.isCallable())
        return fail(function.toString(), QString::fromUtf8(expression));
    return {};
}

std::shared_ptr<ScriptHost> scriptHostOfThisThread()
{
    // Only a weak hold here: a thread's last storage dies when the application object may be gone.
    static thread_local std::weak_ptr<ScriptHost> shared;
    std::shared_ptr<ScriptHost> host = shared.lock();
    if (host == nullptr) {
        host = std::make_shared<ScriptHost>();
        shared = host;
    }
    return host;
}

} // namespace framewright::expression
