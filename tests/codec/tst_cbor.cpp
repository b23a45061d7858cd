// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/cbor.h"

#include "tests/codec/play.h"

#include <QTest>

using namespace framewright;
using namespace framewright::codec;

/// The bytes of the npm package cbor 10, and those of RFC 8949 appendix A.
class TestCbor final : public QObject
{
    Q_OBJECT

private slots:
    void comesBack_data();
    void comesBack();
    void reads_data();
    void reads();
    void keepsWhatIsUndefined();
    void refuses_data();
    void refuses();
    void refusesEachCut();
    void boundsWhatItMakes();
};

void TestCbor::comesBack_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *bytes, const QByteArray &json) {
        QTest::newRow(bytes) << QByteArray::fromHex(bytes) << json;
    };
    // A client's object: each kind, and whole numbers of each width.
    row("ab62696401636e656720636269671b00000001000000006166fa3fc0000061746368c3a9616ef66179f561624201ff616c880138203880"
        "399c3f18ff1901001a000100001b001fffffffffffff616fa061737828"
        "78787878787878787878787878787878787878787878787878787878787878787878787878787878",
        "{\"id\":1,\"neg\":-1,\"big\":4294967296,\"f\":1.5,\"t\":\"h\xc3\xa9\",\"n\":null,\"y\":true,\"b\":\"hex:"
        "01ff\","
        "\"l\":[1,-33,-129,-40000,255,256,65536,9007199254740991],\"o\":{},"
        "\"s\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}");
    row("c11a6553f100", R"({"$tag":1,"value":1700000000})");
    row("fb3fb999999999999a", "0.1");
    row("1bffffffffffffffff", "18446744073709551615");
    row("3bffffffffffffffff", "-18446744073709551616");
    row("c249010000000000000000", "18446744073709551616");
    row("c349010000000000000000", "-18446744073709551617");
    row("c34a029d42b64e76714244ca", "-12345678901234567890123");
    row("fb7e37e43c8800759c", "1.0e+300");
    row("f0", R"({"$simple":16})");
    row("f8ff", R"({"$simple":255})");
    row("d818456449455446", R"({"$tag":24,"value":"hex:6449455446"})");
    row("826161a161626163", R"(["a",{"b":"c"}])");
    row("f4", "false");
}

void TestCbor::comesBack()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, json);
    const Result<Value> value = readCbor(bytes);
    QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
    QVERIFY2(*value == valueOf(json), shown(*value).constData());
    QCOMPARE(writeCbor(valueOf(json)).value().toHex(), bytes.toHex());
}

void TestCbor::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *bytes, const char *json) {
        QTest::newRow(bytes) << QByteArray::fromHex(bytes) << QByteArray(json);
    };
    row("f93c00", "1");
    row("f90001", "5.960464477539063e-8");
    row("f9c400", "-4");
    row("f97bff", "65504");
    row("f97e00", "null");
    row("f97c00", "null");
    row("fa7f7fffff", "3.4028234663852886e+38");
    row("5f42010243030405ff", "\"hex:0102030405\"");
    row("7f657374726561646d696e67ff", "\"streaming\"");
    row("9f018202039f0405ffff", "[1,[2,3],[4,5]]");
    row("bf61610161629f0203ffff", R"({"a":1,"b":[2,3]})");
    row("d9d9f783010203", "[1,2,3]");
    row("a1016161", R"({"1":"a"})");
    row("1800", "0");
    row("c240", "0");
    row("c340", "-1");
    row("c341ff", "-256");
}

void TestCbor::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, json);
    const Result<Value> value = readCbor(bytes);
    QVERIFY2(value, value ? "" : qPrintable(value.error().text()));
    QCOMPARE(shown(*value), json);
}

void TestCbor::keepsWhatIsUndefined()
{
    const QByteArray bytes = QByteArray::fromHex("82f7f6");
    const Result<Value> value = readCbor(bytes);
    QVERIFY(value);
    QVERIFY(value->at(0).isUndefined());
    QVERIFY(value->at(1).isNull());
    QCOMPARE(writeCbor(*value).value(), bytes);
}

void TestCbor::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("words");
    QTest::newRow("nothing") << QByteArray() << u"ends in the middle"_qs;
    QTest::newRow("reserved") << QByteArray::fromHex("1c") << u"begins no item"_qs;
    QTest::newRow("tag without end") << QByteArray::fromHex("df") << u"begins no item"_qs;
    QTest::newRow("break") << QByteArray::fromHex("ff") << u"nothing can end"_qs;
    QTest::newRow("break in a list") << QByteArray::fromHex("82ff") << u"nothing can end"_qs;
    QTest::newRow("break for a value") << QByteArray::fromHex("bf6161ff") << u"nothing can end"_qs;
    QTest::newRow("more") << QByteArray::fromHex("0101") << u"more behind"_qs;
    QTest::newRow("pieces") << QByteArray::fromHex("5f6161ff") << u"another kind"_qs;
    QTest::newRow("pieces in pieces") << QByteArray::fromHex("5f5f4101ffff") << u"another kind"_qs;
    QTest::newRow("text") << QByteArray::fromHex("62fffe") << u"not UTF-8"_qs;
    QTest::newRow("simple") << QByteArray::fromHex("f818") << u"below 32"_qs;
    QTest::newRow("deep") << QByteArray(2000, '\x81') << u"512 deep"_qs;
    QTest::newRow("deep tags") << QByteArray(2000, '\xc1') << u"512 deep"_qs;
    QTest::newRow("huge list") << QByteArray::fromHex("9bffffffffffffffff01") << u"ends in the middle"_qs;
    QTest::newRow("huge bytes") << QByteArray::fromHex("5bffffffffffffffff01") << u"ends in the middle"_qs;
}

void TestCbor::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, words);
    const Result<Value> value = readCbor(bytes);
    QVERIFY(!value);
    QVERIFY2(value.error().text().contains(words), qPrintable(value.error().text()));
}

void TestCbor::refusesEachCut()
{
    const QByteArray whole = QByteArray::fromHex("bf61619f18ff5f4101ffc1faffffffffff6162c249010000000000000000ff");
    QVERIFY(readCbor(whole));
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY2(!readCbor(whole.first(size)), qPrintable(QString::number(size)));
}

void TestCbor::boundsWhatItMakes()
{
    const Result<Value> value = readCbor(QByteArray(QByteArray::fromHex("9a00ffffff") + QByteArray(0xffffff, '\x80')));
    QVERIFY(!value);
    QVERIFY2(value.error().text().contains(u"more than 2000000 items"_qs), qPrintable(value.error().text()));
    // Turning bytes into digits costs their square: a long number stays bytes.
    const Result<Value> number =
        readCbor(QByteArray(QByteArray::fromHex("c25a00100000") + QByteArray(0x100000, '\xff')));
    QVERIFY(number);
    QVERIFY((*number)["value"].isBytes());
}

QTEST_GUILESS_MAIN(TestCbor)
#include "tst_cbor.moc"
