// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"

#include "tests/codec/play.h"

#include <QTest>

using namespace framewright;
using namespace framewright::codec;

/// What socket.io-client 4.8 sent and took: Engine.IO 4, Socket.IO 5.
class TestSocketIoSession final : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void refusesToWrite_data();
    void refusesToWrite();
    void letsPingsPassBetween();
    void givesUpWhatIsHalf();
    void boundsWhatItHolds();
};

void TestSocketIoSession::comesBack_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *frames, const char *value) {
        QTest::newRow(frames) << QByteArray(frames) << QByteArray(value);
    };
    row(R"(0{"sid":"s","upgrades":[],"pingInterval":300,"pingTimeout":200,"maxPayload":1000000})",
        R"({"type":"open","data":{"sid":"s","upgrades":[],"pingInterval":300,"pingTimeout":200,"maxPayload":1000000}})");
    row("1", R"({"type":"close"})");
    row("2", R"({"type":"ping"})");
    row("3", R"({"type":"pong"})");
    row("2probe", R"({"type":"ping","data":"probe"})");
    row("5", R"({"type":"upgrade"})");
    row("6", R"({"type":"noop"})");
    row("40", R"({"type":"connect","nsp":"/"})");
    row(R"(40{"sid":"s1"})", R"({"type":"connect","nsp":"/","data":{"sid":"s1"}})");
    row(R"(40/admin,{"token":"x"})", R"({"type":"connect","nsp":"/admin","data":{"token":"x"}})");
    row(R"(44/secret,{"message":"Not authorized"})",
        R"({"type":"connect_error","nsp":"/secret","data":{"message":"Not authorized"}})");
    row("41", R"({"type":"disconnect","nsp":"/"})");
    row("41/admin,", R"({"type":"disconnect","nsp":"/admin"})");
    row(R"(42["chat","hi"])", R"({"type":"event","nsp":"/","data":["chat","hi"]})");
    row(R"(420["foo",1])", R"({"type":"event","nsp":"/","id":0,"data":["foo",1]})");
    row(R"(4210["foo",1.10])", R"({"type":"event","nsp":"/","id":10,"data":["foo",1.10]})");
    row(R"(42/admin,0["y"])", R"({"type":"event","nsp":"/admin","id":0,"data":["y"]})");
    row(R"(42/admin,["x",{"n":9007199254740993}])",
        R"({"type":"event","nsp":"/admin","data":["x",{"n":9007199254740993}]})");
    row(R"(4312["ok",1])", R"({"type":"ack","nsp":"/","id":12,"data":["ok",1]})");
    row(R"(430[])", R"({"type":"ack","nsp":"/","id":0,"data":[]})");
    row("452-[\"bin\",{\"_placeholder\":true,\"num\":0},{\"deep\":[{\"_placeholder\":true,\"num\":1}]},\"x\"]\n"
        "hex:01020304\nhex:05",
        R"({"type":"event","nsp":"/","data":["bin","hex:01020304",{"deep":["hex:05"]},"x"]})");
    row("451-1[\"ackbin\",{\"_placeholder\":true,\"num\":0}]\nhex:09",
        R"({"type":"event","nsp":"/","id":1,"data":["ackbin","hex:09"]})");
    row("451-/admin,[\"b\",{\"_placeholder\":true,\"num\":0}]\nhex:07",
        R"({"type":"event","nsp":"/admin","data":["b","hex:07"]})");
    row("461-/admin,3[{\"_placeholder\":true,\"num\":0}]\nhex:",
        R"({"type":"ack","nsp":"/admin","id":3,"data":["hex:"]})");
}

void TestSocketIoSession::comesBack()
{
    QFETCH(QByteArray, frames);
    QFETCH(QByteArray, value);
    const auto session = sessionOf(Codec::SocketIo, Direction::ToServer);
    QCOMPARE(decoded(*session, framesOf(frames)), QByteArrayList{value});
    QCOMPARE(session->heldBytes(), 0);
    QCOMPARE(encoded(*session, {value}), QByteArrayList{frames});
}

void TestSocketIoSession::reads_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("query of a namespace")
        << QByteArray(R"(40/admin?a=b,{})") << QByteArray(R"({"type":"connect","nsp":"/admin","data":{}})");
    QTest::newRow("namespace without comma")
        << QByteArray("41/admin") << QByteArray(R"({"type":"disconnect","nsp":"/admin"})");
    QTest::newRow("no attachment") << QByteArray(R"(450-["a"])")
                                   << QByteArray(R"({"type":"event","nsp":"/","data":["a"]})");
    QTest::newRow("one attachment twice")
        << QByteArray("451-[\"a\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":0}]\nhex:01")
        << QByteArray(R"({"type":"event","nsp":"/","data":["a","hex:01","hex:01"]})");
}

void TestSocketIoSession::reads()
{
    QFETCH(QByteArray, frames);
    QFETCH(QByteArray, value);
    const auto session = sessionOf(Codec::SocketIo, Direction::ToServer);
    QCOMPARE(decoded(*session, framesOf(frames)), QByteArrayList{value});
}

