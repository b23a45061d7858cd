// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/root.h"
#include "app/expression/scriptpatterns.h"
#include "app/expression/scriptvalues.h"

#include <QJSValue>
#include <QObject>

#include <map>
#include <utility>

namespace framewright::expression {

class Scope;
class ScriptActor;

/// The face of our functions inside the script engine. Lives with it.
class ScriptBridge final : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ScriptBridge)

public:
    explicit ScriptBridge(ScriptValues &values);

    /// The world of the expression that runs just now; nullptr between.
    void setScope(Scope *scope) { m_scope = scope; }
    /// Who acts for the script that runs just now; nullptr while it is an expression.
    void setActor(ScriptActor *actor) { m_actor = actor; }
    /// A root as the script sees it: the same object each time, until forgetRoots().
    [[nodiscard]] QJSValue root(Root root);
    /// Hands the variables that the script has seen to its actor.
    [[nodiscard]] Outcome leaveVariables();
    void forgetRoots() { m_roots.clear(); }
    /// The regular expression that was searching when the time ran out; empty where it was none.
    [[nodiscard]] QString takeStoppedPattern() { return std::exchange(m_stoppedPattern, {}); }

    /// One of our functions, by its number, with a list of arguments.
    Q_INVOKABLE QJSValue call(int function, const QJSValue &arguments);
    /// An action of a script, as an object.
    Q_INVOKABLE void act(const QJSValue &action);
    /// The variables that `set` and `unset` write to, by the name they begin with.
    Q_INVOKABLE QJSValue variables(const QString &name);
    /// How long a text may be for the engine's own matcher, which nothing can interrupt.
    Q_INVOKABLE double quickLength(const QString &source);
    /// A search that can be interrupted: the places of the match and its captures, or null.
    Q_INVOKABLE QJSValue search(const QString &source, const QString &flags, const QString &text, double begin);

private:
    ScriptValues &m_values;
    Scope *m_scope = nullptr;
    ScriptActor *m_actor = nullptr;
    std::map<Root, QJSValue> m_roots;
    ScriptPatterns m_patterns;
    QString m_stoppedPattern;
};

} // namespace framewright::expression
