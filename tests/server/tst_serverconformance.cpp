// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QTest>

using namespace framewright;
using namespace framewright::test;

namespace {

/// How the bytes of a row go out.
enum class Cut
{
    Whole,
    Frames, ///< Each frame in a segment of its own.
    Bytes,  ///< Each byte.
};

struct Answer
{
    Opcode opcode;
    QByteArray payload;

    bool operator==(const Answer &) const = default;
};
using Answers = QList<Answer>;

constexpr int stays = 0; ///< The connection lives on: the test closes it, and gets 1000 back.

QByteArray text(QByteArrayView payload, bool fin = true)
{
    return frame(Opcode::Text, payload, {.fin = fin});
}
QByteArray more(QByteArrayView payload, bool fin = true)
{
    return frame(Opcode::Continuation, payload, {.fin = fin});
}
QByteArray ping(QByteArrayView payload = {})
{
    return frame(Opcode::Ping, payload);
}
QByteArray reserved(Opcode opcode, int rsv)
{
    return frame(opcode, "Hello", {.rsv = rsv});
}
QByteArray unknown(int opcode, QByteArrayView payload = {})
{
    return frame(Opcode::Text, payload, {.opcode = opcode});
}
QByteArrayList inBytes(const QByteArray &payload)
{
    QByteArrayList fragments;
    for (qsizetype at = 0; at < payload.size(); ++at) {
        const QByteArray byte = payload.mid(at, 1);
        const bool fin = at + 1 == payload.size();
        fragments.append(at == 0 ? text(byte, fin) : more(byte, fin));
    }
    return fragments;
}

void addRow(const QByteArray &name, const QByteArrayList &frames, const Answers &answers, int code,
            Cut cut = Cut::Whole)
{
    QTest::newRow(name.constData()) << frames << answers << code << int(cut);
}

} // namespace

Q_DECLARE_METATYPE(Answers)

/// What the Autobahn test suite asks of a server in its sections 1 to 7, 9 and 10, against an echo route.
/// Compression (12 and 13) has a test of its own.
class ConformanceTest final : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void frames_data();
    void frames();
    void sizes_data();
    void sizes();
    void manyFragments();
    void closeCodes_data();
    void closeCodes();
    void nothingIsReadAfterAViolation();

private:
    void addFraming();
    void addPings();
    void addReserved();
    void addFragments();
    void addUtf8();
    void addClosing();

    std::unique_ptr<TestServer> m_server;
};

void ConformanceTest::initTestCase()
{
    m_server = std::make_unique<TestServer>(R"([{"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]}])");
    QVERIFY(m_server->start());
}

void ConformanceTest::frames_data()
{
    QTest::addColumn<QByteArrayList>("frames");
    QTest::addColumn<Answers>("answers");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("cut");
    addFraming();
    addPings();
    addReserved();
    addFragments();
    addUtf8();
    addClosing();
}

/// Section 1: each form of the length, text and binary.
void ConformanceTest::addFraming()
{
    for (const int size : {0, 125, 126, 127, 128, 65535, 65536}) {
        const QByteArray payload(size, '*');
        const QByteArray number = QByteArray::number(size);
        addRow("1 text " + number, {text(payload)}, {{Opcode::Text, payload}}, stays);
        addRow("1 binary " + number, {frame(Opcode::Binary, payload)}, {{Opcode::Binary, payload}}, stays);
    }
    addRow("1 text by bytes", {text(QByteArray(300, '*'))}, {{Opcode::Text, QByteArray(300, '*')}}, stays, Cut::Bytes);
    addRow("5.2 length not minimal, 2 bytes", {frame(Opcode::Text, "x", {.lengthBytes = 2})}, {}, 1002);
    addRow("5.2 length not minimal, 8 bytes", {frame(Opcode::Text, "x", {.lengthBytes = 8})}, {}, 1002);
    addRow("5.2 length with the highest bit", {frame(Opcode::Text, {}, {.announced = quint64(1) << 63})}, {}, 1002);
    addRow("5.1 not masked", {frame(Opcode::Text, "x", {.masked = false})}, {}, 1002);
    addRow("5.1 second not masked", {text("a"), frame(Opcode::Text, "x", {.masked = false})}, {{Opcode::Text, "a"}},
           1002);
}

