// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"

#include "tests/codec/play.h"

#include <QTest>

using namespace framewright;
using namespace framewright::codec;

/// What phoenix 1.8 sent and took: serializer 2.0.0, texts and binary frames.
class TestPhoenixSession final : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void refuses_data();
    void refuses();
    void refusesEachCut();
    void writes_data();
    void writes();
};

void TestPhoenixSession::comesBack_data()
{
    QTest::addColumn<Direction>("direction");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](Direction direction, const char *frame, const char *value) {
        QTest::newRow(frame) << direction << QByteArray(frame) << QByteArray(value);
    };
    row(Direction::ToServer, R"(["3","3","room:l","phx_join",{"a":1}])",
        R"({"join_ref":"3","ref":"3","topic":"room:l","event":"phx_join","payload":{"a":1},"kind":"push"})");
    row(Direction::ToServer, R"([null,"6","phoenix","heartbeat",{}])",
        R"({"join_ref":null,"ref":"6","topic":"phoenix","event":"heartbeat","payload":{},"kind":"push"})");
    row(Direction::ToClient, R"(["3","4","room:l","phx_reply",{"status":"ok","response":{}}])",
        R"({"join_ref":"3","ref":"4","topic":"room:l","event":"phx_reply","payload":{"status":"ok","response":{}},)"
        R"("kind":"reply"})");
    row(Direction::ToClient, R"([null,null,"room:l","new_msg",{"n":1.10}])",
        R"({"join_ref":null,"ref":null,"topic":"room:l","event":"new_msg","payload":{"n":1.10},"kind":"broadcast"})");
    row(Direction::ToClient, R"(["3",null,"room:l","new_msg",{}])",
        R"({"join_ref":"3","ref":null,"topic":"room:l","event":"new_msg","payload":{},"kind":"push"})");
    row(Direction::ToServer, "hex:00010106033335726f6f6d3a6c62696e010203ff",
        R"({"join_ref":"3","ref":"5","topic":"room:l","event":"bin","payload":"hex:010203ff","kind":"push"})");
    row(Direction::ToClient, "hex:0001060333726f6f6d3a6c62696e0102",
        R"({"join_ref":"3","ref":null,"topic":"room:l","event":"bin","payload":"hex:0102","kind":"push"})");
    row(Direction::ToClient, "hex:01010106023335726f6f6d3a6c6f6b0102",
        R"({"join_ref":"3","ref":"5","topic":"room:l","event":"phx_reply","payload":{"status":"ok",)"
        R"("response":"hex:0102"},"kind":"reply"})");
    row(Direction::ToClient, "hex:020603726f6f6d3a6c62696e",
        R"({"join_ref":null,"ref":null,"topic":"room:l","event":"bin","payload":"hex:","kind":"broadcast"})");
}

void TestPhoenixSession::comesBack()
{
    QFETCH(Direction, direction);
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, value);
    const auto session = sessionOf(Codec::Phoenix, direction);
    QCOMPARE(decoded(*session, framesOf(frame)), QByteArrayList{value});
    QCOMPARE(encoded(*session, {value}), QByteArrayList{frame});
}

void TestPhoenixSession::refuses_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *frame, const char *words) {
        QTest::newRow(frame) << QByteArray(frame) << QByteArray(words);
    };
    row("hello", "line 1");
    row("[1,2]", "[join_ref, ref, topic, event, payload]");
    row(R"({"topic":"a","event":"b","payload":{},"ref":"1"})", "vsn=2.0.0");
    row(R"([3,"3","a","b",{}])", "[join_ref, ref, topic, event, payload]");
    row(R"(["3","3",null,"b",{}])", "[join_ref, ref, topic, event, payload]");
    row("hex:", "begins with 0 (push)");
    row("hex:03000000", "begins with 0 (push)");
    row("hex:000101060333", "shorter than its lengths");
    row("hex:00000001 00ff", "not UTF-8");
}

void TestPhoenixSession::refuses()
{
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, words);
    const auto session = sessionOf(Codec::Phoenix, Direction::ToServer);
    const QByteArray line = decoded(*session, framesOf(frame)).front();
    QVERIFY2(line.startsWith("! ") && line.contains(words), line.constData());
}

void TestPhoenixSession::refusesEachCut()
{
    const QByteArray whole = QByteArray::fromHex("00010106033335726f6f6d3a6c62696e");
    const auto session = sessionOf(Codec::Phoenix, Direction::ToServer);
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const QByteArray line = decoded(*session, {{protocol::Opcode::Binary, whole.first(size)}}).front();
        QVERIFY2(line.startsWith("! "), line.constData());
    }
}

void TestPhoenixSession::writes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *value, const char *expected) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(expected);
    };
    row(R"({"topic":"t","event":"e"})", R"([null,null,"t","e",{}])");
    row(R"({"join_ref":3,"ref":4,"topic":"t","event":"e","payload":[]})", R"(["3","4","t","e",[]])");
    row(R"({"topic":"t","event":"ok","payload":"hex:01","kind":"reply"})", "hex:0100000102746f6b01");
    row(R"({"topic":"t","event":"phx_reply","payload":"hex:01"})", "hex:0100000102746f6b01");
    row(R"({"topic":"t","event":"phx_reply","payload":{"status":"error","response":"hex:01"}})",
        "hex:0100000105746572726f7201");
    row(R"({"topic":"t"})", "! A Phoenix message wants `topic` and `event`, which are texts.");
    row(R"({"topic":"t","event":"e","ref":{}})", "! `join_ref` and `ref` of a Phoenix message are texts or null.");
    row(R"({"topic":"t","event":"e","payload":"hex:01","kind":"shout"})",
        "! `kind` of a Phoenix message is push, reply or broadcast.");
    row(R"({"topic":"t","event":"e","payload":{"response":"hex:01"}})",
        "! Bytes are the whole payload of a Phoenix message, or `response` of a reply.");
    row(R"({"topic":"t","event":"e","paylaod":{}})",
        "! The message has no field \"paylaod\". It has join_ref, ref, topic, event, payload, kind.");
}

void TestPhoenixSession::writes()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    const auto session = sessionOf(Codec::Phoenix, Direction::ToClient);
    QCOMPARE(encoded(*session, {value}), QByteArrayList{expected});
    const QByteArray longTopic = "{\"topic\":\"" + QByteArray(256, 't') + "\",\"event\":\"e\",\"payload\":\"hex:\"}";
    QVERIFY(encoded(*session, {longTopic}).front().contains("at most 255 bytes"));
}

QTEST_GUILESS_MAIN(TestPhoenixSession)
#include "tst_phoenixsession.moc"
