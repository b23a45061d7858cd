// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/headparser.h"

#include <QTest>

using namespace framewright::protocol;

class TestHeadParser final : public QObject
{
    Q_OBJECT

private slots:
    void readsRequests_data();
    void readsRequests();
    void refusesRequests_data();
    void refusesRequests();
    void readsResponses_data();
    void readsResponses();
    void refusesResponses_data();
    void refusesResponses();
    void keepsTheHeadAsItCame();
    void leavesWhatFollows();
    void holdsTheLimitOfBytes();
    void holdsTheLimitOfFields();
    void meetsTheLimitBeforeTheEnd();
    void failsBeforeTheEndOfTheHead_data();
    void failsBeforeTheEndOfTheHead();
    void takesEmptyLinesBeforeTheRequest_data();
    void takesEmptyLinesBeforeTheRequest();
};

namespace {

/// The same bytes, one more at each call.
template <class Head>
ParsedHead<Head> drip(ParsedHead<Head> (*parse)(QByteArrayView, const HeadLimits &, qsizetype), const QByteArray &bytes,
                      const HeadLimits &limits)
{
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        ParsedHead<Head> parsed = parse(QByteArrayView(bytes).first(size), limits, std::max<qsizetype>(size - 1, 0));
        if (parsed.status != HeadStatus::NeedMore)
            return parsed;
    }
    return parse(bytes, limits, std::max<qsizetype>(bytes.size() - 1, 0));
}

template <class Head>
void compareHeads(const ParsedHead<Head> &actual, const ParsedHead<Head> &expected)
{
    QCOMPARE(actual.status, expected.status);
    QCOMPARE(actual.consumed, expected.consumed);
    if (expected.status == HeadStatus::Complete)
        QVERIFY(actual.head == expected.head);
}

/// Whole, cut at each place, and byte by byte: always the same.
template <class Head>
void compareEachCut(ParsedHead<Head> (*parse)(QByteArrayView, const HeadLimits &, qsizetype), const QByteArray &bytes,
                    const HeadLimits &limits = {})
{
    const ParsedHead<Head> whole = parse(bytes, limits, 0);
    compareHeads(drip(parse, bytes, limits), whole);
    for (qsizetype cut = 0; cut < bytes.size(); ++cut) {
        const ParsedHead<Head> first = parse(QByteArrayView(bytes).first(cut), limits, 0);
        if (first.status == HeadStatus::NeedMore)
            compareHeads(parse(bytes, limits, cut), whole);
        else
            compareHeads(first, whole);
    }
}

} // namespace

void TestHeadParser::readsRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<HeaderFields>("fields");
    const QByteArray get = "GET";
    QTest::newRow("usual") << QByteArray("GET /chat?x=1 HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n") << get
                           << QByteArray("/chat?x=1") << 1 << HeaderFields{{"Host", "a"}, {"Upgrade", "websocket"}};
    QTest::newRow("no fields") << QByteArray("GET / HTTP/1.0\r\n\r\n") << get << QByteArray("/") << 0 << HeaderFields{};
    QTest::newRow("bare line feeds") << QByteArray("GET / HTTP/1.1\nHost: a\n\n") << get << QByteArray("/") << 1
                                     << HeaderFields{{"Host", "a"}};
    QTest::newRow("mixed line ends") << QByteArray("GET / HTTP/1.1\nHost: a\r\nB: c\n\r\n") << get << QByteArray("/")
                                     << 1 << HeaderFields{{"Host", "a"}, {"B", "c"}};
    QTest::newRow("space around values") << QByteArray("GET / HTTP/1.1\r\nA:b\r\nC: \t d e \t \r\nF:\r\nG:   \r\n\r\n")
                                         << get << QByteArray("/") << 1
                                         << HeaderFields{{"A", "b"}, {"C", "d e"}, {"F", ""}, {"G", ""}};
    QTest::newRow("colons in a value") << QByteArray("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n") << get
                                       << QByteArray("/") << 1 << HeaderFields{{"Host", "[::1]:80"}};
    QTest::newRow("duplicates") << QByteArray("GET / HTTP/1.1\r\nA: 1\r\na: 2\r\nA: 1\r\n\r\n") << get
                                << QByteArray("/") << 1 << HeaderFields{{"A", "1"}, {"a", "2"}, {"A", "1"}};
    QTest::newRow("absolute-form") << QByteArray("GET http://a:1/b?c HTTP/1.1\r\nHost: a:1\r\n\r\n") << get
                                   << QByteArray("http://a:1/b?c") << 1 << HeaderFields{{"Host", "a:1"}};
    QTest::newRow("asterisk-form") << QByteArray("OPTIONS * HTTP/1.1\r\n\r\n") << QByteArray("OPTIONS")
                                   << QByteArray("*") << 1 << HeaderFields{};
    QTest::newRow("authority-form") << QByteArray("CONNECT a:443 HTTP/1.1\r\n\r\n") << QByteArray("CONNECT")
                                    << QByteArray("a:443") << 1 << HeaderFields{};
    QTest::newRow("bytes above 127") << QByteArray("GET /\xC3\xA4 HTTP/1.1\r\nX: \xE2\x82\xAC\xFF\r\n\r\n") << get
                                     << QByteArray("/\xC3\xA4") << 1 << HeaderFields{{"X", "\xE2\x82\xAC\xFF"}};
    QTest::newRow("tab inside a value") << QByteArray("GET / HTTP/1.1\r\nX: a\tb\r\n\r\n") << get << QByteArray("/")
                                        << 1 << HeaderFields{{"X", "a\tb"}};
}

