// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/namelist.h"

#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>

namespace framewright::ui {

NameList::NameList(const Theme &theme, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_view(new QListView(this))
    , m_model(new QStandardItemModel(this))
    , m_buttons(new QHBoxLayout)
{
    m_view->setObjectName(name);
    m_view->setAccessibleName(title);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new CellDelegate(theme, m_view));
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_buttons->setSpacing(measure::Hair);
    m_buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Hair);
    layout->addWidget(m_view, 1);
    layout->addLayout(m_buttons);
    setMinimumWidth(std::max(200, 28 * fontMetrics().averageCharWidth()));
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Expanding);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (!m_isFilling)
            emit chosen(current());
    });
}

void NameList::addAction(QAction *action)
{
    QWidget::addAction(action);
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    button->setObjectName(action->objectName() % u"Button");
    button->setAccessibleName(action->text().remove(u'&'));
    button->setMinimumWidth(button->sizeHint().width()); // A word is not cut.
    m_buttons->insertWidget(m_buttons->count() - 1, button);
}

void NameList::setEntries(const QList<NameEntry> &entries)
{
    if (entries == m_entries)
        return;
    const QString before = current();
    const int row = m_view->currentIndex().row();
    m_entries = entries;
    m_isFilling = true;
    m_model->setRowCount(int(entries.size()));
    for (int each = 0; each < entries.size(); ++each) {
        const NameEntry &entry = entries.at(each);
        auto *item = new QStandardItem(entry.name);
        item->setData(entry.trail, TrailRole);
        item->setData(entry.pill, PillRole);
        item->setData(int(PillTone::Good), PillToneRole);
        item->setToolTip(entry.toolTip.isEmpty() ? entry.name : entry.toolTip);
        m_model->setItem(each, item);
    }
    const auto found = std::ranges::find(entries, before, &NameEntry::name);
    chooseRow(found != entries.end() ? int(found - entries.begin())
                                     : std::min(std::max(row, 0), int(entries.size()) - 1));
    m_isFilling = false;
    if (current() != before)
        emit chosen(current());
}

void NameList::choose(const QString &name)
{
    const auto found = std::ranges::find(m_entries, name, &NameEntry::name);
    if (found != m_entries.end())
        chooseRow(int(found - m_entries.begin()));
}

QString NameList::current() const
{
    return m_view->currentIndex().data().toString();
}

void NameList::chooseRow(int row)
{
    m_view->setCurrentIndex(m_model->index(row, 0));
}

} // namespace framewright::ui
