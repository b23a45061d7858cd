// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/listenergroup.h"
#include "app/server/portowner.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace framewright;
using namespace framewright::server;

namespace {

void writeFile(const QString &name, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(name).path());
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

bool machineHasVersion6()
{
    QTcpServer probe;
    return probe.listen(QHostAddress(QHostAddress::LocalHostIPv6), 0);
}

} // namespace

class ListeningTest final : public QObject
{
    Q_OBJECT
private slots:
    void hostNamesAddresses_data();
    void hostNamesAddresses();
    void unknownNameHasToBeLookedUp();
    void interfaceNamesItsAddresses();
    void everyAddressIsShownAsThose();
    void localhostTakesOnePortOnBoth();
    void portInUseSaysByWhomAndWhatIsFree();
    void missingAddressIsNamed();
    void closedPortIsFreeAgain();
    void ownerIsReadFromTheSystem_data();
    void ownerIsReadFromTheSystem();
    void descriptorsAreHandedOver();
    void nameTakesTheAddressesThatAreThere_data();
    void nameTakesTheAddressesThatAreThere();
};

void ListeningTest::hostNamesAddresses_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QStringList>("required");
    QTest::addColumn<QStringList>("welcome");
    QTest::addColumn<bool>("beyond");
    const QStringList none;
    QTest::newRow("localhost") << "localhost" << QStringList{u"127.0.0.1"_qs} << QStringList{u"::1"_qs} << false;
    QTest::newRow("letter case") << " LocalHost " << QStringList{u"127.0.0.1"_qs} << QStringList{u"::1"_qs} << false;
    QTest::newRow("nothing") << "" << QStringList{u"127.0.0.1"_qs} << QStringList{u"::1"_qs} << false;
    QTest::newRow("version 4 only") << "127.0.0.1" << QStringList{u"127.0.0.1"_qs} << none << false;
    QTest::newRow("another loopback") << "127.0.0.2" << QStringList{u"127.0.0.2"_qs} << none << false;
    QTest::newRow("version 6 only") << "::1" << QStringList{u"::1"_qs} << none << false;
    QTest::newRow("brackets") << "[::1]" << QStringList{u"::1"_qs} << none << false;
    QTest::newRow("every version 4") << "0.0.0.0" << QStringList{u"0.0.0.0"_qs} << none << true;
    QTest::newRow("another address") << "192.0.2.7" << QStringList{u"192.0.2.7"_qs} << none << true;
}

void ListeningTest::hostNamesAddresses()
{
    QFETCH(QString, host);
    QFETCH(QStringList, required);
    QFETCH(QStringList, welcome);
    const auto found = listenAddresses(host);
    QVERIFY(found);
    QStringList names;
    for (const QHostAddress &address : found->required)
        names.append(address.toString());
    QCOMPARE(names, required);
    names.clear();
    for (const QHostAddress &address : found->welcome)
        names.append(address.toString());
    QCOMPARE(names, welcome);
    QTEST(found->reachBeyondLoopback(), "beyond");
}

void ListeningTest::unknownNameHasToBeLookedUp()
{
    QVERIFY(!listenAddresses(u"mock.example"_qs));
}

void ListeningTest::interfaceNamesItsAddresses()
{
    const auto found = listenAddresses(u"lo"_qs);
    QVERIFY(found);
    QVERIFY(found->required.contains(QHostAddress(QHostAddress::LocalHost)));
    QVERIFY(!found->reachBeyondLoopback());
}

void ListeningTest::everyAddressIsShownAsThose()
{
    const auto every = listenAddresses(u"*"_qs);
    QVERIFY(every && every->reachBeyondLoopback());
    QCOMPARE(shownAddresses(every->required.constFirst()).constFirst().toString(), u"127.0.0.1"_qs);
    const QHostAddress one(QHostAddress::LocalHostIPv6);
    QCOMPARE(shownAddresses(one), QList<QHostAddress>{one});
}

void ListeningTest::localhostTakesOnePortOnBoth()
{
    ListenerGroup group;
    const Result<quint16> port = group.open(*listenAddresses(u"localhost"_qs), 0);
    QVERIFY2(port, port ? "" : qPrintable(port.error().text()));
    QVERIFY(*port != 0);
    QStringList names;
    const QList<QHostAddress> addresses = group.addresses();
    for (const QHostAddress &address : addresses)
        names.append(address.toString());
    QCOMPARE(names, machineHasVersion6() ? (QStringList{u"127.0.0.1"_qs, u"::1"_qs}) : QStringList{u"127.0.0.1"_qs});
    for (const QHostAddress &address : addresses) {
        QTcpSocket socket;
        socket.connectToHost(address, *port);
        QVERIFY(socket.waitForConnected(5000));
    }
}

void ListeningTest::portInUseSaysByWhomAndWhatIsFree()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost), 0));
    ListenerGroup group;
    const Result<quint16> port = group.open(*listenAddresses(u"localhost"_qs), other.serverPort());
    QVERIFY(!port);
    QVERIFY(!group.isOpen());
    const QString number = QString::number(other.serverPort());
    QCOMPARE(port.error().what, QString(u"The port " + number + u" is in use by another server of this program."));
    // The port that the advice names is free indeed.
    static const QRegularExpression pattern(u"use another port: (\\d+) is free"_qs);
    const QRegularExpressionMatch match = pattern.match(port.error().advice);
    QVERIFY2(match.hasMatch(), qPrintable(port.error().advice));
    const Result<quint16> advised = group.open(*listenAddresses(u"localhost"_qs), match.captured(1).toUShort());
    QVERIFY(advised);
}

