// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/formlayout.h"

#include "ui/common/scrolledge.h"
#include "ui/common/theme.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

/// The wheel scrolls the form; it changes only the field that has the keyboard.
class WheelGuard final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (event->type() != QEvent::Wheel || widget == nullptr || widget->hasFocus())
            return QObject::eventFilter(watched, event);
        event->ignore();
        return true;
    }
};

/// Undo is the window's, which names its steps: a field has no history of its own beside it. Over a dialog that
/// waits the window hears nothing; there the field keeps its own.
class UndoGuard final : public QObject
{
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        const auto *field = qobject_cast<QWidget *>(watched);
        if (event->type() != QEvent::ShortcutOverride || field == nullptr || field->window()->isModal())
            return QObject::eventFilter(watched, event);
        const auto *key = static_cast<QKeyEvent *>(event);
        if (!key->matches(QKeySequence::Undo) && !key->matches(QKeySequence::Redo))
            return false;
        event->ignore();
        return true;
    }
};

template <class Field>
Field *named(Field *field, const QString &name, const QString &title)
{
    field->setObjectName(name);
    field->setAccessibleName(title);
    return field;
}

void guardWheel(QWidget *field)
{
    field->setFocusPolicy(Qt::StrongFocus);
    field->installEventFilter(new WheelGuard(field));
}

} // namespace

FormLayout::FormLayout(const Theme &theme, QWidget *page)
    : m_theme(theme)
    , m_body(new QWidget(page))
    , m_rows(new QFormLayout(m_body))
{
    auto *scroll = new QScrollArea(page);
    scroll->setObjectName(page->objectName() % u"Scroll");
    scroll->setAccessibleName(page->accessibleName());
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_body);
    scroll->setBackgroundRole(QPalette::Base);
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    ScrollEdge::attach(scroll);
    m_body->setBackgroundRole(QPalette::Base);
    m_body->setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    m_rows->setContentsMargins(measure::Large, measure::Medium, measure::Large, measure::Large);
    m_rows->setHorizontalSpacing(measure::Large);
    m_rows->setVerticalSpacing(measure::Small);
    m_rows->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_rows->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_rows->setRowWrapPolicy(QFormLayout::DontWrapRows);
}

void FormLayout::addHeading(const QString &text)
{
    auto *heading = new QLabel(text, m_body);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    if (m_rows->rowCount() > 0)
        heading->setContentsMargins(0, measure::Small, 0, 0);
    m_rows->addRow(heading);
}

QLabel *FormLayout::addRow(const QString &label, QWidget *field)
{
    auto *text = new QLabel(label, m_body);
    text->setBuddy(field);
    m_theme.tint(text, Token::Muted);
    m_rows->addRow(text, field);
    return text;
}

QLabel *FormLayout::addHint(const QString &text)
{
    auto *hint = new QLabel(text, m_body);
    hint->setWordWrap(true);
    hint->setTextFormat(Qt::PlainText);
    m_theme.tint(hint, Token::Muted);
    m_rows->addRow(hint);
    return hint;
}

void FormLayout::addWide(QWidget *widget)
{
    m_rows->addRow(widget);
}

void FormLayout::setRowVisible(QWidget *field, bool visible)
{
    m_rows->setRowVisible(field, visible);
}

QLineEdit *makeLine(QWidget *parent, const QString &name, const QString &title, const QString &placeholder)
{
    auto *line = named(new QLineEdit(parent), name, title);
    line->setPlaceholderText(placeholder);
    line->installEventFilter(new UndoGuard(line));
    return line;
}

QSpinBox *makeNumber(QWidget *parent, const QString &name, const QString &title, int minimum, int maximum,
                     const QString &suffix, const QString &wordForMinimum)
{
    auto *number = named(new QSpinBox(parent), name, title);
    number->setRange(minimum, maximum);
    number->setSuffix(suffix);
    number->setSpecialValueText(wordForMinimum);
    number->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    guardWheel(number);
    number->installEventFilter(new UndoGuard(number));
    return number;
}

QComboBox *makeChoice(QWidget *parent, const QString &name, const QString &title,
                      const QList<std::pair<QString, QString>> &entries)
{
    auto *choice = named(new QComboBox(parent), name, title);
    for (const auto &[text, value] : entries)
        choice->addItem(text, value);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    choice->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    guardWheel(choice);
    return choice;
}

} // namespace framewright::ui