void TestHeadParser::readsRequests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(int, minorVersion);
    QFETCH(HeaderFields, fields);
    const ParsedHead<RequestHead> parsed = parseRequestHead(bytes, {});
    QCOMPARE(parsed.status, HeadStatus::Complete);
    QCOMPARE(parsed.head.method, method);
    QCOMPARE(parsed.head.target, target);
    QCOMPARE(parsed.head.minorVersion, minorVersion);
    QCOMPARE(parsed.head.fields, fields);
    QCOMPARE(parsed.head.raw, bytes);
    QCOMPARE(parsed.consumed, bytes.size());
    QVERIFY(parsed.problem.isEmpty());
    compareEachCut(parseRequestHead, bytes);
}

void TestHeadParser::refusesRequests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no version") << QByteArray("GET /\r\n\r\n");
    QTest::newRow("only a word") << QByteArray("HELO\r\n\r\n");
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    QTest::newRow("lower case version") << QByteArray("GET / http/1.1\r\n\r\n");
    QTest::newRow("version without digit") << QByteArray("GET / HTTP/1.\r\n\r\n");
    QTest::newRow("version with a letter") << QByteArray("GET / HTTP/1.x\r\n\r\n");
    QTest::newRow("version too long") << QByteArray("GET / HTTP/1.11\r\n\r\n");
    QTest::newRow("two spaces") << QByteArray("GET  / HTTP/1.1\r\n\r\n");
    QTest::newRow("space in the target") << QByteArray("GET /a b HTTP/1.1\r\n\r\n");
    QTest::newRow("tab for a space") << QByteArray("GET\t/ HTTP/1.1\r\n\r\n");
    QTest::newRow("tab in the target") << QByteArray("GET /\ta HTTP/1.1\r\n\r\n");
    QTest::newRow("space before the method") << QByteArray(" GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("no method") << QByteArray(" / HTTP/1.1\r\n\r\n");
    QTest::newRow("method is no token") << QByteArray("G(T / HTTP/1.1\r\n\r\n");
    QTest::newRow("target is no path") << QByteArray("GET chat HTTP/1.1\r\n\r\n");
    QTest::newRow("target without scheme") << QByteArray("GET ://a/b HTTP/1.1\r\n\r\n");
    QTest::newRow("space before the colon") << QByteArray("GET / HTTP/1.1\r\nHost : a\r\n\r\n");
    QTest::newRow("tab before the colon") << QByteArray("GET / HTTP/1.1\r\nHost\t: a\r\n\r\n");
    QTest::newRow("folded") << QByteArray("GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n");
    QTest::newRow("folded with a tab") << QByteArray("GET / HTTP/1.1\r\nA: b\r\n\tc\r\n\r\n");
    QTest::newRow("begins folded") << QByteArray("GET / HTTP/1.1\r\n A: b\r\n\r\n");
    QTest::newRow("no colon") << QByteArray("GET / HTTP/1.1\r\nHost\r\n\r\n");
    QTest::newRow("no name") << QByteArray("GET / HTTP/1.1\r\n: a\r\n\r\n");
    QTest::newRow("name is no token") << QByteArray("GET / HTTP/1.1\r\nHo st: a\r\n\r\n");
    QTest::newRow("name above 127") << QByteArray("GET / HTTP/1.1\r\nH\xC3\xA4: a\r\n\r\n");
    QTest::newRow("NUL in a value") << QByteArray("GET / HTTP/1.1\r\nA: b\0c\r\n\r\n", 27);
    QTest::newRow("NUL in the target") << QByteArray("GET /\0 HTTP/1.1\r\n\r\n", 19);
    QTest::newRow("escape in a value") << QByteArray("GET / HTTP/1.1\r\nA: \x1b[2J\r\n\r\n");
    QTest::newRow("DEL in a value") << QByteArray("GET / HTTP/1.1\r\nA: \x7f\r\n\r\n");
    QTest::newRow("bare carriage return") << QByteArray("GET / HTTP/1.1\r\nA: b\rC: d\r\n\r\n");
    QTest::newRow("carriage return before the line's end") << QByteArray("GET / HTTP/1.1\r\nA: b\r\r\n\r\n");
    QTest::newRow("a TLS client hello") << QByteArray::fromHex("160301020001000102030000");
    QTest::newRow("a WebSocket frame") << QByteArray::fromHex("818537fa213d7f9f4d5158");
}