/// Section 2.
void ConformanceTest::addPings()
{
    const QByteArray longest(125, '\xfe');
    addRow("2.1 empty ping", {ping()}, {{Opcode::Pong, ""}}, stays);
    addRow("2.2 ping with text", {ping("Hello")}, {{Opcode::Pong, "Hello"}}, stays);
    addRow("2.3 ping with bytes", {ping(QByteArray("\x00\xff\xfe", 3))},
           {{Opcode::Pong, QByteArray("\x00\xff\xfe", 3)}}, stays);
    addRow("2.4 ping of 125 bytes", {ping(longest)}, {{Opcode::Pong, longest}}, stays);
    addRow("2.5 ping of 126 bytes", {ping(QByteArray(126, '*'))}, {}, 1002);
    addRow("2.6 ping of 125 by bytes", {ping(longest)}, {{Opcode::Pong, longest}}, stays, Cut::Bytes);
    addRow("2.7 pong that nobody asked for", {frame(Opcode::Pong)}, {}, stays);
    addRow("2.8 the same with payload", {frame(Opcode::Pong, "x")}, {}, stays);
    addRow("2.9 pong, then ping", {frame(Opcode::Pong, "x"), ping("y")}, {{Opcode::Pong, "y"}}, stays);
    QByteArrayList pings;
    Answers pongs;
    for (int each = 0; each < 10; ++each) {
        pings.append(ping(QByteArray::number(each)));
        pongs.append({Opcode::Pong, QByteArray::number(each)});
    }
    addRow("2.10 ten pings", pings, pongs, stays);
    addRow("2.11 ten pings by bytes", pings, pongs, stays, Cut::Bytes);
}

