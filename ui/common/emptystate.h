// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QAbstractItemView;
class QAction;
class QLabel;
class QPushButton;

namespace framewright::ui {

class Theme;

/// What an empty list shows in its place: what would be here, and the one next step where there is one. Lies over
/// the view's viewport and is there only while the view's model has no rows.
class EmptyState final : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const Theme &theme, QAbstractItemView *view);

    void setTexts(const QString &title, const QString &sentence);
    /// The next step; null takes the button away.
    void setAction(QAction *action);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void takePlace();
    void watchModel();
    void updateShown();

    QAbstractItemView *m_view;
    QLabel *m_title;
    QLabel *m_sentence;
    QPushButton *m_button;
    QAction *m_action = nullptr;
};

} // namespace framewright::ui
