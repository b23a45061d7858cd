// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/headerfields.h"

#include <QTest>

using namespace framewright::protocol;

class TestHeaderFields final : public QObject
{
    Q_OBJECT

private slots:
    void findsNamesInAnyCase();
    void keepsOrderAndDuplicates();
    void setsInPlaceOfTheFirst();
    void removesEach();
    void joins();
    void splitsElements_data();
    void splitsElements();
    void findsTokens_data();
    void findsTokens();
    void knowsTokens_data();
    void knowsTokens();
    void encodesLinesThatCannotBreakOut();
};

namespace {

HeaderFields threeFields()
{
    return {{"Host", "a"}, {"X-Mark", "1"}, {"x-mark", "2"}};
}

} // namespace

void TestHeaderFields::findsNamesInAnyCase()
{
    const HeaderFields fields = threeFields();
    QCOMPARE(fields.count("X-MARK"), 2);
    QCOMPARE(fields.count("X-Mar"), 0);
    QVERIFY(fields.contains("hOST"));
    QVERIFY(!fields.contains("Hos"));
    QCOMPARE(fields.first("x-MARK"), std::optional<QByteArray>("1"));
    QCOMPARE(fields.first("none"), std::nullopt);
}

void TestHeaderFields::keepsOrderAndDuplicates()
{
    HeaderFields fields = threeFields();
    fields.append("Host", "b");
    QCOMPARE(fields.size(), 4);
    QByteArray all;
    for (const HeaderField &field : fields)
        all += field.name + '=' + field.value + ' ';
    QCOMPARE(all, QByteArray("Host=a X-Mark=1 x-mark=2 Host=b "));
}

void TestHeaderFields::setsInPlaceOfTheFirst()
{
    HeaderFields fields = threeFields();
    fields.append("Last", "z");
    fields.set("X-MARK", "3");
    QCOMPARE(fields, (HeaderFields{{"Host", "a"}, {"X-MARK", "3"}, {"Last", "z"}}));
    fields.set("New", "4");
    QCOMPARE(fields.size(), 4);
    QCOMPARE(fields.first("new"), std::optional<QByteArray>("4"));
}

void TestHeaderFields::removesEach()
{
    HeaderFields fields = threeFields();
    fields.remove("X-mark");
    QCOMPARE(fields, (HeaderFields{{"Host", "a"}}));
    fields.remove("none");
    fields.remove("host");
    QVERIFY(fields.isEmpty());
}

void TestHeaderFields::joins()
{
    const HeaderFields fields{{"Accept", "a"}, {"Cookie", "x=1"}, {"accept", "b, c"}, {"cookie", "y=2"}, {"Empty", ""}};
    QCOMPARE(fields.joined("Accept"), QByteArray("a, b, c"));
    QCOMPARE(fields.joined("COOKIE"), QByteArray("x=1; y=2"));
    QCOMPARE(fields.joined("Empty"), QByteArray());
    QCOMPARE(fields.joined("none"), QByteArray());
}

void TestHeaderFields::splitsElements_data()
{
    QTest::addColumn<QList<QByteArray>>("values");
    QTest::addColumn<QList<QByteArray>>("expected");
    using List = QList<QByteArray>;
    QTest::newRow("none") << List{} << List{};
    QTest::newRow("empty") << List{""} << List{};
    QTest::newRow("one") << List{"a"} << List{"a"};
    QTest::newRow("two") << List{"a, b"} << List{"a", "b"};
    QTest::newRow("no space") << List{"a,b"} << List{"a", "b"};
    QTest::newRow("tabs and spaces") << List{"\ta \t,  b\t"} << List{"a", "b"};
    QTest::newRow("empty ones between") << List{",a,, ,b,"} << List{"a", "b"};
    QTest::newRow("several lines") << List{"a", "", "b, c"} << List{"a", "b", "c"};
    QTest::newRow("quoted comma") << List{"x; p=\"1,2\", y"} << List{"x; p=\"1,2\"", "y"};
    QTest::newRow("escaped quote") << List{"x; p=\"1\\\",2\", y"} << List{"x; p=\"1\\\",2\"", "y"};
    QTest::newRow("open quote") << List{"x; p=\"1, y", "z"} << List{"x; p=\"1, y", "z"};
    QTest::newRow("backslash at the end") << List{"\"a\\"} << List{"\"a\\"};
}

void TestHeaderFields::splitsElements()
{
    QFETCH(QList<QByteArray>, values);
    QFETCH(QList<QByteArray>, expected);
    HeaderFields fields{{"Other", "o"}};
    for (const QByteArray &value : std::as_const(values))
        fields.append("List", value);
    QCOMPARE(fields.elements("list"), expected);
}

void TestHeaderFields::findsTokens_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("found");
    QTest::newRow("alone") << QByteArray("Upgrade") << true;
    QTest::newRow("lower case") << QByteArray("upgrade") << true;
    QTest::newRow("second") << QByteArray("keep-alive, Upgrade") << true;
    QTest::newRow("no space") << QByteArray("keep-alive,UPGRADE") << true;
    QTest::newRow("part of a word") << QByteArray("Upgrades") << false;
    QTest::newRow("without comma") << QByteArray("keep-alive Upgrade") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestHeaderFields::findsTokens()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, found);
    QCOMPARE((HeaderFields{{"Connection", value}}.hasToken("connection", "upgrade")), found);
    QCOMPARE((HeaderFields{{"Connection", "close"}, {"Connection", value}}.hasToken("connection", "upgrade")), found);
}

void TestHeaderFields::knowsTokens_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("token");
    QTest::newRow("letters") << QByteArray("Sec-WebSocket-Key") << true;
    QTest::newRow("all marks") << QByteArray("!#$%&'*+-.^_`|~09azAZ") << true;
    QTest::newRow("empty") << QByteArray() << false;
    const QByteArray marks = QByteArray("()<>@,;:\\\"/[]?={} \t\r\n\x7f\x80\xff") + '\0';
    for (const char mark : marks)
        QTest::addRow("with byte %d", static_cast<unsigned char>(mark)) << QByteArray("a") + mark << false;
}

void TestHeaderFields::knowsTokens()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, token);
    QCOMPARE(isToken(bytes), token);
}

void TestHeaderFields::encodesLinesThatCannotBreakOut()
{
    HeaderFields fields{{"A", "1"}, {"B", ""}, {"C", "x\r\nInjected: y\n\nz"}, {"D\r\nE", "2"}, {"", "3"}};
    fields.append("F", QByteArray("n\0l", 3));
    QCOMPARE(fields.encode(), QByteArray("A: 1\r\nB: \r\nC: x  Injected: y  z\r\nF: n l\r\n"));
    QCOMPARE(HeaderFields().encode(), QByteArray());
}

QTEST_GUILESS_MAIN(TestHeaderFields)
#include "tst_headerfields.moc"
