// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/codeedit.h"

#include "ui/common/theme.h"
#include "ui/rules/codehighlighter.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>

namespace framewright::ui {

namespace {

constexpr int mostLines = 14;
constexpr int shownCompletions = 8;

bool isNamePart(QChar character)
{
    return character.isLetterOrNumber() || QStringView(u"_$.[]'").contains(character);
}

} // namespace

CodeEdit::CodeEdit(const Theme &theme, CodeLanguage language, Extent extent, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_language(language)
    , m_extent(extent)
    , m_highlighter(new CodeHighlighter(theme, language, document()))
{
    const bool isLine = extent == Extent::Line;
    setFont(Theme::fixedFont(font()));
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(isLine ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    setLineWrapMode(isLine ? NoWrap : WidgetWidth);
    setSizePolicy(isLine ? QSizePolicy::Preferred : QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QPlainTextEdit::textChanged, this, &CodeEdit::handleText);
}

void CodeEdit::setCode(const QString &code)
{
    if (code == toPlainText())
        return;
    const QScopedValueRollback silent(m_isSilent, true);
    const int place = textCursor().position();
    setPlainText(code);
    QTextCursor cursor = textCursor();
    cursor.setPosition(std::min(place, static_cast<int>(code.size())));
    setTextCursor(cursor);
}

void CodeEdit::setLanguage(CodeLanguage language)
{
    m_language = language;
    m_highlighter->setLanguage(language);
}

void CodeEdit::setProblem(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    setToolTip(problem);
    setAccessibleDescription(problem);
    update();
}

void CodeEdit::setLetters(int least, int most)
{
    m_leastLetters = least;
    m_mostLetters = most;
    updateGeometry();
}

int CodeEdit::lineCount() const
{
    // The layout of a plain text measures in lines, wrapped ones counted.
    return std::clamp(static_cast<int>(document()->size().height()), 1, mostLines);
}

QSize CodeEdit::sizeHint() const
{
    const int margins = 2 * frameWidth() + static_cast<int>(2 * document()->documentMargin());
    const int letter = fontMetrics().horizontalAdvance(u'0');
    if (m_extent == Extent::Lines)
        return {40 * letter, margins + lineCount() * fontMetrics().lineSpacing() + 2};
    const int text = fontMetrics().horizontalAdvance(document()->isEmpty() ? placeholderText() : toPlainText());
    const int height = Theme::controlHeight(parentWidget() != nullptr ? parentWidget()->font() : font());
    return {std::clamp(text, m_leastLetters * letter, m_mostLetters * letter) + margins + letter, height};
}

QSize CodeEdit::minimumSizeHint() const
{
    const int letter = fontMetrics().horizontalAdvance(u'0');
    return {6 * letter, sizeHint().height()};
}

bool CodeEdit::event(QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() & (Qt::ControlModifier | Qt::AltModifier))
            emit settled();
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return false;
        }
    }
    const bool isTaken = QPlainTextEdit::event(event);
    if (event->type() == QEvent::Paint && !m_problem.isEmpty()) {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(m_theme.color(Token::Failure));
        painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), measure::ControlRadius,
                                measure::ControlRadius);
    }
    return isTaken;
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    const bool isOpen = m_completer != nullptr && m_completer->popup()->isVisible();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isOpen && (isReturn || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape)) {
        event->ignore(); // The list's own keys.
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return offer(true);
    if (isReturn && m_extent == Extent::Line) {
        emit settled();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const bool isTyped = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (isTyped || (isOpen && event->key() == Qt::Key_Backspace))
        offer(false);
}

void CodeEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    // As in every line: what is typed after a tab takes the place of what stands there.
    const bool isByKey = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason ||
                         event->reason() == Qt::ShortcutFocusReason;
    if (isByKey && m_extent == Extent::Line)
        selectAll();
}

void CodeEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        emit settled();
}

void CodeEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    if (m_extent == Extent::Line)
        document()->setDocumentMargin(std::max(0, (viewport()->height() - fontMetrics().height()) / 2));
    if (m_extent == Extent::Lines && event->size().width() != event->oldSize().width())
        updateGeometry();
}

void CodeEdit::insertFromMimeData(const QMimeData *source)
{
    if (m_extent == Extent::Line)
        insertPlainText(source->text().simplified());
    else
        QPlainTextEdit::insertFromMimeData(source);
}

void CodeEdit::handleText()
{
    // Colouring counts as a change of the text, too.
    const QString now = toPlainText();
    if (now == m_last)
        return;
    m_last = now;
    updateGeometry();
    if (!m_isSilent)
        emit edited();
}

void CodeEdit::complete()
{
    offer(true);
}

QString CodeEdit::typedWord() const
{
    const QString line = textCursor().block().text();
    const int end = textCursor().positionInBlock();
    int start = end;
    while (start > 0 && isNamePart(line.at(start - 1)))
        --start;
    return line.mid(start, end - start);
}

void CodeEdit::offer(bool asked)
{
    const bool inExpression =
        m_names && isInExpression(textCursor().block().text(), textCursor().positionInBlock(), m_language);
    QStringList candidates;
    m_completesWhole = m_wholes != nullptr && !(inExpression && m_language != CodeLanguage::Expression);
    QString prefix = m_completesWhole ? toPlainText().left(textCursor().position()) : typedWord();
    if (m_completesWhole)
        candidates = m_wholes();
    else if (inExpression)
        candidates = m_names();
    if (candidates.isEmpty() || (prefix.isEmpty() && !asked)) {
        if (m_completer != nullptr)
            m_completer->popup()->hide();
        return;
    }
    if (m_completer == nullptr) {
        m_completer = new QCompleter(new QStringListModel(this), this);
        m_completer->setWidget(this);
        m_completer->setCaseSensitivity(Qt::CaseInsensitive);
        m_completer->setMaxVisibleItems(shownCompletions);
        m_completer->popup()->setObjectName(u"completions"_qs);
        m_completer->popup()->setAccessibleName(tr("Completions"));
        m_completer->popup()->setFont(font());
        connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &CodeEdit::accept);
    }
    static_cast<QStringListModel *>(m_completer->model())->setStringList(candidates);
    m_completer->setCompletionPrefix(prefix);
    const bool isDone = m_completer->completionCount() == 1 && m_completer->currentCompletion() == prefix;
    if (m_completer->completionCount() == 0 || isDone)
        return m_completer->popup()->hide();
    QAbstractItemView *list = m_completer->popup();
    list->setCurrentIndex(m_completer->completionModel()->index(0, 0));
    QRect place = cursorRect();
    place.setWidth(std::max(list->sizeHintForColumn(0), 120) + list->verticalScrollBar()->sizeHint().width() +
                   2 * measure::Large);
    m_completer->complete(place);
}

void CodeEdit::accept(const QString &completion)
{
    if (m_completesWhole) {
        setPlainText(completion);
        moveCursor(QTextCursor::End);
    } else {
        QTextCursor cursor = textCursor();
        cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor, static_cast<int>(typedWord().size()));
        cursor.insertText(completion);
    }
}

} // namespace framewright::ui
