// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTimer>
#include <QWidget>

class QProgressBar;
class QToolButton;

namespace framewright::ui {

class ElidedLabel;
class LongWork;
class Theme;

/// In the status bar: what goes on behind the window, how far it is, and Cancel. Work that is done in the blink of an
/// eye is not shown.
class WorkLine final : public QWidget
{
    Q_OBJECT
public:
    WorkLine(const Theme &theme, LongWork &work, QWidget *parent = nullptr);

private:
    void handleChange();
    void showWork();
    void cancel();

    LongWork &m_work;
    ElidedLabel *m_text;
    QProgressBar *m_bar;
    QToolButton *m_cancel;
    QTimer m_patience;
};

} // namespace framewright::ui
