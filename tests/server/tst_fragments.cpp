// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"
#include "tests/support/rawpeer.h"

#include <QTest>

#include <memory>

using namespace framewright;
using namespace framewright::test;

namespace {

const QByteArray routes = R"json([{"path": "/", "rules": [
  {"match": {"text": "three"}, "do": [{"send": "hello w\u00f6rld", "fragment": 3}]},
  {"match": {"text": "one"}, "do": [{"send": "ab", "fragment": 3}]},
  {"match": {"text": "empty"}, "do": [{"send": "", "fragment": 3}]},
  {"match": {"text": "long"}, "do": [{"send": "{{repeat('x', 500)}}", "fragment": 200}]},
  {"match": {"text": "raw"}, "do": [{"send": {"raw": "8105"}}, {"send": {"raw": "68656c6c6f"}}]},
  {"match": {"text": "everybody"}, "do": [{"send": "abcd", "fragment": 2, "to": "all"}]},
  {"match": {"text": "gap"}, "do": [{"send": "abcdef", "fragment": {"size": 2, "gap": 100}}, {"send": "behind"},
                                    {"send": {"raw": "8100"}}]},
  {"match": {"text": "gap and close"}, "do": [{"send": "abc", "fragment": {"size": 2, "gap": 100}},
                                              {"close": 4000, "reason": "bye"}]},
  {"match": {"text": "gap and drop"}, "do": [{"send": "abc", "fragment": {"size": 2, "gap": 100}}, {"drop": "fin"}]},
  {"match": {"text": "gap and ping"}, "do": [{"send": "abc", "fragment": {"size": 2, "gap": 100}}, {"send": {"ping": "p"}}]},
  {"match": {"text": "gap to all"}, "do": [{"send": "ab", "fragment": {"size": 1, "gap": 100}, "to": "all"}, {"send": "end", "to": "all"}]},
  {"do": [{"send": {"same": true}}]}]}])json";

/// "01 text", the first byte of the frame in hex and the payload.
QString lineOf(const std::optional<RawFrame> &frame)
{
    if (!frame)
        return QStringLiteral("nothing");
    return QStringLiteral("%1 %2")
        .arg(frame->firstByte, 2, 16, QLatin1Char('0'))
        .arg(QString::fromLatin1(frame->payload));
}

} // namespace

class FragmentsTest final : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cutsAtOnce_data();
    void cutsAtOnce();
    void sendsRawBytes();
    void cutsForEverybody();
    void leavesFragmentsUncompressed();
    void logsFragments();
    void waitsBetweenFrames();
    void endsBehindTheFrames_data();
    void endsBehindTheFrames();
    void letsPingsThrough();
    void pacesEachConnection();
    void forgetsWhoHasGone();

private:
    [[nodiscard]] std::unique_ptr<RawPeer> connected(const QByteArray &more = {});
    void step(int milliseconds);

    std::unique_ptr<TestServer> m_server;
};

void FragmentsTest::init()
{
    m_server = std::make_unique<TestServer>(routes);
    m_server->ruleClock().pause();
    QVERIFY(m_server->start());
}

std::unique_ptr<RawPeer> FragmentsTest::connected(const QByteArray &more)
{
    auto peer = std::make_unique<RawPeer>();
    if (!peer->connectTo(m_server->port()) || !peer->upgrade("/", more))
        return nullptr;
    return peer;
}

void FragmentsTest::step(int milliseconds)
{
    m_server->ruleClock().step(milliseconds * nanosecondsPerMillisecond);
    m_server->server().alarm().followClock();
}

void FragmentsTest::cutsAtOnce_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QStringList>("frames");
    QTest::newRow("three bytes each") << QByteArray("three")
                                      << QStringList{u"01 hel"_qs, u"00 lo "_qs, u"00 w\u00c3\u00b6"_qs, u"80 rld"_qs};
    QTest::newRow("one frame is enough") << QByteArray("one") << QStringList{u"81 ab"_qs};
    QTest::newRow("nothing to cut") << QByteArray("empty") << QStringList{u"81 "_qs};
    // Only the last frame ends the message.
    QTest::newRow("longer") << QByteArray("long")
                            << QStringList{u"01 "_qs + QString(200, u'x'), u"00 "_qs + QString(200, u'x'),
                                           u"80 "_qs + QString(100, u'x')};
}

void FragmentsTest::cutsAtOnce()
{
    QFETCH(QByteArray, message);
    QFETCH(QStringList, frames);
    const auto peer = connected();
    QVERIFY(peer);
    peer->sendText(message);
    QStringList came;
    for (qsizetype each = 0; each < frames.size(); ++each)
        came.append(lineOf(peer->readFrame()));
    QCOMPARE(came, frames);
    peer->sendText("next");
    QCOMPARE(lineOf(peer->readFrame()), u"81 next"_qs);
}

void FragmentsTest::sendsRawBytes()
{
    const auto peer = connected();
    QVERIFY(peer);
    peer->sendText("raw");
    QCOMPARE(lineOf(peer->readFrame()), u"81 hello"_qs);
    QCOMPARE(m_server->rowsOf(event::EventKind::Raw).size(), std::size_t(2));
    QCOMPARE(m_server->rowsOf(event::EventKind::Raw).front().payload, QByteArray("\x81\x05"));
}

