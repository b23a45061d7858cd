// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/systemshade.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QWidget>
#include <QWindow>

using namespace framewright::ui;

namespace {

/// A bus of the test's own, on which nothing is started by itself.
constexpr auto busConfiguration = R"(<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>)";

enum Scheme : uint
{
    PrefersDark = 1,
    PrefersLight = 2
};

/// The part of a desktop's portal that knows whether dark is wanted. Lives on a thread of its own, as the other
/// process would.
class Portal final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    void set(uint scheme)
    {
        m_scheme = scheme;
        emit SettingChanged(u"org.freedesktop.appearance"_qs, u"color-scheme"_qs, QDBusVariant(m_scheme));
    }

public slots:
    /// The first version of the portal wraps its answer twice.
    QDBusVariant Read(const QString &space, const QString &key)
    {
        const bool known = space == u"org.freedesktop.appearance"_qs && key == u"color-scheme"_qs;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(known ? m_scheme : 99)));
    }

signals:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);

private:
    uint m_scheme = PrefersDark;
};

} // namespace

/// A program that was started in a dark desktop is dark, and hears when the desktop changes its mind.
class tst_SystemShade : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void isDarkFromTheStart();
    void choiceGoesFirst();
    void keepsItsColours();
    void cleanupTestCase();

private:
    void setDesktop(uint scheme)
    {
        QMetaObject::invokeMethod(&m_portal, [this, scheme] { m_portal.set(scheme); });
    }
    [[nodiscard]] static QColor ground() { return QApplication::palette().color(QPalette::Base); }
    [[nodiscard]] static QColor panel(Shade shade) { return tokenColor(Token::Panel, shade); }

    QTemporaryDir m_folder;
    QProcess m_bus;
    QThread m_thread;
    Portal m_portal;
    std::unique_ptr<Theme> m_theme;
};

void tst_SystemShade::initTestCase()
{
    QFile file(m_folder.filePath(u"bus.conf"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(busConfiguration);
    file.close();
    m_bus.start(u"dbus-daemon"_qs, {u"--config-file="_qs % file.fileName(), u"--nofork"_qs, u"--print-address=1"_qs});
    QVERIFY2(m_bus.waitForStarted() && m_bus.waitForReadyRead(), "The package dbus-daemon is needed.");
    const QByteArray address = m_bus.readLine().trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", address);
    QDBusConnection bus = QDBusConnection::connectToBus(QString::fromLatin1(address), u"portal"_qs);
    QVERIFY(bus.isConnected());
    m_portal.moveToThread(&m_thread);
    m_thread.start();
    bool isThere = false;
    QMetaObject::invokeMethod(
        &m_portal,
        [&] {
            isThere = bus.registerObject(u"/org/freedesktop/portal/desktop"_qs, &m_portal,
                                         QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals);
        },
        Qt::BlockingQueuedConnection);
    QVERIFY(isThere);
    QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_qs));
    m_theme = std::make_unique<Theme>();
    m_theme->install(*qApp);
}

void tst_SystemShade::cleanupTestCase()
{
    m_theme.reset();
    QDBusConnection::disconnectFromBus(u"portal"_qs);
    m_thread.quit();
    m_thread.wait();
    m_bus.kill();
    m_bus.waitForFinished();
}

void tst_SystemShade::isDarkFromTheStart()
{
    QCOMPARE(m_theme->choice(), ThemeChoice::System);
    QCOMPARE(m_theme->shade(), Shade::Dark);
    QCOMPARE(ground(), panel(Shade::Dark));
}

void tst_SystemShade::choiceGoesFirst()
{
    setDesktop(PrefersDark);
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    m_theme->setChoice(ThemeChoice::Light);
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    SystemShade witness; // Hears it behind the theme.
    QSignalSpy heard(&witness, &SystemShade::changed);
    setDesktop(PrefersLight);
    setDesktop(PrefersDark);
    QTRY_COMPARE(heard.count(), 2);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(ground(), panel(Shade::Light));
    m_theme->setChoice(ThemeChoice::System);
    QCOMPARE(m_theme->shade(), Shade::Dark);
}

/// A platform theme tells of its change by an event to each window, and brings a palette of its own.
void tst_SystemShade::keepsItsColours()
{
    setDesktop(PrefersDark);
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    QWidget window;
    window.show();
    QApplication::setPalette(QPalette(Qt::white));
    QEvent event(QEvent::ThemeChange);
    QCoreApplication::sendEvent(window.windowHandle(), &event);
    QCOMPARE(ground(), panel(Shade::Dark));
    QCOMPARE(window.palette().color(QPalette::Base), panel(Shade::Dark));
}

QTEST_MAIN(tst_SystemShade)
#include "tst_systemshade.moc"
