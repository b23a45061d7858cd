// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/panelring.h"

#include "ui/common/actionregistry.h"
#include "ui/mainwindow/taborder.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDockWidget>

namespace framewright::ui {

namespace {

bool takesFocus(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && widget->isVisible();
}

/// What the panel names itself; else the first in what it names, then in all of it.
QWidget *firstFocus(QWidget *panel)
{
    QWidget *named = panel;
    while (named->focusProxy() != nullptr)
        named = named->focusProxy();
    if (takesFocus(named))
        return named;
    QWidget *first = tabStops(*named).value(0);
    return first != nullptr || named == panel ? first : tabStops(*panel).value(0);
}

} // namespace

PanelRing::PanelRing(ActionRegistry &actions, std::vector<PanelStop> stops, QObject *parent)
    : QObject(parent)
    , m_stops(std::move(stops))
    , m_last(m_stops.size())
{
    addActions(actions);
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *before, QWidget *now) {
        Q_UNUSED(before)
        handleFocus(now);
    });
}

void PanelRing::addActions(ActionRegistry &actions)
{
    for (std::size_t stop = 0; stop < m_stops.size(); ++stop) {
        if (m_stops[stop].action.isEmpty())
            continue;
        const QKeySequence keys = stop < 9 ? QKeySequence(u"Ctrl+%1"_qs.arg(stop + 1)) : QKeySequence();
        actions.add({.name = m_stops[stop].action,
                     .text = m_stops[stop].text,
                     .icon = {},
                     .shortcut = keys,
                     .toolTip = {},
                     .run = [this, stop] { goTo(stop); }});
    }
    actions.add({.name = u"nextPanel"_qs,
                 .text = tr("&Next panel"),
                 .icon = {},
                 .shortcut = QKeySequence(Qt::Key_F6),
                 .toolTip = {},
                 .run = [this] { step(1); }});
    actions.add({.name = u"previousPanel"_qs,
                 .text = tr("&Previous panel"),
                 .icon = {},
                 .shortcut = QKeySequence(Qt::SHIFT | Qt::Key_F6),
                 .toolTip = {},
                 .run = [this] { step(-1); }});
}

void PanelRing::goTo(std::size_t stop)
{
    const PanelStop &wanted = m_stops.at(stop);
    if (wanted.dock != nullptr) {
        wanted.dock->show();
        wanted.dock->raise();
    }
    if (wanted.reveal)
        wanted.reveal();
    QWidget *last = m_last[stop];
    // Not the buttons of a dock's title first, but what stands in it.
    QWidget *inside = wanted.panel == wanted.dock ? firstFocus(wanted.dock->widget()) : nullptr;
    QWidget *first = inside != nullptr ? inside : firstFocus(wanted.panel);
    QWidget *target = last != nullptr && takesFocus(last) ? last : first;
    if (target == nullptr)
        return;
    target->window()->activateWindow();
    target->setFocus(Qt::ShortcutFocusReason);
}

void PanelRing::step(int direction)
{
    const int count = int(m_stops.size());
    const int from = current();
    for (int distance = 1; distance <= count; ++distance) {
        const int to = ((from < 0 && direction < 0 ? 0 : from) + direction * distance + 2 * count) % count;
        const PanelStop &stop = m_stops[std::size_t(to)];
        // Round through what is there: a closed dock stays closed, a tab behind another one comes forward.
        if (stop.dock != nullptr ? !stop.dock->isHidden() : stop.panel->isVisible())
            return goTo(std::size_t(to));
    }
}

int PanelRing::current() const
{
    const QWidget *focus = QApplication::focusWidget();
    for (std::size_t stop = 0; stop < m_stops.size(); ++stop) {
        const QWidget *panel = m_stops[stop].panel;
        if (focus != nullptr && (panel == focus || panel->isAncestorOf(focus)))
            return int(stop);
    }
    return -1;
}

void PanelRing::handleFocus(QWidget *now)
{
    const int stop = current();
    // A button that Tab has passed is no place that one wants to come back to.
    if (stop >= 0 && qobject_cast<const QAbstractButton *>(now) == nullptr)
        m_last[std::size_t(stop)] = now;
}

} // namespace framewright::ui
