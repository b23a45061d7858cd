// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"

#include "tests/codec/play.h"

#include <QTest>

using namespace framewright;
using namespace framewright::codec;

/// What @microsoft/signalr 10 sent and took.
class TestSignalRSession final : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void writes_data();
    void writes();
    void standsForItsOwnBytes();
};

void TestSignalRSession::reads_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char *frames, const QByteArrayList &expected) {
        QTest::newRow(frames) << QByteArray(frames) << expected;
    };
    row(R"({"protocol":"json","version":1}\e)", {R"({"protocol":"json","version":1})"});
    row(R"({}\e)", {"{}"});
    row(R"({"type":6}\e)", {R"({"type":6})"});
    row("{\"target\":\"Echo\",\"arguments\":[\"h\xc3\xa9\",1],\"invocationId\":\"0\",\"type\":1}\\e",
        {"{\"target\":\"Echo\",\"arguments\":[\"h\xc3\xa9\",1],\"invocationId\":\"0\",\"type\":1}"});
    row(R"({"target":"Never","arguments":[1],"invocationId":"3","type":4}\e{"invocationId":"2","item":1,"type":2}\e)",
        {R"({"target":"Never","arguments":[1],"invocationId":"3","type":4})",
         R"({"invocationId":"2","item":1,"type":2})"});
    row(R"({"invocationId":"3","type":5}\e{"invocationId":"2","type":3}\e)",
        {R"({"invocationId":"3","type":5})", R"({"invocationId":"2","type":3})"});
    row(R"({"type":7}\e)", {R"({"type":7})"});
    row(R"({"n":1.10}\e)", {R"({"n":1.10})"});
    row("", {});
    row("{\"type\":6}", {"! A SignalR record ends with the byte 1e, which is missing here."});
    row(R"({"type":6}\e{"type")",
        {R"({"type":6})", "! A SignalR record ends with the byte 1e, which is missing here."});
    row(R"({"type":\e{"type":7}\e)",
        {"! line 1, column 9: The text ends where a value should stand.", R"({"type":7})"});
    row("hex:0691", {"! This is a binary message; SignalR's JSON comes in texts. The client uses another hub protocol, "
                     "MessagePack perhaps."});
}

void TestSignalRSession::reads()
{
    QFETCH(QByteArray, frames);
    QFETCH(QByteArrayList, expected);
    const auto session = sessionOf(Codec::SignalR, Direction::ToServer);
    const QByteArrayList lines = decoded(*session, framesOf(frames));
    QCOMPARE(lines.size(), expected.size());
    for (qsizetype index = 0; index < lines.size(); ++index) {
        // What is wrong with a JSON is its reader's to say.
        const bool isJsonFault = expected.at(index).startsWith("! line");
        QCOMPARE(isJsonFault ? lines.at(index).first(8) : lines.at(index),
                 isJsonFault ? QByteArray("! line 1") : expected.at(index));
    }
    QCOMPARE(session->heldBytes(), 0);
}

void TestSignalRSession::writes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *value, const char *expected) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(expected);
    };
    row("{}", R"({}\e)");
    row(R"({"type":3,"invocationId":"0","result":1.10})", R"({"type":3,"invocationId":"0","result":1.10}\e)");
    row(R"([{"type":6},{"type":7}])", R"({"type":6}\e{"type":7}\e)");
    row("[]", "! A SignalR record is an object, or a list of objects for several in one frame.");
    row("[1]", "! A SignalR record is an object, or a list of objects for several in one frame.");
    row("7", "! A SignalR record is an object, or a list of objects for several in one frame.");
}

void TestSignalRSession::writes()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    const auto session = sessionOf(Codec::SignalR, Direction::ToClient);
    QCOMPARE(encoded(*session, {value}), QByteArrayList{expected});
}

void TestSignalRSession::standsForItsOwnBytes()
{
    const auto session = sessionOf(Codec::SignalR, Direction::ToServer);
    session->add(protocol::Opcode::Text, "{}\x1e{\"type\":6}\x1e");
    QCOMPARE(linesOf(session->next()->frames), QByteArray("{}\\e"));
    QCOMPARE(linesOf(session->next()->frames), QByteArray("{\"type\":6}\\e"));
    QVERIFY(!session->next());
}

QTEST_GUILESS_MAIN(TestSignalRSession)
#include "tst_signalrsession.moc"
