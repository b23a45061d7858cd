// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/codec.h"

#include "tests/codec/play.h"

#include <QTest>

using namespace framewright;
using namespace framewright::codec;

namespace {

const QByteArray threeHundred = QByteArray(300, 'x');

/// The bytes of mqtt 5.16 (npm) as a client of 3.1.1, and those of mqtt-packet as its server.
const QByteArray clientOf4 =
    "101f00044d51545404ee0001000263310003772f740004676f6e65000175000170820e5f920003612f2b010003622f230040020009"
    "5002000a"
    "30070001747a65726f330a0003742f315f936f6e65"
    "7002000a"
    "340a0003742f325f9474776f62025f94"
    "30b102000362 6967" +
    threeHundred.toHex() + "a2075f950003612f2bc000e000";
const QByteArrayList messagesOf4 = {
    R"({"packet":"CONNECT","version":4,"clientId":"c1","cleanStart":true,"keepAlive":1,"will":{"topic":"w/t",)"
    R"("payload":"gone","qos":1,"retain":true},"username":"u","password":"p"})",
    R"({"packet":"SUBSCRIBE","version":4,"id":24466,"subscriptions":[{"filter":"a/+","qos":1},{"filter":"b/#","qos":0}]})",
    R"({"packet":"PUBACK","version":4,"id":9})",
    R"({"packet":"PUBREC","version":4,"id":10})",
    R"({"packet":"PUBLISH","version":4,"topic":"t","qos":0,"retain":false,"dup":false,"payload":"zero"})",
    R"({"packet":"PUBLISH","version":4,"topic":"t/1","qos":1,"retain":true,"dup":false,"id":24467,"payload":"one"})",
    R"({"packet":"PUBCOMP","version":4,"id":10})",
    R"({"packet":"PUBLISH","version":4,"topic":"t/2","qos":2,"retain":false,"dup":false,"id":24468,"payload":"two"})",
    R"({"packet":"PUBREL","version":4,"id":24468})",
    R"({"packet":"PUBLISH","version":4,"topic":"big","qos":0,"retain":false,"dup":false,"payload":")" + threeHundred +
        "\"}",
    R"({"packet":"UNSUBSCRIBE","version":4,"id":24469,"filters":["a/+"]})",
    R"({"packet":"PINGREQ","version":4})",
    R"({"packet":"DISCONNECT","version":4})",
};
const QByteArray serverOf4 =
    "2002000090045f92010032090003612f62000968693507000163000aff006202000a40025f9350025f9470025f94"
    "b0025f95d000";
const QByteArrayList answersOf4 = {
    R"({"packet":"CONNACK","version":4,"sessionPresent":false,"reasonCode":0})",
    R"({"packet":"SUBACK","version":4,"id":24466,"reasonCodes":[1,0]})",
    R"({"packet":"PUBLISH","version":4,"topic":"a/b","qos":1,"retain":false,"dup":false,"id":9,"payload":"hi"})",
    R"({"packet":"PUBLISH","version":4,"topic":"c","qos":2,"retain":true,"dup":false,"id":10,"payload":"hex:ff00"})",
    R"({"packet":"PUBREL","version":4,"id":10})",
    R"({"packet":"PUBACK","version":4,"id":24467})",
    R"({"packet":"PUBREC","version":4,"id":24468})",
    R"({"packet":"PUBCOMP","version":4,"id":24468})",
    R"({"packet":"UNSUBACK","version":4,"id":24469})",
    R"({"packet":"PINGRESP","version":4})",
};

/// The same of 5.
const QByteArray clientOf5 = "104200044d51545405ee00010f110000003c210014260001610001620002633112180000000503000a7465787"
                             "42f706c61696e0003772f740004"
                             "676f6e6500017500017082120562030bac020003612f2b1d0003622f230040020009"
                             "5004000a0000"
                             "30080001740"
                             "07a65726f33160003742f3105630b02000000070300017801016f6e65"
                             "7004000a0000"
                             "340b0003742f3205640074776f620405640000"
                             "30b202000362696700" +
                             threeHundred.toHex() + "a2080565000003612f2bc000e00800061f0003627965";
