// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/docklayout.h"

#include "ui/common/theme.h"
#include "ui/mainwindow/docktitle.h"

#include <QEvent>
#include <QHeaderView>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QTableView>
#include <QTimer>

#include <utility>

namespace framewright::ui {

namespace {

constexpr int layoutVersion = 2;

/// Rows of the default layout, in device-independent pixels of a window of 1280 x 720.
constexpr int leftWidth = 240;
constexpr int rightWidth = 318;
constexpr int workspaceHeight = 340;
constexpr int connectionsHeight = 280;
/// As much as five rows of the log and the beginning of a message need; the rest is the route's.
constexpr int logHeight = 304;

/// How large a first window is: most of the screen, but no wall of it. What a window manager puts around it is not
/// known before it is shown; a window of which less than that is free fills the screen.
constexpr double shareOfScreen = 0.8;
constexpr QSize largestFirstSize(1680, 1050);
constexpr QSize frameAllowance(8, 40);

} // namespace

DockLayout::DockLayout(const Theme &theme, QMainWindow &window)
    : QObject(&window)
    , m_theme(theme)
    , m_window(window)
{
    window.setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    window.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    // The sides reach from the toolbar to the status bar; the log lies between them.
    window.setCorner(Qt::TopLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    window.setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

QDockWidget *DockLayout::add(const DockPlace &place)
{
    auto *dock = new QDockWidget(place.title, &m_window);
    dock->setObjectName(place.name);
    dock->setAccessibleName(place.title);
    dock->setWidget(place.panel);
    dock->setTitleBarWidget(new DockTitle(m_theme, dock, place.heads));
    dock->toggleViewAction()->setObjectName(place.name % u"Shown");
    m_window.addDockWidget(place.area, dock);
    m_docks.append(dock);
    return dock;
}

void DockLayout::rememberDefaults()
{
    m_defaults = m_window.saveState(layoutVersion);
    m_defaultParts = partStates();
    sizeDocks();
}

void DockLayout::reset()
{
    m_window.restoreState(m_defaults, layoutVersion);
    restoreParts(m_defaultParts);
    sizeDocks();
}

void DockLayout::sizeDocks()
{
    // From the font's height, so that a larger one does not cut what stands in them.
    const double scale = std::max(1.0, m_window.fontMetrics().height() / 18.0);
    const auto scaled = [scale](int measure) { return qRound(measure * scale); };
    QList<QDockWidget *> columns;
    QList<int> widths;
    QList<QDockWidget *> rows;
    QList<int> heights;
    for (QDockWidget *dock : std::as_const(m_docks)) {
        const Qt::DockWidgetArea area = m_window.dockWidgetArea(dock);
        if (area == Qt::BottomDockWidgetArea) {
            m_window.resizeDocks({dock}, {scaled(logHeight)}, Qt::Vertical);
            continue;
        }
        columns.append(dock);
        widths.append(scaled(area == Qt::LeftDockWidgetArea ? leftWidth : rightWidth));
        if (area == Qt::LeftDockWidgetArea) {
            heights.append(rows.isEmpty() ? workspaceHeight : connectionsHeight);
            rows.append(dock);
        }
    }
    m_window.resizeDocks(columns, widths, Qt::Horizontal);
    m_window.resizeDocks(rows, heights, Qt::Vertical);
}

/// Splitters and table headers by their names: what has no name is not kept.
QHash<QString, QByteArray> DockLayout::partStates() const
{
    QHash<QString, QByteArray> states;
    for (const QSplitter *splitter : m_window.findChildren<QSplitter *>()) {
        if (!splitter->objectName().isEmpty())
            states.insert(u"splitter/" % splitter->objectName(), splitter->saveState());
    }
    for (const QTableView *table : m_window.findChildren<QTableView *>()) {
        // A table that got another column in a new version starts with its own widths again.
        if (!table->objectName().isEmpty() && table->horizontalHeader()->count() > 0)
            states.insert(u"columns/" % table->objectName() % u'.' %
                              QString::number(table->horizontalHeader()->count()),
                          table->horizontalHeader()->saveState());
    }
    return states;
}

void DockLayout::restoreParts(const QHash<QString, QByteArray> &states)
{
    for (QSplitter *splitter : m_window.findChildren<QSplitter *>())
        splitter->restoreState(states.value(u"splitter/" % splitter->objectName()));
    for (QTableView *table : m_window.findChildren<QTableView *>()) {
        const QString key =
            u"columns/" % table->objectName() % u'.' % QString::number(table->horizontalHeader()->count());
        if (const QByteArray state = states.value(key); !state.isEmpty())
            table->horizontalHeader()->restoreState(state);
    }
}

void DockLayout::save(QSettings &settings) const
{
    settings.setValue(u"window/version"_qs, layoutVersion);
    settings.setValue(u"window/geometry"_qs, m_window.saveGeometry());
    settings.setValue(u"window/layout"_qs, m_window.saveState(layoutVersion));
    const QHash<QString, QByteArray> states = partStates();
    for (auto state = states.cbegin(); state != states.cend(); ++state)
        settings.setValue(u"window/" % state.key(), state.value());
}

void DockLayout::restore(const QSettings &settings)
{
    if (settings.value(u"window/version"_qs).toInt() != layoutVersion) {
        fitToScreen();
        return;
    }
    m_window.restoreGeometry(settings.value(u"window/geometry"_qs).toByteArray());
    m_window.restoreState(settings.value(u"window/layout"_qs).toByteArray(), layoutVersion);
    if (!m_window.isVisible())
        holdFloating();
    QHash<QString, QByteArray> states;
    for (const QString &key : partStates().keys())
        states.insert(key, settings.value(u"window/" % key).toByteArray());
    restoreParts(states);
}

void DockLayout::holdFloating()
{
    for (QDockWidget *dock : std::as_const(m_docks)) {
        if (dock->isFloating() && !dock->isHidden()) {
            m_held.append({dock, dock->geometry()}); // Hiding what was never shown forgets its place.
            dock->hide();
        }
    }
    m_window.installEventFilter(this);
}

bool DockLayout::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_window && event->type() == QEvent::Show) {
        m_window.removeEventFilter(this);
        // The window is there for the system once this event is done with.
        QTimer::singleShot(0, this, [this] {
            for (const auto &[dock, place] : std::exchange(m_held, {})) {
                dock->setGeometry(place);
                dock->show();
            }
        });
    }
    return QObject::eventFilter(watched, event);
}

void DockLayout::fitToScreen()
{
    const QSize room = m_window.screen()->availableGeometry().size();
    const QSize least = m_window.size() + frameAllowance;
    if (room.width() < least.width() || room.height() < least.height())
        m_window.setWindowState(m_window.windowState() | Qt::WindowMaximized);
    else
        m_window.resize(m_window.size().expandedTo(room * shareOfScreen).boundedTo(largestFirstSize));
}

} // namespace framewright::ui
