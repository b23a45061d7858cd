// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/headparser.h"
#include "app/protocol/serverhandshake.h"

#include <QTest>

using namespace framewright::protocol;

class TestServerHandshake final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void readsWhatWasAskedFor();
    void computesTheAcceptKey();
    void encodesTheAnswer();
    void encodesEverythingAgreed();
};

namespace {

QByteArray request(const QByteArray &fields, const QByteArray &line = "GET /chat HTTP/1.1")
{
    return line + "\r\n" + fields + "\r\n";
}

RequestHead headOf(const QByteArray &bytes)
{
    return parseRequestHead(bytes, {}).head;
}

const QByteArray host = "Host: a\r\n";
const QByteArray upgrade = "Upgrade: websocket\r\n";
const QByteArray connection = "Connection: Upgrade\r\n";
const QByteArray key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
const QByteArray version = "Sec-WebSocket-Version: 13\r\n";

} // namespace

void TestServerHandshake::accepts_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("usual") << request(host + upgrade + connection + key + version);
    QTest::newRow("other order") << request(version + key + connection + upgrade + host);
    QTest::newRow("letter case of names") << request("hOST: a\r\nUPGRADE: websocket\r\nconnection: Upgrade\r\n"
                                                     "Sec-Websocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                                     "sec-websocket-version: 13\r\n");
    QTest::newRow("letter case of values")
        << request(host + "Upgrade: WebSocket\r\nConnection: upgrade\r\n" + key + version);
    QTest::newRow("keep-alive, Upgrade") << request(host + upgrade + "Connection: keep-alive, Upgrade\r\n" + key +
                                                    version);
    QTest::newRow("without a space") << request(host + upgrade + "Connection: keep-alive,upgrade\r\n" + key + version);
    QTest::newRow("several lines of Connection")
        << request(host + upgrade + "Connection: keep-alive\r\nConnection: Upgrade\r\n" + key + version);
    QTest::newRow("several upgrades") << request(host + "Upgrade: h2c, websocket\r\n" + connection + key + version);
    QTest::newRow("several lines of Upgrade")
        << request(host + "Upgrade: h2c\r\nUpgrade: websocket\r\n" + connection + key + version);
    QTest::newRow("absolute-form") << request(host + upgrade + connection + key + version,
                                              "GET http://a/chat HTTP/1.1");
    QTest::newRow("empty body announced")
        << request(host + upgrade + connection + key + version + "Content-Length: 0\r\n");
    QTest::newRow("a later minor version") << request(host + upgrade + connection + key + version, "GET / HTTP/1.2");
}

void TestServerHandshake::accepts()
{
    QFETCH(QByteArray, bytes);
    const auto judged = judgeHandshake(headOf(bytes));
    QVERIFY2(judged.has_value(), judged ? "" : qPrintable(judged.error().problem));
    QCOMPARE(judged->key, QByteArray("dGhlIHNhbXBsZSBub25jZQ=="));
    QVERIFY(judged->subprotocols.isEmpty());
    QVERIFY(judged->extensionOffers.isEmpty());
}

void TestServerHandshake::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &fields, int status,
                        const QByteArray &line = "GET / HTTP/1.1") {
        QTest::newRow(name) << request(fields, line) << status;
    };
    const QByteArray all = host + upgrade + connection + key + version;
    row("POST", all, 405, "POST / HTTP/1.1");
    row("lower case get", all, 405, "get / HTTP/1.1");
    row("HTTP/1.0", all, 400, "GET / HTTP/1.0");
    row("no Host", upgrade + connection + key + version, 400);
    row("two Hosts", host + all, 400);
    row("Host with a space", "Host: a b\r\n" + all, 400);
    row("Host with a path", "Host: a/b\r\n" + all, 400);
    row("two equal Hosts in other case", "HOST: a\r\n" + all, 400);
    row("no Upgrade", host + connection + key + version, 426);
    row("plain GET", host, 426);
    row("h2c", host + "Upgrade: h2c\r\n" + connection + key + version, 426);
    row("empty Upgrade", host + "Upgrade:\r\n" + connection + key + version, 426);
    row("websocket as part of a word", host + "Upgrade: websockets\r\n" + connection + key + version, 426);
    row("no Connection", host + upgrade + key + version, 426);
    row("Connection: keep-alive", host + upgrade + "Connection: keep-alive\r\n" + key + version, 426);
    row("no version", host + upgrade + connection + key, 426);
    row("version 8", host + upgrade + connection + key + "Sec-WebSocket-Version: 8\r\n", 426);
    row("version 14", host + upgrade + connection + key + "Sec-WebSocket-Version: 14\r\n", 426);
    row("version 013", host + upgrade + connection + key + "Sec-WebSocket-Version: 013\r\n", 426);
    row("version list", host + upgrade + connection + key + "Sec-WebSocket-Version: 13, 8\r\n", 426);
    row("version twice", all + version, 400);
    row("no key", host + upgrade + connection + version, 400);
    row("two keys", all + key, 400);
    row("empty key", host + upgrade + connection + "Sec-WebSocket-Key:\r\n" + version, 400);
    row("key of 15 bytes", host + upgrade + connection + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAA\r\n" + version, 400);
    row("key of 17 bytes", host + upgrade + connection + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAAA=\r\n" + version,
        400);
    row("key without padding", host + upgrade + connection + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ\r\n" + version,
        400);
    row("key is no base64", host + upgrade + connection + "Sec-WebSocket-Key: !!!!IHNhbXBsZSBub25jZQ==\r\n" + version,
        400);
    row("with a body", all + "Content-Length: 5\r\n", 400);
    row("with chunks", all + "Transfer-Encoding: chunked\r\n", 400);
    row("two lengths", all + "Content-Length: 0\r\nContent-Length: 0\r\n", 400);
}

