// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/headparser.h"

#include <QTest>

using namespace framewright::protocol;

class TestResponseHead final : public QObject
{
    Q_OBJECT

private slots:
    void knowsPhrases_data();
    void knowsPhrases();
    void encodesARefusal();
    void keepsWhatItWasGiven();
    void namesUpgradeInConnection();
    void hasNoBodyWhereNoneMayBe_data();
    void hasNoBodyWhereNoneMayBe();
    void cannotBeSplitByAValue();
};

void TestResponseHead::knowsPhrases_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("phrase");
    const auto row = [](int status, const char *phrase) {
        QTest::addRow("%d", status) << status << QByteArray(phrase);
    };
    row(100, "Continue");
    row(101, "Switching Protocols");
    row(200, "OK");
    row(301, "Moved Permanently");
    row(400, "Bad Request");
    row(401, "Unauthorized");
    row(403, "Forbidden");
    row(404, "Not Found");
    row(405, "Method Not Allowed");
    row(408, "Request Timeout");
    row(426, "Upgrade Required");
    row(429, "Too Many Requests");
    row(431, "Request Header Fields Too Large");
    row(500, "Internal Server Error");
    row(503, "Service Unavailable");
    row(511, "Network Authentication Required");
    row(0, "Status");
    row(299, "Status");
    row(427, "Status");
    row(999, "Status");
}

void TestResponseHead::knowsPhrases()
{
    QFETCH(int, status);
    QFETCH(QByteArray, phrase);
    QCOMPARE(statusPhrase(status), phrase);
}

void TestResponseHead::encodesARefusal()
{
    QCOMPARE(encodeResponse(404, {}, "No route."),
             QByteArray("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 9\r\n"
                        "Connection: close\r\n\r\nNo route."));
    QCOMPARE(encodeResponse(503, {{"Retry-After", "1"}}, {}),
             QByteArray("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n"
                        "Connection: close\r\n\r\n"));
}

void TestResponseHead::keepsWhatItWasGiven()
{
    const QByteArray response = encodeResponse(200,
                                               {{"content-type", "application/json"},
                                                {"Content-Length", "99"},
                                                {"Set-Cookie", "a=1"},
                                                {"Set-Cookie", "b=2"},
                                                {"Connection", "keep-alive"}},
                                               "{}");
    const ParsedHead<ResponseHead> parsed = parseResponseHead(response, {});
    QCOMPARE(parsed.status, HeadStatus::Complete);
    QCOMPARE(parsed.head.status, 200);
    QCOMPARE(parsed.head.fields.joined("Content-Type"), QByteArray("application/json"));
    QCOMPARE(parsed.head.fields.joined("Content-Length"), QByteArray("2"));
    QCOMPARE(parsed.head.fields.count("Set-Cookie"), 2);
    QCOMPARE(parsed.head.fields.joined("Connection"), QByteArray("close"));
    QCOMPARE(response.mid(parsed.consumed), QByteArray("{}"));
}

void TestResponseHead::namesUpgradeInConnection()
{
    const QByteArray response = encodeResponse(426, {{"Upgrade", "websocket"}}, "Upgrade.");
    const ParsedHead<ResponseHead> parsed = parseResponseHead(response, {});
    QVERIFY(parsed.head.fields.hasToken("Connection", "close"));
    QVERIFY(parsed.head.fields.hasToken("Connection", "upgrade"));
}

void TestResponseHead::hasNoBodyWhereNoneMayBe_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("100") << 100;
    QTest::newRow("204") << 204;
    QTest::newRow("304") << 304;
}

void TestResponseHead::hasNoBodyWhereNoneMayBe()
{
    QFETCH(int, status);
    const QByteArray response = encodeResponse(status, {{"Content-Length", "4"}}, "body");
    QVERIFY(response.endsWith("\r\n\r\n"));
    QVERIFY(!response.contains("Content-Length"));
    QCOMPARE(parseResponseHead(response, {}).head.status, status);
}

void TestResponseHead::cannotBeSplitByAValue()
{
    const QByteArray response = encodeResponse(404, {{"X", "a\r\nSet-Cookie: evil\r\n\r\nbody"}}, {});
    const ParsedHead<ResponseHead> parsed = parseResponseHead(response, {});
    QCOMPARE(parsed.status, HeadStatus::Complete);
    QCOMPARE(parsed.consumed, response.size());
    QVERIFY(!parsed.head.fields.contains("Set-Cookie"));
}

QTEST_GUILESS_MAIN(TestResponseHead)
#include "tst_responsehead.moc"
