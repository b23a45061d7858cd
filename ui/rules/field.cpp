// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/field.h"

#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"

#include <QAbstractItemView>
#include <QStyleOptionComboBox>
#include <QWheelEvent>

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
        if (made->isAncestorOf(each) && (each->focusPolicy() & Qt::TabFocus) != 0)
            fields.append(each);
    }
    for (QWidget *field : std::as_const(fields)) {
        QWidget::setTabOrder(last, field);
        last = field;
    }
}

WordCombo::WordCombo(const std::vector<WordEntry> &words, const QString &place, const QString &name, QWidget *parent)
    : QComboBox(parent)
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

void WordCombo::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

} // namespace framewright::ui
