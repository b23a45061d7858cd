// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/utf8validator.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <array>

using namespace framewright::protocol;

class TestUtf8Validator final : public QObject
{
    Q_OBJECT

private slots:
    void acceptsText_data();
    void acceptsText();
    void failsAtTheFirstWrongByte_data();
    void failsAtTheFirstWrongByte();
    void wantsTheEndOfACharacter_data();
    void wantsTheEndOfACharacter();
    void agreesWithTheTableOfTheRfc_data();
    void agreesWithTheTableOfTheRfc();
    void staysFailedUntilReset();
};

namespace {

std::span<const char> spanOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

/// How many bytes are taken one by one before the validator says no; the size where it never does.
qsizetype acceptedBytewise(const QByteArray &bytes)
{
    Utf8Validator validator;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (!validator.add({bytes.constData() + i, 1}))
            return i;
    }
    return bytes.size();
}

unsigned byteAt(const QByteArray &bytes, qsizetype index)
{
    return index < bytes.size() ? static_cast<unsigned char>(bytes[index]) : 0;
}

bool isBetween(unsigned value, unsigned low, unsigned high)
{
    return value >= low && value <= high;
}

/// The length of the character at the start by the syntax of RFC 3629 section 4, written out as it stands there.
qsizetype lengthByTheRfc(const QByteArray &bytes)
{
    const unsigned a = byteAt(bytes, 0);
    const unsigned b = byteAt(bytes, 1);
    const bool thirdFollows = isBetween(byteAt(bytes, 2), 0x80, 0xBF);
    const bool fourthFollows = isBetween(byteAt(bytes, 3), 0x80, 0xBF);
    if (a <= 0x7F)
        return 1;
    if (isBetween(a, 0xC2, 0xDF))
        return isBetween(b, 0x80, 0xBF) ? 2 : 0;
    if ((a == 0xE0 && isBetween(b, 0xA0, 0xBF)) || (isBetween(a, 0xE1, 0xEC) && isBetween(b, 0x80, 0xBF)) ||
        (a == 0xED && isBetween(b, 0x80, 0x9F)) || (isBetween(a, 0xEE, 0xEF) && isBetween(b, 0x80, 0xBF)))
        return thirdFollows ? 3 : 0;
    if ((a == 0xF0 && isBetween(b, 0x90, 0xBF)) || (isBetween(a, 0xF1, 0xF3) && isBetween(b, 0x80, 0xBF)) ||
        (a == 0xF4 && isBetween(b, 0x80, 0x8F)))
        return thirdFollows && fourthFollows ? 4 : 0;
    return 0;
}

} // namespace

void TestUtf8Validator::acceptsText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("ascii") << QByteArray("Hello-World");
    QTest::newRow("long ascii") << QByteArray(1000, 'a');
    QTest::newRow("a NUL") << QByteArray("a\0b", 3);
    QTest::newRow("greek") << QByteArray::fromHex("cebae1bdb9cf83cebcceb5");
    QTest::newRow("mixed with ascii") << QByteArray(
        "Hello-\xC2\xB5@\xC3\x9F\xC3\xB6\xC3\xA4\xC3\xBC\xC3\xA0\xC3\xA1-UTF-8!!");
    QTest::newRow("byte order mark") << QByteArray::fromHex("efbbbf61");
    QTest::newRow("first of two bytes") << QByteArray::fromHex("c280");
    QTest::newRow("last of two bytes") << QByteArray::fromHex("dfbf");
    QTest::newRow("first of three bytes") << QByteArray::fromHex("e0a080");
    QTest::newRow("before the surrogates") << QByteArray::fromHex("ed9fbf");
    QTest::newRow("after the surrogates") << QByteArray::fromHex("ee8080");
    QTest::newRow("replacement character") << QByteArray::fromHex("efbfbd");
    QTest::newRow("U+FFFE") << QByteArray::fromHex("efbfbe");
    QTest::newRow("U+FFFF") << QByteArray::fromHex("efbfbf");
    QTest::newRow("first of four bytes") << QByteArray::fromHex("f0908080");
    QTest::newRow("U+1FFFE") << QByteArray::fromHex("f09fbfbe");
    QTest::newRow("U+10FFFF") << QByteArray::fromHex("f48fbfbf");
    QTest::newRow("cjk, long") << QByteArray("\xE6\xB8\xAC\xE8\xA9\xA6").repeated(100);
    QTest::newRow("emoji, long") << QByteArray("\xF0\x9F\x98\x80").repeated(100);
}

void TestUtf8Validator::acceptsText()
{
    QFETCH(QByteArray, text);
    QVERIFY(isValidUtf8(spanOf(text)));
    for (qsizetype cut = 0; cut <= text.size(); ++cut) {
        Utf8Validator validator;
        QVERIFY(validator.add(spanOf(text.left(cut))));
        QVERIFY(validator.add(spanOf(text.mid(cut))));
        QVERIFY(validator.isComplete());
    }
    QCOMPARE(acceptedBytewise(text), text.size());
}

