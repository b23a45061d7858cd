// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/rules/grip.h"
#include "ui/rules/rail.h"
#include "ui/rules/stepeditor.h"
#include "ui/rules/stepfields.h"

#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QToolButton>

namespace framewright::ui {

using value::Value;

namespace {

Value beyond(const Value &list, qsizetype limit)
{
    Value::List rest;
    for (qsizetype index = limit; index < list.size(); ++index)
        rest.push_back(list.at(index));
    return Value::list(std::move(rest));
}

} // namespace

StepsEditor::StepsEditor(const FormContext &context, const QString &place, const Value &list, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_place(place)
    , m_rest(beyond(list, stepLimit))
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(place + u"/steps"_qs);
    setAcceptDrops(true);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(measure::Hair);
    for (qsizetype index = 0; index < std::min(list.size(), stepLimit); ++index) {
        auto *step = new StepEditor(context, place + u'/' + QString::number(index), list.at(index), this);
        m_steps.append(step);
        m_layout->addWidget(step);
    }
    if (m_rest.size() > 0) {
        auto *label = new QLabel(tr("And %1 more actions, which the JSON view shows.").arg(m_rest.size()), this);
        context.theme.tint(label, Token::Muted);
        m_layout->addWidget(label);
    } else {
        addButton();
    }
}

void StepsEditor::addButton()
{
    auto *button = new QToolButton(this);
    button->setObjectName(m_place + u"/add"_qs);
    button->setIcon(themedIcon(m_context.theme, u"add"_qs));
    button->setText(tr("Add action"));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAccessibleName(tr("Add an action"));
    button->setToolTip(tr("Add an action behind the last one"));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    menu->setObjectName(m_place + u"/verbs"_qs);
    menu->setToolTipsVisible(true);
    const QString end = m_place + u'/' + QString::number(m_steps.size());
    const char *kind = nullptr;
    int width = 0;
    for (const VerbEntry &verb : verbs()) {
        if (kind == nullptr || QByteArrayView(kind) != QByteArrayView(verb.kind)) {
            kind = verb.kind;
            menu->addSection(languageText(kind));
            width = std::max(width, menu->fontMetrics().horizontalAdvance(languageText(kind)));
        }
        QAction *action = menu->addAction(languageText(verb.label));
        action->setToolTip(languageText(verb.purpose));
        action->setObjectName(QString::fromLatin1(verb.name));
        connect(action, &QAction::triggered, this,
                [this, end, &verb] { m_context.host.insertStep(end, newAction(verb)); });
    }
    menu->setMinimumWidth(width + 4 * measure::Large); // Heads do not count in a menu's own width.
    button->setMenu(menu);
    m_layout->addWidget(button, 0, Qt::AlignLeft);
}

Value StepsEditor::value() const
{
    Value::List actions;
    for (const StepEditor *step : m_steps)
        actions.push_back(step->value());
    for (const Value &item : m_rest.items())
        actions.push_back(item);
    return Value::list(std::move(actions));
}

int StepsEditor::dropIndex(int y) const
{
    int index = 0;
    while (index < m_steps.size() && y > m_steps.at(index)->geometry().center().y())
        ++index;
    return index;
}

void StepsEditor::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(QLatin1StringView(Grip::mimeType)))
        event->acceptProposedAction();
}

void StepsEditor::dragMoveEvent(QDragMoveEvent *event)
{
    m_dropIndex = dropIndex(event->position().toPoint().y());
    update();
    event->acceptProposedAction();
}

void StepsEditor::dragLeaveEvent(QDragLeaveEvent *event)
{
    m_dropIndex = -1;
    update();
    QWidget::dragLeaveEvent(event);
}

void StepsEditor::dropEvent(QDropEvent *event)
{
    const QString from = QString::fromUtf8(event->mimeData()->data(QLatin1StringView(Grip::mimeType)));
    const QString to = m_place + u'/' + QString::number(dropIndex(event->position().toPoint().y()));
    m_dropIndex = -1;
    update();
    event->acceptProposedAction();
    m_context.host.moveStep(from, to);
}

