// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scripthost.h"

#include "app/expression/function.h"
#include "app/expression/memberuse.h"
#include "app/expression/scope.h"
#include "app/expression/scriptactor.h"
#include "app/expression/scriptbridge.h"
#include "app/expression/scriptpatternprelude.h"
#include "app/expression/scriptprelude.h"
#include "app/expression/scriptvalues.h"
#include "app/expression/watchdog.h"

#include <QHash>
#include <QJSEngine>
#include <QRegularExpression>
#include <QStringList>

#include <memory>
#include <vector>

namespace framewright::expression {

namespace {

/// Compiled expressions kept; beyond, the cache begins anew.
constexpr qsizetype cacheLimit = 4096;

/// `$, conn`: what a function gets of the world.
QString parametersFor(RootSet roots)
{
    QStringList parameters;
    for (int index = 0; index < RootCount; ++index) {
        if (roots.contains(static_cast<Root>(index)))
            parameters.append(QString::fromUtf8(nameOf(static_cast<Root>(index))));
    }
    return parameters.join(QStringLiteral(", "));
}

/// An expression as a function of the roots that it uses, each with what it uses of it.
struct CompiledExpression
{
    struct Argument
    {
        Root root = Root::Message;
        MemberUse use;
    };

    QJSValue function; ///< An error where it cannot be compiled.
    std::vector<Argument> arguments;
};

/// What scripts are called in a stack trace.
constexpr QLatin1StringView scriptName("script");

/// The line of the script where it went wrong, as the user counts; 0 where that is not known.
int lineOf(const QJSValue &error)
{
    const QString stack = error.property(QStringLiteral("stack")).toString();
    static const QRegularExpression frame(QStringLiteral("(?:^|[@/:])script:(\\d+)"),
                                          QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = frame.match(stack);
    const bool isOwn = error.property(QStringLiteral("fileName")).toString().endsWith(scriptName);
    const int line = match.hasMatch() ? match.captured(1).toInt()
                     : isOwn          ? error.property(QStringLiteral("lineNumber")).toInt()
                                      : 1;
    return line - 1;
}

QString errorText(const QJSValue &error)
{
    const int line = lineOf(error);
    const QString text = error.toString();
    return line > 0 ? QStringLiteral("%1 (line %2 of the script)").arg(text).arg(line) : text;
}

} // namespace

class ScriptHost::Engine final
{
public:
    Engine();
    Q_DISABLE_COPY_MOVE(Engine)

    [[nodiscard]] Outcome evaluate(const QByteArray &expression, RootSet roots, Scope &scope);
    [[nodiscard]] Outcome runScript(const QByteArray &script, RootSet roots, Scope &scope, ScriptActor &actor);
    [[nodiscard]] QJSValue compile(const QByteArray &expression, RootSet roots);
    [[nodiscard]] QJSValue compileScript(const QByteArray &script, RootSet roots);
    /// Why this cannot be compiled; empty: it can.
    [[nodiscard]] QString mistakeIn(const QByteArray &expression);
    [[nodiscard]] QString mistakeInScript(const QByteArray &script);

private:
    using Compiled = std::shared_ptr<const CompiledExpression>;

    /// Compiled once, then from the cache.
    template <class Made, class Compile>
    [[nodiscard]] Made madeOf(QHash<QByteArray, Made> &cache, const QByteArray &text, Compile compile);
    [[nodiscard]] Compiled compileForCalls(const QByteArray &expression, RootSet roots);
    [[nodiscard]] Outcome run(const CompiledExpression &expression, Scope &scope);
    [[nodiscard]] Outcome outcomeOf(const QJSValue &result);
    [[nodiscard]] Outcome interrupted(const QString &what, std::chrono::milliseconds limit);
    [[nodiscard]] bool isFunctionBody(const QByteArray &text);
    [[nodiscard]] QString mistakeSaidBy(const QJSValue &found, const QString &words);