const QByteArrayList messagesOf5 = {
    R"({"packet":"CONNECT","version":5,"clientId":"c1","cleanStart":true,"keepAlive":1,)"
    R"("properties":{"sessionExpiryInterval":60,"receiveMaximum":20,"userProperty":{"a":"b"}},)"
    R"("will":{"topic":"w/t","payload":"gone","qos":1,"retain":true,)"
    R"("properties":{"willDelayInterval":5,"contentType":"text/plain"}},"username":"u","password":"p"})",
    R"({"packet":"SUBSCRIBE","version":5,"id":1378,"properties":{"subscriptionIdentifier":300},"subscriptions":[)"
    R"({"filter":"a/+","qos":1,"noLocal":true,"retainAsPublished":true,"retainHandling":1},)"
    R"({"filter":"b/#","qos":0,"noLocal":false,"retainAsPublished":false,"retainHandling":0}]})",
    R"({"packet":"PUBACK","version":5,"id":9,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBREC","version":5,"id":10,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBLISH","version":5,"topic":"t","qos":0,"retain":false,"dup":false,"properties":{},"payload":"zero"})",
    R"({"packet":"PUBLISH","version":5,"topic":"t/1","qos":1,"retain":true,"dup":false,"id":1379,)"
    R"("properties":{"messageExpiryInterval":7,"contentType":"x","payloadFormatIndicator":1},"payload":"one"})",
    R"({"packet":"PUBCOMP","version":5,"id":10,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBLISH","version":5,"topic":"t/2","qos":2,"retain":false,"dup":false,"id":1380,"properties":{},)"
    R"("payload":"two"})",
    R"({"packet":"PUBREL","version":5,"id":1380,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBLISH","version":5,"topic":"big","qos":0,"retain":false,"dup":false,"properties":{},"payload":")" +
        threeHundred + "\"}",
    R"({"packet":"UNSUBSCRIBE","version":5,"id":1381,"properties":{},"filters":["a/+"]})",
    R"({"packet":"PINGREQ","version":5})",
    R"({"packet":"DISCONNECT","version":5,"reasonCode":0,"properties":{"reasonString":"bye"}})",
};
const QByteArray serverOf5 =
    "200a00000722000a120001789005056200010032260003612f6200091c0b030b0426000161000131260001610001"
    "32080001720900030102ff68693508000163000a00ff006202000a400205635002056470020564b004056500"
    "00d000";
const QByteArrayList answersOf5 = {
    R"({"packet":"CONNACK","version":5,"sessionPresent":false,"reasonCode":0,)"
    R"("properties":{"topicAliasMaximum":10,"assignedClientIdentifier":"x"}})",
    R"({"packet":"SUBACK","version":5,"id":1378,"properties":{},"reasonCodes":[1,0]})",
    R"({"packet":"PUBLISH","version":5,"topic":"a/b","qos":1,"retain":false,"dup":false,"id":9,)"
    R"("properties":{"subscriptionIdentifier":[3,4],"responseTopic":"r","correlationData":"hex:0102ff",)"
    R"("userProperty":{"a":"1","a":"2"}},"payload":"hi"})",
    R"({"packet":"PUBLISH","version":5,"topic":"c","qos":2,"retain":true,"dup":false,"id":10,"properties":{},)"
    R"("payload":"hex:ff00"})",
    R"({"packet":"PUBREL","version":5,"id":10,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBACK","version":5,"id":1379,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBREC","version":5,"id":1380,"reasonCode":0,"properties":{}})",
    R"({"packet":"PUBCOMP","version":5,"id":1380,"reasonCode":0,"properties":{}})",
    R"({"packet":"UNSUBACK","version":5,"id":1381,"properties":{},"reasonCodes":[0]})",
    R"({"packet":"PINGRESP","version":5})",
};

