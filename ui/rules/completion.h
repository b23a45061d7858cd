// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace framewright::workspace {
struct Route;
struct Workspace;
} // namespace framewright::workspace

namespace framewright::ui {

/// What editors of a route's rules offer while one types: names that expressions see with the values they have,
/// functions, the fields and values seen in real messages of the route.
class Completion final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What the workspace says: variables, data sets, the environment.
    void setRoute(const workspace::Workspace &workspace, const workspace::Route *route);
    /// Takes the fields of a message that came on the route. Bounded.
    void addMessage(const value::Value &message);
    /// A text message as it came, whatever the codec makes of it.
    void addText(const QByteArray &text);
    void clearMessages();
    /// What variables are now, as members of one object: conn, route, global, shared, req. What is left out nobody
    /// knows.
    void setNow(const value::Value &roots);

    /// For an expression.
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// For the left side of a condition.
    [[nodiscard]] QStringList selectors() const;
    /// Values that were seen of a selector, as JSON.
    [[nodiscard]] QStringList valuesOf(const QString &selector) const;
    /// What stands beside a name that is offered: the value it has now, else what it was in the latest message or is at
    /// the start. Empty: nobody knows.
    [[nodiscard]] QString valueNow(const QString &name) const;

signals:
    void changed();

private:
    void addFields(const value::Value &value, const QByteArray &path, int depth);
    void addSeen(const QString &selector, const value::Value &value);
    void collect();

    value::Value m_start; ///< Variables as the workspace has them, by their roots.
    value::Value m_now;
    value::Value m_latest; ///< The message that came last.
    QStringList m_variables;
    QStringList m_liveVariables;
    QStringList m_fields;
    QHash<QString, QStringList> m_values;
    QStringList m_names;
};

} // namespace framewright::ui
