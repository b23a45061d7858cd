// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/filter.h"

#include <QTest>

using namespace framewright;
using namespace framewright::traffic;
using codec::Codec;
using event::Direction;
using event::EventKind;

namespace {

constexpr ConnectionId there{12};

struct Line
{
    Direction direction = Direction::In;
    bool isText = false;
    QByteArray payload;
};

Line text(const QByteArray &payload, Direction direction = Direction::In)
{
    return {direction, true, payload};
}

Line binary(const QByteArray &hex, Direction direction = Direction::In)
{
    return {direction, false, QByteArray::fromHex(hex)};
}

Row rowOf(const Line &line, ConnectionId connection = there)
{
    Row row;
    row.connection = connection;
    row.kind = EventKind::Message;
    row.direction = line.direction;
    row.opcode = line.isText ? 1 : 2;
    row.payloadSize = line.payload.size();
    row.preview = line.payload;
    return row;
}

Row mark(EventKind kind, ConnectionId connection = there)
{
    Row row;
    row.connection = connection;
    row.kind = kind;
    return row;
}

/// The places of the lines that pass.
QList<int> passing(FilterPass &pass, const QList<Line> &lines)
{
    QList<int> found;
    for (int line = 0; line < lines.size(); ++line) {
        if (pass.passes(rowOf(lines.at(line))))
            found.append(line);
    }
    return found;
}

/// Of MQTT 5, whose PUBLISH has a byte of properties that 3.1.1 lacks: topic "t", payload "hi".
const QByteArray connect5 = "100d00044d5154540502003c000000";
const QByteArray publish5 = "3006000174006869";

} // namespace

Q_DECLARE_METATYPE(Line)

/// What is in the messages of codecs, as a filter on its way through the log finds it.
class tst_Conversations : public QObject
{
    Q_OBJECT
private slots:
    void finds_data();
    void finds();
    void withoutACodecItIsJson();
    void whatTheCodecCannotReadIsTriedAsJson();
    void versionComesFromConnect();
    void versionIsGuessedWithoutConnect();
    void numbersBeginAnew();
    void floodOfBeginningsIsGivenUp();
    void saysWhatItNeeds();
    void learnsWhileItGoesOn();
};

