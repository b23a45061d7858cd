// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/expression.h"
#include "app/expression/faker.h"
#include "app/expression/fakerwords.h"
#include "app/value/number.h"
#include "tests/expression/playscope.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QTest>

using namespace framewright;
using namespace framewright::expression;

class TestFaker : public QObject
{
    Q_OBJECT

private slots:
    void makesUp_data();
    void makesUp();
    void refuses_data();
    void refuses();
    void isSeeded();
    void knowsTheCommonLocales_data();
    void knowsTheCommonLocales();
    void speaksEveryLocale_data();
    void speaksEveryLocale();
    void countsWithItsCheckDigits();
    void followsTheRuleClock();
};

void TestFaker::makesUp_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("shape");
    const auto row = [](const char *text, const char *shape) {
        QTest::newRow(text) << QByteArray(text) << QString::fromUtf8(shape);
    };
    row("faker('person.firstName')", R"(^"[A-Z][a-z]+"$)");
    row("faker('person.fullName')", R"(^"[A-Z][a-z]+ [A-Z][a-z]+"$)");
    row("faker('name')", R"(^"[A-Z][a-z]+ [A-Z][a-z]+"$)");
    row("faker('person.jobTitle')", R"(^"[A-Z][a-z]+"$)");
    row("faker('internet.email')", R"(^"[a-z]+\d+@[a-z.]+"$)");
    row("faker('internet.email', 'de')", R"(^"[a-z]+\d+@[a-z.]+"$)");
    row("faker('internet.email', 'ja')", R"(^"[a-z]+\d+@[a-z.]+"$)");
    row("faker('internet.url')", R"(^"https://[a-z.]+/[a-z]+"$)");
    row("faker('internet.ip')", R"(^"\d{1,3}(\.\d{1,3}){3}"$)");
    row("faker('internet.ipv6')", R"(^"[0-9a-f]{4}(:[0-9a-f]{4}){7}"$)");
    row("faker('internet.mac')", R"(^"[0-9a-f]{2}(:[0-9a-f]{2}){5}"$)");
    row("faker('internet.password', {length: 20})", R"(^"[A-Za-z0-9]{20}"$)");
    row("faker('phone.number')", R"(^"\+1 [2-9]\d\d-555-01\d\d"$)");
    row("faker('phone.number', 'fr')", R"(^"\+33 [2-9]( \d\d){4}"$)");
    row("faker('location.streetAddress')", R"(^"\d+ [A-Z][a-z]+ [A-Z][a-z]+"$)");
    row("faker('location.zipCode')", R"(^"\d{5}"$)");
    row("faker('location.latitude')", R"(^-?\d{1,2}\.\d{4}$)");
    row("faker('company.name')", R"(^"\S.* \S.*"$)");
    row("faker('commerce.productName')", R"(^"\w+ \w+ \w+"$)");
    row("faker('commerce.price')", R"(^"\d+\.\d\d"$)");
    row("faker('finance.currencyCode')", R"(^"[A-Z]{3}"$)");
    row("faker('number.int', {min: 3, max: 3})", "^3$");
    row("faker('number.int', 'de', {min: 1, max: 6})", "^[1-6]$");
    row("faker('number.float', {min: 1, max: 2, fractionDigits: 2})", R"(^[12]\.\d\d$)");
    row("faker('datatype.boolean')", "^(true|false)$");
    row("faker('date.past')", R"(^"202[23]-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"$)");
    row("faker('date.weekday', 'de')", "^\"(Mon|Diens|Donners|Frei|Sams|Sonn)tag\"$|^\"Mittwoch\"$");
    row("faker('lorem.word')", R"(^"[a-z]+"$)");
    row("faker('lorem.words', {count: 5})", R"(^"[a-z]+( [a-z]+){4}"$)");
    row("faker('lorem.sentence')", R"(^"[A-Z][a-z]*( [a-z]+){3,8}\."$)");
    row("faker('lorem.slug')", R"(^"[a-z]+(-[a-z]+){2}"$)");
    row("faker('string.uuid')", R"(^"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"$)");
    row("faker('string.numeric', {length: 8})", R"(^"\d{8}"$)");
    row("faker('color.rgb')", R"(^"#[0-9a-f]{6}"$)");
    row("faker('color.human')", R"(^"[a-z]+"$)");
    row("faker('git.commitSha')", R"(^"[0-9a-f]{40}"$)");
    row("[1, 2].map(() => faker('datatype.boolean')).length", "^2$");
}

void TestFaker::makesUp()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, shape);
    PlayScope scope;
    scope.time = 1'700'000'000'123;
    const Result<Expression> expression = Expression::compile(text);
    QVERIFY2(expression, qPrintable(expression ? QString() : expression.error().text()));
    for (int draw = 0; draw < 20; ++draw) {
        const QString made = line(expression->evaluate(scope));
        QVERIFY2(QRegularExpression(shape).match(made).hasMatch(), qPrintable(made));
    }
}

