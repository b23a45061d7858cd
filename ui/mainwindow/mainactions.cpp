// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/mainactions.h"

#include "app/engine/engine.h"
#include "ui/common/actionregistry.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/mainwindow/workspacefiles.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QContextMenuEvent>
#include <QUndoStack>
#include <QWidget>

namespace framewright::ui {

namespace {

/// "Change path" is "change path" behind "Undo".
QString named(const QString &verb, const QString &step)
{
    return step.isEmpty() ? verb : QString(verb % u' ' % step.at(0).toLower() % step.mid(1));
}

/// As the Menu key does, which many keyboards lack.
void openContextMenu()
{
    QWidget *focused = QApplication::focusWidget();
    if (focused == nullptr)
        return;
    const QPoint place = focused->inputMethodQuery(Qt::ImCursorRectangle).toRect().center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, place, focused->mapToGlobal(place));
    QCoreApplication::sendEvent(focused, &event);
}

QString toolTip(const QAction *action)
{
    const QString text = action->text().remove(u'&');
    return action->shortcut().isEmpty()
               ? text
               : QString(text % u" (" % action->shortcut().toString(QKeySequence::NativeText) % u')');
}

} // namespace

MainActions::MainActions(const WindowParts &parts, WorkspaceFiles &files, WindowDeeds deeds, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_deeds(std::move(deeds))
{
    addFileActions(files);
    addUndoActions();
    addServerActions();
    addThemeActions();
    addWindowActions();
}

void MainActions::addFileActions(WorkspaceFiles &files)
{
    m_parts.actions.add({
        {.name = u"newWindow"_qs,
         .text = tr("New &window"),
         .icon = u"window"_qs,
         .shortcut = QKeySequence(u"Ctrl+Shift+N"_qs),
         .toolTip = tr("Another window with a workspace and servers of its own"),
         .run = m_deeds.newWindow},
        {.name = u"openWorkspace"_qs,
         .text = tr("&Open…"),
         .icon = u"open"_qs,
         .shortcut = QKeySequence::Open,
         .toolTip = tr("Open a workspace"),
         .run = [&files] { files.open(); }},
        {.name = u"saveWorkspace"_qs,
         .text = tr("&Save"),
         .icon = u"save"_qs,
         .shortcut = QKeySequence::Save,
         .toolTip = {},
         .run = [&files] { files.save(); }},
        {.name = u"saveWorkspaceAs"_qs,
         .text = tr("Save &as…"),
         .icon = {},
         .shortcut = QKeySequence(u"Ctrl+Shift+S"_qs),
         .toolTip = {},
         .run = [&files] { files.saveAs(); }},
        {.name = u"closeWindow"_qs,
         .text = tr("&Close window"),
         .icon = {},
         .shortcut = {},
         .toolTip = {},
         .run = m_deeds.close},
        {.name = u"quit"_qs,
         .text = tr("&Quit"),
         .icon = {},
         .shortcut = QKeySequence(u"Ctrl+Q"_qs),
         .toolTip = tr("Close every window"),
         .run = m_deeds.quit},
    });
}

void MainActions::addUndoActions()
{
    QUndoStack *stack = m_parts.editor.stack();
    QAction *undo = m_parts.actions.add({.name = u"undo"_qs,
                                         .text = tr("&Undo"),
                                         .icon = u"undo"_qs,
                                         .shortcut = QKeySequence(u"Ctrl+Z"_qs),
                                         .toolTip = {},
                                         .run = [stack] { stack->undo(); }});
    QAction *redo = m_parts.actions.add({.name = u"redo"_qs,
                                         .text = tr("&Redo"),
                                         .icon = u"redo"_qs,
                                         .shortcut = QKeySequence(u"Ctrl+Shift+Z"_qs),
                                         .toolTip = {},
                                         .run = [stack] { stack->redo(); }});
    redo->setShortcuts({QKeySequence(u"Ctrl+Shift+Z"_qs), QKeySequence(u"Ctrl+Y"_qs)});
    const auto follow = [undo, redo, stack] {
        undo->setText(named(tr("&Undo"), stack->undoText()));
        undo->setEnabled(stack->canUndo());
        undo->setToolTip(toolTip(undo));
        redo->setText(named(tr("&Redo"), stack->redoText()));
        redo->setEnabled(stack->canRedo());
        redo->setToolTip(toolTip(redo));
    };
    connect(stack, &QUndoStack::indexChanged, this, follow);
    connect(stack, &QUndoStack::undoTextChanged, this, follow);
    connect(stack, &QUndoStack::redoTextChanged, this, follow);
    follow();
}

void MainActions::addServerActions()
{
    m_parts.actions.add({
        {.name = u"startAll"_qs,
         .text = tr("S&tart all"),
         .icon = u"play"_qs,
         .shortcut = QKeySequence(u"Ctrl+F5"_qs),
         .toolTip = tr("Start every enabled server"),
         .run = m_deeds.startAll,
         .iconTone = Token::Out},
        {.name = u"stopAll"_qs,
         .text = tr("Sto&p all"),
         .icon = u"stop"_qs,
         .shortcut = QKeySequence(u"Ctrl+Shift+F5"_qs),
         .toolTip = tr("Stop all servers; clients are told 1001"),
         .run = [this] { m_parts.engine.stopAll(); }},
    });
}

void MainActions::addThemeActions()
{
    struct Choice
    {
        QString name;
        QString text;
        ThemeChoice choice;
    };
    auto *group = new QActionGroup(this);
    for (const Choice &choice : {Choice{u"themeSystem"_qs, tr("Theme as the &system"), ThemeChoice::System},
                                 Choice{u"themeLight"_qs, tr("&Light theme"), ThemeChoice::Light},
                                 Choice{u"themeDark"_qs, tr("&Dark theme"), ThemeChoice::Dark}}) {
        QAction *action = m_parts.actions.add({.name = choice.name,
                                               .text = choice.text,
                                               .icon = {},
                                               .shortcut = {},
                                               .toolTip = {},
                                               .toggle = [this, choice](bool on) {
                                                   if (on)
                                                       m_parts.theme.setChoice(choice.choice);
                                               }});
        group->addAction(action);
        action->setChecked(m_parts.theme.choice() == choice.choice);
        // Another window may have chosen.
        connect(&m_parts.theme, &Theme::changed, action, [this, action, choice] {
            if (m_parts.theme.choice() == choice.choice)
                action->setChecked(true);
        });
    }
}

void MainActions::addWindowActions()
{
    m_parts.actions.add({
        {.name = u"goToAnything"_qs,
         .text = tr("&Go to anything…"),
         .icon = u"search"_qs,
         .shortcut = QKeySequence(u"Ctrl+K"_qs),
         .toolTip = tr("Any action, route, connection, message or example, by a few letters of its name"),
         .run = m_deeds.goToAnything},
        {.name = u"openContextMenu"_qs,
         .text = tr("&Menu of what is chosen"),
         .icon = u"more"_qs,
         .shortcut = QKeySequence(u"Shift+F10"_qs),
         .toolTip = tr("What can be done with what has the focus; the Menu key does the same"),
         .run = openContextMenu,
         .menu = ActionMenu::Edit},
        {.name = u"resetLayout"_qs,
         .text = tr("&Reset layout"),
         .icon = u"layout"_qs,
         .shortcut = {},
         .toolTip = tr("Put every panel back where it was at first"),
         .run = m_deeds.resetLayout},
        {.name = u"about"_qs,
         .text = tr("&About Framewright"),
         .icon = u"info"_qs,
         .shortcut = {},
         .toolTip = {},
         .run = m_deeds.about},
    });
}

} // namespace framewright::ui