Frame binary(const QByteArray &payload)
{
    return {protocol::Opcode::Binary, payload};
}

} // namespace

/// MQTT 3.1.1 and 5: each type of packet, however the messages cut the stream.
class TestMqttSession final : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void readsHoweverItIsCut_data();
    void readsHoweverItIsCut();
    void readsOtherSpellings_data();
    void readsOtherSpellings();
    void refuses_data();
    void refuses();
    void refusesEachCut();
    void refusesToWrite_data();
    void refusesToWrite();
    void writesWithDefaults_data();
    void writesWithDefaults();
    void sharesTheVersion();
    void goesOnAfterGarbage();
    void boundsWhatItHolds();
};

void TestMqttSession::comesBack_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::addColumn<bool>("isShortest");
    QTest::newRow("client of 3.1.1") << 4 << clientOf4 << messagesOf4 << true;
    QTest::newRow("server of 3.1.1") << 4 << serverOf4 << answersOf4 << true;
    QTest::newRow("client of 5") << 5 << clientOf5 << messagesOf5 << false;
    QTest::newRow("server of 5") << 5 << serverOf5 << answersOf5 << false;
    QTest::newRow("AUTH") << 5 << QByteArray("f006180415000178f000f0021900")
                          << QByteArrayList{R"({"packet":"AUTH","version":5,"reasonCode":24,)"
                                            R"("properties":{"authenticationMethod":"x"}})",
                                            R"({"packet":"AUTH","version":5,"reasonCode":0,"properties":{}})",
                                            R"({"packet":"AUTH","version":5,"reasonCode":25,"properties":{}})"}
                          << true;
    QTest::newRow("reasons")
        << 5 << QByteArray("4003000110e00181")
        << QByteArrayList{R"({"packet":"PUBACK","version":5,"id":1,"reasonCode":16,"properties":{}})",
                          R"({"packet":"DISCONNECT","version":5,"reasonCode":129,"properties":{}})"}
        << true;
    QTest::newRow("3.1") << 3 << QByteArray("100f00064d51497364700302003c000161")
                         << QByteArrayList{R"({"packet":"CONNECT","version":3,"clientId":"a","cleanStart":true,)"
                                           R"("keepAlive":60})"}
                         << true;
    QTest::newRow("alias in the place of a topic")
        << 5 << QByteArray("3008000003230007 6869")
        << QByteArrayList{R"({"packet":"PUBLISH","version":5,"topic":"","qos":0,"retain":false,"dup":false,)"
                          R"("properties":{"topicAlias":7},"payload":"hi"})"}
        << true;
    QTest::newRow("refused in 3.1.1") << 4 << QByteArray("2002000590030001 80")
                                      << QByteArrayList{R"({"packet":"CONNACK","version":4,"sessionPresent":false,)"
                                                        R"("reasonCode":5})",
                                                        R"({"packet":"SUBACK","version":4,"id":1,"reasonCodes":[128]})"}
                                      << true;
}

void TestMqttSession::comesBack()
{
    QFETCH(int, version);
    QFETCH(QByteArray, stream);
    QFETCH(QByteArrayList, messages);
    QFETCH(bool, isShortest);
    const QByteArray bytes = QByteArray::fromHex(stream);
    const auto session = sessionOf(Codec::Mqtt, Direction::ToServer, version);
    const QByteArrayList lines = decoded(*session, {binary(bytes)});
    for (qsizetype index = 0; index < std::min(lines.size(), messages.size()); ++index)
        QCOMPARE(lines.at(index), messages.at(index));
    QCOMPARE(lines.size(), messages.size());
    QCOMPARE(session->heldBytes(), 0);
    QByteArray written;
    const QByteArrayList packets = encoded(*session, messages);
    for (const QByteArray &packet : packets)
        written += packet.sliced(4);
    // What a client says at length or in another order, and we do not, means the same.
    const auto again = sessionOf(Codec::Mqtt, Direction::ToServer, version);
    QCOMPARE(decoded(*again, {binary(QByteArray::fromHex(written))}), messages);
    if (isShortest)
        QCOMPARE(written, bytes.toHex());
}

