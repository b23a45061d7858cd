// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QDialog>

#include <functional>

class QHBoxLayout;

namespace framewright::ui {

class NoticeBar;

/// A window for things of the workspace that are not in the tree. There is nothing to confirm: what is changed holds
/// at once, and is undone here as elsewhere.
class ShelfDialog : public QDialog
{
    Q_OBJECT
public:
    ShelfDialog(const WindowParts &parts, QWidget *parent);

protected:
    [[nodiscard]] const WindowParts &parts() const { return m_parts; }
    [[nodiscard]] NoticeBar *notice() const { return m_notice; }
    /// Over the buttons, below the notice.
    [[nodiscard]] QHBoxLayout *body() const { return m_body; }
    /// Return in a field settles the field and presses nothing: for when all buttons are there.
    void leaveReturnToFields();
    QAction *makeAction(const QString &name, const QString &text, const QString &icon, const QString &toolTip,
                        std::function<void()> run);

private:
    void addUndo(QHBoxLayout &line);

    WindowParts m_parts;
    NoticeBar *m_notice;
    QHBoxLayout *m_body;
};

} // namespace framewright::ui
