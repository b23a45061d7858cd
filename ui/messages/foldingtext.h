// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QPlainTextEdit>
#include <QSet>

namespace framewright::ui {

class Theme;

/// Text to read. Where it is pretty-printed JSON its objects and lists fold: by a click in the margin, or by
/// Ctrl+Minus and Ctrl+Plus where the cursor stands.
class FoldingText final : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit FoldingText(const Theme &theme, QWidget *parent = nullptr);

    /// `folds`: the text is JSON of one token a line.
    void showText(const QString &text, bool folds);
    void toggleFold(int line);
    void foldAll(bool folded);
    [[nodiscard]] bool isFolded(int line) const { return m_folded.contains(line); }
    /// Unfolds whatever hides that line.
    void reveal(int line);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void findFolds();
    void updateShown();
    void paintMargin(QPaintEvent *event);
    [[nodiscard]] int marginWidth() const;
    [[nodiscard]] int foldAround(int line) const;

    const Theme &m_theme;
    QWidget *m_margin;
    QHash<int, int> m_ends; ///< Of each line that opens something, the line that closes it.
    QSet<int> m_folded;
};

} // namespace framewright::ui
