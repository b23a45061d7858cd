// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/ruleclock.h"
#include "ui/common/windowparts.h"

#include <QObject>

class QAction;
class QMenu;

namespace framewright::ui {

class ChooserButton;

/// The clock of the rules, by which they wait and repeat: pause it, step it, run it faster or slower. Its actions are
/// registered by name; the button in the toolbar says how it goes.
class ClockChooser final : public QObject
{
    Q_OBJECT
public:
    ClockChooser(const WindowParts &parts, QObject *parent);

    [[nodiscard]] ChooserButton *makeButton(QWidget *parent);

private:
    void addActions();
    void addSpeeds();
    void showState(const RuleClockState &state);

    WindowParts m_parts;
    ChooserButton *m_button = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_step = nullptr;
    QAction *m_stepToNext = nullptr;
    QList<QAction *> m_speeds;
};

} // namespace framewright::ui
