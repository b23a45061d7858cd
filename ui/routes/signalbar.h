// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/value/value.h"
#include "ui/common/windowparts.h"

#include <QWidget>

namespace framewright::workspace {
struct Route;
}

namespace framewright::ui {

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
/// all live ones. Not there where the route has no signals.
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
    void raiseSignal(const RouteSignal &signal);
    [[nodiscard]] QList<ConnectionId> targets() const;

    const WindowParts m_parts;
    RouteId m_route;
    QList<RouteSignal> m_signals;
};

} // namespace framewright::ui
