// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/person.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QMenu>
#include <QPointer>
#include <QScrollArea>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <QWindow>

namespace framewright::test {

namespace {

constexpr int patience = 10'000;
constexpr int notch = 120;

QWindow *windowOf(const QWidget *widget)
{
    return widget->window()->windowHandle();
}

/// Nothing lies over its middle, and no edge of what it scrolls in cuts it off.
bool isInSight(const QWidget *control)
{
    const QWidget *window = control->window();
    const QWidget *hit = window->childAt(control->mapTo(window, control->rect().center()));
    return hit != nullptr && (hit == control || control->isAncestorOf(hit));
}

/// As the wheel does it, at the left edge of the area, where nothing takes it.
void scroll(QScrollArea *area, int delta)
{
    const QPointF place(2, area->viewport()->height() / 2.0);
    QWheelEvent event(place, area->viewport()->mapToGlobal(place), {}, {0, delta}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(area->viewport(), &event);
}

/// Scrolls to it, and waits until it can be used.
void reach(QWidget *control)
{
    QCoreApplication::processEvents(); // What was just made has its place now.
    for (QWidget *parent = control->parentWidget(); parent != nullptr; parent = parent->parentWidget()) {
        auto *area = qobject_cast<QScrollArea *>(parent);
        for (int turns = 0; area != nullptr && turns < 200; ++turns) {
            const QWidget *viewport = area->viewport();
            const int middle = control->mapTo(viewport, control->rect().center()).y();
            if (viewport->rect().adjusted(0, 8, 0, -8).contains(viewport->width() / 2, middle))
                break;
            scroll(area, middle < viewport->height() / 2 ? notch / 4 : -notch / 4);
        }
    }
    if (!QTest::qWaitFor([control] { return control->isEnabled() && isInSight(control); }, patience))
        qFatal("%s cannot be reached.", qPrintable(control->objectName()));
}

void clickAt(QWidget *widget, const QPoint &place)
{
    QTest::mouseClick(windowOf(widget), Qt::LeftButton, {}, widget->mapTo(widget->window(), place));
}

QString wordsOf(const QAction *action)
{
    return action->text().section(u'\t', 0, 0).remove(u'&');
}

void clickEntry(QMenu *menu, const QString &entry)
{
    for (QAction *action : menu->actions()) {
        if (wordsOf(action) == entry && action->isEnabled()) {
            QTest::mouseClick(windowOf(menu), Qt::LeftButton, {}, menu->actionGeometry(action).center());
            return;
        }
    }
    qFatal("There is no %s in the menu.", qPrintable(entry));
}

} // namespace

QWidget *Person::visible(const QString &control) const
{
    for (QWidget *widget : m_window->findChildren<QWidget *>(control)) {
        if (widget->isVisible())
            return widget;
    }
    return nullptr;
}

bool Person::sees(const QString &control) const
{
    return visible(control) != nullptr;
}

QWidget *Person::see(const QString &control) const
{
    if (!QTest::qWaitFor([&] { return sees(control); }, patience))
        qFatal("There is no %s to be seen.", qPrintable(control));
    return visible(control);
}

void Person::click(const QString &control)
{
    QWidget *widget = see(control);
    reach(widget);
    // A box is hit at its mark, whatever width it has.
    const bool isBox = qobject_cast<QAbstractButton *>(widget) != nullptr && widget->inherits("QCheckBox");
    clickAt(widget, isBox ? QPoint(8, widget->height() / 2) : widget->rect().center());
}

void Person::write(const QString &field, const QString &text)
{
    click(field);
    press("Ctrl+A");
    if (text.isEmpty())
        press("Del");
    type(text);
    if (QApplication::activePopupWidget() != nullptr)
        press("Esc"); // What is offered is not wanted.
}

void Person::choose(const QString &combo, const QString &entry)
{
    auto *box = see<QComboBox>(combo);
    const int row = box->findText(entry);
    if (row < 0)
        qFatal("There is no %s in %s.", qPrintable(entry), qPrintable(combo));
    click(combo);
    const QPointer<QAbstractItemView> list = box->view();
    if (!QTest::qWaitFor([&] { return list->isVisible(); }, patience))
        qFatal("%s does not open.", qPrintable(combo));
    for (int steps = 0; list->currentIndex().row() != row && steps < box->count(); ++steps)
        press(list->currentIndex().row() < row ? "Down" : "Up");
    if (list->currentIndex().row() != row)
        qFatal("%s cannot be reached in %s.", qPrintable(entry), qPrintable(combo));
    press("Return");
    if (!QTest::qWaitFor([&] { return list.isNull() || !list->isVisible(); }, patience))
        qFatal("%s does not close.", qPrintable(combo));
}

void Person::pick(const QString &button, const QString &entry)
{
    QWidget *opener = see(button);
    reach(opener);
    // The menu has an event loop of its own until something in it is chosen.
    QTimer looking;
    bool isPicked = false;
    QObject::connect(&looking, &QTimer::timeout, &looking, [&] {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        if (menu == nullptr || isPicked)
            return;
        isPicked = true;
        clickEntry(menu, entry);
    });
    looking.start(5);
    clickAt(opener, opener->rect().center());
    if (!QTest::qWaitFor([&] { return isPicked && QApplication::activePopupWidget() == nullptr; }, patience))
        qFatal("%s opens no menu.", qPrintable(button));
}

void Person::openTab(const QString &tabBar, const QString &tab)
{
    auto *tabs = see<QTabBar>(tabBar);
    for (int index = 0; index < tabs->count(); ++index) {
        if (tabs->tabText(index).remove(u'&') == tab)
            return clickAt(tabs, tabs->tabRect(index).center());
    }
    qFatal("There is no tab %s.", qPrintable(tab));
}

void Person::clickRow(const QString &view, int row)
{
    auto *list = see<QAbstractItemView>(view);
    const QModelIndex index = list->model()->index(row, 0);
    clickAt(list->viewport(), list->visualRect(index).center());
}

} // namespace framewright::test
