// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/messages/trafficmodel.h"

#include <QTableView>

class QMenu;

namespace framewright::ui {

class Theme;

/// Rows of the log as a person reads them. Follows the newest at the bottom until one scrolls up or chooses a
/// row, and again once the bottom is reached; never moves the selection.
class MessageList final : public QTableView
{
    Q_OBJECT
public:
    /// Which columns there are, in their order.
    enum class Layout
    {
        Full,    ///< The traffic panel.
        Compact, ///< A conversation of one connection: arrow, message, time.
    };

    MessageList(const Theme &theme, TrafficModel *model, Layout layout, QWidget *parent = nullptr);

    /// Keeps columns and their widths under that key of the settings, from now on.
    void rememberColumns(const QString &settingsKey);

    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// The number of the chosen row of the log; 0 without.
    [[nodiscard]] qint64 currentNumber() const;
    /// Chooses that row and brings it to sight; where it is not shown yet, as soon as it is.
    void choose(qint64 number);
    /// The chosen row, if there is one.
    [[nodiscard]] std::optional<traffic::Row> currentRow() const;

signals:
    void followingChanged(bool following);
    /// 0: none.
    void rowChosen(qint64 number);
    /// The menu of the chosen row is about to open: whoever knows more to do with it adds it.
    void menuAboutToShow(QMenu *menu);
    /// Enter or a double click: to its detail.
    void detailWanted();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut();
    void handleReset();
    void chooseAgain();
    void handleRowsRemoved(int count);
    void updateFollowing();
    void updateMeasures();
    void showColumnMenu(const QPoint &place);
    void saveColumns() const;

    const Theme &m_theme;
    TrafficModel *m_model;
    const Layout m_layout;
    QString m_settingsKey;
    qint64 m_chosen = 0; ///< Chosen again after a reset, where it is still shown.
    bool m_bringToSight = false;
    bool m_following = true;
};

} // namespace framewright::ui