/// Sections 3 and 4.
void ConformanceTest::addReserved()
{
    for (int rsv = 1; rsv <= 7; ++rsv) {
        const QByteArray number = QByteArray::number(rsv);
        addRow("3 reserved bits on text " + number, {reserved(Opcode::Text, rsv)}, {}, 1002);
        addRow("3 after a message, by bytes " + number, {text("first"), reserved(Opcode::Text, rsv), ping()},
               {{Opcode::Text, "first"}}, 1002, Cut::Bytes);
        addRow("3 on binary " + number, {reserved(Opcode::Binary, rsv)}, {}, 1002);
        addRow("3 on ping " + number, {reserved(Opcode::Ping, rsv)}, {}, 1002);
        addRow("3 on close " + number, {reserved(Opcode::Close, rsv)}, {}, 1002);
    }
    for (const int opcode : {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
        const QByteArray number = QByteArray::number(opcode);
        addRow("4 opcode " + number, {unknown(opcode)}, {}, 1002);
        addRow("4 with payload " + number, {unknown(opcode, "x")}, {}, 1002);
        addRow("4 after a message " + number, {text("first"), unknown(opcode, "x"), ping()}, {{Opcode::Text, "first"}},
               1002);
        addRow("4 after a message, by bytes " + number, {text("first"), unknown(opcode, "x"), ping()},
               {{Opcode::Text, "first"}}, 1002, Cut::Bytes);
    }
}

/// Section 5.
void ConformanceTest::addFragments()
{
    const Answers both{{Opcode::Text, "onetwo"}};
    const Answers withPong{{Opcode::Pong, "p"}, {Opcode::Text, "onetwo"}};
    addRow("5.1 ping in two fragments", {frame(Opcode::Ping, "a", {.fin = false}), more("b")}, {}, 1002);
    addRow("5.2 pong in two fragments", {frame(Opcode::Pong, "a", {.fin = false}), more("b")}, {}, 1002);
    for (const Cut cut : {Cut::Whole, Cut::Frames, Cut::Bytes}) {
        const QByteArray way = QByteArray::number(int(cut));
        addRow("5.3 two fragments " + way, {text("one", false), more("two")}, both, stays, cut);
        addRow("5.6 ping between " + way, {text("one", false), ping("p"), more("two")}, withPong, stays, cut);
        addRow("5.9 continuation of nothing " + way, {more("x"), text("after")}, {}, 1002, cut);
        addRow("5.12 the same, not final " + way, {more("x", false), text("after")}, {}, 1002, cut);
        addRow("5.15 message, then continuation " + way, {text("one", false), more("two"), more("x", false), text("z")},
               both, 1002, cut);
        addRow("5.18 two first fragments " + way, {text("one", false), text("two")}, {}, 1002, cut);
    }
    addRow("5.16 nothing to continue, twice", {more("x", false), text("y"), more("x", false), text("y")}, {}, 1002);
    const QByteArrayList five{text("f1", false), more("f2", false), ping("p1"),      more("f3", false),
                              more("f4", false), ping("p2"),        more("f5", true)};
    const Answers fiveAnswers{{Opcode::Pong, "p1"}, {Opcode::Pong, "p2"}, {Opcode::Text, "f1f2f3f4f5"}};
    addRow("5.19 five fragments, two pings", five, fiveAnswers, stays, Cut::Frames);
    addRow("5.20 the same by bytes", five, fiveAnswers, stays, Cut::Bytes);
    addRow("5 empty fragments", {text("", false), more("", false), more("x", false), more("")}, {{Opcode::Text, "x"}},
           stays);
    addRow("5 binary fragments", {frame(Opcode::Binary, "\xff", {.fin = false}), more("\xfe")},
           {{Opcode::Binary, "\xff\xfe"}}, stays);
}

/// Section 6: legal text, and text that fails at its first bad byte.
void ConformanceTest::addUtf8()
{
    const QByteArray greek = "κόσμε";
    const QByteArray markFirst = "\xef\xbb\xbfmark";
    addRow("6.1 empty", {text("")}, {{Opcode::Text, ""}}, stays);
    addRow("6.1 three empty fragments", {text("", false), more("", false), more("")}, {{Opcode::Text, ""}}, stays);
    const QList<QByteArray> legal{greek,
                                  markFirst,
                                  "Hello-µ@ßöäüàá-UTF-8!!",
                                  QByteArray("\x00", 1),
                                  "\xc2\x80",
                                  "\xe0\xa0\x80",
                                  "\xf0\x90\x80\x80",
                                  "\x7f",
                                  "\xdf\xbf",
                                  "\xef\xbf\xbf",
                                  "\xf4\x8f\xbf\xbf",
                                  "\xed\x9f\xbf",
                                  "\xee\x80\x80",
                                  "\xef\xbf\xbd",
                                  "\xef\xb7\x90",
                                  "\xf0\x9f\xbf\xbe",
                                  "\xf3\xbf\xbf\xbf"};
    for (const QByteArray &payload : legal) {
        const QByteArray name = "6 legal " + payload.toHex();
        addRow(name, {text(payload)}, {{Opcode::Text, payload}}, stays);
        addRow(name + " in fragments of a byte", inBytes(payload), {{Opcode::Text, payload}}, stays);
        addRow(name + " by bytes", {text(payload)}, {{Opcode::Text, payload}}, stays, Cut::Bytes);
    }
    const QList<QByteArray> broken{greek + "\xed\xa0\x80"
                                           "edited", // A surrogate.
                                   "\x80",
                                   "\xbf",
                                   "\x80\xbf\x80",
                                   "\xc0 ",
                                   "\xe0 ",
                                   "\xf0 ",
                                   "\xf8 ",
                                   "\xfc ",
                                   "\xc0",
                                   "\xe0\x80",
                                   "\xf0\x80\x80",
                                   "\xdf",
                                   "\xef\xbf",
                                   "\xf7\xbf\xbf",
                                   "\xfe",
                                   "\xff",
                                   "\xc0\xaf",
                                   "\xe0\x80\xaf",
                                   "\xf0\x80\x80\xaf",
                                   "\xc1\xbf",
                                   "\xe0\x9f\xbf",
                                   "\xf0\x8f\xbf\xbf",
                                   "\xc0\x80",
                                   "\xed\xad\xbf",
                                   "\xed\xbf\xbf",
                                   "\xf4\x90\x80\x80",
                                   "\xf8\x88\x80\x80\x80",
                                   "\xfc\x84\x80\x80\x80\x80",
                                   "\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce"};
    for (const QByteArray &payload : broken) {
        const QByteArray name = "6 broken " + payload.toHex();
        addRow(name, {text(payload)}, {}, 1007);
        addRow(name + " in fragments of a byte", inBytes(payload), {}, 1007);
    }
    // Fails before the message, or even the frame, is whole.
    addRow("6.4 first fragment", {text(QByteArray(greek + "\xf4\x90\x80\x80"), false)}, {}, 1007);
    addRow("6.4 second fragment", {text(greek, false), more("\xf4\x90\x80\x80", false)}, {}, 1007);
    addRow("6.4 inside a frame", {text(QByteArray(greek + "\xf4\x90\x80\x80" + QByteArray(50, 'x'))).chopped(50)}, {},
           1007);
    addRow("6.4 the last byte is missing", {text("\xf4\x8f\xbf", false), more("")}, {}, 1007);
    addRow("6 control bytes between do not matter", {text("\xce", false), ping("\xff"), more("\xba")},
           {{Opcode::Pong, "\xff"}, {Opcode::Text, "\xce\xba"}}, stays);
    addRow("6 binary is not judged", {frame(Opcode::Binary, "\xff\xfe")}, {{Opcode::Binary, "\xff\xfe"}}, stays);
}

/// Section 7, but for the codes.
void ConformanceTest::addClosing()
{
    addRow("7.1.1 message, close", {text("Hello"), closeFrame(1000)}, {{Opcode::Text, "Hello"}}, 1000);
    addRow("7.1.2 two closes", {closeFrame(1000), closeFrame(1000)}, {}, 1000);
    addRow("7.1.3 close, ping", {closeFrame(1000), ping()}, {}, 1000);
    addRow("7.1.4 close, text", {closeFrame(1000), text("late")}, {}, 1000);
    addRow("7.1.5 close inside a message", {text("one", false), closeFrame(1000), more("two")}, {}, 1000);
    const QByteArray large(256 * 1024, 'B');
    addRow("7.1.6 large, close, ping", {text(large), closeFrame(1000), ping()}, {{Opcode::Text, large}}, 1000);
    addRow("7.3.1 no code", {closeFrame()}, {}, 1005);
    addRow("7.3.2 one byte", {frame(Opcode::Close, "a")}, {}, 1002);
    addRow("7.3.3 code", {closeFrame(1000)}, {}, 1000);
    addRow("7.3.4 code and reason", {closeFrame(1000, "Hello World!")}, {}, 1000);
    addRow("7.3.5 longest reason", {closeFrame(1000, QByteArray(123, '*'))}, {}, 1000);
    addRow("7.3.6 reason too long", {closeFrame(1000, QByteArray(124, '*'))}, {}, 1002);
    addRow("7.5.1 reason is no UTF-8", {closeFrame(1000, "\xce\xba\xed\xa0\x80")}, {}, 1007);
    addRow("7 close in two fragments", {closeFrame(1000, {}, {.fin = false})}, {}, 1002);
    addRow("7 by bytes", {text("x"), closeFrame(1001, "going")}, {{Opcode::Text, "x"}}, 1001, Cut::Bytes);
}

void ConformanceTest::frames()
{
    QFETCH(QByteArrayList, frames);
    QFETCH(Answers, answers);
    QFETCH(int, code);
    QFETCH(int, cut);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()) && peer.upgrade("/echo"));
    const QByteArrayList segments = Cut(cut) == Cut::Frames ? frames : QByteArrayList{frames.join()};
    for (const QByteArray &segment : segments) {
        if (Cut(cut) != Cut::Bytes) {
            peer.send(segment);
            QCoreApplication::processEvents();
            continue;
        }
        for (const char byte : segment) {
            peer.send(QByteArray(1, byte));
            QCoreApplication::processEvents();
        }
    }
    Answers came;
    for (qsizetype each = 0; each < answers.size(); ++each) {
        const std::optional<RawFrame> answer = peer.readFrame();
        QVERIFY(answer);
        QVERIFY(answer->fin() && !answer->masked && (answer->firstByte & 0x70) == 0);
        came.append({Opcode(answer->opcode()), answer->payload});
    }
    QVERIFY(came == answers);
    if (code == stays)
        peer.send(closeFrame(1000));
    const std::optional<RawFrame> close = peer.readFrame();
    QVERIFY(close);
    QVERIFY2(close->is(Opcode::Close), close->payload.left(100).toHex().constData());
    QCOMPARE(close->closeCode(), code == stays ? 1000 : code);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin); // Never a RST, which could eat the close frame.
}

