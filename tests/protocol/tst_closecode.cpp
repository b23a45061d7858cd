// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/closecode.h"

#include <QSet>
#include <QTest>

using namespace framewright::protocol;

class TestCloseCode final : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhatMayBeSent_data();
    void knowsWhatMayBeSent();
    void namesEachRegisteredCode_data();
    void namesEachRegisteredCode();
    void saysSomethingOfEveryNumber();
    void encodes_data();
    void encodes();
    void cutsTheReasonAtACharacter_data();
    void cutsTheReasonAtACharacter();
    void decodes_data();
    void decodes();
    void decodesWhatItEncoded();
};

void TestCloseCode::knowsWhatMayBeSent_data()
{
    QTest::addColumn<CloseCode>("code");
    QTest::addColumn<bool>("valid");
    // Autobahn 7.7 and 7.9, and the borders of each range
    for (const int code :
         {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
        QTest::addRow("%d", code) << CloseCode(code) << true;
    for (const int code : {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
        QTest::addRow("%d", code) << CloseCode(code) << false;
}

void TestCloseCode::knowsWhatMayBeSent()
{
    QFETCH(CloseCode, code);
    QFETCH(bool, valid);
    QCOMPARE(isValidOnWire(code), valid);
}

void TestCloseCode::namesEachRegisteredCode_data()
{
    QTest::addColumn<CloseCode>("code");
    QTest::addColumn<QString>("name");
    const auto row = [](int code, const QString &name) { QTest::addRow("%d", code) << CloseCode(code) << name; };
    row(999, u"Not used"_qs);
    row(1000, u"Normal closure"_qs);
    row(1001, u"Going away"_qs);
    row(1002, u"Protocol error"_qs);
    row(1003, u"Unsupported data"_qs);
    row(1004, u"Reserved"_qs);
    row(1005, u"No status received"_qs);
    row(1006, u"Abnormal closure"_qs);
    row(1007, u"Invalid payload"_qs);
    row(1008, u"Policy violation"_qs);
    row(1009, u"Message too big"_qs);
    row(1010, u"Mandatory extension"_qs);
    row(1011, u"Internal error"_qs);
    row(1012, u"Service restart"_qs);
    row(1013, u"Try again later"_qs);
    row(1014, u"Bad gateway"_qs);
    row(1015, u"TLS handshake failed"_qs);
    row(1016, u"Reserved for the protocol"_qs);
    row(2999, u"Reserved for the protocol"_qs);
    row(3000, u"Unauthorized"_qs);
    row(3001, u"Registered use"_qs);
    row(3003, u"Forbidden"_qs);
    row(3008, u"Timeout"_qs);
    row(3999, u"Registered use"_qs);
    row(4000, u"Private use"_qs);
    row(4999, u"Private use"_qs);
    row(5000, u"Out of range"_qs);
}

void TestCloseCode::namesEachRegisteredCode()
{
    QFETCH(CloseCode, code);
    QFETCH(QString, name);
    QCOMPARE(closeCodeName(code), name);
}

void TestCloseCode::saysSomethingOfEveryNumber()
{
    QSet<QString> meanings;
    for (int code = 0; code <= 65535; ++code) {
        const QString meaning = closeCodeMeaning(static_cast<CloseCode>(code));
        QVERIFY(meaning.size() > 20 && meaning.endsWith(u'.'));
        QVERIFY(!closeCodeName(static_cast<CloseCode>(code)).isEmpty());
        meanings.insert(meaning);
    }
    QCOMPARE(meanings.size(), 16 + 3 + 5);
}

void TestCloseCode::encodes_data()
{
    QTest::addColumn<int>("code"); // below 0: none
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("no code") << -1 << QByteArray() << QByteArray();
    QTest::newRow("a reason without a code is not legal") << -1 << QByteArray("why") << QByteArray();
    QTest::newRow("code") << 1000 << QByteArray() << QByteArray::fromHex("03e8");
    QTest::newRow("code and reason") << 4000 << QByteArray("bye") << QByteArray::fromHex("0fa0627965");
    QTest::newRow("one that may not be sent goes out as asked") << 65535 << QByteArray() << QByteArray::fromHex("ffff");
    QTest::newRow("longest") << 1001 << QByteArray(123, 'r') << QByteArray::fromHex("03e9") + QByteArray(123, 'r');
}

void TestCloseCode::encodes()
{
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    QFETCH(QByteArray, expected);
    const ClosePayload payload{code < 0 ? std::nullopt : std::optional(static_cast<CloseCode>(code)), reason};
    QCOMPARE(payload.encode(), expected);
}

void TestCloseCode::cutsTheReasonAtACharacter_data()
{
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<qsizetype>("kept");
    QTest::newRow("ascii") << QByteArray(200, 'r') << qsizetype(123);
    QTest::newRow("two bytes") << QByteArray("\xC3\xA4").repeated(80) << qsizetype(122);
    QTest::newRow("three bytes fit") << QByteArray("\xE2\x82\xAC").repeated(60) << qsizetype(123);
    QTest::newRow("three bytes, one over")
        << QByteArray("a" + QByteArray("\xE2\x82\xAC").repeated(60)) << qsizetype(121);
    QTest::newRow("four bytes") << QByteArray("\xF0\x9F\x98\x80").repeated(40) << qsizetype(120);
    QTest::newRow("not UTF-8 at all") << QByteArray(200, '\x80') << qsizetype(119);
}

void TestCloseCode::cutsTheReasonAtACharacter()
{
    QFETCH(QByteArray, reason);
    QFETCH(qsizetype, kept);
    const QByteArray encoded = ClosePayload{closecode::Normal, reason}.encode();
    QCOMPARE(encoded, QByteArray::fromHex("03e8") + reason.left(kept));
}

void TestCloseCode::decodes_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("reason");
    QTest::addColumn<ClosePayloadError>("error");
    const QByteArray none;
    QTest::newRow("empty") << none << -1 << none << ClosePayloadError::None;
    QTest::newRow("one byte") << QByteArray::fromHex("03") << -1 << none << ClosePayloadError::OneByte;
    QTest::newRow("code") << QByteArray::fromHex("03e8") << 1000 << none << ClosePayloadError::None;
    QTest::newRow("reason") << QByteArray::fromHex("0fa0627965") << 4000 << QByteArray("bye")
                            << ClosePayloadError::None;
    QTest::newRow("1005") << QByteArray::fromHex("03ed") << 1005 << none << ClosePayloadError::InvalidCode;
    QTest::newRow("0") << QByteArray::fromHex("0000") << 0 << none << ClosePayloadError::InvalidCode;
    QTest::newRow("65535") << QByteArray::fromHex("ffff") << 65535 << none << ClosePayloadError::InvalidCode;
    QTest::newRow("bad UTF-8") << QByteArray::fromHex("03e8cebae1bdb9cf83cebcceb5eda080") << 1000
                               << QByteArray::fromHex("cebae1bdb9cf83cebcceb5eda080") << ClosePayloadError::InvalidUtf8;
    QTest::newRow("open character") << QByteArray::fromHex("03e8e282") << 1000 << QByteArray::fromHex("e282")
                                    << ClosePayloadError::InvalidUtf8;
}

void TestCloseCode::decodes()
{
    QFETCH(QByteArray, payload);
    QFETCH(int, code);
    QFETCH(QByteArray, reason);
    QFETCH(ClosePayloadError, error);
    const DecodedClose decoded = decodeClose(payload);
    QCOMPARE(decoded.error, error);
    QCOMPARE(decoded.payload.code ? int(*decoded.payload.code) : -1, code);
    QCOMPARE(decoded.payload.reason, reason);
}

void TestCloseCode::decodesWhatItEncoded()
{
    for (int code = 0; code <= 65535; ++code) {
        const ClosePayload payload{static_cast<CloseCode>(code), "\xE2\x82\xAC reason"};
        const DecodedClose decoded = decodeClose(payload.encode());
        QCOMPARE(decoded.payload, payload);
        QCOMPARE(decoded.error == ClosePayloadError::None, isValidOnWire(static_cast<CloseCode>(code)));
    }
}

QTEST_GUILESS_MAIN(TestCloseCode)
#include "tst_closecode.moc"
