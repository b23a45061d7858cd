// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/messagepack.h"

#include "tests/codec/play.h"

#include <QTest>

using namespace framewright;
using namespace framewright::codec;

/// The bytes of @msgpack/msgpack 3.1, and those of the specification.
class TestMessagePack final : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void refusesEachCut();
    void refusesToWrite_data();
    void refusesToWrite();
    void boundsWhatItMakes();
};

void TestMessagePack::comesBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *bytes, const QByteArray &json) {
        QTest::newRow(bytes) << QByteArray::fromHex(bytes) << json;
    };
    // A client's object: each kind, and whole numbers of each width.
    row("8ba2696401a36e6567ffa3626967cf0000000100000000a166cb3ff8000000000000a174a368c3a9a16ec0a179c3a162c40201ffa16c98"
        "01d0dfd1ff7fd2ffff63c0ccffcd0100ce00010000cf001fffffffffffffa16f80a173d928787878787878787878787878787878787878"
        "78787878787878787878787878787878787878787878",
        "{\"id\":1,\"neg\":-1,\"big\":4294967296,\"f\":1.5,\"t\":\"h\xc3\xa9\",\"n\":null,\"y\":true,\"b\":\"hex:"
        "01ff\","
        "\"l\":[1,-33,-129,-40000,255,256,65536,9007199254740991],\"o\":{},"
        "\"s\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}");
    row("d6ff6553f100", R"({"$ext":-1,"data":"hex:6553f100"})");
    row("cb3fb999999999999a", "0.1");
    row("cfab54a98ceb1f0ad2", "12345678901234567890");
    row("d38000000000000000", "-9223372036854775808");
    row("c2", "false");
    row("e0", "-32");
    row("7f", "127");
    row("90", "[]");
    row("9c0102030405060708090a0b0c", "[1,2,3,4,5,6,7,8,9,10,11,12]");
    row("dc001000000000000000000000000000000000", "[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]");
    row("c700ff", R"({"$ext":-1,"data":"hex:"})");
    row("c70305010203", R"({"$ext":5,"data":"hex:010203"})");
    row("d40701", R"({"$ext":7,"data":"hex:01"})");
}

void TestMessagePack::comesBack()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, json);
    const Result<Value> value = readMessagePack(bytes);
    QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
    QCOMPARE(shown(*value), json);
    QCOMPARE(writeMessagePack(valueOf(json)).value().toHex(), bytes.toHex());
}

void TestMessagePack::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const char *bytes, const char *json) {
        QTest::newRow(name) << QByteArray::fromHex(bytes) << QByteArray(json);
    };
    row("float32", "ca3fc00000", "1.5");
    row("not a number", "cb7ff8000000000000", "null");
    row("text that is no UTF-8", "a2fffe", "\"hex:fffe\"");
    row("key that is a number", "8101a161", R"({"1":"a"})");
    row("key that is bytes", "81c402fffe01", R"({"fffe":1})");
    row("key that is nil", "81c001", R"({"null":1})");
    row("long forms", "dd00000001df00000001db0000000161c600000001ff", R"([{"a":"hex:ff"}])");
    row("wide small number", "d3ffffffffffffffff", "-1");
}

void TestMessagePack::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, json);
    const Result<Value> value = readMessagePack(bytes);
    QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
    QCOMPARE(shown(*value), json);
}

void TestMessagePack::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QByteArray() << u"ends in the middle"_qs;
    QTest::newRow("c1") << QByteArray::fromHex("c1") << u"begins no value"_qs;
    QTest::newRow("more") << QByteArray::fromHex("0101") << u"more behind"_qs;
    QTest::newRow("deep") << QByteArray(2000, '\x91') << u"512 deep"_qs;
    QTest::newRow("huge list") << QByteArray::fromHex("ddffffffff01") << u"ends in the middle"_qs;
    QTest::newRow("huge bytes") << QByteArray::fromHex("c6ffffffff01") << u"ends in the middle"_qs;
}

void TestMessagePack::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    const Result<Value> value = readMessagePack(bytes);
    QVERIFY(!value);
    QVERIFY2(value.error().text().contains(words), qPrintable(value.error().text()));
}

void TestMessagePack::refusesEachCut()
{
    const QByteArray whole = QByteArray::fromHex("83a162c40201ffa16c93d0dfcd0100cb3ff8000000000000a178c70305010203");
    QVERIFY(readMessagePack(whole));
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!readMessagePack(whole.first(size)), qPrintable(QString::number(size)));
}

void TestMessagePack::refusesToWrite_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("type") << QByteArray(R"({"$ext": 200, "data": "hex:01"})");
    QTest::newRow("type of another kind") << QByteArray(R"({"$ext": "a", "data": "hex:01"})");
    QTest::newRow("text") << QByteArray(R"({"$ext": 1, "data": "text"})");
}

void TestMessagePack::refusesToWrite()
{
    QFETCH(QByteArray, json);
    const Result<QByteArray> bytes = writeMessagePack(valueOf(json));
    QVERIFY(!bytes);
    QVERIFY2(bytes.error().text().contains(u"extension"_qs), qPrintable(bytes.error().text()));
}

void TestMessagePack::boundsWhatItMakes()
{
    const Result<Value> value =
        readMessagePack(QByteArray(QByteArray::fromHex("dd00ffffff") + QByteArray(0xffffff, '\x90')));
    QVERIFY(!value);
    QVERIFY2(value.error().text().contains(u"more than 2000000 values"_qs), qPrintable(value.error().text()));
}

QTEST_GUILESS_MAIN(TestMessagePack)
#include "tst_messagepack.moc"
