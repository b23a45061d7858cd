// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/messages/trafficmodel.h"

#include <QTableView>

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

    void setFollowing(bool following);
    [[nodiscard]] bool isFollowing() const { return m_following; }
    /// The number of the chosen row of the log; 0 without.
    [[nodiscard]] qint64 currentNumber() const;

signals:
    void followingChanged(bool following);
    /// 0: none.
    void rowChosen(qint64 number);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void keyPressEvent(QKeyEvent *event) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void layOut(Layout layout);
    void handleRowsRemoved(int count);
    void updateFollowing();
    void updateMeasures();
    void copyPayload();

    const Theme &m_theme;
    TrafficModel *m_model;
    qint64 m_chosen = 0; ///< Chosen again after a reset, where it is still shown.
    bool m_following = true;
};

} // namespace framewright::ui
