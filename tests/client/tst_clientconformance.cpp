// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the Autobahn suite tries on a client (its "fuzzing server"), by its case numbers, against a session that
// sends each message back.

#include "app/client/session.h"
#include "app/client/upgrader.h"
#include "tests/client/deflatepeer.h"
#include "tests/client/rawserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace framewright;
using namespace framewright::client;
using test::closePayload;
using test::DeflatePeer;
using test::RawConnection;
using test::RawFrame;
using test::rawFrame;
using test::RawServer;

namespace {

/// A frame that the client has to send.
struct Expected
{
    int opcode;
    QByteArray payload;
};

/// What a case sends and what has to come back. `close` is the code of the client's close frame: 0 where the
/// connection stays open (then the server closes with 1000), -1 for an empty one.
struct Case
{
    QByteArray bytes;
    QList<Expected> expected;
    int close = 0;
    qsizetype chop = 0; ///< Bytes a piece; 0: all at once.
};

Expected text(const QByteArray &payload)
{
    return {1, payload};
}

Expected binary(const QByteArray &payload)
{
    return {2, payload};
}

Expected pong(const QByteArray &payload)
{
    return {10, payload};
}

/// A message in fragments of so many bytes, the last one with FIN.
QByteArray fragments(int opcode, const QByteArray &payload, qsizetype size)
{
    QByteArray bytes;
    for (qsizetype at = 0; at == 0 || at < payload.size(); at += size)
        bytes += rawFrame(at == 0 ? opcode : 0, payload.mid(at, size), at + size >= payload.size());
    return bytes;
}

QByteArray closeFrame(int code, const QByteArray &reason = {})
{
    return rawFrame(8, closePayload(code, reason));
}

} // namespace

Q_DECLARE_METATYPE(Case)

class TestClientConformance final : public QObject
{
    Q_OBJECT

private slots:
    void cleanup();
    void framing_data();
    void framing();
    void pings_data();
    void pings();
    void reservedBits_data();
    void reservedBits();
    void opcodes_data();
    void opcodes();
    void fragmentation_data();
    void fragmentation();
    void validUtf8_data();
    void validUtf8();
    void invalidUtf8_data();
    void invalidUtf8();
    void utf8FailsFast_data();
    void utf8FailsFast();
    void closing_data();
    void closing();
    void closeCodes_data();
    void closeCodes();
    void masking();
    void lengths_data();
    void lengths();
    void limits_data();
    void limits();
    void sizes_data();
    void sizes();
    void deflate_data();
    void deflate();
    void deflateViolations_data();
    void deflateViolations();

private:
    void open(const QByteArray &extension = {}, qsizetype messageLimit = 64 << 20);
    void run(const Case &test);
    void expectFrames(const QList<Expected> &expected);
    void expectClose(int code);

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<Upgrader> m_upgrader;
    std::unique_ptr<Session> m_session;
    RawConnection *m_peer = nullptr;
};

void TestClientConformance::cleanup()
{
    m_session.reset();
    m_upgrader.reset();
    m_server.reset();
}

void TestClientConformance::open(const QByteArray &extension, qsizetype messageLimit)
{
    cleanup();
    m_server = std::make_unique<RawServer>();
    m_upgrader = std::make_unique<Upgrader>();
    SessionRequest request;
    request.url = m_server->url();
    request.messageLimit = messageLimit;
    m_session = std::make_unique<Session>(ConnectionId{1}, request, m_upgrader.get(), nullptr);
    Session *session = m_session.get();
    connect(session, &Session::received, this, [session](const wire::Incoming &message) {
        if (session->isOpen())
            QVERIFY(session->send({message.opcode, message.payload, message.owned, 0}));
    });
    session->open();
    m_peer = m_server->next();
    QVERIFY(m_peer);
    m_peer->accept(extension.isEmpty() ? QByteArray() : "Sec-WebSocket-Extensions: " + extension + "\r\n");
    QVERIFY(test::waitUntil([session] { return session->isOpen(); }));
}

void TestClientConformance::run(const Case &test)
{
    open();
    if (QTest::currentTestFailed())
        return;
    if (test.chop == 0)
        m_peer->write(test.bytes);
    else
        m_peer->writeChopped(test.bytes, test.chop);
    expectFrames(test.expected);
    if (QTest::currentTestFailed())
        return;
    if (test.close == 0)
        m_peer->write(closeFrame(1000));
    expectClose(test.close == 0 ? 1000 : test.close);
}