void TestHeadParser::refusesRequests()
{
    QFETCH(QByteArray, bytes);
    const ParsedHead<RequestHead> parsed = parseRequestHead(bytes, {});
    QCOMPARE(parsed.status, HeadStatus::Malformed);
    QVERIFY(parsed.problem.endsWith(u'.'));
    QCOMPARE(parsed.consumed, 0);
    compareEachCut(parseRequestHead, bytes);
}

void TestHeadParser::readsResponses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<int>("minorVersion");
    QTest::addColumn<HeaderFields>("fields");
    QTest::newRow("101") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n") << 101
                         << QByteArray("Switching Protocols") << 1 << HeaderFields{{"Upgrade", "websocket"}};
    QTest::newRow("empty reason") << QByteArray("HTTP/1.1 404 \r\n\r\n") << 404 << QByteArray() << 1 << HeaderFields{};
    QTest::newRow("no reason") << QByteArray("HTTP/1.1 404\r\n\r\n") << 404 << QByteArray() << 1 << HeaderFields{};
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\n\n") << 200 << QByteArray("OK") << 0 << HeaderFields{};
    QTest::newRow("unusual status") << QByteArray("HTTP/1.1 999 No way\r\nA: b\r\n\r\n") << 999 << QByteArray("No way")
                                    << 1 << HeaderFields{{"A", "b"}};
}

void TestHeadParser::readsResponses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(QByteArray, reason);
    QFETCH(int, minorVersion);
    QFETCH(HeaderFields, fields);
    const ParsedHead<ResponseHead> parsed = parseResponseHead(bytes, {});
    QCOMPARE(parsed.status, HeadStatus::Complete);
    QCOMPARE(parsed.head.status, status);
    QCOMPARE(parsed.head.reason, reason);
    QCOMPARE(parsed.head.minorVersion, minorVersion);
    QCOMPARE(parsed.head.fields, fields);
    QCOMPARE(parsed.head.raw, bytes);
    compareEachCut(parseResponseHead, bytes);
}

void TestHeadParser::refusesResponses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("a request") << QByteArray("GET / HTTP/1.1\r\n\r\n");
    QTest::newRow("HTTP/2") << QByteArray("HTTP/2 200\r\n\r\n");
    QTest::newRow("no status") << QByteArray("HTTP/1.1\r\n\r\n");
    QTest::newRow("two digits") << QByteArray("HTTP/1.1 20 OK\r\n\r\n");
    QTest::newRow("four digits") << QByteArray("HTTP/1.1 2000 OK\r\n\r\n");
    QTest::newRow("letters") << QByteArray("HTTP/1.1 abc OK\r\n\r\n");
    QTest::newRow("signed") << QByteArray("HTTP/1.1 +20 OK\r\n\r\n");
    QTest::newRow("begins with 0") << QByteArray("HTTP/1.1 012 OK\r\n\r\n");
    QTest::newRow("two spaces") << QByteArray("HTTP/1.1  200 OK\r\n\r\n");
    QTest::newRow("folded") << QByteArray("HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n");
    QTest::newRow("an SSH server") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
}

void TestHeadParser::refusesResponses()
{
    QFETCH(QByteArray, bytes);
    const ParsedHead<ResponseHead> parsed = parseResponseHead(bytes, {});
    QCOMPARE(parsed.status, HeadStatus::Malformed);
    QVERIFY(!parsed.problem.isEmpty());
    compareEachCut(parseResponseHead, bytes);
}

void TestHeadParser::keepsTheHeadAsItCame()
{
    QByteArray bytes = "\r\nGET / HTTP/1.1\nA:  b \r\n\r\nframes";
    const ParsedHead<RequestHead> parsed = parseRequestHead(bytes, {});
    QCOMPARE(parsed.head.raw, QByteArray("GET / HTTP/1.1\nA:  b \r\n\r\n"));
    QCOMPARE(parsed.consumed, bytes.size() - 6);
    bytes.fill('x'); // what was read is the head's own
    QCOMPARE(parsed.head.raw, QByteArray("GET / HTTP/1.1\nA:  b \r\n\r\n"));
    QCOMPARE(parsed.head.fields.first("A"), std::optional<QByteArray>("b"));
}

