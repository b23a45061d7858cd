// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/support/testcertificates.h"
#include "tests/ui/partsfixture.h"
#include "ui/workspace/qrdialog.h"
#include "ui/workspace/urlforms.h"
#include "ui/workspace/workspacepanel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QSslCertificate>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QUndoStack>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::ui;
using test::TestCertificates;

namespace {

constexpr auto twoServers = R"({"framewright": 1, "name": "Test", "servers": [
 {"name": "One", "host": "127.0.0.1", "port": 0, "routes": [{"path": "/a"}, {"path": "/b", "folder": "F"}]},
 {"name": "Two", "host": "127.0.0.1", "port": 0, "routes": [{"path": "/c"}]}],
 "messages": [{"name": "hello", "send": "hi"}]})";

} // namespace

/// The panel of servers and routes, by pointer and keyboard.
class tst_WorkspacePanel : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup() { m_parts.reset(); }
    void routeFromNothing();
    void renameInPlace();
    void choiceStaysWithTheRoute();
    void deletedChoiceGoesOn();
    void keysOfTheTree();
    void findNarrowsTheTree_data();
    void findNarrowsTheTree();
    void findFollowsTheRows();
    void copyAndPasteByKey();
    void menuOfARow();
    void portInUseOffersTheNext();
    void startAsksForTheNetwork();
    void serverSettings();
    void networkHostIsAsked();
    void tlsByOneTick();
    void tlsFilesSayWhatIsWrong();
    void tlsFilesAreChosen();
    void workspaceIsRenamed();
    void messageIsWanted();
    void qrCodeOrWhyNot();
    void urlForms_data();
    void urlForms();

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        T *found = m_parts->window.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    [[nodiscard]] QModelIndex row(const QString &text, const QModelIndex &parent = {}) const;
    /// What is not hidden, as the eye goes.
    [[nodiscard]] QStringList shownRows(const QModelIndex &parent) const;
    void choose(const QString &text) { m_tree->setCurrentIndex(row(text)); }
    [[nodiscard]] QString current() const { return m_tree->currentIndex().data().toString(); }
    void trigger(const char *name) { (*m_parts->actions)[QLatin1String(name)]->trigger(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_tree, Qt::Key(key), modifiers); }
    [[nodiscard]] const workspace::Server &server(std::size_t place = 0) const
    {
        return m_parts->document.workspace().servers.at(place);
    }
    /// The editor that is open in the tree.
    void typeName(const QString &name)
    {
        auto *line = m_tree->findChild<QLineEdit *>();
        QVERIFY(line != nullptr);
        line->selectAll();
        QTest::keyClicks(line, name);
        QTest::keyClick(line, Qt::Key_Return);
    }

    std::unique_ptr<PartsFixture> m_parts;
    QTreeView *m_tree = nullptr;
};

void tst_WorkspacePanel::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright test"_qs);
    QCoreApplication::setApplicationName(u"tst_workspacepanel"_qs);
}

void tst_WorkspacePanel::init()
{
    QSettings().clear();
    m_parts = std::make_unique<PartsFixture>();
    m_parts->document.start(workspace::readWorkspace(twoServers).value());
    auto *layout = new QVBoxLayout(&m_parts->window);
    layout->addWidget(new WorkspacePanel(m_parts->parts, &m_parts->window));
    m_tree = find<QTreeView>("workspaceTree");
    m_parts->window.resize(300, 500);
    m_parts->window.show();
    QApplication::setActiveWindow(&m_parts->window);
    m_tree->setFocus();
    QTRY_VERIFY(m_tree->hasFocus());
}

QModelIndex tst_WorkspacePanel::row(const QString &text, const QModelIndex &parent) const
{
    const QAbstractItemModel &model = *m_tree->model();
    for (int each = 0; each < model.rowCount(parent); ++each) {
        const QModelIndex index = model.index(each, 0, parent);
        if (index.data().toString() == text)
            return index;
        if (const QModelIndex below = row(text, index); below.isValid())
            return below;
    }
    return {};
}