void TestClientConformance::expectFrames(const QList<Expected> &expected)
{
    for (const Expected &frame : expected) {
        const auto got = m_peer->frame(30000);
        QVERIFY2(got, "A frame is missing.");
        QVERIFY(got->masked);
        QCOMPARE(int(got->firstByte), 0x80 | frame.opcode);
        QCOMPARE(got->payload.size(), frame.payload.size());
        QVERIFY(got->payload == frame.payload);
    }
}

void TestClientConformance::expectClose(int code)
{
    const auto got = m_peer->frame();
    QVERIFY2(got, "The close frame is missing.");
    QVERIFY(got->masked);
    QCOMPARE(int(got->firstByte), 0x88);
    QCOMPARE(got->payload.left(2), code < 0 ? QByteArray() : closePayload(code));
    // Nothing follows a close frame (RFC 6455 section 5.5.1).
    m_peer->finish();
    QVERIFY(m_peer->waitForEnd());
    QVERIFY(!m_peer->frame(0));
    QVERIFY(test::waitUntil([this] { return m_session->facts().state == wire::ConnectionState::Closed; }));
}

// 1: sizes, and 9: larger ones

void TestClientConformance::framing_data()
{
    QTest::addColumn<Case>("test");

    int number = 1;
    for (const int size : {0, 125, 126, 127, 128, 65535, 65536}) {
        const QByteArray stars(size, '*');
        const QByteArray bytes(size, '\xfe');
        QTest::addRow("1.1.%d text of %d", number, size) << Case{rawFrame(1, stars), {text(stars)}};
        QTest::addRow("1.2.%d binary of %d", number, size) << Case{rawFrame(2, bytes), {binary(bytes)}};
        ++number;
    }
    const QByteArray stars(65536, '*');
    QTest::newRow("1.1.8 text in pieces of 997") << Case{rawFrame(1, stars), {text(stars)}, 0, 997};
    QTest::newRow("1.2.8 binary in pieces of 997") << Case{rawFrame(2, stars), {binary(stars)}, 0, 997};
    QTest::newRow("text byte by byte") << Case{rawFrame(1, stars.left(300)), {text(stars.left(300))}, 0, 1};
    QTest::newRow("a thousand in one segment")
        << Case{rawFrame(1, "x").repeated(1000), QList<Expected>(1000, text("x"))};
}

void TestClientConformance::framing()
{
    QFETCH(Case, test);
    run(test);
}

// 2: pings and pongs

void TestClientConformance::pings_data()
{
    QTest::addColumn<Case>("test");

    const QByteArray full(125, '\xfe');
    const QByteArray odd("\x00\xff\xfe\xfd\xfc\xfb\x00\xff", 8);
    QByteArray ten;
    QList<Expected> tenPongs;
    for (int i = 0; i < 10; ++i) {
        const QByteArray payload = "payload-" + QByteArray::number(i);
        ten += rawFrame(9, payload);
        tenPongs.append(pong(payload));
    }
    QTest::newRow("2.1 empty") << Case{rawFrame(9, {}), {pong({})}};
    QTest::newRow("2.2 text") << Case{rawFrame(9, "Hello, world!"), {pong("Hello, world!")}};
    QTest::newRow("2.3 bytes") << Case{rawFrame(9, odd), {pong(odd)}};
    QTest::newRow("2.4 of 125") << Case{rawFrame(9, full), {pong(full)}};
    QTest::newRow("2.5 of 126") << Case{rawFrame(9, QByteArray(126, 'x')), {}, 1002};
    QTest::newRow("2.6 byte by byte") << Case{rawFrame(9, full), {pong(full)}, 0, 1};
    QTest::newRow("2.7 pong, unasked") << Case{rawFrame(10, {}), {}};
    QTest::newRow("2.8 pong with payload, unasked") << Case{rawFrame(10, "unasked"), {}};
    QTest::newRow("2.9 pong, then ping") << Case{rawFrame(10, "unasked") + rawFrame(9, "ping"), {pong("ping")}};
    QTest::newRow("2.10 ten pings") << Case{ten, tenPongs};
    QTest::newRow("2.11 ten pings byte by byte") << Case{ten, tenPongs, 0, 1};
}