    QJSEngine m_engine;
    ScriptValues m_values;
    ScriptBridge m_bridge;
    QHash<QByteArray, Compiled> m_compiled;
    QHash<QByteArray, QJSValue> m_scripts;
    QHash<QByteArray, QString> m_mistakes; ///< Of what was checked: the same is checked again with each edit.
    QJSValue m_function;                   ///< The constructor of functions.
    QJSValue m_checked;                    ///< Refuses a text that is too long before it is laid out in memory.
    QJSValue m_verbs;                      ///< An object of functions, which a script gets one by one.
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
    const QJSValue bridge = m_engine.newQObject(&m_bridge);
    m_function = m_engine.globalObject().property(QStringLiteral("Function"));
    const QJSValue patterns = m_engine.evaluate(QString::fromUtf8(scriptPatternPrelude)).call({bridge});
    const QJSValue prelude = m_engine.evaluate(QString::fromUtf8(scriptPrelude));
    Q_ASSERT(patterns.isObject() && prelude.isCallable());
    const QJSValue made =
        prelude.call({m_engine.globalObject(), bridge, names, static_cast<double>(ResultLimit), patterns});
    m_checked = made.property(QStringLiteral("checked"));
    m_verbs = made.property(QStringLiteral("verbs"));
    Q_ASSERT_X(m_checked.isCallable() && m_verbs.isObject(), "prelude", qPrintable(made.toString()));
}

QJSValue ScriptHost::Engine::compile(const QByteArray &expression, RootSet roots)
{
    // The line ends keep a comment at the end of the expression from eating the bracket.
    const QString source = QStringLiteral("(function(checked) { \"use strict\"; return function(") +
                           parametersFor(roots) + QStringLiteral(") { return checked(\n") +
                           QString::fromUtf8(expression) + QStringLiteral("\n); }; })");
    const QJSValue made = m_engine.evaluate(source);
    return made.isCallable() ? made.call({m_checked}) : made;
}

ScriptHost::Engine::Compiled ScriptHost::Engine::compileForCalls(const QByteArray &expression, RootSet roots)
{
    auto compiled = std::make_shared<CompiledExpression>();
    compiled->function = compile(expression, roots);
    for (int index = 0; index < RootCount; ++index) {
        const Root root = static_cast<Root>(index);
        if (roots.contains(root))
            compiled->arguments.push_back({root, memberUseIn(expression, root)});
    }
    return compiled;
}

QJSValue ScriptHost::Engine::compileScript(const QByteArray &script, RootSet roots)
{
    // The function inside lets a script have a `const text` of its own.
    const QString source =
        QStringLiteral("(function() { \"use strict\"; return function({%1}").arg(QLatin1StringView(scriptVerbs)) +
        (roots.isEmpty() ? QString() : QString(QStringLiteral(", ") + parametersFor(roots))) +
        QStringLiteral(") { return (function() {\n") + QString::fromUtf8(script) + QStringLiteral("\n})(); }; })()");
    return m_engine.evaluate(source, scriptName);
}

template <class Made, class Compile>
Made ScriptHost::Engine::madeOf(QHash<QByteArray, Made> &cache, const QByteArray &text, Compile compile)
{
    auto found = cache.constFind(text);
    if (found == cache.constEnd()) {
        Made made = compile();
        if (cache.size() >= cacheLimit)
            cache.clear();
        found = cache.insert(text, made);
    }
    return *found;
}

Outcome ScriptHost::Engine::evaluate(const QByteArray &expression, RootSet roots, Scope &scope)
{
    const Compiled compiled = madeOf(m_compiled, expression, [&] { return compileForCalls(expression, roots); });
    if (!compiled->function.isCallable())
        return Outcome::failed(compiled->function.toString());
    m_bridge.setScope(&scope);
    m_watchdog.arm(expressionTimeLimit);
    Outcome outcome = run(*compiled, scope);
    const bool wasInterrupted = m_watchdog.disarm();
    m_bridge.setScope(nullptr);
    return wasInterrupted ? interrupted(QStringLiteral("expression"), expressionTimeLimit) : outcome;
}

Outcome ScriptHost::Engine::interrupted(const QString &what, std::chrono::milliseconds limit)
{
    m_engine.setInterrupted(false);
    const QString pattern = m_bridge.takeStoppedPattern();
    const QString where =
        pattern.isEmpty() ? QString() : QStringLiteral(" in the regular expression /%1/").arg(pattern);
    return Outcome::failed(QStringLiteral("The %1 ran for more than %2 ms and was interrupted%3.")
                               .arg(what)
                               .arg(limit.count())
                               .arg(where));
}

Outcome ScriptHost::Engine::run(const CompiledExpression &expression, Scope &scope)
{
    QJSValueList arguments;
    arguments.reserve(static_cast<qsizetype>(expression.arguments.size()));
    for (const CompiledExpression::Argument &argument : expression.arguments) {
        const Value *value = scope.find(argument.root);
        arguments.append(m_values.toScript(value != nullptr ? *value : Value::undefined(), argument.use));
    }
    return outcomeOf(expression.function.call(arguments));
}

Outcome ScriptHost::Engine::outcomeOf(const QJSValue &result)
{
    if (!result.isError())
        return m_values.fromScript(result);
    const QString text = result.toString();
    const bool isMissing = result.errorType() == QJSValue::TypeError &&
                           (text.contains(QLatin1StringView("undefined")) || text.contains(QLatin1StringView("null")));
    return isMissing ? Outcome::missing(text) : Outcome::failed(text);
}

Outcome ScriptHost::Engine::runScript(const QByteArray &script, RootSet roots, Scope &scope, ScriptActor &actor)
{
    const QJSValue function = madeOf(m_scripts, script, [&] { return compileScript(script, roots); });
    if (!function.isCallable())
        return Outcome::failed(errorText(function));
    m_bridge.setScope(&scope);
    m_bridge.setActor(&actor);
    QJSValueList arguments{m_verbs};
    for (int index = 0; index < RootCount; ++index) {
        if (roots.contains(static_cast<Root>(index)))
            arguments.append(m_bridge.root(static_cast<Root>(index)));
    }
    m_watchdog.arm(scriptTimeLimit);
    const QJSValue result = function.call(arguments);
    const bool wasInterrupted = m_watchdog.disarm();
    Outcome outcome = wasInterrupted     ? interrupted(QStringLiteral("script"), scriptTimeLimit)
                      : result.isError() ? Outcome::failed(errorText(result))
                                         : Outcome(Value());
    // What it did before it failed stands, as with the actions of a rule.
    Outcome left = m_bridge.leaveVariables();
    m_bridge.forgetRoots();
    m_bridge.setActor(nullptr);
    m_bridge.setScope(nullptr);
    return outcome.isGood() ? left : outcome;
}

QString ScriptHost::Engine::mistakeIn(const QByteArray &expression)
{
    return madeOf(m_mistakes, expression, [&] {
        if (isFunctionBody("\"use strict\"; return checked(\n" + expression + "\n);"))
            return QString();
        m_watchdog.arm(expressionTimeLimit);
        const QJSValue found = compile(expression, {});
        return mistakeSaidBy(found, found.toString());
    });
}

QString ScriptHost::Engine::mistakeInScript(const QByteArray &script)
{
    // A script and an expression of the same letters are two things.
    return madeOf(m_mistakes, '\n' + script, [&] {
        if (isFunctionBody("\"use strict\"; return (function() {\n" + script + "\n})();"))
            return QString();
        m_watchdog.arm(scriptTimeLimit);
        const QJSValue found = compileScript(script, {});
        return mistakeSaidBy(found, errorText(found));
    });
}

/// Nothing of it runs, and it takes no brackets that are closed before they are opened. But it tells no mistakes apart.
bool ScriptHost::Engine::isFunctionBody(const QByteArray &text)
{
    return m_function.call({QString::fromUtf8(text)}).isCallable();
}

/// Who closed the bracket around what is no body of a function may have run something: until the watchdog came.
QString ScriptHost::Engine::mistakeSaidBy(const QJSValue &found, const QString &words)
{
    const bool wasInterrupted = m_watchdog.disarm();
    if (wasInterrupted)
        m_engine.setInterrupted(false);
    const bool isMistake = found.errorType() == QJSValue::SyntaxError && !wasInterrupted;
    return isMistake ? words : QStringLiteral("it closes a bracket that it has not opened");
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

Outcome ScriptHost::run(const QByteArray &script, RootSet roots, Scope &scope, ScriptActor &actor)
{
    return engine().runScript(script, roots, scope, actor);
}

Result<void> ScriptHost::checkScript(const QByteArray &script)
{
    if (QString mistake = engine().mistakeInScript(script); !mistake.isEmpty())
        return fail(std::move(mistake), QString::fromUtf8(script));
    return {};
}

Result<void> ScriptHost::check(const QByteArray &expression)
{
    if (QString mistake = engine().mistakeIn(expression); !mistake.isEmpty())
        return fail(std::move(mistake), QString::fromUtf8(expression));
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
