// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/foldingtext.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPlainTextDocumentLayout>
#include <QTextBlock>

namespace framewright::ui {

namespace {

/// One line of a megabyte keeps the layout busy for half a minute, many short ones do not.
constexpr qsizetype longestLine = 4096;

QString inPieces(const QString &text)
{
    QString pieces;
    qsizetype taken = 0;
    qsizetype start = 0;
    while (start < text.size()) {
        qsizetype end = text.indexOf(u'\n', start);
        end = end < 0 ? text.size() : end;
        for (qsizetype cut = start + longestLine; cut < end; cut += longestLine) {
            // Never between the two halves of a character.
            const qsizetype place = text.at(cut).isLowSurrogate() ? cut - 1 : cut;
            pieces += QStringView(text).sliced(taken, place - taken);
            pieces += u'\n';
            taken = place;
        }
        start = end + 1;
    }
    return taken == 0 ? text : QString(pieces % QStringView(text).sliced(taken));
}

} // namespace

FoldingText::FoldingText(const Theme &theme, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_margin(new QWidget(this))
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setProperty("bare", true);
    setTabChangesFocus(true);
    setUndoRedoEnabled(false);
    setFont(Theme::fixedFont(font()));
    document()->setDocumentMargin(measure::Small);
    m_margin->setCursor(Qt::PointingHandCursor);
    m_margin->setToolTip(tr("Fold or unfold (Ctrl+Minus, Ctrl+Plus)"));
    m_margin->installEventFilter(this);
    m_margin->hide();
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &place, int scrolled) {
        scrolled != 0 ? m_margin->scroll(0, scrolled)
                      : m_margin->update(0, place.y(), m_margin->width(), place.height());
    });
}

int FoldingText::marginWidth() const
{
    return m_ends.isEmpty() ? 0 : measure::IconSize + measure::Hair;
}

void FoldingText::showText(const QString &text, bool folds)
{
    m_folded.clear();
    m_ends.clear();
    const QString pieces = inPieces(text);
    setToolTip(pieces.size() == text.size() ? QString()
                                            : tr("Lines of more than %1 characters are shown in pieces; Copy message "
                                                 "takes them whole.")
                                                  .arg(longestLine));
    setPlainText(pieces);
    if (folds)
        findFolds();
    m_margin->setVisible(!m_ends.isEmpty());
    setViewportMargins(marginWidth(), 0, 0, 0);
}

/// Pretty-printed, a line ends with what it opens and begins with what it closes.
void FoldingText::findFolds()
{
    QList<int> open;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text().trimmed();
        if ((line.startsWith(u'}') || line.startsWith(u']')) && !open.isEmpty()) {
            const int opener = open.takeLast();
            if (block.blockNumber() > opener + 1)
                m_ends.insert(opener, block.blockNumber());
        }
        if (line.endsWith(u'{') || line.endsWith(u'['))
            open.append(block.blockNumber());
    }
}

int FoldingText::foldAround(int line) const
{
    for (int place = line; place >= 0; --place) {
        const auto end = m_ends.constFind(place);
        if (end != m_ends.cend() && *end >= line)
            return place;
    }
    return -1;
}

void FoldingText::toggleFold(int line)
{
    if (!m_ends.contains(line))
        return;
    if (!m_folded.remove(line))
        m_folded.insert(line);
    updateShown();
}

void FoldingText::foldAll(bool folded)
{
    m_folded.clear();
    if (folded) {
        // The outermost stays open, or there would be nothing to see.
        for (auto fold = m_ends.cbegin(); fold != m_ends.cend(); ++fold) {
            if (fold.key() != 0)
                m_folded.insert(fold.key());
        }
    }
    updateShown();
}

void FoldingText::reveal(int line)
{
    bool changed = false;
    for (auto fold = m_folded.begin(); fold != m_folded.end();) {
        const bool hides = *fold < line && line < m_ends.value(*fold);
        changed = changed || hides;
        fold = hides ? m_folded.erase(fold) : std::next(fold);
    }
    if (changed)
        updateShown();
}

void FoldingText::updateShown()
{
    int hiddenUntil = -1;
    for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
        const int line = block.blockNumber();
        const bool visible = line >= hiddenUntil;
        if (visible && m_folded.contains(line))
            hiddenUntil = m_ends.value(line);
        if (block.isVisible() == visible)
            continue;
        block.setVisible(visible);
        block.setLineCount(visible ? std::max(1, block.layout()->lineCount()) : 0);
    }
    QTextCursor cursor = textCursor();
    while (!cursor.block().isVisible() && cursor.movePosition(QTextCursor::PreviousBlock)) {
    }
    setTextCursor(cursor);
    auto *layout = static_cast<QPlainTextDocumentLayout *>(document()->documentLayout());
    layout->requestUpdate();
    emit layout->documentSizeChanged(layout->documentSize());
    viewport()->update();
    m_margin->update();
}

void FoldingText::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    const QRect inside = contentsRect();
    m_margin->setGeometry(inside.left(), inside.top(), marginWidth(), inside.height());
}

void FoldingText::paintEvent(QPaintEvent *event)
{
    QPlainTextEdit::paintEvent(event);
    if (m_folded.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setFont(font());
    painter.setPen(m_theme.color(Token::Muted));
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        if (!block.isVisible() || !m_folded.contains(block.blockNumber()) || block.layout()->lineCount() == 0)
            continue;
        const QTextLine last = block.layout()->lineAt(block.layout()->lineCount() - 1);
        const int hidden = m_ends.value(block.blockNumber()) - block.blockNumber() - 1;
        const QPointF at =
            place.topLeft() + QPointF(last.naturalTextRect().right() + measure::Small, last.y() + last.ascent());
        painter.drawText(at, hidden == 1 ? tr("… 1 line") : tr("… %1 lines").arg(hidden));
    }
}

void FoldingText::paintMargin(QPaintEvent *event)
{
    QPainter painter(m_margin);
    painter.fillRect(event->rect(), m_theme.color(Token::Panel));
    constexpr int size = 12;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > event->rect().bottom())
            break;
        if (!block.isVisible() || !m_ends.contains(block.blockNumber()))
            continue;
        const bool folded = m_folded.contains(block.blockNumber());
        const int top = qRound(place.top()) + (fontMetrics().height() - size) / 2;
        painter.drawPixmap(measure::Hair, top, size, size,
                           iconPixmap(folded ? u"chevron-right"_qs : u"chevron-down"_qs, size,
                                      m_theme.color(Token::Muted), devicePixelRatioF()));
    }
}

bool FoldingText::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_margin)
        return QPlainTextEdit::eventFilter(watched, event);
    if (event->type() == QEvent::Paint) {
        paintMargin(static_cast<QPaintEvent *>(event));
        return true;
    }
    if (event->type() == QEvent::MouseButtonPress) {
        const QPoint place(0, static_cast<QMouseEvent *>(event)->position().toPoint().y());
        toggleFold(cursorForPosition(place).blockNumber());
        return true;
    }
    return QPlainTextEdit::eventFilter(watched, event);
}

void FoldingText::keyPressEvent(QKeyEvent *event)
{
    const bool fold = event->key() == Qt::Key_Minus;
    const bool unfold = event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal;
    if ((fold || unfold) && event->modifiers().testFlag(Qt::ControlModifier)) {
        if (event->modifiers().testFlag(Qt::AltModifier)) {
            foldAll(fold);
            return;
        }
        const int line = foldAround(textCursor().blockNumber());
        if (line >= 0 && isFolded(line) == unfold)
            toggleFold(line);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

} // namespace framewright::ui