void TestClientConformance::pings()
{
    QFETCH(Case, test);
    run(test);
}

// 3: reserved bits

void TestClientConformance::reservedBits_data()
{
    QTest::addColumn<Case>("test");

    const QByteArray hello("Hello, world!");
    QTest::newRow("3.1 text, RSV 1") << Case{rawFrame(1, hello, true, 1), {}, 1002};
    for (const qsizetype chop : {0, 1}) {
        const char *how = chop ? "byte by byte" : "at once";
        QTest::addRow("3.2 text, then RSV 2, %s", how)
            << Case{rawFrame(1, hello) + rawFrame(1, hello, true, 2) + rawFrame(9, {}), {text(hello)}, 1002, chop};
        QTest::addRow("3.4 text, then RSV 4, %s", how)
            << Case{rawFrame(1, hello) + rawFrame(1, hello, true, 4) + rawFrame(9, {}), {text(hello)}, 1002, chop};
    }
    QTest::newRow("3.5 binary, RSV 5") << Case{rawFrame(2, hello, true, 5), {}, 1002};
    QTest::newRow("3.6 ping, RSV 6") << Case{rawFrame(9, hello, true, 6), {}, 1002};
    QTest::newRow("3.7 close, RSV 7") << Case{rawFrame(8, closePayload(1000), true, 7), {}, 1002};
    QTest::newRow("RSV 4 on a continuation") << Case{rawFrame(1, "a", false) + rawFrame(0, "b", true, 4), {}, 1002};
}

void TestClientConformance::reservedBits()
{
    QFETCH(Case, test);
    run(test);
}

// 4: opcodes

void TestClientConformance::opcodes_data()
{
    QTest::addColumn<Case>("test");

    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        QTest::addRow("4 opcode %d", opcode) << Case{rawFrame(opcode, {}), {}, 1002};
        QTest::addRow("4 opcode %d with payload", opcode) << Case{rawFrame(opcode, "reserved"), {}, 1002};
        QTest::addRow("4 opcode %d behind a text", opcode)
            << Case{rawFrame(1, "first") + rawFrame(opcode, "x") + rawFrame(9, {}), {text("first")}, 1002};
        QTest::addRow("4 opcode %d behind a text, byte by byte", opcode)
            << Case{rawFrame(1, "first") + rawFrame(opcode, "x") + rawFrame(9, {}), {text("first")}, 1002, 1};
    }
}

void TestClientConformance::opcodes()
{
    QFETCH(Case, test);
    run(test);
}

// 5: fragments

void TestClientConformance::fragmentation_data()
{
    QTest::addColumn<Case>("test");

    const QByteArray begin = rawFrame(1, "fragment1", false);
    const QByteArray end = rawFrame(0, "fragment2", true);
    const Expected whole = text("fragment1fragment2");
    const QByteArray ping = rawFrame(9, "ping");
    QTest::newRow("5.1 ping in two") << Case{rawFrame(9, "a", false) + rawFrame(0, "b"), {}, 1002};
    QTest::newRow("5.2 pong in two") << Case{rawFrame(10, "a", false) + rawFrame(0, "b"), {}, 1002};
    QTest::newRow("close in two") << Case{rawFrame(8, closePayload(1000), false), {}, 1002};
    for (const qsizetype chop : {0, 1}) {
        const char *how = chop ? "byte by byte" : "at once";
        QTest::addRow("5.3-5.5 text in two, %s", how) << Case{begin + end, {whole}, 0, chop};
        QTest::addRow("5.6-5.8 ping between, %s", how) << Case{begin + ping + end, {pong("ping"), whole}, 0, chop};
        QTest::addRow("5.9-5.11 continuation of nothing, %s", how)
            << Case{rawFrame(0, "nothing") + rawFrame(1, "after"), {}, 1002, chop};
        QTest::addRow("5.12-5.14 continuation of nothing, without FIN, %s", how)
            << Case{rawFrame(0, "nothing", false) + rawFrame(1, "after"), {}, 1002, chop};
        QTest::addRow("5.15 text in two, then a continuation of nothing, %s", how)
            << Case{begin + end + rawFrame(0, "fragment3", false) + rawFrame(1, "fragment4"), {whole}, 1002, chop};
        QTest::addRow("5.18 text inside a text, %s", how) << Case{begin + rawFrame(1, "fragment2"), {}, 1002, chop};
        QTest::addRow("binary inside a text, %s", how) << Case{begin + rawFrame(2, "fragment2"), {}, 1002, chop};
    }
    QByteArray repeated;
    for (int i = 0; i < 3; ++i)
        repeated += rawFrame(0, "x", i % 2 == 0) + rawFrame(1, "y");
    QTest::newRow("5.16 5.17 again and again") << Case{repeated, {}, 1002};
    QTest::newRow("5.19 5.20 five fragments, two pings")
        << Case{rawFrame(1, "f1", false) + rawFrame(0, "f2", false) + rawFrame(9, "pongme 1!") +
                    rawFrame(0, "f3", false) + rawFrame(0, "f4", false) + rawFrame(9, "pongme 2!") + rawFrame(0, "f5"),
                {pong("pongme 1!"), pong("pongme 2!"), text("f1f2f3f4f5")}};
    QTest::newRow("6.1.2 three empty fragments")
        << Case{rawFrame(1, {}, false) + rawFrame(0, {}, false) + rawFrame(0, {}), {text({})}};
    QTest::newRow("6.1.3 empty around text")
        << Case{rawFrame(1, {}, false) + rawFrame(0, "middle", false) + rawFrame(0, {}), {text("middle")}};
    QTest::newRow("binary in three") << Case{
        rawFrame(2, "\x01", false) + rawFrame(0, "\xff", false) + rawFrame(0, "\x03"), {binary("\x01\xff\x03")}};
}

