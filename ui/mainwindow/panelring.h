// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

#include <functional>
#include <vector>

class QDockWidget;
class QWidget;

namespace framewright::ui {

class ActionRegistry;

/// One place that the keyboard can go to.
struct PanelStop
{
    QString action; ///< Name of its action: "goToTraffic". Empty: only the ring comes by.
    QString text;   ///< With its mnemonic: "&Traffic".
    QWidget *panel = nullptr;
    QDockWidget *dock = nullptr;       ///< Comes back when it was closed; may be none.
    std::function<void()> reveal = {}; ///< What else it takes to see the panel.
};

/// The panels of a window in the order of the eye: F6 and Shift+F6 go round, Ctrl+1 and so on go straight there. Each
/// panel gets the focus where it had it last.
class PanelRing final : public QObject
{
    Q_OBJECT
public:
    PanelRing(ActionRegistry &actions, std::vector<PanelStop> stops, QObject *parent);

    void goTo(std::size_t stop);
    [[nodiscard]] const std::vector<PanelStop> &stops() const { return m_stops; }

private:
    void addActions(ActionRegistry &actions);
    void step(int direction);
    void handleFocus(QWidget *now);
    [[nodiscard]] int current() const;

    std::vector<PanelStop> m_stops;
    std::vector<QPointer<QWidget>> m_last; ///< Of each panel, what had the focus.
};

} // namespace framewright::ui
