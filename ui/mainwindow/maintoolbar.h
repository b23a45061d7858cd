// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QToolBar>

namespace framewright::ui {

class ChooserButton;

/// Start, stop, add, undo, the environment, the rule clock, and the field that leads to everything.
class MainToolBar final : public QToolBar
{
    Q_OBJECT
public:
    MainToolBar(const WindowParts &parts, QWidget *parent);

private:
    void addNamed(const QString &action, Qt::ToolButtonStyle style, const QString &shortText = {});
    static void dress(QToolButton *button, const QAction *action, Qt::ToolButtonStyle style);
    void addAtEnd(QWidget *control, Qt::Edge end);
    void addStart();
    void addGap();
    void addEnvironments();
    void addSearch();
    void showEnvironments();

    WindowParts m_parts;
    ChooserButton *m_environment = nullptr;
    QAction *m_environmentPlace = nullptr;
};

} // namespace framewright::ui
