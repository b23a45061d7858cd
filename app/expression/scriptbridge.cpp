// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scriptbridge.h"

#include "app/expression/function.h"
#include "app/expression/scope.h"

#include <QJSEngine>

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

} // namespace framewright::expression