void TestHeadParser::leavesWhatFollows()
{
    const QByteArray head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const QByteArray bytes = head + QByteArray::fromHex("818537fa213d7f9f4d5158000d0a0d0a");
    const ParsedHead<RequestHead> parsed = parseRequestHead(bytes, {});
    QCOMPARE(parsed.status, HeadStatus::Complete);
    QCOMPARE(parsed.consumed, head.size());
    compareEachCut(parseRequestHead, bytes);
}

void TestHeadParser::holdsTheLimitOfBytes()
{
    const QByteArray frame = "GET / HTTP/1.1\r\nX: \r\n\r\n";
    const QByteArray exact = QByteArray(frame).insert(19, QByteArray(100 - frame.size(), 'x'));
    QCOMPARE(exact.size(), 100);
    QCOMPARE(parseRequestHead(exact, {.bytes = 100}).status, HeadStatus::Complete);
    QCOMPARE(parseRequestHead(QByteArray(exact + "frames"), {.bytes = 100}).status, HeadStatus::Complete);
    QCOMPARE(parseRequestHead(exact, {.bytes = 99}).status, HeadStatus::TooLarge);
    for (const qsizetype limit : {0, 1, 10, 50, 98, 99, 100, 101})
        compareEachCut(parseRequestHead, exact, {.bytes = limit});
    QVERIFY(parseRequestHead(exact, {.bytes = 99}).problem.contains(u"99"));
}

void TestHeadParser::holdsTheLimitOfFields()
{
    const QByteArray bytes = "GET / HTTP/1.1\r\n" + QByteArray("A: b\r\n").repeated(5) + "\r\n";
    QCOMPARE(parseRequestHead(bytes, {.fields = 5}).status, HeadStatus::Complete);
    QCOMPARE(parseRequestHead(bytes, {.fields = 4}).status, HeadStatus::TooLarge);
    compareEachCut(parseRequestHead, bytes, {.fields = 4});
}

void TestHeadParser::meetsTheLimitBeforeTheEnd()
{
    const QByteArray endless = "GET / HTTP/1.1\r\nX: " + QByteArray(20000, 'x');
    QCOMPARE(parseRequestHead(endless.left(16383), {}).status, HeadStatus::NeedMore);
    QCOMPARE(parseRequestHead(endless.left(16384), {}).status, HeadStatus::TooLarge);
    QCOMPARE(parseRequestHead(QByteArray(20000, 'x'), {}).status, HeadStatus::TooLarge);
    QCOMPARE(drip(parseRequestHead, endless, {}).status, HeadStatus::TooLarge);
}

void TestHeadParser::failsBeforeTheEndOfTheHead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("TLS") << QByteArray::fromHex("1603");
    QTest::newRow("no HTTP") << QByteArray("USER root\r\n");
    QTest::newRow("control character in a field") << QByteArray("GET / HTTP/1.1\r\nA: \x01");
    QTest::newRow("bare carriage return") << QByteArray("GET / HTTP/1.1\rA");
}

void TestHeadParser::failsBeforeTheEndOfTheHead()
{
    QFETCH(QByteArray, bytes);
    QCOMPARE(parseRequestHead(bytes, {}).status, HeadStatus::Malformed);
    QCOMPARE(drip(parseRequestHead, bytes, {}).status, HeadStatus::Malformed);
}

void TestHeadParser::takesEmptyLinesBeforeTheRequest_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<HeadStatus>("status");
    QTest::newRow("none") << QByteArray() << HeadStatus::Complete;
    QTest::newRow("one") << QByteArray("\r\n") << HeadStatus::Complete;
    QTest::newRow("bare") << QByteArray("\n") << HeadStatus::Complete;
    QTest::newRow("three") << QByteArray("\r\n\n\r\n") << HeadStatus::Complete;
    QTest::newRow("no end of them") << QByteArray("\r\n").repeated(1000) << HeadStatus::Malformed;
}

void TestHeadParser::takesEmptyLinesBeforeTheRequest()
{
    QFETCH(QByteArray, before);
    QFETCH(HeadStatus, status);
    const QByteArray head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const ParsedHead<RequestHead> parsed = parseRequestHead(QByteArray(before + head), {});
    QCOMPARE(parsed.status, status);
    if (status == HeadStatus::Complete) {
        QCOMPARE(parsed.head.raw, head);
        QCOMPARE(parsed.consumed, before.size() + head.size());
    }
    compareEachCut(parseRequestHead, before + head);
}

QTEST_GUILESS_MAIN(TestHeadParser)
#include "tst_headparser.moc"