void TestMqttSession::readsHoweverItIsCut_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArrayList>("messages");
    QTest::newRow("client of 3.1.1") << 0 << clientOf4 << messagesOf4;
    QTest::newRow("server of 5") << 5 << serverOf5 << answersOf5;
    QTest::newRow("client of 5") << 0 << clientOf5 << messagesOf5;
}

void TestMqttSession::readsHoweverItIsCut()
{
    QFETCH(int, version);
    QFETCH(QByteArray, stream);
    QFETCH(QByteArrayList, messages);
    const QByteArray bytes = QByteArray::fromHex(stream);
    std::vector<Frame> single;
    for (const char byte : bytes)
        single.push_back(binary(QByteArray(1, byte)));
    QCOMPARE(decoded(*sessionOf(Codec::Mqtt, Direction::ToServer, version), single), messages);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        const auto session = sessionOf(Codec::Mqtt, Direction::ToServer, version);
        QCOMPARE(decoded(*session, {binary(bytes.first(cut)), binary(bytes.sliced(cut))}), messages);
    }
}

void TestMqttSession::readsOtherSpellings_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("acknowledged at length")
        << QByteArray("4004000a0000")
        << QByteArray(R"({"packet":"PUBACK","version":5,"id":10,"reasonCode":0,"properties":{}})");
    QTest::newRow("length in more bytes than needed")
        << QByteArray("c08000") << QByteArray(R"({"packet":"PINGREQ","version":5})");
    QTest::newRow("password that is no text")
        << QByteArray("101400044d51545405c200000000000001 750002 ff00")
        << QByteArray(
               R"({"packet":"CONNECT","version":5,"clientId":"","cleanStart":true,"keepAlive":0,"properties":{},)"
               R"("username":"u","password":"hex:ff00"})");
}

void TestMqttSession::readsOtherSpellings()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, message);
    const auto session = sessionOf(Codec::Mqtt, Direction::ToServer, 5);
    QCOMPARE(decoded(*session, {binary(QByteArray::fromHex(stream))}), QByteArrayList{message});
}

void TestMqttSession::refuses_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *stream, const char *words) {
        QTest::newRow(stream) << QByteArray(stream) << QByteArray(words);
    };
    row("0000", "No MQTT packet has the type 0");
    row("0005", "No MQTT packet has the type 0");
    row("c0ffffffff", "more than four bytes");
    row("30ffffff7f", "longer than the limit of 1048576");
    row("c100", "the low four bits of its first byte are wrong");
    row("8003000100", "the low four bits");
    row("c00100", "there is more behind its last field");
    row("300400056162", "shorter than its fields");
    row("36050001610001", "it has QoS 3");
    row("3206 000161 0000 00", "its packet identifier is 0");
    row("30040002fffe", "its topic is not UTF-8");
    row("300500026100 00", "its topic is not UTF-8");
    row("100c00044d515454060200000000", "neither 3.1, 3.1.1 nor 5");
    row("100c00044d515458040200000000", "neither 3.1, 3.1.1 nor 5");
    row("100c00044d515454040300000000", "");
    row("820400010000", "");
    row("8203000100", "it has no filter");
    row("8207000100000161 03", "the options of a filter are wrong");
    row("8207000100000161 30", "the options of a filter are wrong");
    row("8207000100000161 40", "the options of a filter are wrong");
    row("a203000100", "it has no filter");
    row("9003000100", "it has no reason code");
    row("3005000161017f", "no property has the identifier 127");
    row("30060001610211 00", "");
    row("3005000161 7f00", "its properties are longer than the packet");
    row("300800016104 0100 0101", "the property payloadFormatIndicator is there twice");
    row("300700016103 0300ff", "the property contentType is malformed");
    row("20020200", "its flags are neither 0 nor 1");
}