void TestClientConformance::fragmentation()
{
    QFETCH(Case, test);
    run(test);
}

// 6: UTF-8

void TestClientConformance::validUtf8_data()
{
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("6.2 mixed") << QByteArray("Hello-\xc2\xb5@\xc3\x9f\xc3\xb6\xc3\xa4\xc3\xbc\xc3\xa0\xc3\xa1-UTF-8!!");
    QTest::newRow("6.5 kosme") << QByteArray("\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5");
    QTest::newRow("6.7.1 zero") << QByteArray("\0", 1);
    QTest::newRow("6.7.2 U+0080") << QByteArray("\xc2\x80");
    QTest::newRow("6.7.3 U+0800") << QByteArray("\xe0\xa0\x80");
    QTest::newRow("6.7.4 U+10000") << QByteArray("\xf0\x90\x80\x80");
    QTest::newRow("6.9.1 U+007F") << QByteArray("\x7f");
    QTest::newRow("6.9.2 U+07FF") << QByteArray("\xdf\xbf");
    QTest::newRow("6.9.3 U+FFFF") << QByteArray("\xef\xbf\xbf");
    QTest::newRow("6.9.4 U+10FFFF") << QByteArray("\xf4\x8f\xbf\xbf");
    QTest::newRow("6.11.1 U+D7FF") << QByteArray("\xed\x9f\xbf");
    QTest::newRow("6.11.2 U+E000") << QByteArray("\xee\x80\x80");
    QTest::newRow("6.11.3 U+FFFD") << QByteArray("\xef\xbf\xbd");
    QTest::newRow("6.22 U+FFFE") << QByteArray("\xef\xbf\xbe");
    QTest::newRow("6.22 U+1FFFE") << QByteArray("\xf0\x9f\xbf\xbe");
    QTest::newRow("6.23 U+FDD0") << QByteArray("\xef\xb7\x90");
    QTest::newRow("U+FEFF in front stays") << QByteArray("\xef\xbb\xbf"
                                                         "a");
    QTest::newRow("U+FEFF alone stays") << QByteArray("\xef\xbb\xbf");
}

void TestClientConformance::validUtf8()
{
    QFETCH(QByteArray, payload);
    // Whole, in two, each byte a fragment, each byte a segment.
    open();
    m_peer->write(rawFrame(1, payload));
    expectFrames({text(payload)});
    for (qsizetype at = 1; at < payload.size(); ++at) {
        m_peer->write(rawFrame(1, payload.left(at), false) + rawFrame(9, "?") + rawFrame(0, payload.mid(at)));
        expectFrames({pong("?"), text(payload)});
    }
    m_peer->write(fragments(1, payload, 1));
    expectFrames({text(payload)});
    m_peer->writeChopped(fragments(1, payload, 1) + rawFrame(1, payload), 1);
    expectFrames({text(payload), text(payload)});
    m_peer->write(closeFrame(1000));
    expectClose(1000);
}

