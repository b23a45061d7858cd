// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/systemshade.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

using namespace framewright::ui;

namespace {

/// A bus of the test's own, on which nothing is started by itself.
constexpr auto busConfiguration = R"(<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>)";

enum Scheme : uint
{
    NoPreference = 0,
    PrefersDark = 1,
    PrefersLight = 2
};

} // namespace

/// A program that was started in a dark desktop is dark, and follows the desktop while it runs, without waiting for it.
class tst_SystemShade : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void isDarkSoonAfterTheStart();
    void doesNotWaitForTheAnswer();
    void followsWhileItRuns_data();
    void followsWhileItRuns();
    void othersAreNotMeant();
    void choiceGoesFirst();
    void keepsItsColours();
    void portalMayComeLater();
    void portalMayComeAgain();
    void cleanup();
    void cleanupTestCase();

private:
    void startPortal(Scheme scheme);
    void endPortal();
    /// One line; it has done it when this returns what it had to say.
    QByteArray order(const QByteArray &words);
    /// How often the portal was asked.
    [[nodiscard]] int questions() { return order("asked").toInt(); }
    void setDesktop(uint scheme) { QCOMPARE(order("set " + QByteArray::number(scheme)), ""); }
    void makeTheme();
    [[nodiscard]] static QColor ground() { return QApplication::palette().color(QPalette::Base); }
    [[nodiscard]] static QColor panel(Shade shade) { return tokenColor(Token::Panel, shade); }

    QTemporaryDir m_folder;
    QProcess m_bus;
    std::unique_ptr<QProcess> m_portal;
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
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
}

void tst_SystemShade::cleanupTestCase()
{
    m_bus.kill();
    m_bus.waitForFinished();
}

void tst_SystemShade::init()
{
    startPortal(PrefersDark);
}

void tst_SystemShade::cleanup()
{
    m_theme.reset();
    endPortal();
    // The next theme finds the application as a desktop without a portal leaves it.
    QApplication::setStyle(u"fusion"_qs);
    QApplication::setPalette(QPalette());
}

void tst_SystemShade::startPortal(Scheme scheme)
{
    m_portal = std::make_unique<QProcess>();
    m_portal->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_portal->start(QStringLiteral(FRAMEWRIGHT_PORTAL), {QString::number(scheme)});
    QVERIFY(m_portal->waitForStarted() && m_portal->waitForReadyRead());
    QCOMPARE(m_portal->readLine().trimmed(), "ready");
}

void tst_SystemShade::endPortal()
{
    if (!m_portal)
        return;
    m_portal->closeWriteChannel();
    QVERIFY(m_portal->waitForFinished());
    m_portal.reset();
}

QByteArray tst_SystemShade::order(const QByteArray &words)
{
    m_portal->write(words + '\n');
    if (!m_portal->waitForReadyRead())
        return "The portal does not answer.";
    const QByteArray answer = m_portal->readLine().trimmed();
    return answer.endsWith("done") ? answer.chopped(4).trimmed() : answer;
}

void tst_SystemShade::makeTheme()
{
    m_theme = std::make_unique<Theme>();
    m_theme->install(*qApp);
}

void tst_SystemShade::isDarkSoonAfterTheStart()
{
    makeTheme();
    QCOMPARE(m_theme->choice(), ThemeChoice::System);
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    QCOMPARE(ground(), panel(Shade::Dark));
}

void tst_SystemShade::doesNotWaitForTheAnswer()
{
    order("hold");
    makeTheme();
    QCOMPARE(m_theme->shade(), Shade::Light);
    QCOMPARE(ground(), panel(Shade::Light));
    order("answer");
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    QCOMPARE(ground(), panel(Shade::Dark));
}

void tst_SystemShade::followsWhileItRuns_data()
{
    QTest::addColumn<uint>("before");
    QTest::addColumn<uint>("scheme");
    QTest::addColumn<Shade>("shade");
    QTest::addRow("dark to light") << uint(PrefersDark) << uint(PrefersLight) << Shade::Light;
    QTest::addRow("light to dark") << uint(PrefersLight) << uint(PrefersDark) << Shade::Dark;
    QTest::addRow("dark to no preference") << uint(PrefersDark) << uint(NoPreference) << Shade::Light;
    QTest::addRow("no preference to dark") << uint(NoPreference) << uint(PrefersDark) << Shade::Dark;
}

void tst_SystemShade::followsWhileItRuns()
{
    QFETCH(uint, before);
    QFETCH(uint, scheme);
    QFETCH(Shade, shade);
    setDesktop(before);
    makeTheme();
    QTRY_VERIFY(questions() > 0); // Light is what it begins with, too.
    QTRY_COMPARE(m_theme->shade(), before == PrefersDark ? Shade::Dark : Shade::Light);
    QLabel label(u"word"_qs);
    label.resize(80, 40);
    m_theme->tint(&label, Token::Muted);
    label.show();
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    setDesktop(scheme);
    QTRY_COMPARE(m_theme->shade(), shade);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(ground(), panel(shade));
    QCOMPARE(label.palette().color(QPalette::WindowText), tokenColor(Token::Muted, shade));
    QCOMPARE(label.grab().toImage().pixelColor(1, 38), tokenColor(Token::Window, shade));
}

void tst_SystemShade::othersAreNotMeant()
{
    makeTheme();
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    order("other");
    setDesktop(PrefersLight);
    QTRY_COMPARE(m_theme->shade(), Shade::Light);
    QCOMPARE(changed.count(), 1);
}

void tst_SystemShade::choiceGoesFirst()
{
    makeTheme();
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    m_theme->setChoice(ThemeChoice::Light);
    QSignalSpy changed(m_theme.get(), &Theme::changed);
    SystemShade witness; // Hears it behind the theme.
    QTRY_COMPARE(witness.shade(), std::optional(Shade::Dark));
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
    makeTheme();
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    QWidget window;
    window.show();
    QApplication::setPalette(QPalette(Qt::white));
    QEvent event(QEvent::ThemeChange);
    QCoreApplication::sendEvent(window.windowHandle(), &event);
    QCOMPARE(ground(), panel(Shade::Dark));
    QCOMPARE(window.palette().color(QPalette::Base), panel(Shade::Dark));
}

void tst_SystemShade::portalMayComeLater()
{
    endPortal();
    makeTheme();
    QCOMPARE(m_theme->shade(), Shade::Light);
    startPortal(PrefersDark);
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    setDesktop(PrefersLight);
    QTRY_COMPARE(m_theme->shade(), Shade::Light);
}

void tst_SystemShade::portalMayComeAgain()
{
    makeTheme();
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
    endPortal();
    startPortal(PrefersLight);
    QTRY_COMPARE(m_theme->shade(), Shade::Light);
    setDesktop(PrefersDark);
    QTRY_COMPARE(m_theme->shade(), Shade::Dark);
}

QTEST_MAIN(tst_SystemShade)
#include "tst_systemshade.moc"