/// Section 9, and 10 for the fragments.
void ConformanceTest::sizes_data()
{
    QTest::addColumn<int>("opcode");
    QTest::addColumn<qsizetype>("size");
    QTest::addColumn<qsizetype>("fragment");
    for (const int megabytes : {1, 4, 8, 16}) {
        const qsizetype size = qsizetype(megabytes) << 20;
        const QByteArray number = QByteArray::number(megabytes) + " MiB";
        QTest::newRow(QByteArray("text " + number).constData()) << int(Opcode::Text) << size << size;
        QTest::newRow(QByteArray("binary " + number).constData()) << int(Opcode::Binary) << size << size;
    }
    for (const qsizetype fragment : {64, 1024, 65536, 1 << 20}) {
        const QByteArray number = QByteArray::number(fragment);
        QTest::newRow(QByteArray("text, fragments of " + number).constData())
            << int(Opcode::Text) << qsizetype(1 << 20) << fragment;
        QTest::newRow(QByteArray("binary, fragments of " + number).constData())
            << int(Opcode::Binary) << qsizetype(4 << 20) << fragment;
    }
    QTest::newRow("10.1.1 text of 65536 in 1300") << int(Opcode::Text) << qsizetype(65536) << qsizetype(1300);
}

void ConformanceTest::sizes()
{
    QFETCH(int, opcode);
    QFETCH(qsizetype, size);
    QFETCH(qsizetype, fragment);
    QByteArray payload(size, Qt::Uninitialized);
    for (qsizetype at = 0; at < size; ++at)
        payload[at] = char('a' + at % 23);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()) && peer.upgrade("/echo"));
    QByteArray bytes;
    for (qsizetype at = 0; at < size; at += fragment) {
        const bool fin = at + fragment >= size;
        const QByteArrayView piece = QByteArrayView(payload).sliced(at, fin ? size - at : fragment);
        bytes += frame(at == 0 ? Opcode(opcode) : Opcode::Continuation, piece, {.fin = fin});
    }
    peer.send(bytes);
    const std::optional<RawFrame> answer = peer.readFrame(30000);
    QVERIFY(answer);
    QCOMPARE(answer->opcode(), opcode);
    QVERIFY(answer->payload == payload);
}