void TestClientConformance::invalidUtf8_data()
{
    QTest::addColumn<QByteArray>("payload");

    QTest::newRow("6.3 surrogate in text") << QByteArray("\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80"
                                                         "edited");
    QTest::newRow("6.6.1 first byte alone") << QByteArray("\xce");
    QTest::newRow("6.6.3 cut in the second") << QByteArray("\xce\xba\xe1");
    QTest::newRow("6.6.4 cut in the second, later") << QByteArray("\xce\xba\xe1\xbd");
    QTest::newRow("6.8.1 five bytes") << QByteArray("\xf8\x88\x80\x80\x80");
    QTest::newRow("6.8.2 six bytes") << QByteArray("\xfc\x84\x80\x80\x80\x80");
    QTest::newRow("6.10.1 beyond U+10FFFF") << QByteArray("\xf7\xbf\xbf\xbf");
    QTest::newRow("6.10.2 five bytes, highest") << QByteArray("\xfb\xbf\xbf\xbf\xbf");
    QTest::newRow("6.10.3 six bytes, highest") << QByteArray("\xfd\xbf\xbf\xbf\xbf\xbf");
    QTest::newRow("6.11.5 U+110000") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("6.12.1 continuation 80") << QByteArray("\x80");
    QTest::newRow("6.12.2 continuation BF") << QByteArray("\xbf");
    QTest::newRow("6.12.3 two continuations") << QByteArray("\x80\xbf");
    QTest::newRow("6.13 lonely first bytes") << QByteArray("\xc3 \xc4 \xc5 ");
    QTest::newRow("6.14 missing last byte, 2") << QByteArray("\xc3");
    QTest::newRow("6.14 missing last byte, 3") << QByteArray("\xe0\xa0");
    QTest::newRow("6.14 missing last byte, 4") << QByteArray("\xf0\x90\x80");
    QTest::newRow("6.16 FE") << QByteArray("\xfe");
    QTest::newRow("6.16 FF") << QByteArray("\xff");
    QTest::newRow("6.17 overlong 2") << QByteArray("\xc0\xaf");
    QTest::newRow("6.17 overlong 3") << QByteArray("\xe0\x80\xaf");
    QTest::newRow("6.17 overlong 4") << QByteArray("\xf0\x80\x80\xaf");
    QTest::newRow("6.18 overlong, highest") << QByteArray("\xc1\xbf");
    QTest::newRow("6.19 overlong zero") << QByteArray("\xc0\x80");
    QTest::newRow("6.20 U+D800") << QByteArray("\xed\xa0\x80");
    QTest::newRow("6.20 U+DFFF") << QByteArray("\xed\xbf\xbf");
    QTest::newRow("6.21 a pair of surrogates") << QByteArray("\xed\xa0\x80\xed\xb0\x80");
}

void TestClientConformance::invalidUtf8()
{
    QFETCH(QByteArray, payload);
    run({rawFrame(1, payload) + rawFrame(1, "after"), {}, 1007});
    run({fragments(1, payload, 1) + rawFrame(1, "after"), {}, 1007});
    run({rawFrame(1, payload, false) + rawFrame(0, {}) + rawFrame(1, "after"), {}, 1007});
    run({rawFrame(1, payload) + rawFrame(1, "after"), {}, 1007, 1});
    // In a binary message they are just bytes.
    run({rawFrame(2, payload), {binary(payload)}});
}

void TestClientConformance::utf8FailsFast_data()
{
    QTest::addColumn<QByteArray>("bytes");

    // Only this much is sent: the failure has to come before the frame or the message is whole.
    const QByteArray good("\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5");
    const QByteArray bad("\xf4\x90\x80\x80");
    const QByteArray rest("\x65\x64\x69\x74\x65\x64");
    QTest::newRow("6.4.1 bad second fragment") << rawFrame(1, good, false) + rawFrame(0, bad, false);
    QTest::newRow("6.4.2 bad byte ends the second fragment")
        << rawFrame(1, good + "\xf4", false) + rawFrame(0, "\x90", false);
    const QByteArray whole = rawFrame(1, good + bad + rest);
    QTest::newRow("6.4.3 bad bytes of one frame") << whole.chopped(rest.size());
    QTest::newRow("6.4.4 first bad byte of one frame") << whole.chopped(rest.size() + 2);
}

