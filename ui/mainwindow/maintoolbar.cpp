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

#include <QHBoxLayout>
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
    addStart();
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
}

/// At the two ends: a toolbar has one margin for all its sides, titles of panels begin and end further in.
void MainToolBar::addAtEnd(QWidget *control, Qt::Edge end)
{
    auto *place = new QWidget(this);
    auto *layout = new QHBoxLayout(place);
    constexpr int further = measure::Medium - measure::Hair;
    layout->setContentsMargins(end == Qt::LeftEdge ? further : 0, 0, end == Qt::RightEdge ? further : 0, 0);
    layout->addWidget(control);
    addWidget(place);
}

void MainToolBar::addStart()
{
    QAction *action = m_parts.actions[u"startAll"_qs];
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    dress(button, action, Qt::ToolButtonTextBesideIcon);
    addAtEnd(button, Qt::LeftEdge);
    button->setAutoRaise(false);
}

void MainToolBar::addNamed(const QString &name, Qt::ToolButtonStyle style, const QString &shortText)
{
    QAction *action = m_parts.actions.find(name);
    if (action == nullptr)
        return;
    if (!shortText.isEmpty())
        action->setIconText(shortText);
    addAction(action);
    dress(qobject_cast<QToolButton *>(widgetForAction(action)), action, style);
}

void MainToolBar::dress(QToolButton *button, const QAction *action, Qt::ToolButtonStyle style)
{
    button->setObjectName(action->objectName() % u"Button");
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
    addAtEnd(search, Qt::RightEdge);
}

} // namespace framewright::ui
