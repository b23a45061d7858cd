// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "ui/workspace/foreigntext.h"
#include "ui/workspace/shelfdialog.h"

namespace framewright::ui {

class DataSetPage;
class NameList;

/// The data sets of the workspace: those on the left, the chosen one on the right. What is dropped on the list becomes
/// a new one.
class DataSetsDialog final : public ShelfDialog
{
    Q_OBJECT
public:
    /// `name` is chosen first; empty: the first one.
    DataSetsDialog(const WindowParts &parts, const QString &name, QWidget *parent);

private:
    void buildList();
    void fill();
    void add();
    void importFile();
    void remove();
    void take(const Result<ForeignText> &text);
    [[nodiscard]] bool isReadFromFile(const ForeignText &text, bool &isCancelled);
    void showError(const Error &error);

    NameList *m_list;
    DataSetPage *m_page;
    QAction *m_remove = nullptr;
};

} // namespace framewright::ui