void TestClientConformance::utf8FailsFast()
{
    QFETCH(QByteArray, bytes);
    run({bytes, {}, 1007});
    run({bytes, {}, 1007, 1});
}

// 7: closing

void TestClientConformance::closing_data()
{
    QTest::addColumn<Case>("test");

    const QByteArray large(256 * 1024, '*');
    QTest::newRow("7.1.1 message, then close") << Case{rawFrame(1, "Hello") + closeFrame(1000), {text("Hello")}, 1000};
    QTest::newRow("7.1.2 two closes") << Case{closeFrame(1000) + closeFrame(1001), {}, 1000};
    QTest::newRow("7.1.3 ping behind the close") << Case{closeFrame(1000) + rawFrame(9, {}), {}, 1000};
    QTest::newRow("7.1.4 text behind the close") << Case{closeFrame(1000) + rawFrame(1, "late"), {}, 1000};
    QTest::newRow("7.1.5 close inside a message")
        << Case{rawFrame(1, "fragment1", false) + closeFrame(1000) + rawFrame(0, "fragment2"), {}, 1000};
    QTest::newRow("7.1.6 large message, close, ping")
        << Case{rawFrame(1, large) + closeFrame(1000) + rawFrame(9, {}), {text(large)}, 1000};
    QTest::newRow("7.3.1 no payload") << Case{rawFrame(8, {}), {}, -1};
    QTest::newRow("7.3.2 one byte") << Case{rawFrame(8, "a"), {}, 1002};
    QTest::newRow("7.3.3 a code") << Case{closeFrame(1000), {}, 1000};
    QTest::newRow("7.3.4 a code and a reason") << Case{closeFrame(1000, "Hello World!"), {}, 1000};
    QTest::newRow("7.3.5 longest reason") << Case{closeFrame(1000, QByteArray(123, '*')), {}, 1000};
    QTest::newRow("7.3.6 reason too long") << Case{closeFrame(1000, QByteArray(124, '*')), {}, 1002};
    QTest::newRow("7.5.1 reason that is no UTF-8")
        << Case{closeFrame(1000, "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80"), {}, 1007};
    QTest::newRow("reason that ends in a character") << Case{closeFrame(1000, "abc\xe2\x82"), {}, 1007};
}

void TestClientConformance::closing()
{
    QFETCH(Case, test);
    run(test);
    test.chop = 1;
    if (test.bytes.size() < 1000)
        run(test);
}

void TestClientConformance::closeCodes_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("answer");

    for (const int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QTest::addRow("7.7 %d", code) << code << code;
    for (const int code : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        QTest::addRow("7.9 7.13 %d", code) << code << 1002;
}

void TestClientConformance::closeCodes()
{
    QFETCH(int, code);
    QFETCH(int, answer);
    run({closeFrame(code), {}, answer});
    run({closeFrame(code, "a reason"), {}, answer});
    // What is shown is what was on the wire.
    if (code == answer)
        QCOMPARE(int(m_session->facts().closeReceived->code.value_or(0)), code);
}

void TestClientConformance::masking()
{
    // RFC 6455 section 5.1: a client must close where a server masks, whatever the frame.
    for (const int opcode : {1, 2, 8, 9, 10}) {
        const QByteArray frame = QByteArray(1, char(0x80 | opcode)) + QByteArray("\x82\1\2\3\4", 5) + "\x02\xea";
        run({rawFrame(1, "first") + frame, {text("first")}, 1002});
        // At its header already.
        run({frame.left(2), {}, 1002});
    }
}

void TestClientConformance::lengths_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("close");

    QTest::newRow("5 in 16 bits") << QByteArray("\x82\x7e\x00\x05", 4) << 1002;
    QTest::newRow("125 in 16 bits") << QByteArray("\x82\x7e\x00\x7d", 4) << 1002;
    QTest::newRow("125 in 64 bits") << QByteArray("\x82\x7f\0\0\0\0\0\0\0\x7d", 10) << 1002;
    QTest::newRow("65535 in 64 bits") << QByteArray("\x82\x7f\0\0\0\0\0\0\xff\xff", 10) << 1002;
    QTest::newRow("highest bit set") << QByteArray("\x82\x7f\x80\0\0\0\0\1\0\0", 10) << 1002;
    QTest::newRow("a terabyte") << QByteArray("\x82\x7f\0\0\1\0\0\0\0\0", 10) << 1009;
    QTest::newRow("ping with a length of 16 bits") << QByteArray("\x89\x7e", 2) << 1002;
}

