// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/longwork.h"

#include <algorithm>

namespace framewright::ui {

LongWork::Number LongWork::begin(const QString &text, std::function<void()> cancel, const QString &cancelText)
{
    m_items.push_back({m_next, text, -1, std::move(cancel), cancelText});
    emit changed();
    return m_next++;
}

void LongWork::setText(Number number, const QString &text)
{
    Item *item = find(number);
    if (item == nullptr || item->text == text)
        return;
    item->text = text;
    emit changed();
}

void LongWork::setDone(Number number, double done)
{
    Item *item = find(number);
    if (item == nullptr)
        return;
    item->done = done;
    emit changed();
}

void LongWork::end(Number number)
{
    const auto removed = std::erase_if(m_items, [number](const Item &item) { return item.number == number; });
    if (removed > 0)
        emit changed();
}

LongWork::Item *LongWork::find(Number number)
{
    const auto found =
        std::find_if(m_items.begin(), m_items.end(), [number](const Item &item) { return item.number == number; });
    return found == m_items.end() ? nullptr : &*found;
}

} // namespace framewright::ui
