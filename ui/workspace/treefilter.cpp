// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/treefilter.h"

#include "ui/common/icons.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"

#include <QAbstractItemModel>
#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

#include <chrono>

namespace framewright::ui {

using namespace std::chrono_literals;

namespace {

bool hasText(const QModelIndex &index, const QString &text)
{
    return index.data().toString().contains(text, Qt::CaseInsensitive);
}

} // namespace

TreeFilter::TreeFilter(const Theme &theme, QTreeView *tree, QWidget *parent)
    : QWidget(parent)
    , m_tree(tree)
    , m_line(new QLineEdit(this))
    , m_nothing(new ElidedLabel(theme, this))
{
    setObjectName(u"treeFilter"_qs);
    m_line->setObjectName(u"treeFilterLine"_qs);
    m_line->setAccessibleName(tr("Find in the workspace"));
    m_line->setPlaceholderText(tr("Find a route, folder or message"));
    m_line->addAction(themedIcon(theme, u"search"_qs), QLineEdit::LeadingPosition);
    m_line->setClearButtonEnabled(true);
    m_line->installEventFilter(this);
    m_nothing->setObjectName(u"treeFilterNothing"_qs);
    m_nothing->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Small, measure::Hair, measure::Small, measure::Hair);
    layout->setSpacing(measure::Hair);
    layout->addWidget(m_line);
    layout->addWidget(m_nothing);
    m_again.setSingleShot(true);
    m_again.setInterval(100ms);
    connect(&m_again, &QTimer::timeout, this, &TreeFilter::apply);
    connect(m_line, &QLineEdit::textChanged, this, &TreeFilter::apply);
    tree->installEventFilter(this);
    watchModel();
    hide();
}

void TreeFilter::watchModel()
{
    const QAbstractItemModel *model = m_tree->model();
    const auto again = [this] {
        if (!m_line->text().isEmpty() && !m_again.isActive())
            m_again.start();
    };
    connect(model, &QAbstractItemModel::rowsInserted, this, again);
    connect(model, &QAbstractItemModel::rowsRemoved, this, again);
    connect(model, &QAbstractItemModel::rowsMoved, this, again);
    connect(model, &QAbstractItemModel::dataChanged, this, again);
}

void TreeFilter::start()
{
    show();
    m_line->setFocus(Qt::ShortcutFocusReason);
    m_line->selectAll();
}

void TreeFilter::end()
{
    m_line->clear();
    m_tree->setFocus(Qt::ShortcutFocusReason);
    hide();
    m_tree->scrollTo(m_tree->currentIndex());
}

void TreeFilter::apply()
{
    const QString text = m_line->text().trimmed();
    const bool isAnyLeft = narrow({}, text, text.isEmpty());
    m_nothing->setVisible(!isAnyLeft && !text.isEmpty());
    m_nothing->setText(tr("Nothing here has “%1”.").arg(text));
}

bool TreeFilter::narrow(const QModelIndex &parent, const QString &text, bool isAllWanted)
{
    const QAbstractItemModel *model = m_tree->model();
    bool isAnyLeft = false;
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        const bool isFound = isAllWanted || hasText(index, text);
        // Also where the row itself is found: those below it may have been hidden before.
        const bool isBelow = narrow(index, text, isFound);
        m_tree->setRowHidden(row, parent, !isFound && !isBelow);
        if (isBelow && !isFound)
            m_tree->expand(index);
        isAnyLeft = isAnyLeft || isFound || isBelow;
    }
    return isAnyLeft;
}

QModelIndex TreeFilter::firstFound(const QModelIndex &parent, const QString &text) const
{
    const QAbstractItemModel *model = m_tree->model();
    for (int row = 0; row < model->rowCount(parent); ++row) {
        const QModelIndex index = model->index(row, 0, parent);
        if (m_tree->isRowHidden(row, parent))
            continue;
        if (hasText(index, text))
            return index;
        if (const QModelIndex below = firstFound(index, text); below.isValid())
            return below;
    }
    return {};
}

void TreeFilter::goToRows()
{
    if (const QModelIndex found = firstFound({}, m_line->text().trimmed()); found.isValid()) {
        m_tree->setCurrentIndex(found);
        m_tree->scrollTo(found);
        m_tree->setFocus(Qt::TabFocusReason);
    }
}

bool TreeFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isPress = event->type() == QEvent::KeyPress;
    const bool isEscape = key->key() == Qt::Key_Escape && !isHidden();
    if (key->matches(QKeySequence::Find) || isEscape) {
        event->accept(); // Not the log's filter, nor the window's way out.
        if (isPress)
            isEscape ? end() : start();
        return true;
    }
    const bool goesDown = key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (watched == m_line && isPress && goesDown) {
        goToRows();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace framewright::ui