void StepsEditor::paintEvent(QPaintEvent *event)
{
    QWidget::paintEvent(event);
    if (m_dropIndex < 0)
        return;
    const int y = m_steps.isEmpty()              ? 0
                  : m_dropIndex < m_steps.size() ? m_steps.at(m_dropIndex)->geometry().top() - measure::Hair
                                                 : m_steps.constLast()->geometry().bottom() + measure::Hair;
    QPainter painter(this);
    painter.fillRect(QRect(0, std::max(0, y - 1), width(), 2), m_context.theme.color(Token::Accent));
}

namespace {

QLabel *wordOf(const FormContext &context, const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    context.theme.tint(label, Token::Muted);
    return label;
}

class StepsField final : public Field
{
public:
    StepsField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
               QWidget *parent)
        : Field(context, entry, place, parent)
        , m_wasWritten(!value.isUndefined())
        , m_steps(new StepsEditor(context, place, value, parent))
        , m_rail(railed(context.theme, m_steps, parent))
    {
        auto *row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(wordOf(context, languageText(entry.label), this));
    }

    [[nodiscard]] Value value() const override
    {
        Value steps = m_steps->value();
        return steps.size() == 0 && !m_wasWritten ? Value() : steps;
    }
    [[nodiscard]] QWidget *below() override { return m_rail; }

private:
    const bool m_wasWritten;
    StepsEditor *m_steps;
    QWidget *m_rail;
};

class AlternativesField final : public Field
{
public:
    AlternativesField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                      QWidget *parent)
        : Field(context, entry, place, parent)
        , m_all(new QWidget(parent))
    {
        auto *layout = new QVBoxLayout(m_all);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(measure::Hair);
        for (qsizetype index = 0; index < value.size(); ++index)
            addAlternative(layout, index, value.at(index));
        auto *add = new QToolButton(m_all);
        add->setObjectName(place + u"/addAlternative"_qs);
        add->setAccessibleName(tr("Add an alternative"));
        add->setText(tr("Add an alternative"));
        add->setIcon(themedIcon(context.theme, u"add"_qs));
        add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        add->setAutoRaise(true);
        add->setFocusPolicy(Qt::StrongFocus);
        connect(add, &QToolButton::clicked, this, [this] { this->context().host.addAlternative(this->place()); });
        layout->addWidget(add, 0, Qt::AlignLeft);
        hide(); // There is no word in the line; the alternatives say it.
    }

    [[nodiscard]] Value value() const override
    {
        Value::List lists;
        for (const StepsEditor *steps : m_lists)
            lists.push_back(steps->value());
        return Value::list(std::move(lists));
    }
    [[nodiscard]] QWidget *below() override { return m_all; }

private:
    void addAlternative(QVBoxLayout *layout, qsizetype index, const Value &steps)
    {
        const QString itsPlace = place() + u'/' + QString::number(index);
        auto *head = new QHBoxLayout;
        head->addWidget(wordOf(context(), index == 0 ? tr("either") : tr("or"), m_all));
        auto *remove = new QToolButton(m_all);
        remove->setObjectName(itsPlace + u"/removeAlternative"_qs);
        remove->setAccessibleName(tr("Remove this alternative"));
        remove->setToolTip(tr("Remove this alternative"));
        remove->setIcon(themedIcon(context().theme, u"cross"_qs));
        remove->setAutoRaise(true);
        remove->setFocusPolicy(Qt::TabFocus);
        connect(remove, &QToolButton::clicked, this, [this, itsPlace] { context().host.removeAlternative(itsPlace); });
        head->addStretch(1);
        head->addWidget(remove);
        layout->addLayout(head);
        auto *editor = new StepsEditor(context(), itsPlace, steps, m_all);
        m_lists.append(editor);
        layout->addWidget(railed(context().theme, editor, m_all));
    }

    QWidget *m_all;
    QList<StepsEditor *> m_lists;
};

} // namespace

Field *makeStepsField(const FormContext &context, const FieldEntry &entry, const QString &place, const Value &value,
                      QWidget *parent)
{
    if (entry.kind == FieldKind::Alternatives)
        return new AlternativesField(context, entry, place, value, parent);
    return new StepsField(context, entry, place, value, parent);
}

} // namespace framewright::ui
