// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/help/reference.h"

#include <QDialog>

class QListView;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTextBrowser;

namespace framewright::ui {

class Theme;

/// Every word that rules, templates and filters know: a list to search, what the word means, an example to copy.
class ReferenceViewer final : public QDialog
{
    Q_OBJECT
public:
    ReferenceViewer(const Theme &theme, const Result<QList<ReferenceEntry>> &entries, QWidget *window);

    /// "faker" finds the function faker(what); where there is no such word, it is searched for.
    void showWord(const QString &word);

private:
    void buildLayout(const QString &problem);
    void buildList();
    void fillModel();
    void showEntry();

    const Theme &m_theme;
    QList<ReferenceEntry> m_entries;
    QStandardItemModel *m_model;
    QSortFilterProxyModel *m_found;
    QListView *m_list;
    QTextBrowser *m_text;
};

} // namespace framewright::ui
