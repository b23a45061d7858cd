// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/codeedit.h"

#include "ui/common/theme.h"
#include "ui/rules/codehighlighter.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStringListModel>
#include <QStyledItemDelegate>
#include <QTextBlock>
#include <QToolTip>

namespace framewright::ui {

namespace {

constexpr int shownCompletions = 8;

bool isNamePart(QChar character)
{
    return character.isLetterOrNumber() || QStringView(u"_$.[]'").contains(character);
}

/// A shortcut on Escape may be on its way: it is the list's while one is open.
bool isEscapeWish(const QEvent *event)
{
    return event->type() == QEvent::ShortcutOverride && static_cast<const QKeyEvent *>(event)->key() == Qt::Key_Escape;
}

/// Candidates with what stands beside them, asked when they are painted: only those in sight.
class CandidateDelegate final : public QStyledItemDelegate
{
public:
    CandidateDelegate(const Theme &theme, const CodeEdit::Details &details, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_theme(theme)
        , m_details(details)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString detail = m_details ? m_details(index.data().toString()) : QString();
        if (detail.isEmpty())
            return;
        const int taken = option.fontMetrics.horizontalAdvance(index.data().toString()) + 2 * measure::Large;
        const QRect place = option.rect.adjusted(taken, 0, -measure::Small, 0);
        const bool isChosen = (option.state & QStyle::State_Selected) != 0;
        painter->save();
        painter->setFont(option.font);
        painter->setPen(m_theme.color(isChosen ? Token::SelectionText : Token::Muted));
        painter->drawText(place, int(Qt::AlignRight | Qt::AlignVCenter),
                          option.fontMetrics.elidedText(detail, Qt::ElideRight, place.width()));
        painter->restore();
    }

private:
    const Theme &m_theme;
    const CodeEdit::Details &m_details;
};

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

void CodeEdit::setMostLines(int count)
{
    m_mostLines = count;
    updateGeometry();
}

int CodeEdit::lineCount() const
{
    // The layout of a plain text measures in lines, wrapped ones counted.
    return std::clamp(static_cast<int>(document()->size().height()), 1, m_mostLines);
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
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() && m_extent == Extent::Line &&
        fontMetrics().horizontalAdvance(toPlainText()) > viewport()->width()) {
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), toPlainText(), this);
        return true;
    }
    if (isListOpen() && isEscapeWish(event)) {
        event->accept();
        return true;
    }
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

bool CodeEdit::eventFilter(QObject *watched, QEvent *event)
{
    const bool isOfList = m_completer != nullptr && watched == m_completer->popup();
    if (!isOfList || !isEscapeWish(event))
        return QPlainTextEdit::eventFilter(watched, event);
    event->accept();
    return true;
}

bool CodeEdit::isListOpen() const
{
    return m_completer != nullptr && m_completer->popup()->isVisible();
}

bool CodeEdit::takesListKey(QKeyEvent *event)
{
    const bool isOpen = isListOpen();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isOpen && (isReturn || event->key() == Qt::Key_Tab) && !m_completer->popup()->currentIndex().isValid()) {
        // Nothing of it was chosen: the key means what it means without a list.
        m_completer->popup()->hide();
        return false;
    }
    if (isOpen && (isReturn || event->key() == Qt::Key_Tab || event->key() == Qt::Key_Escape)) {
        event->ignore(); // The list's own keys.
        return true;
    }
    const bool asksForList = event->key() == Qt::Key_Down && m_extent == Extent::Line && m_wholes != nullptr;
    if (!isOpen && asksForList && event->modifiers() == Qt::NoModifier) {
        suggest();
        return true;
    }
    return false;
}

void CodeEdit::keyPressEvent(QKeyEvent *event)
{
    if (takesListKey(event))
        return;
    const bool wasOpen = isListOpen();
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier)
        return offer(Offer::Asked);
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_extent == Extent::Line) {
        emit settled();
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const bool isTyped = !event->text().isEmpty() && event->text().at(0).isPrint();
    if (isTyped || (wasOpen && event->key() == Qt::Key_Backspace))
        offer(Offer::Typed);
}

