// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QStringList>

class QTableView;

namespace framewright::ui {

class Theme;
struct WindowParts;

/// What a help table shows.
struct HelpText
{
    QString name; ///< The objectName of the dialog.
    QString title;
    QString placeholder; ///< Of the field that searches.
    QStringList columns;
    QList<QStringList> rows;
    QString search = {}; ///< What stands in that field at first.
};

/// A table to be read and searched: shortcuts, vocabulary.
class HelpTable final : public QDialog
{
    Q_OBJECT
public:
    HelpTable(const Theme &theme, const HelpText &text, QWidget *window);

private:
    QTableView *makeTable(const Theme &theme, const HelpText &text);
};

/// Every action of the window that has a shortcut, as they are now.
[[nodiscard]] QDialog *shortcutSheet(const WindowParts &parts, QWidget *window);

} // namespace framewright::ui
