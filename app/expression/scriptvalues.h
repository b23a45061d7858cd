// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/outcome.h"

#include <QJSValue>

class QJSEngine;

namespace framewright::expression {

struct MemberUse;

/// Turns values into those of a script engine and back. Numbers become doubles there: what must keep its digits
/// goes by a path, which never enters the engine. Lives with the engine.
class ScriptValues final
{
public:
    explicit ScriptValues(QJSEngine &engine);

    [[nodiscard]] QJSEngine &engine() const { return m_engine; }
    [[nodiscard]] QJSValue toScript(const Value &value);
    /// The same without what is not used of it.
    [[nodiscard]] QJSValue toScript(const Value &value, const MemberUse &use);
    /// Fails for what is endless, a function, or larger than the limits.
    [[nodiscard]] Outcome fromScript(const QJSValue &value);

private:
    [[nodiscard]] QJSValue listToScript(const Value &value);
    [[nodiscard]] QJSValue objectToScript(const Value &value);
    [[nodiscard]] Value convert(const QJSValue &value, int depth);
    [[nodiscard]] Value convertObject(const QJSValue &value, int depth);
    Value refuse(const QString &why);

    QJSEngine &m_engine;
    QJSValue m_wrapBytes; ///< An ArrayBuffer as the Uint8Array that expressions index.
    QJSValue m_sort;      ///< What kind of object it is, unwrapped.
    qsizetype m_budget = 0;
    QString m_refusal;
};

} // namespace framewright::expression