void tst_Conversations::finds_data()
{
    QTest::addColumn<Codec>("codec");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QList<Line>>("lines");
    QTest::addColumn<QList<int>>("found");
    // {"event": "price", "v": 1.5}, {"event": "quote"}
    const QList<Line> messagePack{binary("82a56576656e74a57072696365a176cb3ff8000000000000"),
                                  binary("81a56576656e74a571756f7465")};
    QTest::newRow("msgpack, equal") << Codec::MessagePack << u"$.event=price"_qs << messagePack << QList<int>{0};
    QTest::newRow("msgpack, number") << Codec::MessagePack << u"$.v>1"_qs << messagePack << QList<int>{0};
    QTest::newRow("msgpack, not") << Codec::MessagePack << u"-$.event=price"_qs << messagePack << QList<int>{1};
    QTest::newRow("msgpack, both") << Codec::MessagePack << u"$.event~r $.event"_qs << messagePack << QList<int>{0};
    // {7: {true: 1}}, and an extension of type 1 with the byte 05.
    QTest::newRow("msgpack, number as key")
        << Codec::MessagePack << u"$['7']['true']=1"_qs << QList<Line>{binary("810781c301")} << QList<int>{0};
    QTest::newRow("msgpack, made up by the codec")
        << Codec::MessagePack << u"$['$ext']=1"_qs << QList<Line>{binary("d40105")} << QList<int>{0};
    QTest::newRow("msgpack, broken") << Codec::MessagePack << u"$.event"_qs << QList<Line>{binary("81a56576656e74")}
                                     << QList<int>{};

    const QList<Line> cbor{binary("a2656576656e74657072696365617602"), binary("a1656576656e746571756f7465")};
    QTest::newRow("cbor, equal") << Codec::Cbor << u"$.event=price"_qs << cbor << QList<int>{0};
    QTest::newRow("cbor, there") << Codec::Cbor << u"$.event"_qs << cbor << QList<int>{0, 1};
    QTest::newRow("cbor, key in pieces") << Codec::Cbor << u"$.event=price"_qs
                                         << QList<Line>{binary("bf7f63657665626e74ff657072696365ff")} << QList<int>{0};

    const QList<Line> stomp{text(QByteArray("SEND\ndestination:/topic/price\n\n{\"v\":1}\0", 39)),
                            text(QByteArray("SEND\ndestination:/topic/other\n\nhel", 34)), text("lo"),
                            text(QByteArray("\0", 1)), text("\n")};
    QTest::newRow("stomp, header") << Codec::Stomp << u"$.headers.destination=\"/topic/price\""_qs << stomp
                                   << QList<int>{0};
    QTest::newRow("stomp, in parts") << Codec::Stomp << u"$.body=hello"_qs << stomp << QList<int>{3};
    QTest::newRow("stomp, heartbeat") << Codec::Stomp << u"$.command=heartbeat"_qs << stomp << QList<int>{4};

    const QList<Line> socketIo{text(R"(42["price",{"v":1}])"), text(R"(451-["price",{"_placeholder":true,"num":0}])"),
                               text(R"(42["other"])", Direction::Out), binary("0102"), text("2")};
    QTest::newRow("socket.io, event") << Codec::SocketIo << u"$.data[0]=price"_qs << socketIo << QList<int>{0, 3};
    QTest::newRow("socket.io, inside") << Codec::SocketIo << u"$.data[1].v=1"_qs << socketIo << QList<int>{0};
    QTest::newRow("socket.io, ping") << Codec::SocketIo << u"$.type=ping"_qs << socketIo << QList<int>{4};

    // 3.1.1: CONNECT as "c"; PUBLISH of topic "t" with "hi", then two in one message and a third over two.
    const QList<Line> mqtt{binary("100d00044d5154540402003c000163"), binary("30050001746869"),
                           binary("3005000174686930050001756869300500"), binary("01776869")};
    QTest::newRow("mqtt, packet") << Codec::Mqtt << u"$.packet=CONNECT"_qs << mqtt << QList<int>{0};
    QTest::newRow("mqtt, one of two") << Codec::Mqtt << u"$.topic=u"_qs << mqtt << QList<int>{2};
    QTest::newRow("mqtt, over messages") << Codec::Mqtt << u"$.topic=w $.payload=hi"_qs << mqtt << QList<int>{3};

    const QList<Line> signalR{text("{\"protocol\":\"json\",\"version\":1}\x1e"),
                              text("{\"type\":6}\x1e{\"type\":1,\"target\":\"price\",\"arguments\":[1]}\x1e")};
    QTest::newRow("signalr, handshake") << Codec::SignalR << u"$.protocol=json"_qs << signalR << QList<int>{0};
    QTest::newRow("signalr, second record") << Codec::SignalR << u"$.target=price"_qs << signalR << QList<int>{1};

    const QList<Line> phoenix{text(R"(["1","2","room:1","price",{"v":1}])"),
                              text(R"(["1","2","room:1","phx_reply",{"status":"ok"}])", Direction::Out)};
    QTest::newRow("phoenix, event") << Codec::Phoenix << u"$.event=price $.payload.v=1"_qs << phoenix << QList<int>{0};
    QTest::newRow("phoenix, reply") << Codec::Phoenix << u"$.kind=reply"_qs << phoenix << QList<int>{1};
    QTest::newRow("json") << Codec::Json << u"$.event=price"_qs << QList<Line>{text(R"({"event":"price"})")}
                          << QList<int>{0};
}

void tst_Conversations::finds()
{
    QFETCH(Codec, codec);
    QFETCH(QString, typed);
    QFETCH(QList<Line>, lines);
    FilterPass pass(*Filter::parse(typed));
    pass.setSpoken({{there, {codec, {}}}});
    QTEST(passing(pass, lines), "found");
}

void tst_Conversations::withoutACodecItIsJson()
{
    FilterPass pass(*Filter::parse(u"$.event=price"_qs));
    QVERIFY(pass.passes(rowOf(text(R"({"event":"price"})"))));
    QVERIFY(!pass.lacksCodec(rowOf(text("{}"))));
    pass.setSpoken({{there, {Codec::MessagePack, {}}}});
    QVERIFY(pass.passes(rowOf(text(R"({"event":"price"})"), {13})));
}

void tst_Conversations::whatTheCodecCannotReadIsTriedAsJson()
{
    FilterPass pass(*Filter::parse(u"$.event=price"_qs));
    for (const Codec codec : {Codec::MessagePack, Codec::Cbor, Codec::SignalR, Codec::Mqtt, Codec::SocketIo}) {
        pass.setSpoken({{there, {codec, {}}}});
        QVERIFY(pass.passes(rowOf(text(R"({"event":"price"})"))));
        QVERIFY(!pass.passes(rowOf(text(R"({"event":"other"})"))));
        QVERIFY(!pass.passes(mark(EventKind::Ended)));
    }
}

