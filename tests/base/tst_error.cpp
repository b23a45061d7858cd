// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/result.h"

#include <QTest>

using namespace framewright;

class TestError final : public QObject
{
    Q_OBJECT

private slots:
    void text_data();
    void text();
    void failMakesTheErrorSide();
    void errorsAreValues();
};

void TestError::text_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("advice");
    QTest::addColumn<QString>("line");
    QTest::newRow("what") << u"It broke."_qs << QString() << QString() << u"It broke."_qs;
    QTest::newRow("where") << u"It broke."_qs << u"file.json:3"_qs << QString() << u"file.json:3: It broke."_qs;
    QTest::newRow("advice") << u"It broke."_qs << QString() << u"Mend it."_qs << u"It broke. Mend it."_qs;
    QTest::newRow("all") << u"It broke."_qs << u"file.json:3"_qs << u"Mend it."_qs
                         << u"file.json:3: It broke. Mend it."_qs;
}

void TestError::text()
{
    QFETCH(QString, what);
    QFETCH(QString, where);
    QFETCH(QString, advice);
    QTEST(Error({what, where, advice}).text(), "line");
}

void TestError::failMakesTheErrorSide()
{
    const Result<int> result = fail(u"It broke."_qs, u"here"_qs, u"Mend it."_qs);
    QVERIFY(!result);
    QVERIFY(result.error() == Error({u"It broke."_qs, u"here"_qs, u"Mend it."_qs}));
    QCOMPARE(result.value_or(4), 4);
}

void TestError::errorsAreValues()
{
    const Error error{u"a"_qs, u"b"_qs, u"c"_qs};
    QVERIFY(error == Error(error));
    QVERIFY(!(error == Error{u"a"_qs, u"b"_qs, u"d"_qs}));
    QVERIFY(!(error == Error{u"a"_qs, u"d"_qs, u"c"_qs}));
    QVERIFY(!(error == Error{u"d"_qs, u"b"_qs, u"c"_qs}));
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