void TestUtf8Validator::failsAtTheFirstWrongByte_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qsizetype>("firstWrong");
    const auto row = [](const char *name, const char *hex, qsizetype firstWrong) {
        QTest::newRow(name) << QByteArray::fromHex(hex) << firstWrong;
    };
    row("follower alone", "80", 0);
    row("follower after ascii", "6162bf", 2);
    row("overlong slash, two bytes", "c0af", 0);
    row("overlong, C1", "c1bf", 0);
    row("overlong slash, three bytes", "e080af", 1);
    row("overlong slash, four bytes", "f08080af", 1);
    row("overlong, three bytes, last", "e09fbf", 1);
    row("overlong, four bytes, last", "f08fbfbf", 1);
    row("surrogate D800", "eda080", 1);
    row("surrogate DFFF", "edbfbf", 1);
    row("surrogate after text", "cebae1bdb9cf83cebcceb5eda080656469746564", 12);
    row("above U+10FFFF", "f4908080", 1);
    row("F5", "f5808080", 0);
    row("five bytes", "f888808080", 0);
    row("six bytes", "fc8480808080", 0);
    row("FE", "fe", 0);
    row("FF", "ff", 0);
    row("two bytes cut by ascii", "c241", 1);
    row("three bytes cut by ascii", "e28241", 2);
    row("four bytes cut by ascii", "f09f9841", 3);
    row("two first bytes in a row", "c2c2", 1);
    row("four bytes cut by another", "f09f98c2", 3);
}

void TestUtf8Validator::failsAtTheFirstWrongByte()
{
    QFETCH(QByteArray, text);
    QFETCH(qsizetype, firstWrong);
    // The same behind text, so that each way through the quick part is walked.
    for (qsizetype before = 0; before < 70; ++before) {
        const QByteArray padded = QByteArray(before, 'a') + text + QByteArray(40, 'b');
        QVERIFY(!isValidUtf8(spanOf(padded)));
        QCOMPARE(acceptedBytewise(padded), before + firstWrong);
        Utf8Validator upToThere;
        QVERIFY(upToThere.add(spanOf(padded.left(before + firstWrong))));
        QVERIFY(!upToThere.add(spanOf(padded.mid(before + firstWrong, 1))));
        Utf8Validator whole;
        QVERIFY(!whole.add(spanOf(padded.left(before + firstWrong + 1))));
    }
}

void TestUtf8Validator::wantsTheEndOfACharacter_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("one of two") << QByteArray::fromHex("c2");
    QTest::newRow("one of three") << QByteArray::fromHex("e2");
    QTest::newRow("two of three") << QByteArray::fromHex("e282");
    QTest::newRow("one of four") << QByteArray::fromHex("f0");
    QTest::newRow("two of four") << QByteArray::fromHex("f09f");
    QTest::newRow("three of four") << QByteArray::fromHex("f09f98");
    QTest::newRow("after text") << QByteArray(50, 'a') + QByteArray::fromHex("e282");
}

void TestUtf8Validator::wantsTheEndOfACharacter()
{
    QFETCH(QByteArray, text);
    Utf8Validator validator;
    QVERIFY(validator.add(spanOf(text)));
    QVERIFY(!validator.isComplete());
    QVERIFY(!isValidUtf8(spanOf(text)));
    validator.reset();
    QVERIFY(validator.isComplete());
}

void TestUtf8Validator::agreesWithTheTableOfTheRfc_data()
{
    QTest::addColumn<QByteArray>("around");
    QTest::newRow("alone") << QByteArray();
    QTest::newRow("behind a long text") << QByteArray(37, 'x');
}

/// Every first and second byte, with every kind of third and fourth where the first asks for them: all borders are
/// among them.
void TestUtf8Validator::agreesWithTheTableOfTheRfc()
{
    QFETCH(QByteArray, around);
    const QByteArray edges = QByteArray::fromHex("007f808f90bfc0ff");
    for (int first = 0; first < 256; ++first) {
        const QByteArray thirds = first >= 0xE0 ? edges : QByteArray("a");
        const QByteArray fourths = first >= 0xF0 ? edges : QByteArray("a");
        for (int second = 0; second < 256; ++second) {
            for (const char third : thirds) {
                for (const char fourth : fourths) {
                    const std::array bytes{static_cast<char>(first), static_cast<char>(second), third, fourth};
                    const QByteArray all(bytes.data(), bytes.size());
                    const qsizetype length = lengthByTheRfc(all);
                    const QByteArray text = around + all.left(std::max<qsizetype>(length, 1)) + around;
                    if (isValidUtf8(spanOf(text)) != (length > 0))
                        QFAIL(all.toHex().constData());
                }
            }
        }
    }
}

void TestUtf8Validator::staysFailedUntilReset()
{
    Utf8Validator validator;
    QVERIFY(!validator.add(spanOf(QByteArray("\xFF"))));
    QVERIFY(!validator.add(spanOf(QByteArray("a"))));
    QVERIFY(!validator.isComplete());
    validator.reset();
    QVERIFY(validator.add(spanOf(QByteArray("a"))));
    QVERIFY(validator.isComplete());
}

QTEST_GUILESS_MAIN(TestUtf8Validator)
#include "tst_utf8validator.moc"
