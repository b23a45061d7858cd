// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/mainmenus.h"

#include <QMenu>
#include <QMenuBar>

namespace framewright::ui {

namespace {

/// An empty name is a line.
struct MenuTable
{
    ActionMenu menu;
    const char *title;
    QStringList names;
};

std::vector<MenuTable> tableOfMenus()
{
    return {
        {ActionMenu::File,
         QT_TRANSLATE_NOOP("MainMenus", "&File"),
         {u"newWorkspace"_qs,
          u"newWindow"_qs,
          u"newFromExample"_qs,
          {},
          u"openWorkspace"_qs,
          u"openRecent"_qs,
          {},
          u"saveWorkspace"_qs,
          u"saveWorkspaceAs"_qs}},
        {ActionMenu::Edit, QT_TRANSLATE_NOOP("MainMenus", "&Edit"), {u"undo"_qs, u"redo"_qs, {}, u"goToAnything"_qs}},
        {ActionMenu::Route,
         QT_TRANSLATE_NOOP("MainMenus", "&Route"),
         {u"startAll"_qs,
          u"stopAll"_qs,
          {},
          u"startServer"_qs,
          u"stopServer"_qs,
          {},
          u"addRoute"_qs,
          u"addServer"_qs,
          u"copyRouteUrl"_qs}},
        {ActionMenu::Connection,
         QT_TRANSLATE_NOOP("MainMenus", "&Connection"),
         {u"disconnectPeer"_qs,
          u"disconnectWith"_qs,
          u"dropPeer"_qs,
          u"pushMessage"_qs,
          {},
          u"showAllTraffic"_qs,
          u"clearPast"_qs,
          {},
          u"pauseTraffic"_qs,
          u"followTraffic"_qs,
          u"clearTraffic"_qs}},
        {ActionMenu::Client, QT_TRANSLATE_NOOP("MainMenus", "C&lient"), {u"focusUrl"_qs, u"clearConversation"_qs}},
        {ActionMenu::View, QT_TRANSLATE_NOOP("MainMenus", "&View"), {}},
        {ActionMenu::Help,
         QT_TRANSLATE_NOOP("MainMenus", "&Help"),
         {u"tour"_qs, u"shortcuts"_qs, u"reference"_qs, u"vocabulary"_qs}},
    };
}

} // namespace

MainMenus::MainMenus(const ActionRegistry &actions, const QList<QAction *> &panels, QMenuBar *bar)
    : QObject(bar)
    , m_actions(actions)
{
    bar->setObjectName(u"menuBar"_qs);
    bar->setAccessibleName(tr("Menu bar"));
    const std::vector<MenuTable> tables = tableOfMenus();
    for (const MenuTable &table : tables) {
        QMenu *menu = bar->addMenu(tr(table.title));
        menu->setToolTipsVisible(true);
        m_menus.insert(table.menu, menu);
        fill(menu, table.names);
        if (table.menu == ActionMenu::View)
            buildView(panels);
        addOwn(table.menu);
    }
    QMenu *file = menu(ActionMenu::File);
    fill(file, {{}, u"closeWindow"_qs, u"quit"_qs});
    fill(menu(ActionMenu::Help), {{}, u"about"_qs});
}

void MainMenus::fill(QMenu *menu, const QStringList &names)
{
    for (const QString &name : names) {
        QAction *action = name.isEmpty() ? nullptr : m_actions.find(name);
        if (action != nullptr) {
            menu->addAction(action);
            m_placed.insert(action);
        } else if (name.isEmpty() && !menu->isEmpty()) {
            menu->addSeparator(); // Two in a row are shown as one.
        }
    }
}

void MainMenus::addOwn(ActionMenu which)
{
    for (QAction *action : m_actions.all()) {
        if (m_actions.menuOf(action) != which || m_placed.contains(action))
            continue;
        QMenu *menu = m_menus.value(which);
        if (m_actions.opensGroup(action) && !menu->isEmpty())
            menu->addSeparator();
        menu->addAction(action);
        m_placed.insert(action);
    }
}

void MainMenus::buildView(const QList<QAction *> &panels)
{
    QMenu *view = menu(ActionMenu::View);
    QMenu *shown = view->addMenu(tr("&Panels"));
    shown->addActions(panels);
    QMenu *going = view->addMenu(tr("&Go to"));
    for (QAction *action : m_actions.all()) {
        if (action->objectName().startsWith(u"goTo"_qs) && !m_placed.contains(action)) {
            going->addAction(action);
            m_placed.insert(action);
        }
    }
    going->addSeparator();
    fill(going, {u"nextPanel"_qs, u"previousPanel"_qs});
    view->addSeparator();
    fill(view->addMenu(tr("&Theme")), {u"themeSystem"_qs, u"themeLight"_qs, u"themeDark"_qs});
    fill(view, {u"resetLayout"_qs, {}});
}

} // namespace framewright::ui
