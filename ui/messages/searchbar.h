// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;

namespace framewright::ui {

class FoldingText;
class Theme;

/// Searches in a text that is shown: Enter goes on, Shift+Enter back, Escape closes it.
class SearchBar final : public QWidget
{
    Q_OBJECT
public:
    SearchBar(const Theme &theme, FoldingText *text, QWidget *parent = nullptr);

    void open();
    /// The text is another one: counts again.
    void refresh();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search(bool backward);
    void close();
    void showCount();

    FoldingText *m_text;
    QLineEdit *m_field;
    QLabel *m_count;
};

} // namespace framewright::ui
