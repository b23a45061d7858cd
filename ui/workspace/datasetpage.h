// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"
#include "ui/common/windowparts.h"
#include "ui/workspace/foreigntext.h"

#include <QWidget>

class QAction;
class QGridLayout;
class QLabel;
class QLineEdit;
class QMenu;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace framewright::ui {

class JsonField;
class ObjectTable;

/// One data set: its name, who names it, and what is in it as a table or as JSON. One that stands for a file shows
/// the file, which is not changed here. Takes what is dropped on it in place of what it has.
class DataSetPage final : public QWidget
{
    Q_OBJECT
public:
    DataSetPage(const WindowParts &parts, QWidget *parent);
    ~DataSetPage() override;

    /// Empty: none.
    void showDataSet(const QString &name);
    void editName();

signals:
    void renamed(const QString &name);
    void failed(const framewright::Error &error);
    void succeeded();

private:
    void buildHead();
    void buildTabs(QVBoxLayout &layout);
    void buildPages();
    void showFile(bool isFile);
    QAction *addToMenu(const QString &name, const QString &text, void (DataSetPage::*run)());
    void refresh();
    void showUse();
    void showTab();
    void rename();
    void showProblem(const QString &text);
    void changeFile();
    void replaceByFile();
    void take(const Result<ForeignText> &text);
    void moveToFile();
    void takeIntoWorkspace();
    void set(const QString &step, const value::Value &content, const QString &field = {});
    [[nodiscard]] value::Value own() const;
    [[nodiscard]] Result<value::Value> readContent() const;
    [[nodiscard]] bool isShownAsTable() const;

    WindowParts m_parts;
    QString m_name;
    Result<value::Value> m_content;
    QLineEdit *m_line;
    QLabel *m_problem;
    QLabel *m_use;
    QWidget *m_fileRow;
    QLineEdit *m_file;
    QGridLayout *m_form;
    QLabel *m_fileLabel = nullptr;
    QLabel *m_fileProblem; ///< Why rules find nothing in the file.
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    ObjectTable *m_table;
    JsonField *m_json;
    QLabel *m_message;
    QMenu *m_menu;
    QAction *m_moveToFile = nullptr;
    QList<QWidget *> m_tableButtons;
};

} // namespace framewright::ui