void ListeningTest::missingAddressIsNamed()
{
    ListenerGroup group;
    const Result<quint16> port = group.open(*listenAddresses(u"192.0.2.7"_qs), 0);
    QVERIFY(!port);
    QVERIFY2(port.error().what.contains(u"192.0.2.7"), qPrintable(port.error().text()));
    QVERIFY(!port.error().advice.isEmpty());
}

void ListeningTest::closedPortIsFreeAgain()
{
    const auto addresses = *listenAddresses(u"localhost"_qs);
    ListenerGroup group;
    const Result<quint16> first = group.open(addresses, 0);
    QVERIFY(first);
    group.close();
    QCOMPARE(group.port(), 0);
    const Result<quint16> again = group.open(addresses, *first);
    QVERIFY(again);
    QCOMPARE(*again, *first);
}

void ListeningTest::ownerIsReadFromTheSystem_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<quint16>("port");
    QTest::addColumn<bool>("readable");
    QTest::addColumn<bool>("found");
    QTest::newRow("listening") << QByteArray("0A") << quint16(9001) << true << true;
    QTest::newRow("another port") << QByteArray("0A") << quint16(9002) << true << false;
    QTest::newRow("only connected") << QByteArray("01") << quint16(9001) << true << false;
    QTest::newRow("of another user") << QByteArray("0A") << quint16(9001) << false << false;
}

void ListeningTest::ownerIsReadFromTheSystem()
{
    QFETCH(QByteArray, state);
    QFETCH(quint16, port);
    QFETCH(bool, readable);
    QFETCH(bool, found);
    QTemporaryDir folder;
    writeFile(folder.filePath(u"net/tcp"_qs),
              "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
              "   0: 0100007F:2329 00000000:0000 " +
                  state + " 00000000:00000000 00:00000000 00000000  1000        0 424242 1 0 100 0 0 10 0\n");
    writeFile(folder.filePath(u"4711/comm"_qs), "node\n");
    QVERIFY(QDir().mkpath(folder.filePath(u"4711/fd"_qs)));
    QVERIFY(QDir().mkpath(folder.filePath(u"self"_qs)));
    if (readable)
        QVERIFY(QFile::link(u"socket:[424242]"_qs, folder.filePath(u"4711/fd/7"_qs)));
    const std::optional<PortOwner> owner = findPortOwner(port, folder.path());
    QCOMPARE(owner.has_value(), found);
    if (found)
        QCOMPARE(*owner, (PortOwner{u"node"_qs, 4711}));
}

void ListeningTest::descriptorsAreHandedOver()
{
    ListenerGroup group;
    const Result<quint16> port = group.open(*listenAddresses(u"127.0.0.1"_qs), 0);
    QVERIFY(port);
    QList<qintptr> descriptors;
    connect(&group, &ListenerGroup::accepted, this, [&](qintptr descriptor) { descriptors.append(descriptor); });
    QTcpSocket socket;
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), *port);
    QTRY_COMPARE(descriptors.size(), 1);
    QCOMPARE(::send(int(descriptors.constFirst()), "x", 1, MSG_NOSIGNAL), 1);
    QTRY_COMPARE(socket.bytesAvailable(), 1);
    ::close(int(descriptors.constFirst()));
}

void ListeningTest::nameTakesTheAddressesThatAreThere_data()
{
    QTest::addColumn<QStringList>("found");
    QTest::addColumn<QStringList>("listening");
    QTest::newRow("several") << QStringList{u"127.0.0.1"_qs, u"127.0.0.2"_qs}
                             << QStringList{u"127.0.0.1"_qs, u"127.0.0.2"_qs};
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    QTest::newRow("one is not here") << QStringList{u"192.0.2.7"_qs, u"127.0.0.2"_qs} << QStringList{u"127.0.0.2"_qs};
    QTest::newRow("none is here") << QStringList{u"192.0.2.7"_qs, u"192.0.2.8"_qs} << QStringList();
}

void ListeningTest::nameTakesTheAddressesThatAreThere()
{
    QFETCH(QStringList, found);
    ListenAddresses addresses;
    for (const QString &address : found)
        addresses.welcome.append(QHostAddress(address));
    ListenerGroup group;
    const Result<quint16> port = group.open(addresses, 0);
    QStringList listening;
    for (const QHostAddress &address : group.addresses())
        listening.append(address.toString());
    QTEST(listening, "listening");
    QCOMPARE(port.has_value(), !listening.isEmpty());
    if (!port)
        QVERIFY2(port.error().what.contains(u"does not have the address 192.0.2.8"_qs),
                 qPrintable(port.error().text()));
    for (const QHostAddress &address : group.addresses()) {
        QTcpSocket socket;
        socket.connectToHost(address, *port);
        QVERIFY(socket.waitForConnected(5000));
    }
}

QTEST_GUILESS_MAIN(ListeningTest)
#include "tst_listening.moc"
