// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/sessionrequest.h"

#include <QTest>

using namespace framewright::client;

class TestSessionRequest final : public QObject
{
    Q_OBJECT

private slots:
    void judges_data();
    void judges();
};

void TestSessionRequest::judges_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QList<QByteArray>>("subprotocols");
    QTest::addColumn<QString>("says");

    const QByteArray x("X-A");
    QTest::newRow("nothing wrong") << x << QByteArray("b: c") << QList<QByteArray>{"chat", "echo.v1"} << QString();
    QTest::newRow("empty value") << x << QByteArray() << QList<QByteArray>{} << QString();
    QTest::newRow("no name") << QByteArray() << QByteArray("b") << QList<QByteArray>{} << u"name of a header"_qs;
    QTest::newRow("space in the name") << QByteArray("X A") << QByteArray("b") << QList<QByteArray>{} << u"\"X A\""_qs;
    QTest::newRow("line break in the name")
        << QByteArray("X\r\nY") << QByteArray("b") << QList<QByteArray>{} << u"name of a header"_qs;
    QTest::newRow("carriage return") << x << QByteArray("b\rc") << QList<QByteArray>{} << u"X-A holds a line break"_qs;
    QTest::newRow("line feed") << x << QByteArray("b\nEvil: 1") << QList<QByteArray>{} << u"line break"_qs;
    QTest::newRow("zero byte") << x << QByteArray("b\0c", 3) << QList<QByteArray>{} << u"X-A"_qs;
    QTest::newRow("two in one") << x << QByteArray() << QList<QByteArray>{"a, b"} << u"\"a, b\""_qs;
    QTest::newRow("empty subprotocol") << x << QByteArray() << QList<QByteArray>{""} << u"subprotocol"_qs;
    QTest::newRow("twice") << x << QByteArray() << QList<QByteArray>{"a", "b", "a"} << u"offered twice"_qs;
}

void TestSessionRequest::judges()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QList<QByteArray>, subprotocols);
    QFETCH(QString, says);
    SessionRequest request;
    request.headers.append(name, value);
    request.subprotocols = subprotocols;
    const auto problem = problemOf(request);
    QCOMPARE(problem.has_value(), !says.isEmpty());
    if (problem) {
        QVERIFY2(problem->what.contains(says), qPrintable(problem->what));
        QVERIFY(!problem->advice.isEmpty());
    }
}

QTEST_GUILESS_MAIN(TestSessionRequest)
#include "tst_sessionrequest.moc"
