// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/client/rawserver.h"
#include "tests/support/testcertificates.h"
#include "tests/ui/partsfixture.h"
#include "ui/client/clientpanel.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStandardPaths>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <optional>

using namespace framewright;
using namespace framewright::ui;
using test::RawConnection;
using test::RawServer;
using test::TestCertificates;

/// The TLS options of the client panel with a server that wants to know who comes: what a person chooses, types and is
/// told, and what is saved of it.
class tst_ClientCertificates : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void cleanupTestCase();
    void init();
    void cleanup();
    void authorityIsChosen();
    void filesAreNamedFromTheWorkspace();
    void passphraseIsAsked();
    void messageWaitsForThePassphrase();
    void wrongPassphraseIsSaid();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
    void requestKeepsNamesOnly();
    void lockedWhileConnected();

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        T *found = m_fixture->window.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    void click(const char *name) { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    void browse(const char *name, const QString &file);
    void typePassphrase(const QString &passphrase);
    void chooseEverything();
    void showTls();
    [[nodiscard]] QString error() const { return find<QLabel>("clientError")->text(); }
    [[nodiscard]] bool isConnected() const { return find<QAbstractButton>("clientPing")->isEnabled(); }

    std::optional<TestCertificates> m_certificates;
    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<PartsFixture> m_fixture;
};

void tst_ClientCertificates::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright certificates test"_qs);
    m_certificates.emplace();
}

void tst_ClientCertificates::cleanupTestCase()
{
    m_certificates.reset();
}

void tst_ClientCertificates::init()
{
    m_server = std::make_unique<RawServer>(m_certificates->askingServer());
    m_fixture = std::make_unique<PartsFixture>();
    m_fixture->document.start(*workspace::readWorkspace(R"({"framewright": 1})"));
    QVERIFY(m_fixture->document.saveAs(m_certificates->path(u"workspace.json"_qs)));
    connect(&m_fixture->engine, &engine::Engine::connectionsChanged, &m_fixture->book, &ConnectionBook::take);
    const RowSourceFactory rows = [name = m_fixture->engine.captureFile()] { return captureFileRows(name); };
    auto *layout = new QVBoxLayout(&m_fixture->window);
    layout->addWidget(new ClientPanel(m_fixture->parts, rows, &m_fixture->window));
    m_fixture->window.resize(360, 700);
    m_fixture->window.show();
    find<QComboBox>("clientUrl")->setEditText(m_server->url().toString());
    showTls();
}

void tst_ClientCertificates::cleanup()
{
    m_fixture.reset();
    m_server.reset();
}

void tst_ClientCertificates::showTls()
{
    auto *tabs = find<QTabBar>("clientTabBar");
    QCOMPARE(tabs->tabText(tabs->count() - 1), u"TLS"_qs);
    tabs->setCurrentIndex(tabs->count() - 1);
    QVERIFY(find<QLineEdit>("clientKey")->isVisible());
}

void tst_ClientCertificates::browse(const char *name, const QString &file)
{
    m_fixture->dialogs.file = m_certificates->path(file);
    QTest::mouseClick(find<QAbstractButton>(qPrintable(QString::fromLatin1(name) + u"Browse"_qs)), Qt::LeftButton);
    QCOMPARE(find<QLineEdit>(name)->text(), file);
}

void tst_ClientCertificates::chooseEverything()
{
    browse("clientAuthorities", u"ca.pem"_qs);
    browse("clientCertificate", u"client.pem"_qs);
    browse("clientKey", u"client-locked.key"_qs);
}

void tst_ClientCertificates::typePassphrase(const QString &passphrase)
{
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_fixture->window.findChild<QDialog *>(u"passphraseDialog"_qs)) != nullptr);
    auto *field = dialog->findChild<QLineEdit *>(u"passphraseField"_qs);
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QTest::keyClicks(field, passphrase);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(m_fixture->window.findChild<QDialog *>(u"passphraseDialog"_qs) == nullptr);
}

void tst_ClientCertificates::authorityIsChosen()
{
    m_server = std::make_unique<RawServer>(m_certificates->server());
    find<QComboBox>("clientUrl")->setEditText(m_server->url().toString());
    click("clientConnect");
    QTRY_VERIFY2(error().contains(u"CA file"_qs), qPrintable(error()));
    QVERIFY2(!error().contains(u"--"_qs) && error().contains(u"page TLS"_qs), qPrintable(error()));
    browse("clientAuthorities", u"ca.pem"_qs);
    click("clientConnect");
    RawConnection *connection = m_server->next();
    QVERIFY(connection != nullptr);
    connection->accept();
    QTRY_VERIFY(isConnected());
    QVERIFY(!find<QLabel>("clientError")->isVisible());
}

void tst_ClientCertificates::filesAreNamedFromTheWorkspace()
{
    const QTemporaryDir elsewhere;
    m_fixture->dialogs.file = elsewhere.filePath(u"ca.pem"_qs);
    click("clientAuthoritiesBrowse");
    QCOMPARE(find<QLineEdit>("clientAuthorities")->text(), *m_fixture->dialogs.file);
    browse("clientAuthorities", u"ca.pem"_qs);
    m_fixture->dialogs.file.reset(); // Cancelled: nothing changes.
    click("clientAuthoritiesBrowse");
    QCOMPARE(find<QLineEdit>("clientAuthorities")->text(), u"ca.pem"_qs);
}