void TestMqttSession::refuses()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArray, words);
    const auto session = sessionOf(Codec::Mqtt, Direction::ToServer, 5);
    const QByteArrayList lines = decoded(*session, {binary(QByteArray::fromHex(stream))});
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.front().startsWith("! ") && lines.front().contains(words), lines.front().constData());
    QCOMPARE(session->heldBytes(), 0);
    const auto text = sessionOf(Codec::Mqtt, Direction::ToServer, 5);
    QCOMPARE(decoded(*text, framesOf("hello")), QByteArrayList{"! This is a text message; MQTT comes in binary ones."});
}

/// A packet whose length is right and whose body is cut has words, each of them.
void TestMqttSession::refusesEachCut()
{
    const QByteArray whole = QByteArray::fromHex(clientOf5).first(68).sliced(2);
    for (qsizetype size = 0; size < whole.size(); ++size) {
        const QByteArray packet = QByteArray::fromHex("10") + static_cast<char>(size) + whole.first(size);
        const QByteArrayList lines = decoded(*sessionOf(Codec::Mqtt, Direction::ToServer), {binary(packet)});
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines.front().startsWith("! This CONNECT is malformed: "), lines.front().constData());
    }
}

void TestMqttSession::refusesToWrite_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char *value, const char *words) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(words);
    };
    row(R"({"packet":"connack"})", "`packet` of an MQTT message is one of CONNECT, CONNACK");
    row(R"({})", "`packet` of an MQTT message is one of");
    row(R"([1])", "`packet` of an MQTT message is one of");
    row(R"({"packet":"PUBLISH","message":"x"})", "no field \"message\"");
    row(R"({"packet":"PUBLISH"})", "`topic` is a text of up to 65535 bytes");
    row(R"({"packet":"PUBLISH","topic":"a\u0000"})", "`topic` is a text of up to 65535 bytes");
    row(R"({"packet":"PUBLISH","topic":"a","qos":1})", "`id` is a whole number up to 65535");
    row(R"({"packet":"PUBLISH","topic":"a","qos":1,"id":0})", "`id` is a number from 1");
    row(R"({"packet":"PUBLISH","topic":"a","qos":1,"id":65536})", "`id` is a whole number up to 65535");
    row(R"({"packet":"PUBLISH","topic":"a","qos":3})", "`qos` is a whole number up to 2");
    row(R"({"packet":"PUBLISH","topic":"a","retain":1})", "`retain` is true or false");
    row(R"({"packet":"PUBLISH","topic":"a","properties":{"color":1}})", "MQTT has no property \"color\"");
    row(R"({"packet":"PUBLISH","topic":"a","properties":{"topicAlias":65536}})", "topicAlias cannot be written so");
    row(R"({"packet":"PUBLISH","topic":"a","properties":{"contentType":1}})", "contentType cannot be written so");
    row(R"({"packet":"PUBLISH","topic":"a","properties":[]})", "`properties` is an object");
    row(R"({"packet":"SUBACK","id":1})", "`reasonCodes` is a list like [0]");
    row(R"({"packet":"SUBACK","id":1,"reasonCodes":[256]})", "a reason code is a number up to 255");
    row(R"({"packet":"SUBSCRIBE","id":1,"subscriptions":[]})", "`subscriptions` is a list like");
    row(R"({"packet":"SUBSCRIBE","id":1,"subscriptions":["a"]})", "`filter` is a text");
    row(R"({"packet":"UNSUBSCRIBE","id":1,"filters":[1]})", "a filter is a text");
    row(R"({"packet":"CONNACK","version":6})", "`version` of an MQTT message is 3 (3.1), 4 (3.1.1) or 5");
}

void TestMqttSession::refusesToWrite()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, words);
    const auto session = sessionOf(Codec::Mqtt, Direction::ToClient, 5);
    const QByteArray line = encoded(*session, {value}).front();
    QVERIFY2(line.startsWith("! ") && line.contains(words), line.constData());
}