QStringList tst_WorkspacePanel::shownRows(const QModelIndex &parent) const
{
    QStringList rows;
    for (int each = 0; each < m_tree->model()->rowCount(parent); ++each) {
        const QModelIndex index = m_tree->model()->index(each, 0, parent);
        if (!m_tree->isRowHidden(each, parent))
            rows << index.data().toString() << shownRows(index);
    }
    return rows;
}

void tst_WorkspacePanel::routeFromNothing()
{
    m_parts->document.start({});
    trigger("addRoute");
    typeName(u"/first"_qs);
    QTRY_COMPARE(server().routes.front().path, u"/first"_qs);
    QCOMPARE(current(), u"/first"_qs);
    QCOMPARE(m_parts->context.selection().route, server().routes.front().id);
    QVERIFY(m_tree->isExpanded(row(server().name)));
    trigger("addRoute");
    QTRY_VERIFY(m_tree->findChild<QLineEdit *>() != nullptr);
    typeName(u"second"_qs);
    QTRY_COMPARE(server().routes.at(1).path, u"/second"_qs);
    while (m_parts->editor.stack()->canUndo())
        m_parts->editor.stack()->undo();
    QVERIFY(m_parts->document.workspace().servers.empty());
    QVERIFY(!m_parts->context.selection().server);
}

void tst_WorkspacePanel::renameInPlace()
{
    choose(u"One"_qs);
    press(Qt::Key_F2);
    typeName(u"Eins"_qs);
    QTRY_COMPARE(server().name, u"Eins"_qs);
    QCOMPARE(current(), u"Eins"_qs);
    choose(u"F"_qs);
    press(Qt::Key_F2);
    typeName(u"G"_qs);
    QTRY_COMPARE(server().routes.at(1).folder, u"G"_qs);
}