void TestFaker::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("mistyped") << QByteArray("faker('person.fristName')")
                              << QStringLiteral("failed: faker(what) makes up no \"person.fristName\"; did you mean "
                                                "\"person.firstName\"?");
    QTest::newRow("unknown") << QByteArray("faker('quantum.foam.density')")
                             << QStringLiteral("failed: faker(what) makes up no \"quantum.foam.density\"; try "
                                               "faker('person.fullName').");
    QTest::newRow("nothing") << QByteArray("faker()")
                             << QStringLiteral("failed: faker(what) makes up no \"\"; try faker('person.fullName').");
    QTest::newRow("locale") << QByteArray("faker('person.firstName', 'xx')")
                            << QStringLiteral("failed: faker() knows no locale \"xx\", but en, de, fr, es, it, pt, ja, "
                                              "zh, ru.");
    QTest::newRow("number") << QByteArray("faker('person.firstName', 5)")
                            << QStringLiteral("failed: faker(what, locale, options) takes a text like 'de' and an "
                                              "object like {min: 1}.");
}

void TestFaker::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, error);
    PlayScope scope;
    QCOMPARE(line(Expression::compile(text)->evaluate(scope)), error);
}

void TestFaker::isSeeded()
{
    const Result<Expression> expression = Expression::compile("faker('person.fullName') + faker('string.uuid')");
    PlayScope first;
    PlayScope second;
    QStringList seen;
    for (int draw = 0; draw < 10; ++draw) {
        seen.append(line(expression->evaluate(first)));
        QCOMPARE(line(expression->evaluate(second)), seen.last());
    }
    QCOMPARE(QSet<QString>(seen.begin(), seen.end()).size(), 10);
}

void TestFaker::knowsTheCommonLocales_data()
{
    QTest::addColumn<QByteArray>("locale");
    for (const char *locale : {"en", "de", "fr", "es", "it", "ja", "zh", "pt", "ru", "de-AT", "pt_BR", "EN"})
        QTest::newRow(locale) << QByteArray(locale);
}

void TestFaker::knowsTheCommonLocales()
{
    QFETCH(QByteArray, locale);
    const FakerLocale *found = fakerLocale(locale);
    QVERIFY(found != nullptr);
    QVERIFY(countWords(found->firstNames) >= 20);
    QVERIFY(countWords(found->lastNames) >= 20);
    QVERIFY(countWords(found->cities) >= 20);
    QCOMPARE(countWords(found->months), 12);
    QCOMPARE(countWords(found->weekdays), 7);
}

void TestFaker::speaksEveryLocale_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const QByteArrayView name : fakerNames())
        QTest::newRow(name.toByteArray().constData()) << name.toByteArray();
}

/// Everything that can be made up is something, whatever the locale.
void TestFaker::speaksEveryLocale()
{
    QFETCH(QByteArray, what);
    PlayScope scope;
    for (const QByteArrayView locale : fakerLocales()) {
        const std::vector<Value> arguments = {Value::text(what), Value::text(locale)};
        const Outcome outcome = fake(arguments, scope);
        QVERIFY2(outcome.isGood(), qPrintable(outcome.error));
        QVERIFY(!outcome.value.isUndefined() && !(outcome.value.isText() && outcome.value.view().isEmpty()));
        QVERIFY2(outcome.value.view().indexOf('{') < 0 && outcome.value.view().indexOf('|') < 0,
                 qPrintable(outcome.value.toString()));
    }
}

void TestFaker::countsWithItsCheckDigits()
{
    PlayScope scope;
    for (int draw = 0; draw < 50; ++draw) {
        const QByteArray iban = Expression::compile("faker('finance.iban')")->evaluate(scope).value.toByteArray();
        // ISO 13616-1: moved to the end and read as digits, the rest by 97 is 1.
        int rest = 0;
        const QByteArray moved = iban.mid(4) + "1314" + iban.mid(2, 2);
        for (const char digit : moved)
            rest = (rest * 10 + (digit - '0')) % 97;
        QCOMPARE(rest, 1);
        const QByteArray card =
            Expression::compile("faker('finance.creditCardNumber')")->evaluate(scope).value.toByteArray();
        QCOMPARE(card.size(), 16);
        int sum = 0;
        for (qsizetype at = 0; at < card.size(); ++at) {
            const int doubled = (card[at] - '0') * (at % 2 == 0 ? 2 : 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        QCOMPARE(sum % 10, 0);
    }
}

void TestFaker::followsTheRuleClock()
{
    PlayScope scope;
    scope.time = 4'000'000'000'000; // 2096
    const QString made = Expression::compile("faker('date.soon')")->evaluate(scope).value.toString();
    const qint64 moment = QDateTime::fromString(made, Qt::ISODateWithMs).toMSecsSinceEpoch();
    QVERIFY(moment >= scope.time && moment <= scope.time + 86'400'000);
}

QTEST_GUILESS_MAIN(TestFaker)
#include "tst_faker.moc"