void TestClientConformance::lengths()
{
    QFETCH(QByteArray, header);
    QFETCH(int, close);
    run({header, {}, close});
    run({header, {}, close, 1});
}

void TestClientConformance::limits_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("fits");

    const QByteArray at(65536, 'x');
    QTest::newRow("at the limit") << rawFrame(1, at) << true;
    QTest::newRow("at the limit in fragments") << fragments(1, at, 1000) << true;
    QTest::newRow("one more") << rawFrame(1, at + "y") << false;
    QTest::newRow("one more in fragments") << fragments(1, at + "y", 1000) << false;
    QTest::newRow("announced only") << rawFrame(1, at + "y").left(10) << false;
}

void TestClientConformance::limits()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, fits);
    open({}, 65536);
    m_peer->write(bytes);
    if (fits) {
        expectFrames({text(QByteArray(65536, 'x'))});
        m_peer->write(closeFrame(1000));
    }
    expectClose(fits ? 1000 : 1009);
}

// 9: sizes to 16 MiB, in fragments and pieces; 10: fragments of 1300 bytes

void TestClientConformance::sizes_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("fragment");
    QTest::addColumn<int>("chop");

    constexpr int kibi = 1024;
    constexpr int mebi = 1024 * 1024;
    for (const int opcode : {1, 2}) {
        const char *kind = opcode == 1 ? "text" : "binary";
        const int section = opcode == 1 ? 1 : 2;
        for (const int size : {64 * kibi, 256 * kibi, mebi, 4 * mebi, 8 * mebi, 16 * mebi})
            QTest::addRow("9.%d %s of %d", section, kind, size) << opcode << size << 0 << 0;
        for (const int fragment : {64, 256, kibi, 4 * kibi, 16 * kibi, 64 * kibi, 256 * kibi, mebi, 4 * mebi})
            QTest::addRow("9.%d %s of 4 MiB in fragments of %d", section + 2, kind, fragment)
                << opcode << 4 * mebi << fragment << 0;
        for (const int chop : {64, 128, 256, 512, kibi, 2 * kibi})
            QTest::addRow("9.%d %s of 1 MiB in pieces of %d", section + 4, kind, chop) << opcode << mebi << 0 << chop;
        QTest::addRow("10.1.1 %s in fragments of 1300", kind) << opcode << 65536 << 1300 << 0;
    }
}

void TestClientConformance::sizes()
{
    QFETCH(int, opcode);
    QFETCH(int, size);
    QFETCH(int, fragment);
    QFETCH(int, chop);
    const QByteArray unit =
        opcode == 1 ? QByteArray("sixteen b\xc3\xbctes \xe2\x82\xac") : QByteArray("\0\1\2\3\xff\xfe\xfd\xfc", 8);
    const QByteArray payload = unit.repeated(size / unit.size() + 1).left(size / unit.size() * unit.size());
    const QByteArray bytes = fragment == 0 ? rawFrame(opcode, payload) : fragments(opcode, payload, fragment);
    run({bytes, {{opcode, payload}}, 0, chop});
}

// 12 and 13: permessage-deflate