void TestSocketIoSession::refuses_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *frames, const char *words) {
        QTest::newRow(frames) << QByteArray(frames) << QByteArray(words);
    };
    row("", "begins with a digit from 0 to 6");
    row("hello", "begins with a digit from 0 to 6");
    row("7", "begins with a digit from 0 to 6");
    row("4", "begins with 40 to 46");
    row("47", "begins with 40 to 46");
    row("0", "");
    row("0{", "line 1");
    row(R"(42{"a":1})", "is a list that begins with its name");
    row(R"(42[])", "is a list that begins with its name");
    row(R"(42)", "is a list that begins with its name");
    row(R"(43{})", "An ack of Socket.IO is a list");
    row(R"(42["a")", "line 1");
    row(R"(4207["a"])", "without leading zeros");
    row(R"(45["a"])", "says their number and a dash");
    row(R"(4599999999999-["a"])", "says their number and a dash");
    row(R"(451001-["a"])", "at most 1000 attachments");
    row("hex:01", "no packet of Socket.IO has announced one");
    row("451-[\"a\",{\"_placeholder\":true,\"num\":1}]\nhex:01", "that is not there");
    row("451-[\"a\",{\"_placeholder\":true,\"num\":-1}]\nhex:01", "that is not there");
    row("451-[\"a\",{\"_placeholder\":true}]\nhex:01", "that is not there");
}

void TestSocketIoSession::refuses()
{
    QFETCH(QByteArray, frames);
    QFETCH(QByteArray, words);
    const auto session = sessionOf(Codec::SocketIo, Direction::ToServer);
    const QByteArrayList lines = decoded(*session, framesOf(frames));
    QCOMPARE(lines.size(), 1);
    if (words.isEmpty()) {
        QCOMPARE(lines.front(), QByteArray(R"({"type":"open"})"));
        return;
    }
    QVERIFY2(lines.front().startsWith("! ") && lines.front().contains(words), lines.front().constData());
    QCOMPARE(session->heldBytes(), 0);
}

void TestSocketIoSession::refusesToWrite_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *value, const char *words) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(words);
    };
    row(R"({"type":"emit","data":["a"]})", "`type` of a Socket.IO message is open");
    row(R"({"type":"message"})", "`type` of a Socket.IO message is open");
    row(R"({"type":"event"})", "is a list, like [\"chat\", \"hi\"]");
    row(R"({"type":"ack","data":{}})", "is a list, like [\"chat\", \"hi\"]");
    row(R"({"type":"event","nsp":"admin","data":["a"]})", "begins with a slash");
    row(R"({"type":"event","id":"1","data":["a"]})", "`id` of a Socket.IO message is a whole number");
    row(R"({"type":"event","id":1.5,"data":["a"]})", "`id` of a Socket.IO message is a whole number");
    row(R"({"type":"connect","data":{"a":"hex:01"}})", "can have bytes in it");
    row(R"({"type":"event","args":["a"]})", "no field \"args\"");
    row(R"(["a"])", "not an object");
}

void TestSocketIoSession::refusesToWrite()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, words);
    const auto session = sessionOf(Codec::SocketIo, Direction::ToClient);
    const QByteArray line = encoded(*session, {value}).front();
    QVERIFY2(line.startsWith("! ") && line.contains(words), line.constData());
}

void TestSocketIoSession::letsPingsPassBetween()
{
    const auto session = sessionOf(Codec::SocketIo, Direction::ToServer);
    const QByteArrayList lines =
        decoded(*session, framesOf("451-[\"a\",{\"_placeholder\":true,\"num\":0}]\n3\nhex:01"));
    QCOMPARE(lines, (QByteArrayList{R"({"type":"pong"})", R"({"type":"event","nsp":"/","data":["a","hex:01"]})"}));
}

void TestSocketIoSession::givesUpWhatIsHalf()
{
    const auto session = sessionOf(Codec::SocketIo, Direction::ToServer);
    const QByteArrayList lines = decoded(*session, framesOf("452-[\"a\"]\nhex:01\n42[\"b\"]\nhex:02"));
    QCOMPARE(lines, (QByteArrayList{"! A Socket.IO packet came before all attachments of the one before it.",
                                    R"({"type":"event","nsp":"/","data":["b"]})",
                                    "! This is an attachment, but no packet of Socket.IO has announced one."}));
}

void TestSocketIoSession::boundsWhatItHolds()
{
    const auto session = sessionOf(Codec::SocketIo, Direction::ToServer);
    std::vector<Frame> frames = framesOf("451000-[\"a\"]");
    frames.insert(frames.end(), 11, {protocol::Opcode::Binary, QByteArray(100'000, 'x')});
    QCOMPARE(decoded(*session, frames),
             QByteArrayList{"! A Socket.IO packet has more than 1048576 bytes with its attachments."});
    QCOMPARE(session->heldBytes(), 0);
}

QTEST_GUILESS_MAIN(TestSocketIoSession)
#include "tst_socketiosession.moc"
