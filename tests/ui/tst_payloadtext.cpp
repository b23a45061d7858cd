// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messagetext.h"
#include "ui/messages/payloadtext.h"

#include <QTest>

using namespace framewright;
using namespace framewright::ui;

/// What the detail shows of a payload, and what the composer takes as hex.
class tst_PayloadText : public QObject
{
    Q_OBJECT
private slots:
    void prettyKeepsDigits();
    void prettyOfWhatIsNoJson();
    void closeIsNamed();
    void hexDumpHasThreeParts();
    void hexIsParsed_data();
    void hexIsParsed();
    void hexIsRefused_data();
    void hexIsRefused();
};

namespace {

traffic::Row message()
{
    traffic::Row row;
    row.kind = event::EventKind::Message;
    row.opcode = 1;
    return row;
}

} // namespace

void tst_PayloadText::prettyKeepsDigits()
{
    const QString pretty = prettyPayload(message(), R"({"b":1.10,"a":9007199254740993,"b":[]})", nullptr);
    QVERIFY(pretty.contains(u"1.10"_qs));
    QVERIFY(pretty.contains(u"9007199254740993"_qs));
    QVERIFY(pretty.indexOf(u"\"b\""_qs) < pretty.indexOf(u"\"a\""_qs));
    QCOMPARE(pretty.count(u"\"b\""_qs), 2);
}

void tst_PayloadText::prettyOfWhatIsNoJson()
{
    QCOMPARE(prettyPayload(message(), "{broken", nullptr), u"{broken"_qs);
    QCOMPARE(prettyPayload(message(), "", nullptr), QString());
}

void tst_PayloadText::closeIsNamed()
{
    traffic::Row row;
    row.kind = event::EventKind::Close;
    wire::ConnectionFacts facts;
    facts.endedBy = wire::EndedBy::Rule;
    const QString text = prettyPayload(row, QByteArray("\x0f\xa0", 2) + "bye", &facts);
    QVERIFY(text.startsWith(u"4000"_qs));
    QVERIFY(text.contains(u"Reason: bye"_qs));
    QVERIFY(text.contains(u"closed by a rule"_qs));
    QVERIFY(text.contains(protocol::closeCodeMeaning(4000)));
    QVERIFY(prettyPayload(row, {}, nullptr).contains(u"1005"_qs));
}

void tst_PayloadText::hexDumpHasThreeParts()
{
    QCOMPARE(hexDump(QByteArrayView("0123456789abcdef\x01Z", 18)),
             u"00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  0123456789abcdef\n"
             "00000010  01 5a                                             .Z\n"_qs);
    QCOMPARE(hexDump({}), QString());
}

void tst_PayloadText::hexIsParsed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QString() << QByteArray();
    QTest::newRow("pairs") << u"00 ff"_qs << QByteArray("\x00\xff", 2);
    QTest::newRow("no space") << u"DeadBeef"_qs << QByteArray("\xde\xad\xbe\xef", 4);
    QTest::newRow("lines") << u"01\n02\t03"_qs << QByteArray("\x01\x02\x03", 3);
}

void tst_PayloadText::hexIsParsed()
{
    QFETCH(QString, text);
    const Result<QByteArray> bytes = parseHex(text);
    QVERIFY(bytes.has_value());
    QTEST(*bytes, "bytes");
}

void tst_PayloadText::hexIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("names");
    QTest::newRow("letter") << u"0g"_qs << u"place 2"_qs;
    QTest::newRow("odd") << u"012"_qs << u"last byte"_qs;
    QTest::newRow("prefix") << u"0x01"_qs << u"“x” at place 2"_qs;
    QTest::newRow("beyond latin") << u"0\u0660"_qs << u"place 2"_qs;
}

void tst_PayloadText::hexIsRefused()
{
    QFETCH(QString, text);
    QFETCH(QString, names);
    const Result<QByteArray> bytes = parseHex(text);
    QVERIFY(!bytes);
    QVERIFY2(bytes.error().what.contains(names), qPrintable(bytes.error().what));
    QVERIFY(!bytes.error().advice.isEmpty());
}

QTEST_GUILESS_MAIN(tst_PayloadText)
#include "tst_payloadtext.moc"
