// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/number.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace framewright::value;

/// Numbers are their digits: read by the grammar, compared by value, never rounded.
class NumberTest final : public QObject
{
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void compares_data();
    void compares();
    void becomesAnInteger_data();
    void becomesAnInteger();
    void becomesADouble_data();
    void becomesADouble();
    void writesDoublesAsJavaScript_data();
    void writesDoublesAsJavaScript();
    void writesIntegers();
};

void NumberTest::parses_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<bool>("isNumber");

    const auto row = [](const char *digits, bool isNumber) { QTest::newRow(digits) << QByteArray(digits) << isNumber; };
    for (const char *good : {"0", "-0", "1", "-1", "10", "1.0", "0.10", "1e0", "1E+5", "1e-05", "-12.50e10",
                             "123456789012345678901234567890", "0e0", "1e999999999999999999999"})
        row(good, true);
    for (const char *bad :
         {"",    "-",   "+1",       "01",        "-01", "00", ".5", "5.",  "1.e1", "1e",    "1e+",         "1e1.5",
          "0x1", "NaN", "Infinity", "-Infinity", "1 ",  " 1", "1a", "--1", "1,0",  "1_000", "\xef\xbc\x91"})
        row(bad, false);
}

void NumberTest::parses()
{
    QFETCH(QByteArray, digits);
    QFETCH(bool, isNumber);
    const auto number = Number::parse(digits);
    QCOMPARE(number.has_value(), isNumber);
    if (number)
        QCOMPARE(number->digits().toByteArray(), digits);
}

void NumberTest::compares_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<int>("order");

    const auto row = [](const char *left, const char *right, int order) {
        QTest::addRow("%s ? %s", left, right) << QByteArray(left) << QByteArray(right) << order;
    };
    row("1", "1.0", 0);
    row("1", "1e0", 0);
    row("1", "10e-1", 0);
    row("1", "0.1E+1", 0);
    row("100", "1e2", 0);
    row("0.001", "1e-3", 0);
    row("1.10", "1.1", 0);
    row("120.00", "0.00012e6", 0);
    row("0", "-0", 0);
    row("0", "0.000e99", 0);
    row("-0.0", "0e-5", 0);
    row("9007199254740993", "9007199254740992", 1);
    row("9007199254740993", "9007199254740993.0", 0);
    row("0.1", "0.1000000000000000055511151231257827", -1);
    row("123456789012345678901234567890", "123456789012345678901234567891", -1);
    row("123456789012345678901234567890", "1.2345678901234567890123456789e29", 0);
    row("1e400", "1e401", -1);
    row("-1e400", "-1e401", 1);
    row("-1", "1", -1);
    row("-1", "0", -1);
    row("1", "0", 1);
    row("-2", "-10", 1);
    row("2", "10", -1);
    row("99", "100", -1);
    row("1.5", "1.45", 1);
    row("12", "1.2e1", 0);
    row("12", "1.21e1", -1);
    // An exponent without end must cost nothing.
    row("1e99999999999999999999999", "1", 1);
    row("1e-99999999999999999999999", "1", -1);
    row("1e-99999999999999999999999", "0", 1);
    row("0e99999999999999999999999", "0", 0);
    row("1e999999999999999999", "1e999999999999999998", 1);
    row("1e999999999999999999", "1e9999999999999999999", 0);
    row("1e1000000000000000000", "1e999999999999999999", 0);
    row("1e-999999999999999999", "1e-999999999999999998", -1);
    row("1e00000000000000000000000002", "100", 0);
}

void NumberTest::compares()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(int, order);
    const auto one = Number::parse(left);
    const auto other = Number::parse(right);
    QVERIFY(one && other);
    QCOMPARE(*one == *other, order == 0);
    QCOMPARE(*other == *one, order == 0);
    QCOMPARE(*one < *other, order < 0);
    QCOMPARE(*one > *other, order > 0);
    QCOMPARE(*other<*one, order> 0);
}

