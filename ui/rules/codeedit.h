// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/codespans.h"

#include <QPlainTextEdit>

#include <functional>

class QCompleter;

namespace framewright::ui {

class CodeHighlighter;
class Theme;

/// Where rules are typed: a line as wide as its text, or lines as high as theirs; coloured, with completion, and
/// with a red border where what stands in it cannot work. It keeps no undo of its own: the window's undoes it.
class CodeEdit final : public QPlainTextEdit
{
    Q_OBJECT
public:
    enum class Extent : std::uint8_t
    {
        Line,
        Lines,
    };
    /// What fits behind what is typed; asked while typing.
    using Candidates = std::function<QStringList()>;
    /// What stands in muted beside a candidate: the value that it has now.
    using Details = std::function<QString(const QString &)>;

    CodeEdit(const Theme &theme, CodeLanguage language, Extent extent, QWidget *parent = nullptr);

    /// Says nothing.
    void setCode(const QString &code);
    [[nodiscard]] QString code() const { return toPlainText(); }
    void setLanguage(CodeLanguage language);
    /// Names for expressions.
    void setNames(Candidates names) { m_names = std::move(names); }
    void setDetails(Details details) { m_details = std::move(details); }
    /// Whole contents, offered from the first letter on, and where the empty line is clicked or Down is pressed.
    void setWholes(Candidates wholes) { m_wholes = std::move(wholes); }
    /// Empty: there is none.
    void setProblem(const QString &problem);
    [[nodiscard]] const QString &problem() const { return m_problem; }
    /// Of a line: its width in letters.
    void setLetters(int least, int most);
    /// Of lines: from how many on they scroll.
    void setMostLines(int count);
    void complete();
    /// Shows what could stand here, and chooses nothing: what is typed goes on as if the list were not there.
    void suggest();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void edited();
    /// Return in a line, the focus went, or a shortcut is on its way: what was typed is meant.
    void settled();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    enum class Offer : std::uint8_t
    {
        Typed,     ///< Where something is typed that goes on.
        Asked,     ///< Everything, the first one chosen.
        Suggested, ///< Everything, none chosen.
    };

    void handleText();
    void offer(Offer manner);
    void makeCompleter();
    void showList(Offer manner);
    [[nodiscard]] bool isListOpen() const;
    [[nodiscard]] bool takesListKey(QKeyEvent *event);
    void accept(const QString &completion);
    [[nodiscard]] QString typedWord() const;
    [[nodiscard]] int lineCount() const;

    const Theme &m_theme;
    CodeLanguage m_language;
    Extent m_extent;
    CodeHighlighter *m_highlighter;
    QCompleter *m_completer = nullptr;
    Candidates m_names;
    Candidates m_wholes;
    Details m_details;
    QString m_problem;
    QString m_last;
    int m_leastLetters = 8;
    int m_mostLetters = 48;
    int m_mostLines = 14;
    bool m_isSilent = false;
    bool m_completesWhole = false;
};

} // namespace framewright::ui
