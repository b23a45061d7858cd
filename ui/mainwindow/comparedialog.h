// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/mainwindow/linediff.h"

#include <QDialog>

class QPlainTextEdit;

namespace framewright::ui {

class Theme;

/// What the file has and what the window has, as one text with the lines that differ marked, and the two ways out.
class CompareDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `lines`: the file at the left, the window at the right.
    CompareDialog(const Theme &theme, const QString &fileName, const std::vector<DiffLine> &lines,
                  QWidget *parent = nullptr);

signals:
    void reloadWanted();

private:
    void show(const std::vector<DiffLine> &lines);

    const Theme &m_theme;
    QPlainTextEdit *m_text;
};

} // namespace framewright::ui
