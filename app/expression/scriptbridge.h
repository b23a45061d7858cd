// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/scriptvalues.h"

#include <QJSValue>
#include <QObject>

namespace framewright::expression {

class Scope;

/// The face of our functions inside the script engine. Lives with it.
class ScriptBridge final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptBridge)

public:
    explicit ScriptBridge(ScriptValues &values);

    /// The world of the expression that runs just now; nullptr between.
    void setScope(Scope *scope) { m_scope = scope; }

    /// One of our functions, by its number, with a list of arguments.
    Q_INVOKABLE QJSValue call(int function, const QJSValue &arguments);

private:
    ScriptValues &m_values;
    Scope *m_scope = nullptr;
};

} // namespace framewright::expression