void tst_WorkspacePanel::choiceStaysWithTheRoute()
{
    choose(u"/a"_qs);
    const Selection chosen = m_parts->context.selection();
    press(Qt::Key_Down, Qt::AltModifier);
    QCOMPARE(server().routes.at(1).path, u"/a"_qs);
    QCOMPARE(current(), u"/a"_qs);
    QCOMPARE(m_parts->context.selection(), chosen);
    press(Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(server().routes.at(0).path, u"/a"_qs);
    // To another server it takes the choice along.
    m_parts->editor.moveRoute({u"x"_qs}, chosen.route, server(1).id, 0);
    QCOMPARE(current(), u"/a"_qs);
    QCOMPARE(m_parts->context.selection().server, server(1).id);
    QCOMPARE(m_parts->context.selection().route, chosen.route);
}

void tst_WorkspacePanel::deletedChoiceGoesOn()
{
    choose(u"/a"_qs);
    press(Qt::Key_Delete);
    QCOMPARE(server().routes.size(), std::size_t(1));
    QCOMPARE(m_parts->context.selection().server, server().id);
    m_parts->editor.stack()->undo();
    QVERIFY(row(u"/a"_qs).isValid());
}

void tst_WorkspacePanel::keysOfTheTree()
{
    choose(u"/a"_qs);
    press(Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(current(), u"/a-2"_qs);
    press(Qt::Key_Space);
    QVERIFY(!server().routes.at(1).enabled);
    QCOMPARE((*m_parts->actions)[u"switchPart"_qs]->text(), u"Sw&itch on"_qs);
    press(Qt::Key_Space);
    QVERIFY(server().routes.at(1).enabled);
    press(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(server().routes.at(1).folder, u"Folder"_qs);
    QCOMPARE(current(), u"/a-2"_qs);
}

void tst_WorkspacePanel::findNarrowsTheTree_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("shown");
    QTest::newRow("a route") << u"/A"_qs << QStringList{u"One"_qs, u"/a"_qs};
    QTest::newRow("a route in a folder") << u"b"_qs << QStringList{u"One"_qs, u"F"_qs, u"/b"_qs};
    QTest::newRow("a folder with what is in it") << u"f"_qs << QStringList{u"One"_qs, u"F"_qs, u"/b"_qs};
    QTest::newRow("a server with all of it") << u"two"_qs << QStringList{u"Two"_qs, u"/c"_qs};
    QTest::newRow("a message") << u"hell"_qs << QStringList{u"Saved messages"_qs, u"hello"_qs};
    QTest::newRow("nothing") << u"zebra"_qs << QStringList();
}

void tst_WorkspacePanel::findNarrowsTheTree()
{
    QFETCH(QString, text);
    QFETCH(QStringList, shown);
    const QStringList all = shownRows({});
    press(Qt::Key_F, Qt::ControlModifier);
    auto *line = find<QLineEdit>("treeFilterLine");
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, text);
    QCOMPARE(shownRows({}), shown);
    QCOMPARE(find<QWidget>("treeFilterNothing")->isVisible(), shown.isEmpty());
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(m_tree->hasFocus(), !shown.isEmpty());
    if (!shown.isEmpty())
        QVERIFY(current().contains(text, Qt::CaseInsensitive));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(m_tree->hasFocus());
    QVERIFY(!line->isVisible());
    QCOMPARE(shownRows({}), all);
}

void tst_WorkspacePanel::findFollowsTheRows()
{
    (*m_parts->actions)[u"findRoute"_qs]->trigger();
    QTest::keyClicks(find<QLineEdit>("treeFilterLine"), u"/c"_qs);
    QCOMPARE(shownRows({}), (QStringList{u"Two"_qs, u"/c"_qs}));
    workspace::Route route;
    route.path = u"/a/c"_qs;
    m_parts->editor.addRoute({u"x"_qs}, server().id, route);
    QTRY_VERIFY(shownRows({}).contains(u"/a/c"_qs));
    m_parts->editor.stack()->undo();
    QTRY_COMPARE(shownRows({}), (QStringList{u"Two"_qs, u"/c"_qs}));
}

void tst_WorkspacePanel::copyAndPasteByKey()
{
    choose(u"/b"_qs);
    press(Qt::Key_C, Qt::ControlModifier);
    QVERIFY(QApplication::clipboard()->text().contains(u"\"/b\""_qs));
    choose(u"Two"_qs);
    press(Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(server(1).routes.size(), std::size_t(2));
    QCOMPARE(current(), u"/b"_qs);
    QApplication::clipboard()->setText(u"no JSON"_qs);
    press(Qt::Key_V, Qt::ControlModifier);
    QVERIFY(find<QLabel>("noticeText")->text().contains(u"not JSON"_qs));
}

void tst_WorkspacePanel::menuOfARow()
{
    emit m_tree->customContextMenuRequested(m_tree->visualRect(row(u"/b"_qs)).center());
    QCOMPARE(current(), u"/b"_qs);
    auto *menu = find<QMenu>("workspaceMenu");
    QStringList texts;
    for (const QAction *action : menu->actions())
        texts << action->text().remove(u'&');
    for (const char *text :
         {"Add a route", "Copy URL", "Folder", "Rename", "Duplicate", "Copy as JSON", "Paste", "Delete"})
        QVERIFY2(texts.contains(QLatin1String(text)), qPrintable(texts.join(u", "_qs)));
    menu->close();
}

void tst_WorkspacePanel::portInUseOffersTheNext()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost), 0));
    m_parts->editor.editServer({u"x"_qs}, server().id,
                               [&other](workspace::Server &each) { each.port = other.serverPort(); });
    choose(u"One"_qs);
    trigger("startServer");
    auto *button = find<QAbstractButton>("useFreePort");
    QTRY_VERIFY(button->isVisible());
    QVERIFY(find<QLabel>("noticeText")->text().contains(u"in use"_qs));
    QTest::mouseClick(button, Qt::LeftButton);
    QVERIFY(server().port > other.serverPort());
    QTRY_COMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Listening);
    QTRY_VERIFY(!button->isVisible());
    QVERIFY(m_parts->editor.stack()->undoText().startsWith(u"Use port"_qs));
}

