// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"

#include "tests/codec/play.h"

#include <QTest>

using namespace framewright;
using namespace framewright::codec;

/// What @stomp/stompjs 7.5 sent and took, and the examples of the specifications.
class TestStompSession final : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void readsHoweverItIsCut();
    void writes_data();
    void writes();
    void comesBackInEachVersion_data();
    void comesBackInEachVersion();
    void takesTheVersionOfConnected();
    void goesOnAfterGarbage();
    void boundsWhatItHolds();
};

void TestStompSession::reads_data()
{
    QTest::addColumn<QByteArray>("frames");
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char *name, const char *frames, const QByteArrayList &expected) {
        QTest::newRow(name) << QByteArray(frames) << expected;
    };
    row("connect", R"(CONNECT\nlogin:a\npasscode:b:c\naccept-version:1.2,1.1,1.0\nheart-beat:100,0\n\n\0)",
        {R"({"command":"CONNECT","headers":{"login":"a","passcode":"b:c","accept-version":"1.2,1.1,1.0",)"
         R"("heart-beat":"100,0"},"body":""})"});
    row("subscribe", R"(SUBSCRIBE\nid:sub-0\ndestination:/topic/x\n\n\0)",
        {R"({"command":"SUBSCRIBE","headers":{"id":"sub-0","destination":"/topic/x"},"body":""})"});
    row("send", "SEND\\ndestination:/topic/x\\na:b:c\\\\nd\\\\\\\\e\\\\rf\\ncontent-length:6\\n\\nh\xc3\xa9llo\\0",
        {"{\"command\":\"SEND\",\"headers\":{\"destination\":\"/topic/x\",\"a\":\"b:c\\nd\\\\e\\rf\","
         "\"content-length\":\"6\"},\"body\":\"h\xc3\xa9llo\"}"});
    row("send bytes",
        "hex:53454e440a64657374696e6174696f6e3a2f746f7069632f780a636f6e74656e742d747970653a6170706c69636174696f6e2f6f63"
        "7465742d73747265616d0a636f6e74656e742d6c656e6774683a330a0a0100ff00",
        {R"({"command":"SEND","headers":{"destination":"/topic/x","content-type":"application/octet-stream",)"
         R"("content-length":"3"},"body":"hex:0100ff"})"});
    row("without length", R"(SEND\ndestination:/q\n\nno length\0)",
        {R"({"command":"SEND","headers":{"destination":"/q"},"body":"no length"})"});
    row("NUL in the body", R"(SEND\ncontent-length:3\n\na\0b\0)",
        {"{\"command\":\"SEND\",\"headers\":{\"content-length\":\"3\"},\"body\":\"a\\u0000b\"}"});
    row("CRLF", R"(DISCONNECT\r\nreceipt:77\r\n\r\n\0)",
        {R"({"command":"DISCONNECT","headers":{"receipt":"77"},"body":""})"});
    row("no header", R"(DISCONNECT\n\n\0)", {R"({"command":"DISCONNECT","headers":{},"body":""})"});
    row("heart-beat", R"(\n)", {R"({"command":"heartbeat"})"});
    row("heart-beat of two", R"(\r\n)", {R"({"command":"heartbeat"})"});
    row("line ends around", R"(\n\nACK\nid:1\n\n\0\n\n)", {R"({"command":"ACK","headers":{"id":"1"},"body":""})"});
    row("two in one", R"(BEGIN\ntransaction:t\n\n\0\nCOMMIT\ntransaction:t\n\n\0)",
        {R"({"command":"BEGIN","headers":{"transaction":"t"},"body":""})",
         R"({"command":"COMMIT","headers":{"transaction":"t"},"body":""})"});
    row("the first of two headers holds", R"(ACK\nid:1\nid:2\n\n\0)",
        {R"({"command":"ACK","headers":{"id":"1"},"body":""})"});
    row("escaped colon", R"(ACK\na\\cb:c\\cd\n\n\0)", {R"({"command":"ACK","headers":{"a:b":"c:d"},"body":""})"});
    row("no STOMP", R"({"a":1})", {"! This begins with no command of STOMP."});
    row("no command", R"(HELLO\n\n\0)", {"! \"HELLO\" is no command of STOMP."});
    row("longer than a command", R"(SENDER\n\n\0)", {"! \"SENDER\" is no command of STOMP."});
    row("no colon", R"(SEND\nabc\n\n\0)", {"! The STOMP header \"abc\" has no colon."});
    row("unknown escape", R"(SEND\na:\\t\n\n\0)",
        {"! The STOMP header \"a:\\t\" has an escape that means nothing. "
         "\\n, \\c, \\\\ and from version 1.2 \\r are known."});
    row("no empty line", R"(SEND\na:b\0)", {"! A STOMP frame has an empty line between its headers and its body."});
    row("length in characters", "SEND\\ncontent-length:5\\n\\nh\xc3\xa9llo\\0",
        {"! No NUL follows the 5 bytes that content-length says. content-length counts bytes, not characters."});
    row("length of nothing", R"(SEND\ncontent-length:x\n\n\0)",
        {"! The content-length \"x\" is no number of bytes up to 1048576."});
    row("length too long", R"(SEND\ncontent-length:1048577\n\n\0)",
        {"! The content-length \"1048577\" is no number of bytes up to 1048576."});
}

