// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/taborder.h"

#include <QDockWidget>
#include <QFormLayout>
#include <QGridLayout>
#include <QMainWindow>
#include <QPointer>
#include <QScrollArea>
#include <QSplitter>
#include <QStatusBar>
#include <QTabBar>
#include <QTabWidget>
#include <QToolBar>

#include <algorithm>
#include <tuple>

namespace framewright::ui {

namespace {

bool isStop(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->isEnabled() &&
           widget->focusProxy() == nullptr;
}

/// From top to bottom, then from left to right.
bool isBefore(const QWidget *one, const QWidget *other)
{
    return std::make_tuple(one->y(), one->x()) < std::make_tuple(other->y(), other->x());
}

std::pair<int, int> placeIn(const QLayout *layout, int item)
{
    int row = item;
    int column = 0;
    int rows = 0;
    int columns = 0;
    if (const auto *grid = qobject_cast<const QGridLayout *>(layout)) {
        grid->getItemPosition(item, &row, &column, &rows, &columns);
    } else if (const auto *form = qobject_cast<const QFormLayout *>(layout)) {
        QFormLayout::ItemRole role = QFormLayout::SpanningRole;
        form->getItemPosition(item, &row, &role);
        column = role;
    }
    return {row, column};
}

void addItems(QLayout *layout, QList<QWidget *> &ordered)
{
    QList<int> items;
    for (int item = 0; item < layout->count(); ++item)
        items.append(item);
    std::stable_sort(items.begin(), items.end(),
                     [layout](int one, int other) { return placeIn(layout, one) < placeIn(layout, other); });
    for (const int item : std::as_const(items)) {
        if (QWidget *widget = layout->itemAt(item)->widget())
            ordered.append(widget);
        else if (QLayout *inner = layout->itemAt(item)->layout())
            addItems(inner, ordered);
    }
}

QList<QWidget *> partsOf(const QMainWindow *window)
{
    QList<QWidget *> parts;
    QList<QWidget *> others = window->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    const auto take = [&](const auto &belongs) {
        QList<QWidget *> taken;
        std::copy_if(others.cbegin(), others.cend(), std::back_inserter(taken), belongs);
        others.removeIf(belongs);
        std::sort(taken.begin(), taken.end(), isBefore);
        parts.append(taken);
    };
    const auto lies = [window](Qt::DockWidgetArea area) {
        return [window, area](QWidget *widget) {
            auto *dock = qobject_cast<QDockWidget *>(widget);
            return dock != nullptr && !dock->isFloating() && window->dockWidgetArea(dock) == area;
        };
    };
    take([](QWidget *widget) { return qobject_cast<QToolBar *>(widget) != nullptr; });
    take(lies(Qt::TopDockWidgetArea));
    take(lies(Qt::LeftDockWidgetArea));
    take([window](QWidget *widget) { return widget == window->centralWidget(); });
    take(lies(Qt::BottomDockWidgetArea));
    take(lies(Qt::RightDockWidgetArea));
    take([](QWidget *widget) { return qobject_cast<QStatusBar *>(widget) != nullptr; });
    // What lies over the window, a hint or the palette, is what one looks at first.
    return others + parts;
}

QList<QWidget *> partsOf(QWidget *widget)
{
    if (const auto *window = qobject_cast<const QMainWindow *>(widget))
        return partsOf(window);
    QList<QWidget *> parts;
    if (const auto *dock = qobject_cast<const QDockWidget *>(widget)) {
        parts = {dock->titleBarWidget(), dock->widget()};
    } else if (const auto *splitter = qobject_cast<const QSplitter *>(widget)) {
        for (int place = 0; place < splitter->count(); ++place)
            parts.append(splitter->widget(place));
    } else if (const auto *tabs = qobject_cast<const QTabWidget *>(widget)) {
        parts.append(tabs->tabBar());
    } else if (widget->layout() != nullptr) {
        addItems(widget->layout(), parts);
    }
    parts.removeAll(nullptr);
    QList<QWidget *> others = widget->findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    others.removeIf([&parts](QWidget *other) { return parts.contains(other); });
    std::stable_sort(others.begin(), others.end(), isBefore);
    return parts + others;
}

/// With one that is no stop any more, where the keyboard still is: the next one is counted from its place.
void collect(QWidget *widget, const QWidget *left, QList<QWidget *> &stops)
{
    if (isStop(widget) || widget == left)
        stops.append(widget);
    for (QWidget *part : partsOf(widget)) {
        const bool leadsToLeft = left != nullptr && (part == left || part->isAncestorOf(left));
        if ((part->isVisible() || leadsToLeft) && !part->isWindow())
            collect(part, left, stops);
    }
}

/// A form that is entered from outside scrolls to where the focus is, as it does for steps inside of it.
void bringToSight(QWidget *widget)
{
    for (QWidget *up = widget->parentWidget(); up != nullptr; up = up->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(up))
            area->ensureWidgetVisible(widget);
    }
}

} // namespace

QList<QWidget *> tabStops(QWidget &part)
{
    QList<QWidget *> stops;
    collect(&part, nullptr, stops);
    return stops;
}

bool stepFocus(QWidget &window, bool forward)
{
    // What was just hidden or switched off gives the keyboard to its neighbour, not to the other end of the window.
    const QWidget *focused = window.focusWidget();
    const bool isGone = focused != nullptr && (!focused->isVisible() || !focused->isEnabled());
    QList<QWidget *> stops;
    collect(&window, isGone ? focused : nullptr, stops);
    if (stops.size() < (isGone ? 2 : 1))
        return false;
    qsizetype place = -1;
    for (QWidget *up = window.focusWidget(); up != nullptr && place < 0; up = up->parentWidget())
        place = stops.indexOf(up);
    const qsizetype next = place < 0 ? (forward ? 0 : stops.size() - 1) : place + (forward ? 1 : -1);
    // What is left settles, and may build a form anew.
    const QPointer<QWidget> stop(stops.at((next + stops.size()) % stops.size()));
    stop->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    if (stop != nullptr)
        bringToSight(stop);
    return true;
}

} // namespace framewright::ui