void tst_WorkspacePanel::startAsksForTheNetwork()
{
    m_parts->editor.editServer({u"x"_qs}, server().id, [](workspace::Server &each) { each.host = u"0.0.0.0"_qs; });
    QVERIFY(row(u"One"_qs).data(Qt::AccessibleTextRole).toString().contains(u"open to the network"_qs));
    choose(u"One"_qs);
    trigger("startServer");
    QCOMPARE(m_parts->dialogs.asked.size(), 1);
    QCOMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Stopped);
    m_parts->dialogs.answer = Answer::Yes;
    trigger("startServer");
    QTRY_COMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Listening);
    trigger("stopServer");
    QTRY_COMPARE(m_parts->engine.servers().constFirst().state, engine::ServerState::Stopped);
    trigger("startServer");
    QCOMPARE(m_parts->dialogs.asked.size(), 2);
}

void tst_WorkspacePanel::serverSettings()
{
    choose(u"One"_qs);
    trigger("serverSettings");
    auto *name = find<QLineEdit>("serverName");
    name->selectAll();
    QTest::keyClicks(name, u"Main"_qs);
    QCOMPARE(server().name, u"Main"_qs);
    QCOMPARE(m_parts->editor.stack()->count(), 1);
    find<QSpinBox>("serverPort")->setValue(4711);
    QCOMPARE(server().port, 4711);
    find<QSpinBox>("limitConnections")->setValue(5);
    QCOMPARE(server().limits.connections, 5);
    QTest::mouseClick(find<QAbstractButton>("serverEnabled"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(!server().enabled);
    m_parts->editor.removeServer({u"x"_qs}, server().id);
    QTRY_VERIFY(m_parts->window.findChild<QDialog *>(u"serverDialog"_qs) == nullptr);
}

void tst_WorkspacePanel::networkHostIsAsked()
{
    choose(u"One"_qs);
    trigger("serverSettings");
    auto *host = find<QLineEdit>("serverHostText");
    const auto typeHost = [host](const QString &text) {
        host->selectAll();
        QTest::keyClicks(host, text);
        QCOMPARE(host->text(), text);
        QTest::keyClick(host, Qt::Key_Return);
    };
    host->setFocus();
    typeHost(u"*"_qs);
    QVERIFY(!m_parts->dialogs.asked.isEmpty());
    QCOMPARE(server().host, u"127.0.0.1"_qs);
    QCOMPARE(host->text(), u"127.0.0.1"_qs);
    m_parts->dialogs.answer = Answer::Yes;
    host->setFocus();
    typeHost(u"*"_qs);
    QCOMPARE(server().host, u"*"_qs);
    QVERIFY(find<QLabel>("serverReach")->text().contains(u"network"_qs));
}

void tst_WorkspacePanel::tlsByOneTick()
{
    const QTemporaryDir folder;
    choose(u"One"_qs);
    trigger("serverSettings");
    QVERIFY(!find<QAbstractButton>("copyCertificate")->isVisible());
    QTest::mouseClick(find<QAbstractButton>("serverTls"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(server().tls && server().tls->isSelfSigned());
    QVERIFY(find<QAbstractButton>("copyCertificate")->isVisible());
    QVERIFY(find<QLabel>("tlsTrust")->text().contains(u"https://"_qs));
    find<QAbstractButton>("copyCertificate")->click();
    QCOMPARE(QSslCertificate::fromData(QApplication::clipboard()->text().toLatin1()).size(), 1);
    m_parts->dialogs.file = folder.filePath(u"a.pem"_qs);
    find<QAbstractButton>("saveCertificate")->click();
    QCOMPARE(QSslCertificate::fromPath(*m_parts->dialogs.file).size(), 1);
    QVERIFY(find<QLabel>("tlsStatus")->text().contains(u"a.pem"_qs));
    QVERIFY(row(u"One"_qs).data(Qt::DisplayRole).isValid());
}

void tst_WorkspacePanel::tlsFilesSayWhatIsWrong()
{
    choose(u"One"_qs);
    trigger("serverSettings");
    QTest::mouseClick(find<QAbstractButton>("serverTls"), Qt::LeftButton, {}, QPoint(8, 8));
    find<QComboBox>("tlsKind")->setCurrentIndex(1);
    QVERIFY(!server().tls->isSelfSigned());
    QVERIFY2(find<QLabel>("tlsStatus")->text().contains(u"certificate.pem"_qs),
             qPrintable(find<QLabel>("tlsStatus")->text()));
    QVERIFY(find<QLineEdit>("tlsKey")->isVisible());
    find<QComboBox>("tlsClients")->setCurrentIndex(2);
    QCOMPARE(server().tls->clientCertificates, workspace::ClientCertificates::Require);
}

void tst_WorkspacePanel::tlsFilesAreChosen()
{
    const TestCertificates certificates;
    QVERIFY(m_parts->document.saveAs(certificates.path(u"workspace.json"_qs)));
    choose(u"One"_qs);
    trigger("serverSettings");
    QTest::mouseClick(find<QAbstractButton>("serverTls"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(!find<QAbstractButton>("tlsCertificateBrowse")->isVisible());
    find<QComboBox>("tlsKind")->setCurrentIndex(1);
    const auto browse = [&](const char *button, const QString &file) {
        m_parts->dialogs.file = certificates.path(file);
        find<QAbstractButton>(button)->click();
    };
    browse("tlsCertificateBrowse", u"server.pem"_qs);
    browse("tlsKeyBrowse", u"server.key"_qs);
    // Beside the workspace: so the name holds wherever both go.
    QCOMPARE(server().tls->certificate, u"server.pem"_qs);
    QCOMPARE(server().tls->key, u"server.key"_qs);
    QVERIFY2(find<QLabel>("tlsStatus")->text().contains(u"belong together"_qs),
             qPrintable(find<QLabel>("tlsStatus")->text()));
    QVERIFY(!find<QAbstractButton>("tlsAuthoritiesBrowse")->isVisible());
    find<QComboBox>("tlsClients")->setCurrentIndex(2);
    browse("tlsAuthoritiesBrowse", u"ca.key"_qs);
    QVERIFY2(find<QLabel>("tlsStatus")->text().contains(u"no certificate"_qs),
             qPrintable(find<QLabel>("tlsStatus")->text()));
    browse("tlsAuthoritiesBrowse", u"ca.pem"_qs);
    QCOMPARE(server().tls->authorities, u"ca.pem"_qs);
    QVERIFY(find<QLabel>("tlsStatus")->text().contains(u"belong together"_qs));
    m_parts->editor.stack()->undo();
    QVERIFY(server().tls->authorities != u"ca.pem"_qs);
    m_parts->dialogs.file.reset(); // Cancelled: nothing changes.
    find<QAbstractButton>("tlsKeyBrowse")->click();
    QCOMPARE(server().tls->key, u"server.key"_qs);
}

void tst_WorkspacePanel::workspaceIsRenamed()
{
    const QString before = m_parts->document.workspace().name;
    const int steps = m_parts->editor.stack()->count();
    trigger("renameWorkspace");
    auto *name = find<QLineEdit>("workspaceName");
    QCOMPARE(name->text(), before);
    name->selectAll();
    QTest::keyClicks(name, u"Chat of mine"_qs);
    QCOMPARE(m_parts->document.workspace().name, u"Chat of mine"_qs);
    QCOMPARE(m_parts->editor.stack()->count(), steps + 1);
    QCOMPARE(m_parts->editor.stack()->undoText(), u"Rename workspace"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(m_parts->document.workspace().name, before);
    QCOMPARE(name->text(), before); // It follows while it is open.
    find<QDialog>("workspaceNameDialog")->close();
    QTRY_VERIFY(m_parts->window.findChild<QDialog *>(u"workspaceNameDialog"_qs) == nullptr);
}

void tst_WorkspacePanel::messageIsWanted()
{
    QSignalSpy wanted(&m_parts->context, &WindowContext::messageWanted);
    const Selection before = m_parts->context.selection();
    choose(u"hello"_qs);
    press(Qt::Key_Return);
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.constFirst().constFirst().toString(), u"hello"_qs);
    QCOMPARE(m_parts->context.selection(), before);
    press(Qt::Key_Delete);
    QVERIFY(m_parts->document.workspace().messages.empty());
}

void tst_WorkspacePanel::qrCodeOrWhyNot()
{
    choose(u"/a"_qs);
    trigger("showQrCode");
    QVERIFY(find<QLabel>("qrText")->text().contains(u"127.0.0.1"_qs));
    QVERIFY(m_parts->window.findChild<QLabel *>(u"qrPicture"_qs) == nullptr);
    const QImage image = qrCode(u"ws://192.0.2.7:9001/chat"_qs);
    QVERIFY(image.width() >= 21 + 8 && image.width() == image.height());
    // The finder pattern in a corner, behind the quiet zone: seven black modules, then one white.
    for (int x = 4; x < 11; ++x)
        QCOMPARE(image.pixelColor(x, 4), QColor(Qt::black));
    QCOMPARE(image.pixelColor(11, 4), QColor(Qt::white));
    QCOMPARE(image.pixelColor(3, 4), QColor(Qt::white));
    QVERIFY(qrCode(QString(5000, u'x')).isNull());
}

void tst_WorkspacePanel::urlForms_data()
{
    QTest::addColumn<int>("form");
    QTest::addColumn<QStringList>("parts");
    const auto row = [](const char *name, UrlForm form, const QStringList &parts) {
        QTest::newRow(name) << int(form) << parts;
    };
    row("curl", UrlForm::Curl,
        {u"'https://localhost:9001/it'\\''s'"_qs, u"--insecure"_qs, u"Sec-WebSocket-Protocol: a, b"_qs});
    row("websocat", UrlForm::Websocat,
        {u"'wss://localhost:9001/it'\\''s'"_qs, u"--insecure"_qs, u"--protocol 'a, b'"_qs});
    row("JavaScript", UrlForm::JavaScript, {u"new WebSocket(\"wss://localhost:9001/it's\", [\"a\", \"b\"])"_qs});
    row("Python", UrlForm::Python,
        {u"connect(\"wss://localhost:9001/it's\", subprotocols=[\"a\", \"b\"], ssl=context)"_qs, u"CERT_NONE"_qs});
}

void tst_WorkspacePanel::urlForms()
{
    QFETCH(int, form);
    QFETCH(QStringList, parts);
    workspace::Server secure;
    secure.tls = workspace::Tls();
    workspace::Route route;
    route.accept.subprotocols = {u"a"_qs, u"b"_qs};
    const QString text = urlAs(UrlForm(form), u"wss://localhost:9001/it's"_qs, secure, route);
    for (const QString &part : parts)
        QVERIFY2(text.contains(part), qPrintable(text));
    const QString plain = urlAs(UrlForm(form), u"ws://localhost:9001/"_qs, {}, {});
    QVERIFY2(!plain.contains(u"insecure"_qs) && !plain.contains(u"ssl"_qs) && !plain.contains(u"rotocol"_qs),
             qPrintable(plain));
}

QTEST_MAIN(tst_WorkspacePanel)
#include "tst_workspacepanel.moc"