void TestStompSession::reads()
{
    QFETCH(QByteArray, frames);
    QFETCH(QByteArrayList, expected);
    const auto session = sessionOf(Codec::Stomp, Direction::ToServer, 0, "v12.stomp");
    QCOMPARE(decoded(*session, framesOf(frames)), expected);
}

void TestStompSession::readsHoweverItIsCut()
{
    const QByteArray whole =
        framesOf(R"(CONNECT\naccept-version:1.2\n\n\0SEND\ndestination:/q\ncontent-length:3\n\na\0b\0)"
                 R"(SEND\r\nx:\\c\r\n\r\nbody\0DISCONNECT\n\n\0)")
            .front()
            .payload;
    const Frame frame{protocol::Opcode::Text, whole};
    const QByteArrayList expected = decoded(*sessionOf(Codec::Stomp, Direction::ToServer), {frame});
    QCOMPARE(expected.size(), 4);
    std::vector<Frame> bytes;
    for (const char byte : whole)
        bytes.push_back({protocol::Opcode::Text, QByteArray(1, byte)});
    QCOMPARE(decoded(*sessionOf(Codec::Stomp, Direction::ToServer), bytes), expected);
    for (qsizetype cut = 1; cut < whole.size(); ++cut) {
        const std::vector<Frame> halves = {{protocol::Opcode::Text, whole.first(cut)},
                                           {protocol::Opcode::Text, whole.sliced(cut)}};
        QCOMPARE(decoded(*sessionOf(Codec::Stomp, Direction::ToServer), halves), expected);
    }
}

void TestStompSession::writes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *value, const char *expected) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(expected);
    };
    row(R"({"command":"CONNECTED","headers":{"version":"1.2","heart-beat":"0,0"}})",
        R"(CONNECTED\nversion:1.2\nheart-beat:0,0\n\n\0)");
    row(R"({"command":"RECEIPT","headers":{"receipt-id":"close-0"},"body":""})",
        R"(RECEIPT\nreceipt-id:close-0\n\n\0)");
    row("{\"command\":\"MESSAGE\",\"headers\":{\"message-id\":1},\"body\":\"h\xc3\xa9\"}",
        "MESSAGE\\nmessage-id:1\\ncontent-length:3\\n\\nh\xc3\xa9\\0");
    row(R"({"command":"MESSAGE","headers":{"content-length":"99","a":null},"body":"x"})",
        R"(MESSAGE\ncontent-length:1\n\nx\0)");
    row(R"({"command":"MESSAGE","headers":{"content-length":"99"}})", R"(MESSAGE\ncontent-length:0\n\n\0)");
    row(R"({"command":"MESSAGE","headers":{},"body":{"n":1.10}})", R"(MESSAGE\ncontent-length:10\n\n{"n":1.10}\0)");
    row(R"({"command":"MESSAGE","headers":{"a:b":"c\nd\\e\rf"}})", R"(MESSAGE\na\\cb:c\\nd\\\\e\\rf\n\n\0)");
    row(R"({"command":"CONNECTED","headers":{"a":"b:c\\d"}})", R"(CONNECTED\na:b:c\\d\n\n\0)");
    row(R"({"command":"heartbeat"})", R"(\n)");
    row(R"({"command":"MESSAGE","body":"hex:ff"})", "hex:4d4553534147450a636f6e74656e742d6c656e6774683a310a0aff00");
    row(R"({"headers":{}})", "! A STOMP frame wants a `command`, like \"MESSAGE\".");
    row(R"({"command":"A\nB"})", "! A STOMP frame wants a `command`, like \"MESSAGE\".");
    row(R"({"command":"MESSAGE","header":{}})",
        "! The message has no field \"header\". It has command, headers, body.");
    row(R"({"command":"MESSAGE","headers":[]})", "! `headers` of a STOMP frame is an object.");
    row(R"([1])", "! The message is list, not an object.");
}

