// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "ui/workspace/foreigntext.h"
#include "ui/workspace/shelfdialog.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace framewright::ui {

class EnvironmentModel;
class NameList;

/// The environments of the workspace on the left, on the right the variables of all of them side by side. What is
/// dropped brings environments or variables.
class EnvironmentsDialog final : public ShelfDialog
{
    Q_OBJECT
public:
    EnvironmentsDialog(const WindowParts &parts, QWidget *parent);
    ~EnvironmentsDialog() override;

private:
    void buildList();
    void buildTable();
    void buildPage();
    void fill();
    void showEnvironment(const QString &name);
    void addEnvironment();
    void addVariable();
    void removeRows();
    void rename();
    void renameVariable(const QString &variable, const QString &name);
    void useChosen(bool on);
    void importFile();
    void take(const Result<ForeignText> &text);
    void showProblem(const QString &text);

    NameList *m_list;
    EnvironmentModel *m_model;
    QTableView *m_table;
    QLineEdit *m_name;
    QLabel *m_problem;
    QCheckBox *m_use;
    QAction *m_addVariable = nullptr;
    QAction *m_remove = nullptr;
    QString m_shown;
};

} // namespace framewright::ui
