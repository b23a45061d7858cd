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
};

/// All actions of a window by name: menus, toolbar, heads and, later, the command palette take them from here.
class ActionRegistry final : public QObject
{
    Q_OBJECT
public:
    ActionRegistry(const Theme &theme, QWidget *window);

    QAction *add(ActionEntry entry);
    void add(std::vector<ActionEntry> entries);

    /// The action of that name; asking for one that is not there is a programmer's mistake.
    [[nodiscard]] QAction *operator[](const QString &name) const;
    [[nodiscard]] const std::vector<QAction *> &all() const { return m_order; }

private:
    const Theme &m_theme;
    QWidget *m_window;
    QHash<QString, QAction *> m_actions;
    std::vector<QAction *> m_order;
};

} // namespace framewright::ui
