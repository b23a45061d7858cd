// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/maintoolbar.h"

#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/mainwindow/chooserbutton.h"
#include "ui/mainwindow/clockchooser.h"
#include "ui/mainwindow/searchbutton.h"

#include <QMenu>

namespace framewright::ui {

MainToolBar::MainToolBar(const WindowParts &parts, QWidget *parent)
    : QToolBar(tr("Toolbar"), parent)
    , m_parts(parts)
{
    setObjectName(u"toolBar"_qs);
    setAccessibleName(tr("Toolbar"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    toggleViewAction()->setObjectName(u"toolBarShown"_qs);
    addNamed(u"startAll"_qs, Qt::ToolButtonTextBesideIcon);
    addNamed(u"stopAll"_qs, Qt::ToolButtonTextBesideIcon, tr("Stop"));
    addGap();
    addNamed(u"addRoute"_qs, Qt::ToolButtonTextBesideIcon, tr("Route"));
    addNamed(u"addServer"_qs, Qt::ToolButtonTextBesideIcon, tr("Server"));
    addGap();
    addNamed(u"undo"_qs, Qt::ToolButtonIconOnly);
    addNamed(u"redo"_qs, Qt::ToolButtonIconOnly);
    addGap();
    addEnvironments();
    addWidget((new ClockChooser(m_parts, this))->makeButton(this));
    addSearch();
    if (auto *start = qobject_cast<QToolButton *>(widgetForAction(parts.actions[u"startAll"_qs])))
        start->setAutoRaise(false);
}

void MainToolBar::addNamed(const QString &name, Qt::ToolButtonStyle style, const QString &shortText)
{
    QAction *action = m_parts.actions.find(name);
    if (action == nullptr)
        return;
    if (!shortText.isEmpty())
        action->setIconText(shortText);
    addAction(action);
    auto *button = qobject_cast<QToolButton *>(widgetForAction(action));
    button->setObjectName(name % u"Button");
    button->setToolButtonStyle(style);
    button->setFocusPolicy(Qt::TabFocus);
    const auto tell = [action, button] { button->setAccessibleName(action->text().remove(u'&')); };
    connect(action, &QAction::changed, button, tell);
    tell();
}

void MainToolBar::addGap()
{
    addSeparator();
}

void MainToolBar::addEnvironments()
{
    m_environment = new ChooserButton(m_parts.theme, tr("Environment"), this);
    m_environment->setObjectName(u"environmentChooser"_qs);
    m_environment->setMenu(new QMenu(m_environment));
    m_environmentPlace = addWidget(m_environment);
    connect(&m_parts.editor.document(), &workspace::Document::changed, this, &MainToolBar::showEnvironments);
    showEnvironments();
}

void MainToolBar::showEnvironments()
{
    const workspace::Workspace &workspace = m_parts.editor.workspace();
    QMenu *menu = m_environment->menu();
    menu->clear();
    const auto offer = [&](const QString &name, const QString &text) {
        QAction *action = menu->addAction(text, this, [this, name] {
            const QString step = name.isEmpty() ? tr("Choose no environment") : tr("Choose environment %1").arg(name);
            m_parts.editor.setEnvironment({step}, name);
        });
        action->setCheckable(true);
        action->setChecked(workspace.environment == name);
        action->setObjectName(u"environment/" % name);
    };
    offer({}, tr("&None"));
    for (const workspace::Environment &environment : workspace.environments)
        offer(environment.name, environment.name);
    if (QAction *edit = m_parts.actions.find(u"editEnvironments"_qs)) {
        menu->addSeparator();
        menu->addAction(edit);
    }
    m_environment->setValue(workspace.environment.isEmpty() ? tr("none") : workspace.environment);
    // Without one there is nothing to choose, unless one can be made here.
    m_environmentPlace->setVisible(!workspace.environments.empty() || m_parts.actions.find(u"editEnvironments"_qs));
}

void MainToolBar::addSearch()
{
    auto *gap = new QWidget(this);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    addWidget(gap);
    auto *search = new SearchButton(m_parts.theme, m_parts.actions[u"goToAnything"_qs], this);
    addWidget(search);
}

} // namespace framewright::ui