void NumberTest::becomesAnInteger_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<bool>("fits");
    QTest::addColumn<qint64>("expected");

    const auto row = [](const char *digits, bool fits, qint64 expected = 0) {
        QTest::newRow(digits) << QByteArray(digits) << fits << expected;
    };
    row("0", true, 0);
    row("-0", true, 0);
    row("0.000", true, 0);
    row("42", true, 42);
    row("-42", true, -42);
    row("5.0", true, 5);
    row("1e3", true, 1000);
    row("1.25e2", true, 125);
    row("1200e-2", true, 12);
    row("9223372036854775807", true, std::numeric_limits<qint64>::max());
    row("-9223372036854775808", true, std::numeric_limits<qint64>::min());
    row("9223372036854775807.000", true, std::numeric_limits<qint64>::max());
    row("9223372036854775808", false);
    row("-9223372036854775809", false);
    row("1e19", false);
    row("1e999999999999999999999", false);
    row("1.5", false);
    row("1e-1", false);
    row("125e-2", false);
}

void NumberTest::becomesAnInteger()
{
    QFETCH(QByteArray, digits);
    QFETCH(bool, fits);
    QFETCH(qint64, expected);
    const auto integer = Number::parse(digits)->toInteger();
    QCOMPARE(integer.has_value(), fits);
    if (integer)
        QCOMPARE(qint64(*integer), expected);
}

void NumberTest::becomesADouble_data()
{
    QTest::addColumn<QByteArray>("digits");
    QTest::addColumn<double>("expected");

    const double infinity = std::numeric_limits<double>::infinity();
    QTest::newRow("whole") << QByteArray("7") << 7.0;
    QTest::newRow("fraction") << QByteArray("-0.25") << -0.25;
    QTest::newRow("exponent") << QByteArray("1.5E+3") << 1500.0;
    QTest::newRow("nearest") << QByteArray("9007199254740993") << 9007199254740992.0;
    QTest::newRow("too large") << QByteArray("1e400") << infinity;
    QTest::newRow("too large, negative") << QByteArray("-1e400") << -infinity;
    QTest::newRow("too small") << QByteArray("1e-400") << 0.0;
    QTest::newRow("many digits") << QByteArray("1") + QByteArray(400, '0') << infinity;
}

void NumberTest::becomesADouble()
{
    QFETCH(QByteArray, digits);
    QFETCH(double, expected);
    const double result = Number::parse(digits)->toDouble();
    QVERIFY2(result == expected, qPrintable(QString::number(result)));
}

void NumberTest::writesDoublesAsJavaScript_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("digits");

    const auto row = [](double number, const char *digits) {
        QTest::newRow(*digits ? digits : "none") << number << QByteArray(digits);
    };
    row(0, "0");
    QTest::newRow("negative zero") << -0.0 << QByteArray("0");
    row(1, "1");
    row(-1.5, "-1.5");
    row(0.1, "0.1");
    row(100000, "100000");
    row(1e20, "100000000000000000000");
    row(1e21, "1e+21");
    row(1.5e300, "1.5e+300");
    row(0.000001, "0.000001");
    row(0.0000001, "1e-7");
    row(-2.5e-10, "-2.5e-10");
    row(5e-324, "5e-324");
    row(1.7976931348623157e308, "1.7976931348623157e+308");
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << QByteArray();
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN() << QByteArray();
}

void NumberTest::writesDoublesAsJavaScript()
{
    QFETCH(double, number);
    QFETCH(QByteArray, digits);
    QCOMPARE(digitsOf(number), digits);
    if (!digits.isEmpty()) {
        const auto again = Number::parse(digits);
        QVERIFY(again);
        QVERIFY(again->toDouble() == number);
    }
}

void NumberTest::writesIntegers()
{
    QCOMPARE(digitsOf(std::numeric_limits<std::int64_t>::min()), QByteArray("-9223372036854775808"));
    QCOMPARE(digitsOf(std::int64_t(0)), QByteArray("0"));
}

QTEST_GUILESS_MAIN(NumberTest)
#include "tst_number.moc"