void FragmentsTest::cutsForEverybody()
{
    const auto first = connected();
    const auto second = connected();
    QVERIFY(first && second);
    first->sendText("everybody");
    for (RawPeer *peer : {first.get(), second.get()}) {
        QCOMPARE(lineOf(peer->readFrame()), u"01 ab"_qs);
        QCOMPARE(lineOf(peer->readFrame()), u"80 cd"_qs);
    }
}

void FragmentsTest::leavesFragmentsUncompressed()
{
    const auto peer = connected("Sec-WebSocket-Extensions: permessage-deflate\r\n");
    QVERIFY(peer);
    peer->sendText("long");
    const std::optional<RawFrame> frame = peer->readFrame();
    QVERIFY(frame && !frame->rsv1() && !frame->fin());
    QCOMPARE(frame->payload, QByteArray(200, 'x'));
}

void FragmentsTest::logsFragments()
{
    const auto peer = connected();
    QVERIFY(peer);
    peer->sendText("long");
    for (int each = 0; each < 3; ++each)
        QVERIFY(peer->readFrame());
    const std::vector<LoggedRow> rows = m_server->rowsOf(event::EventKind::Message);
    QCOMPARE(rows.size(), std::size_t(2));
    const LoggedRow &out = rows.back();
    QCOMPARE(out.payload, QByteArray(500, 'x'));
    QVERIFY(out.record.flags & event::eventflag::Fragmented);
    QCOMPARE(out.record.wireSize, 500U + 4U + 4U + 2U);
    // Ten bytes for each frame: its first byte, whether it was masked, and its length.
    QCOMPARE(out.detail.toHex(), QByteArray("0100c800000000000000"
                                            "0000c800000000000000"
                                            "80006400000000000000"));
}

void FragmentsTest::waitsBetweenFrames()
{
    const auto peer = connected();
    QVERIFY(peer);
    peer->sendText("gap");
    QCOMPARE(lineOf(peer->readFrame()), u"01 ab"_qs);
    step(99);
    QCOMPARE(lineOf(peer->readFrame(50)), u"nothing"_qs);
    step(1);
    QCOMPARE(lineOf(peer->readFrame()), u"00 cd"_qs);
    // What another message is answered with waits too: frames of two messages must not mix.
    peer->sendText("echo");
    QCOMPARE(lineOf(peer->readFrame(50)), u"nothing"_qs);
    step(100);
    QCOMPARE(lineOf(peer->readFrame()), u"80 ef"_qs);
    QCOMPARE(lineOf(peer->readFrame()), u"81 behind"_qs);
    QCOMPARE(lineOf(peer->readFrame()), u"81 "_qs);
    QCOMPARE(lineOf(peer->readFrame()), u"81 echo"_qs);
    peer->sendText("at once again");
    QCOMPARE(lineOf(peer->readFrame()), u"81 at once again"_qs);
}

void FragmentsTest::endsBehindTheFrames_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("closes");
    QTest::newRow("close") << QByteArray("gap and close") << true;
    QTest::newRow("drop") << QByteArray("gap and drop") << false;
}

void FragmentsTest::endsBehindTheFrames()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, closes);
    const auto peer = connected();
    QVERIFY(peer);
    peer->sendText(message);
    QCOMPARE(lineOf(peer->readFrame()), u"01 ab"_qs);
    QCOMPARE(lineOf(peer->readFrame(50)), u"nothing"_qs);
    step(100);
    QCOMPARE(lineOf(peer->readFrame()), u"80 c"_qs);
    if (closes) {
        const std::optional<RawFrame> close = peer->readFrame();
        QVERIFY(close);
        QCOMPARE(close->closeCode(), 4000);
    } else {
        QCOMPARE(peer->waitForEnd(), PeerEnd::Fin);
    }
}

void FragmentsTest::letsPingsThrough()
{
    const auto peer = connected();
    QVERIFY(peer);
    peer->sendText("gap and ping");
    QCOMPARE(lineOf(peer->readFrame()), u"01 ab"_qs);
    QCOMPARE(lineOf(peer->readFrame()), u"89 p"_qs);
    step(100);
    QCOMPARE(lineOf(peer->readFrame()), u"80 c"_qs);
}

void FragmentsTest::pacesEachConnection()
{
    const auto first = connected();
    const auto second = connected();
    QVERIFY(first && second);
    first->sendText("gap to all");
    for (RawPeer *peer : {first.get(), second.get()})
        QCOMPARE(lineOf(peer->readFrame()), u"01 a"_qs);
    step(100);
    for (RawPeer *peer : {first.get(), second.get()}) {
        QCOMPARE(lineOf(peer->readFrame()), u"80 b"_qs);
        QCOMPARE(lineOf(peer->readFrame()), u"81 end"_qs);
    }
}

void FragmentsTest::forgetsWhoHasGone()
{
    const auto leaving = connected();
    QVERIFY(leaving);
    leaving->sendText("gap");
    QCOMPARE(lineOf(leaving->readFrame()), u"01 ab"_qs);
    leaving->reset();
    QVERIFY(m_server->waitForEnd());
    step(1000);
    const auto peer = connected();
    QVERIFY(peer);
    peer->sendText("x");
    QCOMPARE(lineOf(peer->readFrame()), u"81 x"_qs);
}

QTEST_GUILESS_MAIN(FragmentsTest)
#include "tst_fragments.moc"
