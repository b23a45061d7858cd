// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/value/value.h"
#include "ui/common/windowparts.h"

#include <QHash>
#include <QPointer>
#include <QWidget>

class QLabel;

namespace framewright::workspace {
struct Route;
}

namespace framewright::ui {

class SignalDialog;

/// A signal of a route, and the values it carries when a button raises it.
struct RouteSignal
{
    QString name;
    value::Value with;

    bool operator==(const RouteSignal &) const = default;
};

/// Those that the route names, and those that its rules answer.
[[nodiscard]] QList<RouteSignal> signalsOf(const workspace::Route &route);

/// A button for each signal of the shown route: it raises the signal for the chosen connection of the route, else for
/// all live ones. Beside it a form for the values that go with it. Not there where the route has no signals; without a
/// running server the buttons say why they cannot.
class SignalBar final : public QWidget
{
    Q_OBJECT
public:
    explicit SignalBar(const WindowParts &parts, QWidget *parent = nullptr);

    void setRoute(RouteId route);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow();
    void addButtons(const RouteSignal &signal);
    void updateState();
    void editValues(const RouteSignal &signal);
    void keepValues(const QString &name, const value::Value &with);
    void raiseSignal(const RouteSignal &signal);
    [[nodiscard]] value::Value valuesOf(const RouteSignal &signal) const;
    [[nodiscard]] QList<ConnectionId> targets() const;
    [[nodiscard]] QString audience() const;
    /// Why no signal can be raised now; empty: it can.
    [[nodiscard]] QString obstacle() const;

    const WindowParts m_parts;
    RouteId m_route;
    QList<RouteSignal> m_signals;
    QHash<QString, value::Value> m_values; ///< Typed in this window, by signal.
    QPointer<SignalDialog> m_dialog;
    QLabel *m_label;
};

} // namespace framewright::ui
