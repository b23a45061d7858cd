// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/clienthandshake.h"
#include "app/protocol/headparser.h"
#include "app/protocol/serverhandshake.h"

#include <QTest>

using namespace framewright::protocol;

class TestClientHandshake final : public QObject
{
    Q_OBJECT

private slots:
    void encodesTheRequest();
    void encodesEverythingAskedFor();
    void letsThePersonReplaceOurFields();
    void isAcceptedByOurServer();
    void takesAnAgreement_data();
    void takesAnAgreement();
    void refusesAnAgreement_data();
    void refusesAnAgreement();
    void readsWhatWasAgreed();
    void checksAgainstAPersonsOwnFields();
};

namespace {

const QByteArray sampleKey = "dGhlIHNhbXBsZSBub25jZQ==";
const QByteArray accept = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n";
const QByteArray upgrade = "Upgrade: websocket\r\n";
const QByteArray connection = "Connection: Upgrade\r\n";

ClientHandshake handshake()
{
    ClientHandshake request;
    request.target = "/chat?a=1";
    request.host = "localhost:9001";
    request.key = sampleKey;
    return request;
}

ClientHandshake fullHandshake()
{
    ClientHandshake request = handshake();
    request.subprotocols = {"chat", "superchat"};
    request.deflate = DeflateOffer{};
    return request;
}

ResponseHead answer(const QByteArray &fields, const QByteArray &line = "HTTP/1.1 101 Switching Protocols")
{
    const QByteArray bytes = line + "\r\n" + fields + "\r\n";
    return parseResponseHead(bytes, {}).head;
}

} // namespace

void TestClientHandshake::encodesTheRequest()
{
    QCOMPARE(
        handshake().encode(),
        QByteArray("GET /chat?a=1 HTTP/1.1\r\nHost: localhost:9001\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
}

void TestClientHandshake::encodesEverythingAskedFor()
{
    ClientHandshake request = fullHandshake();
    request.fields = {{"Origin", "http://a"}, {"Cookie", "x=1"}, {"Cookie", "y=2"}};
    const RequestHead head = parseRequestHead(request.encode(), {}).head;
    QCOMPARE(head.fields.joined("Sec-WebSocket-Protocol"), QByteArray("chat, superchat"));
    QCOMPARE(head.fields.joined("Sec-WebSocket-Extensions"), QByteArray("permessage-deflate; client_max_window_bits"));
    QCOMPARE(head.fields.joined("Origin"), QByteArray("http://a"));
    QCOMPARE(head.fields.count("Cookie"), 2);
}

void TestClientHandshake::letsThePersonReplaceOurFields()
{
    ClientHandshake request = fullHandshake();
    request.fields = {{"X-First", "1"}, {"host", "other"}, {"Connection", "keep-alive"}, {"connection", "Upgrade"}};
    const RequestHead head = parseRequestHead(request.encode(), {}).head;
    QCOMPARE(head.fields.begin()->name, QByteArray("host"));
    QCOMPARE(head.fields.joined("Host"), QByteArray("other"));
    QCOMPARE(head.fields.joined("Connection"), QByteArray("keep-alive, Upgrade"));
    QCOMPARE(head.fields.count("X-First"), 1);
    QCOMPARE(head.fields.size(), 9);
}

void TestClientHandshake::isAcceptedByOurServer()
{
    const ClientHandshake request = fullHandshake();
    const ParsedHead<RequestHead> head = parseRequestHead(request.encode(), {});
    const auto judged = judgeHandshake(head.head);
    QVERIFY(judged.has_value());
    const auto deflate = negotiateDeflate(judged->extensionOffers, {});
    QVERIFY(deflate.has_value());
    const QByteArray bytes = encodeHandshakeAnswer(judged->key, {judged->subprotocols.last(), deflate->parameters, {}});
    const auto agreement = checkAgreement(request, parseResponseHead(bytes, {}).head);
    QVERIFY(agreement.has_value());
    QCOMPARE(agreement->subprotocol, QByteArray("superchat"));
    QCOMPARE(agreement->deflate, std::optional(deflate->parameters));
    QCOMPARE(agreement->extensions, deflate->header);
}

void TestClientHandshake::takesAnAgreement_data()
{
    QTest::addColumn<QByteArray>("fields");
    const auto row = [](const char *name, const QByteArray &fields) { QTest::newRow(name) << fields; };
    row("usual", upgrade + connection + accept);
    row("other letter case", "UPGRADE: WebSocket\r\nconnection: upgrade\r\nsec-websocket-accept: "
                             "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
    row("keep-alive, Upgrade", upgrade + "Connection: keep-alive, Upgrade\r\n" + accept);
    row("Connection on two lines", upgrade + "Connection: keep-alive\r\n" + connection + accept);
    row("no subprotocol of those offered", upgrade + connection + accept + "Server: x\r\n");
    row("an offered subprotocol", upgrade + connection + accept + "Sec-WebSocket-Protocol: superchat\r\n");
    row("empty extensions", upgrade + connection + accept + "Sec-WebSocket-Extensions:\r\n");
    row("deflate", upgrade + connection + accept + "Sec-WebSocket-Extensions: permessage-deflate\r\n");
}

void TestClientHandshake::takesAnAgreement()
{
    QFETCH(QByteArray, fields);
    const auto agreement = checkAgreement(fullHandshake(), answer(fields));
    QVERIFY2(agreement.has_value(), agreement ? "" : qPrintable(agreement.error()));
}

void TestClientHandshake::refusesAnAgreement_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &fields, const QString &says,
                        const QByteArray &line = "HTTP/1.1 101 Switching Protocols") {
        QTest::newRow(name) << line << fields << says;
    };
    const QByteArray all = upgrade + connection + accept;
    row("another status", all, u"404 Not Found"_qs, "HTTP/1.1 404 Not Found");
    row("200", all, u"200"_qs, "HTTP/1.1 200 OK");
    row("HTTP/1.0", all, u"HTTP/1.0"_qs, "HTTP/1.0 101 Switching Protocols");
    row("no Upgrade", connection + accept, u"Upgrade"_qs);
    row("another Upgrade", "Upgrade: h2c\r\n" + connection + accept, u"h2c"_qs);
    row("Upgrade twice", upgrade + all, u"more than once"_qs);
    row("no Connection", upgrade + accept, u"Connection"_qs);
    row("Connection: close", upgrade + "Connection: close\r\n" + accept, u"close"_qs);
    row("no accept key", upgrade + connection, u"Sec-WebSocket-Accept"_qs);
    row("wrong accept key", upgrade + connection + "Sec-WebSocket-Accept: AAAALMBiTxaQ9kYGzzhZRbK+xOo=\r\n",
        u"AAAALMBiTxaQ9kYGzzhZRbK+xOo="_qs);
    row("accept key in other letter case",
        upgrade + connection + "Sec-WebSocket-Accept: S3PPLMBITXAQ9KYGZZHZRBK+XOO=\r\n", u"Sec-WebSocket-Accept"_qs);
    row("accept key twice", all + accept, u"more than once"_qs);
    row("subprotocol not offered", all + "Sec-WebSocket-Protocol: other\r\n", u"other"_qs);
    row("subprotocol in other letter case", all + "Sec-WebSocket-Protocol: CHAT\r\n", u"CHAT"_qs);
    row("two subprotocols", all + "Sec-WebSocket-Protocol: chat, superchat\r\n", u"chat, superchat"_qs);
    row("empty subprotocol", all + "Sec-WebSocket-Protocol:\r\n", u"subprotocol"_qs);
    row("subprotocol twice", all + "Sec-WebSocket-Protocol: chat\r\nSec-WebSocket-Protocol: chat\r\n",
        u"more than once"_qs);
    row("extension not offered", all + "Sec-WebSocket-Extensions: x-webkit-deflate-frame\r\n",
        u"x-webkit-deflate-frame"_qs);
    row("extension twice", all + "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Extensions: x\r\n",
        u"more than once"_qs);
    row("bad parameter", all + "Sec-WebSocket-Extensions: permessage-deflate; x=1\r\n", u"x=1"_qs);
}

void TestClientHandshake::refusesAnAgreement()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, fields);
    QFETCH(QString, says);
    const auto agreement = checkAgreement(fullHandshake(), answer(fields, line));
    QVERIFY(!agreement.has_value());
    QVERIFY2(agreement.error().contains(says), qPrintable(agreement.error()));
}