/// What the client has said decides how the server's packets are read, also where only those are looked for.
void tst_Conversations::versionComesFromConnect()
{
    FilterPass pass(*Filter::parse(u"from:server $.payload=hi"_qs));
    pass.setSpoken({{there, {Codec::Mqtt, "mqtt"}}});
    const QList<Line> lines{binary(connect5), binary(publish5, Direction::Out)};
    QCOMPARE(passing(pass, lines), QList<int>{1});
}

/// The log has made room: as 3.1.1, what is MQTT 5's counts as payload.
void tst_Conversations::versionIsGuessedWithoutConnect()
{
    FilterPass pass(*Filter::parse(u"$.payload=hi"_qs));
    pass.setSpoken({{there, {Codec::Mqtt, "mqtt"}}});
    QVERIFY(!pass.passes(rowOf(binary(publish5, Direction::Out))));
    QVERIFY(pass.passes(rowOf(binary("30050001746869", Direction::Out))));
}

void tst_Conversations::numbersBeginAnew()
{
    FilterPass pass(*Filter::parse(u"$.body~new"_qs));
    pass.setSpoken({{there, {Codec::Stomp, {}}}});
    QVERIFY(!pass.passes(rowOf(text("SEND\ndestination:/a\n\nnever ended "))));
    const Row again = mark(EventKind::Opened);
    QVERIFY(pass.learnsFrom(again));
    QVERIFY(!pass.passes(again));
    QVERIFY(pass.passes(rowOf(text(QByteArray("SEND\ndestination:/b\n\nnew\0", 25)))));
}

/// Many connections begin packets that they do not end: what they keep is bounded, and others are read on.
void tst_Conversations::floodOfBeginningsIsGivenUp()
{
    FilterPass pass(*Filter::parse(u"$.body=hello"_qs));
    SpokenCodecs spoken{{there, {Codec::Stomp, {}}}};
    constexpr quint64 many = 40;
    for (quint64 peer = 100; peer < 100 + many; ++peer)
        spoken.insert({peer}, {Codec::Stomp, {}});
    pass.setSpoken(spoken);
    const Line beginning = text("SEND\ndestination:/a\n\n" + QByteArray(4 << 20, 'x'));
    for (quint64 peer = 100; peer < 100 + many; ++peer)
        QVERIFY(!pass.passes(rowOf(beginning, {peer})));
    QVERIFY(pass.passes(rowOf(text(QByteArray("SEND\ndestination:/b\n\nhello\0", 27)))));
}

void tst_Conversations::saysWhatItNeeds()
{
    FilterPass pass(*Filter::parse(u"$.event=price"_qs));
    pass.setSpoken({{there, {Codec::Mqtt, {}}}, {{13}, {Codec::MessagePack, {}}}});
    QVERIFY(pass.learnsFrom(rowOf(text("x"))));
    QVERIFY(!pass.learnsFrom(rowOf(text("x"), {13})));
    QVERIFY(!pass.lacksCodec(rowOf(text("x"), {13})));
    QVERIFY(pass.lacksCodec(rowOf(text("x"), {14})));
    QVERIFY(!pass.lacksCodec(mark(EventKind::Ended, {14})));
    FilterPass words(*Filter::parse(u"price"_qs));
    words.setSpoken({{there, {Codec::Mqtt, {}}}});
    QVERIFY(!words.learnsFrom(rowOf(text("x"))));
    QVERIFY(!words.lacksCodec(rowOf(text("x"), {14})));
}

/// A connection that is forgotten in the meantime is read on.
void tst_Conversations::learnsWhileItGoesOn()
{
    FilterPass pass(*Filter::parse(u"$.body=hello"_qs));
    pass.setSpoken({});
    QVERIFY(pass.lacksCodec(rowOf(text("x"))));
    pass.setSpoken({{there, {Codec::Stomp, {}}}});
    QVERIFY(!pass.passes(rowOf(text("SEND\ndestination:/a\n\nhel"))));
    pass.setSpoken({});
    QVERIFY(pass.passes(rowOf(text(QByteArray("lo\0", 3)))));
}

QTEST_APPLESS_MAIN(tst_Conversations)
#include "tst_conversations.moc"
