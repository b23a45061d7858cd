// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QObject>
#include <QStringList>

namespace framewright::value {
class Value;
}
namespace framewright::workspace {
struct Route;
struct Workspace;
} // namespace framewright::workspace

namespace framewright::ui {

/// What editors of a route's rules offer while one types: names that expressions see, functions, the fields seen in
/// real messages of the route, its rooms and timers.
class Completion final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// What the workspace says: variables, data sets, the environment.
    void setRoute(const workspace::Workspace &workspace, const workspace::Route *route);
    /// Takes the fields of a message that came on the route. Bounded.
    void addMessage(const value::Value &message);
    void clearMessages();

    /// For an expression.
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// For the left side of a condition.
    [[nodiscard]] QStringList selectors() const;
    /// Values that were seen of a selector, as JSON.
    [[nodiscard]] QStringList valuesOf(const QString &selector) const;

signals:
    void changed();

private:
    void addFields(const value::Value &value, const QByteArray &path, int depth);
    void collect();

    QStringList m_variables;
    QStringList m_fields;
    QHash<QString, QStringList> m_values;
    QStringList m_names;
};

} // namespace framewright::ui
