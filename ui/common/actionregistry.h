// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/tokens.h"

#include <QHash>
#include <QKeySequence>
#include <QObject>

#include <functional>
#include <vector>

class QAction;
class QWidget;

namespace framewright::ui {

class Theme;

/// The menu of the window in which an action stands.
enum class ActionMenu : std::uint8_t
{
    None, ///< In no menu, or in one that the window names itself: heads, context menus, palette.
    File,
    Edit,
    Route, ///< Servers, routes and rules.
    Connection,
    Client,
    View,
    Help
};

/// One action as a row of a table. A checkable one is given its state.
struct ActionEntry
{
    QString name; ///< Also the objectName: "startAll".
    QString text; ///< With its mnemonic.
    QString icon; ///< Of resources/icons; may be empty.
    QKeySequence shortcut;
    QString toolTip;                ///< Empty: the text. The shortcut is added.
    std::function<void()> run = {}; ///< Of a plain action.
    Token iconTone = Token::Muted;
    std::function<void(bool)> toggle = {}; ///< Of a checkable one.
    ActionMenu menu = ActionMenu::None;    ///< At its end, in the order of adding, unless the window places it.
    bool opensGroup = false;               ///< A line stands above it in that menu.
};

/// All actions of a window by name: menus, toolbar, heads, the command palette and the sheet of shortcuts take them
/// from here.
class ActionRegistry final : public QObject
{
    Q_OBJECT
public:
    ActionRegistry(const Theme &theme, QWidget *window);

    QAction *add(ActionEntry entry);
    void add(std::vector<ActionEntry> entries);

    /// The action of that name; asking for one that is not there is a programmer's mistake.
    [[nodiscard]] QAction *operator[](const QString &name) const;
    /// nullptr where there is none.
    [[nodiscard]] QAction *find(const QString &name) const { return m_actions.value(name); }
    [[nodiscard]] ActionMenu menuOf(const QAction *action) const;
    [[nodiscard]] bool opensGroup(const QAction *action) const;
    /// The name of its icon; empty for none.
    [[nodiscard]] QString iconOf(const QAction *action) const;
    [[nodiscard]] const std::vector<QAction *> &all() const { return m_order; }

signals:
    void added(QAction *action);

private:
    struct Place
    {
        ActionMenu menu = ActionMenu::None;
        bool opensGroup = false;
        QString icon;
    };

    const Theme &m_theme;
    QWidget *m_window;
    QHash<QString, QAction *> m_actions;
    QHash<const QAction *, Place> m_places;
    std::vector<QAction *> m_order;
};

} // namespace framewright::ui
