// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/flowlayout.h"

#include "ui/common/theme.h"

#include <QWidget>

namespace framewright::ui {

namespace {

/// Lines stand closer than what is in them: they are one sentence.
constexpr int lineSpacing = measure::Hair;

} // namespace

FlowLayout::FlowLayout(QWidget *parent)
    : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(measure::Small);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items); // A layout owns its items, not their widgets.
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < count() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    return arrange({0, 0, width - margins.left() - margins.right(), 0}, true) + margins.top() + margins.bottom();
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (item->isEmpty())
            continue;
        const QSize hint = item->sizeHint();
        size = {size.width() + hint.width() + spacing(), std::max(size.height(), hint.height())};
    }
    return size.grownBy(contentsMargins());
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            size = size.expandedTo(item->minimumSize());
    }
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &place)
{
    QLayout::setGeometry(place);
    arrange(place.marginsRemoved(contentsMargins()), false);
}

int FlowLayout::arrange(const QRect &place, bool isMeasured) const
{
    int top = place.top();
    qsizetype first = 0;
    while (first < m_items.size()) {
        // As many as fit, and one at least.
        QList<std::pair<QLayoutItem *, QRect>> line;
        int left = place.left();
        int height = 0;
        qsizetype next = first;
        for (; next < m_items.size(); ++next) {
            QLayoutItem *item = m_items.at(next);
            if (item->isEmpty())
                continue;
            QSize size = item->sizeHint();
            if (!line.isEmpty() && left + size.width() > place.right() + 1)
                break;
            size.setWidth(std::min(size.width(), std::max(place.width(), item->minimumSize().width())));
            if (item->hasHeightForWidth())
                size.setHeight(item->heightForWidth(size.width()));
            line.append({item, QRect(QPoint(left, top), size)});
            left += size.width() + spacing();
            height = std::max(height, size.height());
        }
        // Beside something of several lines the others stand at its first.
        const int band =
            std::min(height, parentWidget() == nullptr ? height : Theme::controlHeight(parentWidget()->font()));
        for (auto &[item, rect] : line) {
            rect.moveTop(top + std::max(0, (band - rect.height()) / 2));
            if (!isMeasured)
                item->setGeometry(rect);
        }
        first = std::max(next, first + 1);
        top += height + (line.isEmpty() ? 0 : lineSpacing);
    }
    return std::max(0, top - place.top() - lineSpacing);
}

} // namespace framewright::ui
