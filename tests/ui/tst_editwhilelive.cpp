// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

#include <QLabel>
#include <QTcpServer>

using namespace framewright;

/// Editing while clients are connected, in the real window: nobody is dropped, but for a server that moves.
class tst_EditWhileLive final : public test::BuildTest
{
    Q_OBJECT
private slots:
    void editsHoldFromTheNextMessage();
    void savingDropsNobody();
    void movedPortRestartsThatServerOnly();

private:
    [[nodiscard]] QStringList closings(const QString &name) { return client().heard(name).filter(u"closed"_qs); }
    /// A second server with an echo, which runs beside the first.
    void addAnotherServer();
    void moveFirstServer(quint16 port);
    [[nodiscard]] static quint16 freePort();
};

void tst_EditWhileLive::editsHoldFromTheNextMessage()
{
    startWithEmptyRoute(u"/edit"_qs);
    addRule();
    client().connectAs(u"ann"_qs, copiedUrl());
    client().send(u"ann"_qs, u"one"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"one"_qs);
    sendText(u"do/0"_qs, u"got {{text}}"_qs);
    finish();
    client().send(u"ann"_qs, u"two"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"got two"_qs);
    addStep(u"do"_qs, u"Send"_qs);
    sendText(u"do/1"_qs, u"and thanks"_qs);
    finish();
    client().send(u"ann"_qs, u"three"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"got three"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"and thanks"_qs);
    addRule();
    press("Ctrl+Z");
    QCOMPARE(ruleCount(), 1);
    client().send(u"ann"_qs, u"four"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"got four"_qs);
    QCOMPARE(closings(u"ann"_qs), QStringList());
    QTRY_COMPARE(row(0).constLast(), u"4"_qs); // The rule is the same one all the time.
    QTRY_COMPARE(treeRoute(), QStringList({u"/edit"_qs, u"1"_qs}));
}

void tst_EditWhileLive::savingDropsNobody()
{
    startWithEmptyRoute(u"/save"_qs);
    addRule();
    client().connectAs(u"ann"_qs, copiedUrl());
    saveElsewhere();
    sendText(u"do/0"_qs, u"saved"_qs);
    finish();
    client().send(u"ann"_qs, u"x"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"saved"_qs);
    QCOMPARE(closings(u"ann"_qs), QStringList());
}

void tst_EditWhileLive::addAnotherServer()
{
    press("Ctrl+Shift+E");
    type(u"Other"_qs);
    press("Return");
    takePort(0);
    press("Ctrl+R");
    type(u"/other"_qs);
    press("Return");
    addRule();
    press("F5");
    QTRY_VERIFY(port(1) != 0);
}

quint16 tst_EditWhileLive::freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

void tst_EditWhileLive::moveFirstServer(quint16 port)
{
    clickRow(u"workspaceTree"_qs, 0);
    press("Alt+Return");
    // It is said before it is done, too.
    const QString warning = see<QLabel>(u"serverMove"_qs)->text();
    QVERIFY2(warning.contains(u"restarts this server alone; its client is told 1001"_qs), qPrintable(warning));
    press("Esc");
    takePort(port);
}

void tst_EditWhileLive::movedPortRestartsThatServerOnly()
{
    startWithEmptyRoute(u"/one"_qs);
    addRule();
    client().connectAs(u"ann"_qs, copiedUrl());
    addAnotherServer();
    client().connectAs(u"bob"_qs, copiedUrl());
    QTRY_COMPARE(status(u"statusLive"_qs), u"2 live"_qs);

    const quint16 before = port();
    const quint16 wanted = freePort();
    QVERIFY(wanted != 0);
    moveFirstServer(wanted);
    QVERIFY(client().hears(u"ann"_qs, u"closed 1001 The server was stopped"_qs));
    QTRY_COMPARE(port(), wanted);
    QTRY_COMPARE(status(u"statusNews"_qs), u"Local restarted on port %1; its client was told 1001"_qs.arg(wanted));

    // The other one has not noticed.
    client().send(u"bob"_qs, u"still here"_qs);
    QCOMPARE(client().next(u"bob"_qs), u"still here"_qs);
    QCOMPARE(closings(u"bob"_qs), QStringList());
    client().connectAs(u"eve"_qs, u"ws://localhost:%1/one"_qs.arg(wanted));
    QVERIFY(client().attempt(u"late"_qs, u"ws://localhost:%1/one"_qs.arg(before)).startsWith(u"failed"_qs));

    press("Ctrl+Z"); // Back to a port of the system's choice.
    QVERIFY(client().hears(u"eve"_qs, u"closed 1001 The server was stopped"_qs));
    QTRY_VERIFY(port() != 0 && port() != wanted);
    QTRY_VERIFY(status(u"statusNews"_qs).contains(QString::number(port())));
    QCOMPARE(closings(u"bob"_qs), QStringList());
}

QTEST_MAIN(tst_EditWhileLive)
#include "tst_editwhilelive.moc"