void TestStompSession::writes()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, expected);
    const auto session = sessionOf(Codec::Stomp, Direction::ToClient, 12);
    QCOMPARE(encoded(*session, {value}), QByteArrayList{expected});
}

void TestStompSession::comesBackInEachVersion_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("1.0") << 10 << QByteArray(R"(a:b:\\n)");
    QTest::newRow("1.1") << 11 << QByteArray(R"(a:b\\c\\\\n)");
    QTest::newRow("1.2") << 12 << QByteArray(R"(a:b\\c\\\\n)");
}

void TestStompSession::comesBackInEachVersion()
{
    QFETCH(int, version);
    QFETCH(QByteArray, line);
    const QByteArray value = R"({"command":"MESSAGE","headers":{"a":"b:\\n"},"body":""})";
    const auto session = sessionOf(Codec::Stomp, Direction::ToClient, version);
    const QByteArrayList frames = encoded(*session, {value});
    QCOMPARE(frames, QByteArrayList{QByteArray("MESSAGE\\n" + line + "\\n\\n\\0")});
    QCOMPARE(decoded(*session, framesOf(frames.front())), QByteArrayList{value});
    const QByteArray carriage = R"(MESSAGE\na:\\r\n\n\0)";
    const bool isRefused = decoded(*session, framesOf(carriage)).front().startsWith("! ");
    QCOMPARE(isRefused, version == 11);
}

void TestStompSession::takesTheVersionOfConnected()
{
    const auto agreement = std::make_shared<Agreement>();
    const auto toClient = makeSession(Codec::Stomp, Direction::ToClient, agreement, 1000);
    const auto toServer = makeSession(Codec::Stomp, Direction::ToServer, agreement, 1000);
    QCOMPARE(agreement->version, 0);
    (void)encoded(*toClient, {R"({"command":"CONNECTED","headers":{"version":"1.1"}})"});
    QCOMPARE(agreement->version, 11);
    QVERIFY(decoded(*toServer, framesOf(R"(SEND\na:\\r\n\n\0)")).front().startsWith("! "));
    (void)decoded(*toClient, framesOf(R"(CONNECTED\nsession:1\n\n\0)"));
    QCOMPARE(agreement->version, 10);
    QCOMPARE(decoded(*toServer, framesOf(R"(SEND\na:\\r\n\n\0)")),
             QByteArrayList{R"({"command":"SEND","headers":{"a":"\\r"},"body":""})"});
}

void TestStompSession::goesOnAfterGarbage()
{
    const auto session = sessionOf(Codec::Stomp, Direction::ToServer);
    const QByteArrayList lines = decoded(*session, framesOf("hello\n"
                                                            R"(SEND\nno colon\n\n\0ACK\nid:1\n\n\0)"));
    QCOMPARE(lines,
             (QByteArrayList{"! This begins with no command of STOMP.", "! The STOMP header \"no colon\" has no colon.",
                             R"({"command":"ACK","headers":{"id":"1"},"body":""})"}));
    QCOMPARE(session->heldBytes(), 0);
}

void TestStompSession::boundsWhatItHolds()
{
    const auto session = sessionOf(Codec::Stomp, Direction::ToServer);
    const Frame piece{protocol::Opcode::Text, QByteArray(60'000, 'x')};
    std::vector<Frame> head = {{protocol::Opcode::Text, "SEND\na:"}, piece, piece};
    QCOMPARE(decoded(*session, head), QByteArrayList{"! The headers of a STOMP frame are longer than 65536 bytes."});
    std::vector<Frame> body = {{protocol::Opcode::Text, "SEND\n\n"}};
    body.insert(body.end(), 18, piece);
    QCOMPARE(decoded(*session, body), QByteArrayList{"! A STOMP frame is longer than 1048576 bytes."});
    QCOMPARE(session->heldBytes(), 0);
    QByteArray headers = "SEND\n";
    for (int count = 0; count < 1001; ++count)
        headers += QByteArray::number(count) + ":\n";
    QCOMPARE(decoded(*session, {{protocol::Opcode::Text, headers + "\n" + QByteArray(1, '\0')}}),
             QByteArrayList{"! A STOMP frame has at most 1000 headers here."});
}

QTEST_GUILESS_MAIN(TestStompSession)
#include "tst_stompsession.moc"