void CodeEdit::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && m_wholes != nullptr && document()->isEmpty())
        suggest();
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
    if (event->reason() == Qt::PopupFocusReason)
        return;
    if (isListOpen())
        m_completer->popup()->hide();
    if (m_extent == Extent::Line && event->reason() != Qt::ActiveWindowFocusReason) {
        // What was marked for the keys that would have come looks like a choice afterwards.
        QTextCursor cursor = textCursor();
        cursor.clearSelection();
        setTextCursor(cursor);
    }
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
    offer(Offer::Asked);
}

void CodeEdit::suggest()
{
    offer(Offer::Suggested);
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

void CodeEdit::makeCompleter()
{
    if (m_completer != nullptr)
        return;
    m_completer = new QCompleter(new QStringListModel(this), this);
    m_completer->setWidget(this);
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setMaxVisibleItems(shownCompletions);
    m_completer->popup()->setObjectName(u"completions"_qs);
    m_completer->popup()->setAccessibleName(tr("Completions"));
    m_completer->popup()->setFont(font());
    m_completer->popup()->setItemDelegate(new CandidateDelegate(m_theme, m_details, m_completer));
    m_completer->popup()->installEventFilter(this);
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &CodeEdit::accept);
}

void CodeEdit::offer(Offer manner)
{
    const bool inExpression =
        m_names && isInExpression(textCursor().block().text(), textCursor().positionInBlock(), m_language);
    QStringList candidates;
    m_completesWhole = m_wholes != nullptr && !(inExpression && m_language != CodeLanguage::Expression);
    // What was suggested for a whole line need not begin with what stands there.
    const bool isForAll = manner == Offer::Suggested && m_completesWhole;
    const QString prefix = isForAll           ? QString()
                           : m_completesWhole ? toPlainText().left(textCursor().position())
                                              : typedWord();
    if (m_completesWhole)
        candidates = m_wholes();
    else if (inExpression)
        candidates = m_names();
    if (candidates.isEmpty() || (prefix.isEmpty() && manner == Offer::Typed)) {
        if (m_completer != nullptr)
            m_completer->popup()->hide();
        return;
    }
    makeCompleter();
    static_cast<QStringListModel *>(m_completer->model())->setStringList(candidates);
    m_completer->setCompletionPrefix(prefix);
    const bool isDone = m_completer->completionCount() == 1 && m_completer->currentCompletion() == prefix;
    if (m_completer->completionCount() == 0 || isDone)
        return m_completer->popup()->hide();
    showList(manner);
}

void CodeEdit::showList(Offer manner)
{
    QAbstractItemView *list = m_completer->popup();
    constexpr int mostMeasured = 100;
    int width = 120;
    const QAbstractItemModel &shown = *m_completer->completionModel();
    for (int row = 0; row < std::min(shown.rowCount(), mostMeasured); ++row) {
        const QString text = shown.index(row, 0).data().toString();
        const QString detail = m_details ? m_details(text) : QString();
        const int gap = detail.isEmpty() ? 0 : 2 * measure::Large;
        width = std::max(width, fontMetrics().horizontalAdvance(text + detail) + gap);
    }
    // Under a line, which keeps its whole height; in a longer text under the line of the cursor.
    QRect place = cursorRect().translated(viewport()->pos());
    if (m_extent == Extent::Line)
        place = QRect(m_completesWhole ? 0 : place.left(), 0, 1, height() + 1);
    place.setWidth(width + list->verticalScrollBar()->sizeHint().width() + 3 * measure::Large);
    m_completer->complete(place);
    // A list that came by itself has chosen nothing, so that Tab and Return go on as ever.
    list->setCurrentIndex(manner == Offer::Suggested ? QModelIndex() : shown.index(0, 0));
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
