// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/help/examples.h"

#include <QDialog>

class QLabel;
class QListView;
class QPlainTextEdit;
class QStandardItemModel;

namespace framewright::ui {

class Theme;

/// File > New from example: titles at the left; what the example does, what to try, and its text at the right.
class ExampleDialog final : public QDialog
{
    Q_OBJECT
public:
    ExampleDialog(const Theme &theme, QList<Example> examples, QWidget *window);

signals:
    void chosen(const QString &fileName);

private:
    void buildList();
    void buildPreview();
    void buildLayout();
    void showExample();
    void choose();
    [[nodiscard]] const Example *current() const;

    const Theme &m_theme;
    QList<Example> m_examples;
    QStandardItemModel *m_model;
    QListView *m_list;
    QLabel *m_title;
    QLabel *m_about;
    QPlainTextEdit *m_text;
};

} // namespace framewright::ui