void tst_ClientCertificates::passphraseIsAsked()
{
    chooseEverything();
    click("clientConnect");
    typePassphrase(u"secret"_qs);
    RawConnection *connection = m_server->next();
    QVERIFY(connection != nullptr);
    connection->accept();
    QTRY_VERIFY(isConnected());
    connection->reset();
    QTRY_VERIFY(!isConnected());
    // It is known now.
    QTRY_COMPARE(find<QAbstractButton>("clientConnect")->accessibleName(), u"Connect"_qs);
    click("clientConnect");
    QVERIFY(m_server->next() != nullptr);
}

void tst_ClientCertificates::messageWaitsForThePassphrase()
{
    chooseEverything();
    find<QTabBar>("clientTabBar")->setCurrentIndex(0);
    find<QPlainTextEdit>("composerText")->setPlainText(u"hello"_qs);
    click("clientSend");
    typePassphrase(u"secret"_qs);
    RawConnection *connection = m_server->next();
    QVERIFY(connection != nullptr);
    connection->accept();
    const auto frame = connection->frame();
    QVERIFY(frame.has_value());
    QCOMPARE(frame->payload, QByteArray("hello"));
}

void tst_ClientCertificates::wrongPassphraseIsSaid()
{
    chooseEverything();
    click("clientConnect");
    typePassphrase(u"guess"_qs);
    QVERIFY2(error().contains(u"passphrase does not open"_qs), qPrintable(error()));
    QVERIFY2(error().contains(u"client-locked.key"_qs), qPrintable(error()));
    QCOMPARE(m_server->waitingCount(), 0);
    click("clientConnect"); // A wrong one is not kept: it is asked for again.
    typePassphrase(u"secret"_qs);
    QVERIFY(m_server->next() != nullptr);
    QVERIFY(!find<QLabel>("clientError")->isVisible());
}

void tst_ClientCertificates::whatIsWrongIsSaid_data()
{
    QTest::addColumn<QString>("authorities");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("names");

    QTest::newRow("missing") << u"none.pem"_qs << QString() << QString() << u"does not exist"_qs << u"none.pem"_qs;
    QTest::newRow("no certificate") << u"ca.key"_qs << QString() << QString() << u"holds no certificate"_qs
                                    << u"ca.key"_qs;
    QTest::newRow("another's key") << u"ca.pem"_qs << u"client.pem"_qs << u"server.key"_qs << u"does not belong"_qs
                                   << u"server.key"_qs;
    QTest::newRow("key alone") << u"ca.pem"_qs << QString() << u"client.key"_qs << u"no certificate to show"_qs
                               << u"client.key"_qs;
}

void tst_ClientCertificates::whatIsWrongIsSaid()
{
    QFETCH(QString, authorities);
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, says);
    QFETCH(QString, names);
    QTest::keyClicks(find<QLineEdit>("clientAuthorities"), authorities);
    QTest::keyClicks(find<QLineEdit>("clientCertificate"), certificate);
    QTest::keyClicks(find<QLineEdit>("clientKey"), key);
    click("clientConnect");
    QTRY_VERIFY2(error().contains(says), qPrintable(error()));
    QVERIFY2(error().contains(names), qPrintable(error()));
    QTRY_COMPARE(find<QAbstractButton>("clientConnect")->accessibleName(), u"Connect"_qs);
}

void tst_ClientCertificates::requestKeepsNamesOnly()
{
    chooseEverything();
    click("clientConnect");
    typePassphrase(u"secret"_qs);
    RawConnection *connection = m_server->next();
    QVERIFY(connection != nullptr);
    connection->accept();
    QTRY_VERIFY(isConnected());
    connection->reset();
    QTRY_VERIFY(!isConnected());
    QMenu *menu = find<QToolButton>("clientSaved")->menu();
    emit menu->aboutToShow();
    menu->findChild<QAction *>(u"saveRequest"_qs)->trigger();
    QDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = m_fixture->window.findChild<QDialog *>(u"saveRequestDialog"_qs)) != nullptr);
    dialog->findChild<QLineEdit *>(u"nameField"_qs)->setText(u"with a certificate"_qs);
    QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"askAccept"_qs), Qt::LeftButton);
    QTRY_COMPARE(m_fixture->document.workspace().requests.size(), std::size_t(1));
    const workspace::RequestTls &saved = m_fixture->document.workspace().requests.front().tls;
    QCOMPARE(saved.authorities, u"ca.pem"_qs);
    QCOMPARE(saved.certificate, u"client.pem"_qs);
    QCOMPARE(saved.key, u"client-locked.key"_qs);
    const QByteArray file = workspace::writeWorkspace(m_fixture->document.workspace());
    QVERIFY2(!file.contains("secret"), file.constData());
    find<QLineEdit>("clientKey")->clear();
    m_fixture->context.wantRequest(u"with a certificate"_qs);
    QCOMPARE(find<QLineEdit>("clientKey")->text(), u"client-locked.key"_qs);
}

void tst_ClientCertificates::lockedWhileConnected()
{
    browse("clientAuthorities", u"ca.pem"_qs);
    browse("clientCertificate", u"client-whole.pem"_qs);
    click("clientConnect");
    RawConnection *connection = m_server->next();
    QVERIFY(connection != nullptr);
    connection->accept();
    QTRY_VERIFY(isConnected());
    QVERIFY(find<QLineEdit>("clientKey")->isReadOnly());
    QVERIFY(!find<QAbstractButton>("clientKeyBrowse")->isEnabled());
    QVERIFY(find<QLineEdit>("clientKey")->toolTip().contains(u"disconnect"_qs));
}

QTEST_MAIN(tst_ClientCertificates)
#include "tst_clientcertificates.moc"
