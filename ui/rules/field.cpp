// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/field.h"

#include "ui/common/theme.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"

#include <QAbstractItemView>
#include <QKeyEvent>
#include <QPainter>
#include <QStyleOptionComboBox>
#include <QWheelEvent>

#include <algorithm>
#include <array>

namespace framewright::ui {

Field::Field(const FormContext &context, const FieldEntry &entry, const QString &place, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_entry(entry)
    , m_place(place)
{
}

CodeEdit *Field::makeLine(CodeLanguage language, const QString &code, const QString &placeSuffix)
{
    auto *edit = new CodeEdit(m_context.theme, language, CodeEdit::Extent::Line, this);
    edit->setObjectName(m_place + placeSuffix);
    edit->setAccessibleName(name());
    edit->setPlaceholderText(languageText(m_entry.hint));
    edit->setCode(code);
    connectEdit(edit);
    return edit;
}

CodeEdit *Field::makeLines(CodeLanguage language, const QString &code)
{
    auto *edit = new CodeEdit(m_context.theme, language, CodeEdit::Extent::Lines, this);
    edit->setObjectName(m_place);
    edit->setAccessibleName(name());
    edit->setPlaceholderText(languageText(m_entry.hint));
    edit->setCode(code);
    connectEdit(edit);
    return edit;
}

void Field::connectEdit(CodeEdit *edit)
{
    offerNames(edit, m_context.completion);
    connect(edit, &CodeEdit::edited, this, &Field::noteEdit);
    connect(edit, &CodeEdit::settled, this, [this] { m_context.host.noteSettled(); });
}

void offerNames(CodeEdit *edit, const Completion &completion)
{
    edit->setNames([&completion] { return completion.names(); });
    edit->setDetails([&completion](const QString &name) { return completion.valueNow(name); });
}

void putTabsBehind(QWidget *last, const QWidget *made)
{
    // Nothing can stand behind what takes no focus itself.
    while (last->focusPolicy() == Qt::NoFocus && last->previousInFocusChain() != made)
        last = last->previousInFocusChain();
    QList<QWidget *> fields;
    for (QWidget *each = last->nextInFocusChain(); each != last; each = each->nextInFocusChain()) {
        if ((each == made || made->isAncestorOf(each)) && (each->focusPolicy() & Qt::TabFocus) != 0)
            fields.append(each);
    }
    for (QWidget *field : std::as_const(fields)) {
        QWidget::setTabOrder(last, field);
        last = field;
    }
}

WordCombo::WordCombo(const Theme &theme, const std::vector<WordEntry> &words, const QString &place, const QString &name,
                     QWidget *parent)
    : QComboBox(parent)
    , m_theme(theme)
{
    setObjectName(place);
    setAccessibleName(name);
    setAccessibleDescription(name);
    setFocusPolicy(Qt::StrongFocus);
    for (const WordEntry &entry : words) {
        addItem(languageText(entry.label), QString::fromLatin1(entry.word));
        setItemData(count() - 1, languageText(entry.purpose), Qt::ToolTipRole);
    }
    connect(this, &QComboBox::currentIndexChanged, this, &QWidget::updateGeometry);
}

QSize WordCombo::sizeHint() const
{
    QStyleOptionComboBox option;
    initStyleOption(&option);
    const QSize word(fontMetrics().horizontalAdvance(currentText()), fontMetrics().height());
    QSize size = style()->sizeFromContents(QStyle::CT_ComboBox, &option, word, this);
    size.setHeight(QComboBox::sizeHint().height());
    return size;
}

void WordCombo::showPopup()
{
    // Here, as the list is made when it is asked for, which most never are.
    view()->installEventFilter(this);
    // The list has room for the longest word.
    view()->setMinimumWidth(QComboBox::sizeHint().width());
    QComboBox::showPopup();
}

void WordCombo::setWord(const QString &word)
{
    int index = findData(word);
    if (index < 0) {
        addItem(word, word);
        index = count() - 1;
    }
    setCurrentIndex(index);
}

void WordCombo::setProblem(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    setToolTip(problem);
    setAccessibleDescription(problem.isEmpty() ? accessibleName() : problem);
    update();
}

bool WordCombo::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == view() && event->type() == QEvent::ShortcutOverride &&
        static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept(); // It closes the list, and is not the form's.
        return true;
    }
    const auto *key = event->type() == QEvent::KeyPress ? static_cast<QKeyEvent *>(event) : nullptr;
    const bool isTab = key != nullptr && (key->key() == Qt::Key_Tab || key->key() == Qt::Key_Backtab);
    if (watched != view() || !isTab)
        return QComboBox::eventFilter(watched, event);
    // The word that was gone to is taken, and the next field follows, unless the word brings a form of its own.
    const bool isForward = key->key() == Qt::Key_Tab;
    const int row = view()->currentIndex().row();
    hidePopup();
    setCurrentIndex(row);
    if (hasFocus())
        focusNextPrevChild(isForward);
    return true;
}

void WordCombo::keyPressEvent(QKeyEvent *event)
{
    static constexpr std::array moves{Qt::Key_Up,       Qt::Key_Down, Qt::Key_PageUp,
                                      Qt::Key_PageDown, Qt::Key_Home, Qt::Key_End};
    const bool isPlain = (event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    const QString text = event->text();
    const bool isLetter = !text.isEmpty() && text.at(0).isPrint() && !text.at(0).isSpace();
    if (!isPlain || (!isLetter && std::ranges::find(moves, event->key()) == moves.end()))
        return QComboBox::keyPressEvent(event);
    showPopup();
    if (!isLetter)
        return;
    view()->keyboardSearch({}); // A search of its own, not the end of the one before.
    view()->keyboardSearch(text);
}

void WordCombo::paintEvent(QPaintEvent *event)
{
    QComboBox::paintEvent(event);
    if (m_problem.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.color(Token::Failure));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), measure::ControlRadius, measure::ControlRadius);
}

void WordCombo::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace framewright::ui
