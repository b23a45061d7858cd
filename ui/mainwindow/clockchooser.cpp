// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/clockchooser.h"

#include "app/engine/engine.h"
#include "ui/common/actionregistry.h"
#include "ui/common/icons.h"
#include "ui/mainwindow/chooserbutton.h"

#include <QAction>
#include <QActionGroup>
#include <QLocale>
#include <QMenu>
#include <QSignalBlocker>

#include <array>

namespace framewright::ui {

namespace {

constexpr std::array<double, 5> speeds{0.1, 0.5, 1, 10, 100};
constexpr std::int64_t stepMilliseconds = 1000;

QString speedText(double speed)
{
    return u'×' % QLocale::c().toString(speed, 'g', 3);
}

} // namespace

ClockChooser::ClockChooser(const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    addActions();
    addSpeeds();
    connect(&parts.engine, &engine::Engine::clockChanged, this, &ClockChooser::showState);
}

void ClockChooser::addActions()
{
    m_pause = m_parts.actions.add(
        {.name = u"pauseClock"_qs,
         .text = tr("&Pause the rules' clock"),
         .icon = u"pause"_qs,
         .shortcut = QKeySequence(u"Ctrl+Alt+P"_qs),
         .toolTip = tr("Rules go on answering; what waits or repeats stands still"),
         .toggle = [this](bool on) { on ? m_parts.engine.pauseClock() : m_parts.engine.resumeClock(); }});
    m_step = m_parts.actions.add({.name = u"stepClock"_qs,
                                  .text = tr("&Step the clock by one second"),
                                  .icon = u"step"_qs,
                                  .shortcut = QKeySequence(u"Ctrl+Alt+S"_qs),
                                  .toolTip = tr("All that happens in that second happens now"),
                                  .run = [this] { m_parts.engine.stepClock(stepMilliseconds); }});
    m_stepToNext = m_parts.actions.add({.name = u"stepClockToNextTimer"_qs,
                                        .text = tr("Step the clock to the &next timer"),
                                        .icon = u"timer"_qs,
                                        .shortcut = QKeySequence(u"Ctrl+Alt+N"_qs),
                                        .toolTip = {},
                                        .run = [this] { m_parts.engine.stepClockToNextTimer(); }});
}

void ClockChooser::addSpeeds()
{
    auto *group = new QActionGroup(this);
    for (const double speed : speeds) {
        QAction *action = m_parts.actions.add(
            {.name = u"clockSpeed/" % QString::number(speed),
             .text = speed == 1 ? tr("Clock as &real time, ×1") : tr("Clock at %1").arg(speedText(speed)),
             .icon = u"speed"_qs,
             .shortcut = {},
             .toolTip = {},
             .toggle = [this, speed](bool on) {
                 if (on)
                     m_parts.engine.setClockSpeed(speed);
             }});
        group->addAction(action);
        m_speeds.append(action);
    }
}

ChooserButton *ClockChooser::makeButton(QWidget *parent)
{
    m_button = new ChooserButton(m_parts.theme, tr("Clock"), parent);
    m_button->setObjectName(u"clockChooser"_qs);
    m_button->setIcon(themedIcon(m_parts.theme, u"clock"_qs));
    auto *menu = new QMenu(m_button);
    menu->addActions({m_pause, m_step, m_stepToNext});
    menu->addSeparator();
    menu->addActions(m_speeds);
    m_button->setMenu(menu);
    showState(m_parts.engine.clockState());
    return m_button;
}

/// What the engine says is what is shown: a rule's script or the command line may have done it, too.
void ClockChooser::showState(const RuleClockState &state)
{
    const QSignalBlocker blocker(m_pause);
    m_pause->setChecked(state.isPaused);
    for (std::size_t place = 0; place < speeds.size(); ++place) {
        const QSignalBlocker speedBlocker(m_speeds.at(qsizetype(place)));
        m_speeds.at(qsizetype(place))->setChecked(speeds.at(place) == state.speed);
    }
    if (m_button != nullptr)
        m_button->setValue(state.isPaused ? tr("paused") : speedText(state.speed));
}

} // namespace framewright::ui
