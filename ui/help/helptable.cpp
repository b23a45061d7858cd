// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/helptable.h"

#include "ui/common/actionregistry.h"
#include "ui/common/celldelegate.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/windowparts.h"

#include <QAction>
#include <QHeaderView>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QStyle>
#include <QTableView>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

QStandardItemModel *modelOf(const HelpText &text, QObject *parent)
{
    auto *model = new QStandardItemModel(0, int(text.columns.size()), parent);
    model->setHorizontalHeaderLabels(text.columns);
    for (const QStringList &row : text.rows) {
        QList<QStandardItem *> items;
        for (const QString &cell : row) {
            auto *item = new QStandardItem(cell);
            item->setToolTip(cell);
            items.append(item);
        }
        model->appendRow(items);
    }
    return model;
}

/// Each column as wide as what is in it; gives how wide all of it is.
int fitColumns(QTableView &table, const HelpText &text)
{
    const QFontMetrics metrics = table.fontMetrics();
    int width = table.style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 2 * table.frameWidth();
    for (int column = 0; column < text.columns.size(); ++column) {
        int widest = metrics.horizontalAdvance(text.columns.at(column));
        for (const QStringList &row : text.rows)
            widest = std::max(widest, metrics.horizontalAdvance(row.at(column)));
        table.setColumnWidth(column, widest + 3 * measure::Large);
        width += table.columnWidth(column);
    }
    table.horizontalHeader()->setStretchLastSection(true);
    return width;
}

} // namespace

HelpTable::HelpTable(const Theme &theme, const HelpText &text, QWidget *window)
    : QDialog(window)
{
    setObjectName(text.name);
    setWindowTitle(text.title);
    auto *field = new QLineEdit(this);
    field->setObjectName(text.name % u"Search");
    field->setAccessibleName(text.placeholder);
    field->setPlaceholderText(text.placeholder);
    field->setClearButtonEnabled(true);
    field->addAction(themedIcon(theme, u"search"_qs), QLineEdit::LeadingPosition);
    QTableView *table = makeTable(theme, text);
    auto *found = new QSortFilterProxyModel(this);
    found->setSourceModel(modelOf(text, this));
    found->setFilterKeyColumn(-1);
    found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    connect(field, &QLineEdit::textChanged, found, &QSortFilterProxyModel::setFilterFixedString);
    table->setModel(found);
    field->setText(text.search);
    const int width = std::max(520, fitColumns(*table, text));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Small);
    layout->addWidget(field);
    layout->addWidget(table, 1);
    const int room = window == nullptr ? width : window->width() - 2 * measure::Large;
    resize(std::min(width + 2 * measure::Large, std::max(room, 680)), std::max(460, 26 * fontMetrics().height()));
    field->setFocus();
}

QTableView *HelpTable::makeTable(const Theme &theme, const HelpText &text)
{
    auto *table = new QTableView(this);
    table->setObjectName(text.name % u"Table");
    table->setAccessibleName(text.title);
    table->setItemDelegate(new CellDelegate(theme, table));
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setMinimumSectionSize(Theme::rowHeight(font()));
    table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    table->horizontalHeader()->setSectionsClickable(false);
    table->horizontalHeader()->setHighlightSections(false);
    return table;
}

QDialog *shortcutSheet(const WindowParts &parts, QWidget *window)
{
    HelpText text{u"shortcutSheet"_qs,
                  HelpTable::tr("Shortcuts"),
                  HelpTable::tr("Search the shortcuts"),
                  {HelpTable::tr("Keys"), HelpTable::tr("What they do")},
                  {}};
    for (const QAction *action : parts.actions.all()) {
        QStringList keys;
        for (const QKeySequence &shortcut : action->shortcuts())
            keys.append(shortcut.toString(QKeySequence::NativeText));
        if (!keys.isEmpty())
            text.rows.append({keys.join(HelpTable::tr(" or ")), action->text().remove(u'&')});
    }
    text.rows.append({u"Alt"_qs, HelpTable::tr("Underlined letters open menus and press buttons")});
    return new HelpTable(parts.theme, text, window);
}

} // namespace framewright::ui
