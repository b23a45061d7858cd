// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scriptbridge.h"

#include "app/expression/function.h"
#include "app/expression/scope.h"
#include "app/expression/scriptactor.h"

#include <QJSEngine>

#include <algorithm>

namespace framewright::expression {

ScriptBridge::ScriptBridge(ScriptValues &values)
    : m_values(values)
{
}

QJSValue ScriptBridge::call(int function, const QJSValue &arguments)
{
    QJSEngine &engine = m_values.engine();
    if (m_scope == nullptr || function < 0 || function >= FunctionCount) {
        engine.throwError(QJSValue::ReferenceError, QStringLiteral("This function can only be called by a rule."));
        return {};
    }
    const Outcome list = m_values.fromScript(arguments);
    if (!list.isGood()) {
        engine.throwError(QJSValue::RangeError, list.error);
        return {};
    }
    Outcome outcome = callFunction(static_cast<Function>(function), list.value.items(), *m_scope);
    if (!outcome.isGood()) {
        engine.throwError(QJSValue::GenericError, outcome.error);
        return {};
    }
    return m_values.toScript(outcome.value);
}

QJSValue ScriptBridge::root(Root root)
{
    const auto found = m_roots.find(root);
    if (found != m_roots.end())
        return found->second;
    const Value *value = m_scope->find(root);
    QJSValue made = m_values.toScript(value != nullptr ? *value : Value::undefined());
    // Nothing has been set yet, but the script may.
    if (made.isUndefined() && root == Root::Local)
        made = m_values.engine().newObject();
    m_roots.emplace(root, made);
    return made;
}

Outcome ScriptBridge::leaveVariables()
{
    for (const Root root : variableRoots) {
        const auto found = m_roots.find(root);
        if (found == m_roots.end() || !found->second.isObject())
            continue;
        const Outcome left = m_values.fromScript(found->second);
        if (!left.isGood())
            return Outcome::failed(QString::fromUtf8(nameOf(root)) + QStringLiteral(": ") + left.error);
        m_actor->leave(root, left.value);
    }
    return Value();
}

void ScriptBridge::act(const QJSValue &action)
{
    QJSEngine &engine = m_values.engine();
    if (m_actor == nullptr) {
        engine.throwError(QJSValue::ReferenceError, QStringLiteral("Only a script acts."));
        return;
    }
    const Outcome converted = m_values.fromScript(action);
    if (!converted.isGood()) {
        engine.throwError(QJSValue::RangeError, converted.error);
        return;
    }
    if (const Result<void> done = m_actor->act(converted.value); !done)
        engine.throwError(QJSValue::GenericError, done.error().text());
}

QJSValue ScriptBridge::variables(const QString &name)
{
    const std::optional<Root> named = rootNamed(name.toUtf8());
    const bool isVariable = named && std::ranges::find(variableRoots, *named) != variableRoots.end();
    const QJSValue found = isVariable && m_actor != nullptr ? root(*named) : QJSValue();
    if (!found.isObject())
        m_values.engine().throwError(
            QJSValue::TypeError,
            isVariable
                ? QStringLiteral("There is no connection here whose variables could be set.")
                : QStringLiteral("\"%1\" cannot be set: a path begins with conn, route, global, shared or local.")
                      .arg(name));
    return found;
}

double ScriptBridge::quickLength(const QString &source)
{
    return static_cast<double>(ScriptPattern::quickLength(source));
}

QJSValue ScriptBridge::search(const QString &source, const QString &flags, const QString &text, double begin)
{
    QJSEngine &engine = m_values.engine();
    const auto pattern = m_patterns.find(source, flags);
    if (!pattern) {
        engine.throwError(QJSValue::SyntaxError, QStringLiteral("The regular expression /%1/ cannot search a text as "
                                                                "long as this. %2")
                                                     .arg(source, pattern.error().what));
        return {};
    }
    const PatternMatch match = (*pattern)->search(text, static_cast<qsizetype>(begin), flags.contains(u'y'),
                                                  [&engine] { return engine.isInterrupted(); });
    if (match.end == PatternMatch::End::Found) {
        QJSValue places = engine.newArray(static_cast<uint>(match.places.size()));
        for (std::size_t index = 0; index < match.places.size(); ++index)
            places.setProperty(static_cast<quint32>(index), match.places[index]);
        return places;
    }
    if (match.end == PatternMatch::End::Stopped)
        m_stoppedPattern = source;
    if (match.end != PatternMatch::End::NotFound)
        engine.throwError(
            QJSValue::RangeError,
            QStringLiteral("The regular expression /%1/ has too many ways through this text.").arg(source));
    return QJSValue(QJSValue::NullValue);
}

} // namespace framewright::expression
