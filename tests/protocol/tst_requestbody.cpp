// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/requestbody.h"

#include "app/protocol/headparser.h"

#include <QTest>

using namespace framewright::protocol;
using Status = RequestBody::Status;

class TestRequestBody : public QObject
{
    Q_OBJECT

private slots:
    void takes_data();
    void takes();
    void takesByteByByte_data() { takes_data(); }
    void takesByteByByte();
    void refuses_data();
    void refuses();

private:
    static RequestBody bodyOf(const QByteArray &fields, qsizetype limit = 100);
};

RequestBody TestRequestBody::bodyOf(const QByteArray &fields, qsizetype limit)
{
    const QByteArray raw = "POST /x HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    return RequestBody(parseRequestHead(raw, {raw.size(), raw.size()}).head, limit);
}

void TestRequestBody::takes_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("rest");
    const auto row = [](const char *name, const char *fields, const char *bytes, const char *content,
                        const char *rest) {
        QTest::newRow(name) << QByteArray(fields) << QByteArray(bytes) << QByteArray(content) << QByteArray(rest);
    };
    row("none", "", "GET", "", "GET");
    row("length 0", "Content-Length: 0\r\n", "GET", "", "GET");
    row("length", "Content-Length: 5\r\n", "helloGET", "hello", "GET");
    row("chunks", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\n3;a=b\r\n, x\r\n0\r\n\r\nGET", "hello, x", "GET");
    row("chunks, upper case", "Transfer-Encoding: Chunked\r\n", "A\r\n0123456789\r\n0\r\n\r\n", "0123456789", "");
    row("no chunk", "Transfer-Encoding: chunked\r\n", "0\r\n\r\n", "", "");
    row("trailer", "Transfer-Encoding: chunked\r\n", "1\r\nx\r\n0\r\nX: y\r\n\r\nZ", "x", "Z");
    row("bare line ends", "Transfer-Encoding: chunked\r\n", "1\nx\n0\n\n", "x", "");
}

void TestRequestBody::takes()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, rest);
    RequestBody body = bodyOf(fields);
    const QByteArray all = bytes;
    QCOMPARE(body.take(bytes), Status::Complete);
    QCOMPARE(body.content(), content);
    QCOMPARE(bytes, rest);
    QCOMPARE(body.raw() + rest, all);
}

void TestRequestBody::takesByteByByte()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, rest);
    RequestBody body = bodyOf(fields);
    QByteArray pending;
    for (const char byte : bytes) {
        pending += byte;
        body.take(pending);
    }
    QCOMPARE(body.status(), Status::Complete);
    QCOMPARE(body.content(), content);
    QCOMPARE(pending, rest);
}

void TestRequestBody::refuses_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Status>("status");
    const auto row = [](const char *name, const char *fields, const QByteArray &bytes, Status status) {
        QTest::newRow(name) << QByteArray(fields) << bytes << status;
    };
    row("length too large", "Content-Length: 101\r\n", {}, Status::TooLarge);
    row("length of many digits", "Content-Length: 99999999999999999999\r\n", {}, Status::TooLarge);
    row("length no number", "Content-Length: -5\r\n", {}, Status::Malformed);
    row("length with a plus", "Content-Length: +5\r\n", {}, Status::Malformed);
    row("two lengths", "Content-Length: 5\r\nContent-Length: 6\r\n", {}, Status::Malformed);
    row("length and chunks", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", {}, Status::Malformed);
    row("other encoding", "Transfer-Encoding: gzip, chunked\r\n", {}, Status::Malformed);
    row("chunk too large", "Transfer-Encoding: chunked\r\n", "65\r\n", Status::TooLarge);
    row("chunk size of many digits", "Transfer-Encoding: chunked\r\n", "fffffffff\r\n", Status::Malformed);
    row("chunk size no number", "Transfer-Encoding: chunked\r\n", "x\r\n", Status::Malformed);
    row("chunk size negative", "Transfer-Encoding: chunked\r\n", "-1\r\n", Status::Malformed);
    row("chunk longer than it says", "Transfer-Encoding: chunked\r\n", "1\r\nxy\r\n", Status::Malformed);
    row("endless size line", "Transfer-Encoding: chunked\r\n", QByteArray(5000, '1'), Status::Malformed);
    row("endless extensions", "Transfer-Encoding: chunked\r\n",
        QByteArray("1;" + QByteArray(4000, 'a') + "\r\nx\r\n").repeated(3), Status::TooLarge);
    row("not whole", "Content-Length: 5\r\n", "hell", Status::NeedMore);
    row("chunk not whole", "Transfer-Encoding: chunked\r\n", "5\r\nhel", Status::NeedMore);
}

void TestRequestBody::refuses()
{
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, bytes);
    QFETCH(Status, status);
    RequestBody body = bodyOf(fields);
    QCOMPARE(body.take(bytes), status);
    QCOMPARE(body.problem().isEmpty(), status == Status::NeedMore);
}

QTEST_GUILESS_MAIN(TestRequestBody)
#include "tst_requestbody.moc"