void TestClientHandshake::readsWhatWasAgreed()
{
    const auto agreement = checkAgreement(
        fullHandshake(), answer(upgrade + connection + accept +
                                "Sec-WebSocket-Protocol: chat\r\n"
                                "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=10\r\n"));
    QVERIFY(agreement.has_value());
    QCOMPARE(agreement->subprotocol, QByteArray("chat"));
    QCOMPARE(agreement->extensions, QByteArray("permessage-deflate; client_max_window_bits=10"));
    QCOMPARE(agreement->deflate, std::optional(DeflateParameters{.clientWindowBits = 10}));

    const auto plain = checkAgreement(handshake(), answer(upgrade + connection + accept));
    QVERIFY(plain.has_value());
    QVERIFY(plain->subprotocol.isEmpty());
    QVERIFY(plain->extensions.isEmpty());
    QCOMPARE(plain->deflate, std::nullopt);
    const auto unasked = checkAgreement(
        handshake(), answer(upgrade + connection + accept + "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    QVERIFY(!unasked.has_value());
}

void TestClientHandshake::checksAgainstAPersonsOwnFields()
{
    ClientHandshake request = handshake();
    request.fields = {{"Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="},
                      {"Sec-WebSocket-Protocol", "mine"},
                      {"Sec-WebSocket-Extensions", "x-none, permessage-deflate"}};
    const QByteArray own = "Sec-WebSocket-Accept: " + acceptKey("AAAAAAAAAAAAAAAAAAAAAA==") + "\r\n";
    const QByteArray protocol = "Sec-WebSocket-Protocol: mine\r\n";
    QVERIFY(!checkAgreement(request, answer(upgrade + connection + accept)).has_value());
    const auto agreement = checkAgreement(
        request, answer(upgrade + connection + own + protocol + "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    QVERIFY(agreement.has_value());
    QCOMPARE(agreement->deflate, std::optional(DeflateParameters{}));
    // It was not offered with client_max_window_bits.
    QVERIFY(
        !checkAgreement(request, answer(upgrade + connection + own +
                                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=10\r\n"))
             .has_value());
    QVERIFY(!checkAgreement(request, answer(upgrade + connection + own + "Sec-WebSocket-Extensions: x-none\r\n"))
                 .has_value());
}

QTEST_GUILESS_MAIN(TestClientHandshake)
#include "tst_clienthandshake.moc"