void TestServerHandshake::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const auto judged = judgeHandshake(headOf(bytes));
    QVERIFY(!judged.has_value());
    const HandshakeRefusal &refusal = judged.error();
    QCOMPARE(refusal.status, status);
    QVERIFY(refusal.problem.endsWith(u'.'));
    QCOMPARE(refusal.fields.joined("Sec-WebSocket-Version"), status == 426 ? QByteArray("13") : QByteArray());
    QCOMPARE(refusal.fields.joined("Upgrade"), status == 426 ? QByteArray("websocket") : QByteArray());
    QCOMPARE(refusal.fields.joined("Allow"), status == 405 ? QByteArray("GET") : QByteArray());
}

void TestServerHandshake::readsWhatWasAskedFor()
{
    const auto judged = judgeHandshake(
        headOf(request(host + upgrade + connection + key + version +
                       "Sec-WebSocket-Protocol: chat, superchat\r\nSec-WebSocket-Extensions: permessage-deflate; "
                       "client_max_window_bits\r\n"
                       "Sec-WebSocket-Protocol: third\r\nSec-WebSocket-Extensions: x-other, permessage-deflate\r\n")));
    QVERIFY(judged.has_value());
    QCOMPARE(judged->subprotocols, (QList<QByteArray>{"chat", "superchat", "third"}));
    QCOMPARE(judged->extensionOffers,
             (QList<QByteArray>{"permessage-deflate; client_max_window_bits", "x-other", "permessage-deflate"}));
}

void TestServerHandshake::computesTheAcceptKey()
{
    // RFC 6455 section 1.3
    QCOMPARE(acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), QByteArray("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
}

void TestServerHandshake::encodesTheAnswer()
{
    QCOMPARE(encodeHandshakeAnswer("dGhlIHNhbXBsZSBub25jZQ==", {}),
             QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"));
}

void TestServerHandshake::encodesEverythingAgreed()
{
    HandshakeAnswer answer;
    answer.subprotocol = "chat";
    answer.deflate = DeflateParameters{.serverNoContextTakeover = true, .clientNoContextTakeover = true};
    answer.fields = {{"Set-Cookie", "a=1"}, {"X-Evil", "a\r\n\r\nb"}};
    const QByteArray bytes = encodeHandshakeAnswer("dGhlIHNhbXBsZSBub25jZQ==", answer);
    const ParsedHead<ResponseHead> parsed = parseResponseHead(bytes, {});
    QCOMPARE(parsed.status, HeadStatus::Complete);
    QCOMPARE(parsed.consumed, bytes.size());
    QCOMPARE(parsed.head.fields.joined("Connection"), QByteArray("Upgrade"));
    QCOMPARE(parsed.head.fields.joined("Sec-WebSocket-Protocol"), QByteArray("chat"));
    QCOMPARE(parsed.head.fields.joined("Sec-WebSocket-Extensions"),
             QByteArray("permessage-deflate; server_no_context_takeover; client_no_context_takeover"));
    QCOMPARE(parsed.head.fields.joined("Set-Cookie"), QByteArray("a=1"));
}

QTEST_GUILESS_MAIN(TestServerHandshake)
#include "tst_serverhandshake.moc"