void ConformanceTest::manyFragments()
{
    constexpr int count = 20000;
    QByteArray bytes = text("x", false);
    for (int each = 1; each < count; ++each)
        bytes += more("x", each + 1 == count);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()) && peer.upgrade("/echo"));
    peer.send(bytes);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray(count, 'x'));
}

/// Sections 7.7, 7.9 and 7.13.
void ConformanceTest::closeCodes_data()
{
    QTest::addColumn<int>("sent");
    QTest::addColumn<int>("answered");
    for (const int legal :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QTest::newRow(QByteArray::number(legal).constData()) << legal << legal;
    for (const int illegal : {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        QTest::newRow(QByteArray::number(illegal).constData()) << illegal << 1002;
}

void ConformanceTest::closeCodes()
{
    QFETCH(int, sent);
    RawPeer peer;
    QVERIFY(peer.connectTo(m_server->port()) && peer.upgrade("/echo"));
    peer.send(closeFrame(sent));
    QTEST(peer.readFrame().value_or(RawFrame()).closeCode(), "answered");
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
}

void ConformanceTest::nothingIsReadAfterAViolation()
{
    TestServer server(R"([{"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]}])");
    QVERIFY(server.start());
    RawPeer peer;
    QVERIFY(peer.connectTo(server.port()) && peer.upgrade("/echo"));
    peer.send(unknown(3) + text("late") + closeFrame(4000));
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1002);
    QCOMPARE(peer.waitForEnd(), PeerEnd::Fin);
    peer.close();
    const auto facts = server.waitForEnd();
    QVERIFY(facts);
    QCOMPARE(facts->in.messages, std::uint64_t(0));
    QVERIFY(!facts->closeReceived);
    QCOMPARE(server.rowsOf(event::EventKind::Message).size(), std::size_t(0));
    QCOMPARE(server.rowsOf(event::EventKind::Violation).size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(ConformanceTest)
#include "tst_serverconformance.moc"