void TestMqttSession::writesWithDefaults_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("packet");
    const auto row = [](const char *value, const char *packet) {
        QTest::newRow(value) << QByteArray(value) << QByteArray(packet);
    };
    row(R"({"packet":"CONNACK"})", "hex:20020000");
    row(R"({"packet":"CONNACK","version":5})", "hex:2003000000");
    row(R"({"packet":"CONNECT"})", "hex:100c00044d5154540402 0000 0000");
    row(R"({"packet":"PUBLISH","topic":"a","payload":{"n":1.10}})", "hex:300d0001617b226e223a312e31307d");
    row(R"({"packet":"PUBLISH","topic":"a","payload":"hex:ff","properties":{"topicAlias":1}})", "hex:3004000161ff");
    row(R"({"packet":"PUBLISH","topic":"a","version":5,"properties":{"userProperty":{"k":["1","2"]},)"
        R"("payloadFormatIndicator":true}})",
        "hex:301400016110260001 6b00013126 00016b 000132 0101");
    row(R"({"packet":"UNSUBACK","id":7,"reasonCodes":[0]})", "hex:b0020007");
    row(R"({"packet":"PINGRESP"})", "hex:d000");
}

void TestMqttSession::writesWithDefaults()
{
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, packet);
    const auto session = sessionOf(Codec::Mqtt, Direction::ToClient);
    QCOMPARE(encoded(*session, {value}), QByteArrayList{packet.replace(' ', "")});
}

void TestMqttSession::sharesTheVersion()
{
    const auto agreement = std::make_shared<Agreement>();
    const auto toServer = makeSession(Codec::Mqtt, Direction::ToServer, agreement, 1000);
    const auto toClient = makeSession(Codec::Mqtt, Direction::ToClient, agreement, 1000);
    const QByteArray acknowledged = R"({"packet":"SUBACK","id":1,"reasonCodes":[0]})";
    QCOMPARE(encoded(*toClient, {acknowledged}), QByteArrayList{"hex:9003000100"});
    (void)decoded(*toServer, {binary(QByteArray::fromHex(clientOf5))});
    QCOMPARE(agreement->version, 5);
    QCOMPARE(encoded(*toClient, {acknowledged}), QByteArrayList{"hex:900400010000"});
    // The client's own side learns it from what it says.
    (void)encoded(*toServer, {R"({"packet":"CONNECT","version":4})"});
    QCOMPARE(agreement->version, 4);
}

void TestMqttSession::goesOnAfterGarbage()
{
    const auto session = sessionOf(Codec::Mqtt, Direction::ToServer, 4);
    const QByteArrayList lines = decoded(*session, framesOf("hex:c0ffffffff00\nhex:c0\nhex:00\nhex:c100c000"));
    QCOMPARE(lines, (QByteArrayList{"! The length of an MQTT packet has more than four bytes.",
                                    R"({"packet":"PINGREQ","version":4})",
                                    "! This PINGREQ is malformed: the low four bits of its first byte are wrong.",
                                    R"({"packet":"PINGREQ","version":4})"}));
}

void TestMqttSession::boundsWhatItHolds()
{
    const auto session = sessionOf(Codec::Mqtt, Direction::ToServer, 4);
    QCOMPARE(decoded(*session, {binary(QByteArray::fromHex("30fbff3f0001"))}), QByteArrayList());
    for (int count = 0; count < 10; ++count)
        (void)decoded(*session, {binary(QByteArray(100'000, 'x'))});
    QCOMPARE(session->heldBytes(), 1'000'006);
    // A packet at a time: a frame of a million of them is never a million messages.
    const auto pings = sessionOf(Codec::Mqtt, Direction::ToServer, 4);
    pings->add(protocol::Opcode::Binary, QByteArray::fromHex("c000").repeated(500'000));
    int count = 0;
    while (pings->next())
        ++count;
    QCOMPARE(count, 500'000);
}

QTEST_GUILESS_MAIN(TestMqttSession)
#include "tst_mqttsession.moc"
