// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/emptystate.h"

#include "ui/common/theme.h"

#include <QAbstractItemView>
#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace framewright::ui {

EmptyState::EmptyState(const Theme &theme, QAbstractItemView *view)
    : QWidget(view->viewport())
    , m_view(view)
    , m_title(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
{
    setObjectName(view->objectName() + u"Empty"_qs);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Hair);
    layout->addStretch(1);
    for (QLabel *label : {m_title, m_sentence}) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    layout->addSpacing(measure::Hair);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(2);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_action != nullptr)
            m_action->trigger();
    });
    view->viewport()->installEventFilter(this);
    theme.tint(m_sentence, Token::Muted);
    watchModel();
}

void EmptyState::setTexts(const QString &title, const QString &sentence)
{
    m_title->setText(title);
    m_sentence->setText(sentence);
}

void EmptyState::setAction(QAction *action)
{
    m_action = action;
    m_button->setVisible(action != nullptr);
    if (action == nullptr)
        return;
    // The letter is the menu's; two of one window would share it.
    m_button->setText(action->text().remove(u'&'));
    m_button->setIcon(action->icon());
    m_button->setObjectName(action->objectName() + u"Step"_qs);
    m_button->setAccessibleName(action->text().remove(u'&'));
}

bool EmptyState::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        takePlace();
    return QWidget::eventFilter(watched, event);
}

/// Where there is no room for all of it the sentence gives way, then the margins.
void EmptyState::takePlace()
{
    setGeometry(m_view->viewport()->rect());
    const int width = std::max(1, this->width() - 2 * measure::Large);
    const int title = m_title->heightForWidth(width);
    const int step = m_action != nullptr ? m_button->sizeHint().height() + measure::Small : 0;
    const int all = title + m_sentence->heightForWidth(width) + step + 3 * measure::Hair;
    m_sentence->setVisible(all + 2 * measure::Large <= height());
    const int margin = title + step + 2 * measure::Large <= height() ? measure::Large : 0;
    layout()->setContentsMargins(measure::Large, margin, measure::Large, margin);
}

void EmptyState::watchModel()
{
    const QAbstractItemModel *model = m_view->model();
    Q_ASSERT(model != nullptr);
    connect(model, &QAbstractItemModel::rowsInserted, this, &EmptyState::updateShown);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &EmptyState::updateShown);
    connect(model, &QAbstractItemModel::modelReset, this, &EmptyState::updateShown);
    updateShown();
}

void EmptyState::updateShown()
{
    setVisible(m_view->model()->rowCount() == 0);
}

} // namespace framewright::ui
