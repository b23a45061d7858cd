// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/theme.h"
#include "ui/mainwindow/docklayout.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

using namespace framewright::ui;

/// The size of a window that was never there before, and that of one that was.
class tst_DockLayout final : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void aFirstWindowFitsTheScreen();
    void aFirstWindowTooLargeFillsTheScreen();
    void aSizeIsKept();
    void floatingDocksComeBackWithTheirWindow();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("settings.ini")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    Theme m_theme;
};

void tst_DockLayout::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void tst_DockLayout::aFirstWindowFitsTheScreen()
{
    QMainWindow window;
    window.resize(300, 200);
    DockLayout layout(m_theme, window);
    layout.restore(QSettings(file(), QSettings::IniFormat));
    const QSize room = window.screen()->availableGeometry().size();
    QVERIFY(!window.isMaximized());
    QVERIFY(window.width() > 300 && window.width() < room.width());
    QVERIFY(window.height() > 200 && window.height() < room.height());
}

void tst_DockLayout::aFirstWindowTooLargeFillsTheScreen()
{
    QMainWindow window;
    // As wide as the screen is too wide: the window manager's frame wants room, too.
    window.resize(window.screen()->availableGeometry().size());
    DockLayout layout(m_theme, window);
    layout.restore(QSettings(file(), QSettings::IniFormat));
    QVERIFY(window.isMaximized());
}

void tst_DockLayout::aSizeIsKept()
{
    QSettings settings(file(), QSettings::IniFormat);
    QMainWindow before;
    before.resize(420, 310);
    DockLayout(m_theme, before).save(settings);

    QMainWindow after;
    DockLayout(m_theme, after).restore(settings);
    QCOMPARE(after.size(), QSize(420, 310));
    QVERIFY(!after.isMaximized());
}

void tst_DockLayout::floatingDocksComeBackWithTheirWindow()
{
    const DockPlace place{u"log"_qs, u"Log"_qs, Qt::BottomDockWidgetArea, nullptr, {}};
    QSettings settings(file(), QSettings::IniFormat);
    {
        QMainWindow window;
        auto *layout = new DockLayout(m_theme, window); // The window owns it.
        QDockWidget *dock = layout->add(place);
        dock->setWidget(new QWidget);
        window.show();
        dock->setFloating(true);
        dock->setGeometry(120, 90, 260, 140);
        QVERIFY(dock->isVisible());
        layout->save(settings);
    }
    QMainWindow window;
    auto *layout = new DockLayout(m_theme, window);
    QDockWidget *dock = layout->add(place);
    dock->setWidget(new QWidget);
    layout->restore(settings);
    QVERIFY2(!dock->isVisible(), "It would have no owner.");
    window.show();
    QTRY_VERIFY(dock->isVisible());
    QVERIFY(dock->isFloating());
    QCOMPARE(dock->geometry(), QRect(120, 90, 260, 140));
    QCOMPARE(dock->windowHandle()->transientParent(), window.windowHandle());
}

QTEST_MAIN(tst_DockLayout)
#include "tst_docklayout.moc"