void TestClientConformance::deflate_data()
{
    QTest::addColumn<QByteArray>("extension");
    QTest::addColumn<int>("serverBits");
    QTest::addColumn<int>("clientBits");
    QTest::addColumn<bool>("serverTakeover");
    QTest::addColumn<bool>("clientTakeover");

    const auto row = [](const char *parameters, int serverBits, int clientBits, bool serverTakeover,
                        bool clientTakeover) {
        QTest::addRow("12 13 deflate%s", parameters) << QByteArray("permessage-deflate") + parameters << serverBits
                                                     << clientBits << serverTakeover << clientTakeover;
    };
    row("", 15, 15, true, true);
    row("; server_no_context_takeover", 15, 15, false, true);
    row("; client_no_context_takeover", 15, 15, true, false);
    row("; server_no_context_takeover; client_no_context_takeover", 15, 15, false, false);
    row("; client_max_window_bits=9", 15, 9, true, true);
    row("; client_max_window_bits=12", 15, 12, true, true);
    row("; client_max_window_bits=15", 15, 15, true, true);
    row("; server_max_window_bits=9", 9, 15, true, true);
    row("; server_max_window_bits=15; client_max_window_bits=10", 15, 10, true, true);
    row("; server_max_window_bits=9; client_max_window_bits=9; server_no_context_takeover; client_no_context_takeover",
        9, 9, false, false);
    row("; server_max_window_bits=\"10\"", 10, 15, true, true);
}

void TestClientConformance::deflate()
{
    QFETCH(QByteArray, extension);
    QFETCH(int, serverBits);
    QFETCH(int, clientBits);
    QFETCH(bool, serverTakeover);
    QFETCH(bool, clientTakeover);
    open(extension);
    if (QTest::currentTestFailed())
        return;
    DeflatePeer codec(serverBits, serverTakeover, clientBits, clientTakeover);
    QByteArray long_;
    for (int i = 0; i < 20000; ++i)
        long_ += QByteArray::number(i * 7919 % 1013) + ' ';
    const QList<QByteArray> messages{"",    "Hello",          "Hello", QByteArray(16, '*'),    QByteArray(1024, '*'),
                                     long_, long_.left(8192), long_,   QByteArray(131072, 'y')};
    for (const QByteArray &message : messages) {
        for (const qsizetype fragment : {qsizetype(0), qsizetype(256)}) {
            const QByteArray packed = codec.compress(message);
            QByteArray bytes = fragment == 0 ? rawFrame(1, packed) : fragments(1, packed, fragment);
            bytes[0] = char(bytes[0] | 0x40);
            m_peer->write(bytes);
            const auto frame = m_peer->frame();
            QVERIFY(frame);
            QVERIFY((frame->firstByte & 0xbf) == 0x81);
            const bool compressed = (frame->firstByte & 0x40) != 0;
            QVERIFY(compressed || message.size() < 1024);
            const auto plain = compressed ? codec.inflate(frame->payload) : frame->payload;
            QVERIFY2(plain, "It does not inflate with the agreed parameters.");
            QVERIFY(*plain == message);
        }
    }
    // Plain messages stay legal, and control frames are never compressed.
    m_peer->write(rawFrame(2, "plain") + rawFrame(9, "p"));
    const auto echo = m_peer->frame();
    QVERIFY(echo);
    const auto reply = m_peer->frame();
    QVERIFY(reply);
    QCOMPARE(int(reply->firstByte), 0x8a);
    m_peer->write(closeFrame(1000));
    expectClose(1000);
}

void TestClientConformance::deflateViolations_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");

    DeflatePeer codec(15, true, 15, true);
    const QByteArray packed = codec.compress("Hello Hello Hello Hello");
    const QByteArray badText = DeflatePeer(15, true, 15, true).compress("abc\xff");
    const QByteArray bomb = DeflatePeer(15, true, 15, true).compress(QByteArray(80 << 20, '\0'));
    QTest::newRow("RSV1 on a continuation")
        << rawFrame(1, packed.left(3), false, 4) + rawFrame(0, packed.mid(3), true, 4) << 1002;
    QTest::newRow("RSV1 on a ping") << rawFrame(9, "x", true, 4) << 1002;
    QTest::newRow("RSV1 on a close") << rawFrame(8, closePayload(1000), true, 4) << 1002;
    QTest::newRow("RSV2") << rawFrame(1, packed, true, 2) << 1002;
    QTest::newRow("no deflate stream") << rawFrame(1, QByteArray(20, '\xff'), true, 4) << 1007;
    QTest::newRow("bad text inside") << rawFrame(1, badText, true, 4) << 1007;
    QTest::newRow("inflates beyond the limit") << rawFrame(2, bomb, true, 4) << 1009;
}

void TestClientConformance::deflateViolations()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    open("permessage-deflate");
    m_peer->write(bytes);
    expectClose(code);
}

QTEST_GUILESS_MAIN(TestClientConformance)
#include "tst_clientconformance.moc"
