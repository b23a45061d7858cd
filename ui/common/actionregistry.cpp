// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/actionregistry.h"

#include "ui/common/icons.h"

#include <QAction>
#include <QWidget>

namespace framewright::ui {

ActionRegistry::ActionRegistry(const Theme &theme, QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
{
}

QAction *ActionRegistry::add(ActionEntry entry)
{
    Q_ASSERT(!m_actions.contains(entry.name));
    auto *action = new QAction(entry.text, this);
    action->setObjectName(entry.name);
    if (!entry.icon.isEmpty())
        action->setIcon(themedIcon(m_theme, entry.icon, entry.iconTone));
    action->setShortcut(entry.shortcut);
    QString toolTip = entry.toolTip.isEmpty() ? QString(entry.text).remove(u'&') : entry.toolTip;
    if (!entry.shortcut.isEmpty())
        toolTip += u" (" % entry.shortcut.toString(QKeySequence::NativeText) % u')';
    action->setToolTip(toolTip);
    if (entry.toggle) {
        action->setCheckable(true);
        connect(action, &QAction::toggled, this, std::move(entry.toggle));
    } else if (entry.run) {
        connect(action, &QAction::triggered, this, [run = std::move(entry.run)] { run(); });
    }
    // The window has it too, so that its shortcut works where no menu shows it.
    m_window->addAction(action);
    m_actions.insert(entry.name, action);
    m_places.insert(action, {entry.menu, entry.opensGroup, entry.icon});
    m_order.push_back(action);
    emit added(action);
    return action;
}

void ActionRegistry::add(std::vector<ActionEntry> entries)
{
    for (ActionEntry &entry : entries)
        add(std::move(entry));
}

QAction *ActionRegistry::operator[](const QString &name) const
{
    QAction *action = m_actions.value(name);
    Q_ASSERT_X(action != nullptr, "ActionRegistry", qPrintable(name));
    return action;
}

ActionMenu ActionRegistry::menuOf(const QAction *action) const
{
    return m_places.value(action).menu;
}

QString ActionRegistry::iconOf(const QAction *action) const
{
    return m_places.value(action).icon;
}

bool ActionRegistry::opensGroup(const QAction *action) const
{
    return m_places.value(action).opensGroup;
}

} // namespace framewright::ui
