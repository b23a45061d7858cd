// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/actionregistry.h"

#include <QHash>
#include <QObject>

class QMenu;
class QMenuBar;

namespace framewright::ui {

/// The menu bar: a table of names says where the well-known actions stand; whatever else was registered with a menu
/// of its own follows there. An action that is not there (its panel is not built) leaves no gap.
class MainMenus final : public QObject
{
    Q_OBJECT
public:
    MainMenus(const ActionRegistry &actions, const QList<QAction *> &panels, QMenuBar *bar);

    [[nodiscard]] QMenu *menu(ActionMenu menu) const { return m_menus.value(menu); }

private:
    void fill(QMenu *menu, const QStringList &names);
    void addOwn(ActionMenu menu);
    void buildView(const QList<QAction *> &panels);

    const ActionRegistry &m_actions;
    QHash<ActionMenu, QMenu *> m_menus;
    QSet<const QAction *> m_placed;
};

} // namespace framewright::ui
