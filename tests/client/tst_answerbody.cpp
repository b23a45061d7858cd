// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/answerbody.h"

#include <QTest>

using namespace framewright;
using namespace framewright::client;

class TestAnswerBody final : public QObject
{
    Q_OBJECT

private slots:
    void collects_data();
    void collects();
    void keepsNoMoreThanItsLimit_data();
    void keepsNoMoreThanItsLimit();
    void givesUpOnEndlessChunkSize();
};

void TestAnswerBody::collects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("complete");

    const QByteArray length("Content-Length");
    const QByteArray coding("Transfer-Encoding");
    QTest::newRow("length") << 404 << length << QByteArray("4") << QByteArray("nope") << QByteArray("nope") << true;
    QTest::newRow("length, more behind") << 404 << length << QByteArray("4") << QByteArray("nope!!")
                                         << QByteArray("nope") << true;
    QTest::newRow("length, not all there")
        << 404 << length << QByteArray("5") << QByteArray("nope") << QByteArray("nope") << false;
    QTest::newRow("length zero") << 404 << length << QByteArray("0") << QByteArray() << QByteArray() << true;
    QTest::newRow("bad length") << 404 << length << QByteArray("-4") << QByteArray("nope") << QByteArray("nope")
                                << false;
    QTest::newRow("no length") << 404 << QByteArray("X") << QByteArray("y") << QByteArray("nope") << QByteArray("nope")
                               << false;
    QTest::newRow("204") << 204 << length << QByteArray("4") << QByteArray("nope") << QByteArray() << true;
    QTest::newRow("304") << 304 << QByteArray("X") << QByteArray("y") << QByteArray() << QByteArray() << true;
    QTest::newRow("chunks") << 500 << coding << QByteArray("chunked")
                            << QByteArray("3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n") << QByteArray("abc0123456789")
                            << true;
    QTest::newRow("chunks, no end") << 500 << coding << QByteArray("gzip, Chunked") << QByteArray("3\r\nabc\r\n")
                                    << QByteArray("abc") << false;
    QTest::newRow("bad chunk") << 500 << coding << QByteArray("chunked") << QByteArray("zz\r\nabc") << QByteArray()
                               << true;
    QTest::newRow("negative chunk") << 500 << coding << QByteArray("chunked") << QByteArray("-5\r\nabc") << QByteArray()
                                    << true;
    QTest::newRow("huge chunk") << 500 << coding << QByteArray("chunked") << QByteArray("ffffffffffffffffffff\r\nabc")
                                << QByteArray() << true;
}

void TestAnswerBody::collects()
{
    QFETCH(int, status);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, bytes);
    protocol::ResponseHead head;
    head.status = status;
    head.fields.append(name, value);

    AnswerBody whole(head);
    whole.add(bytes);
    QTEST(whole.content(), "content");
    QTEST(whole.isComplete(), "complete");

    // Split at every byte.
    for (qsizetype at = 0; at <= bytes.size(); ++at) {
        AnswerBody parts(head);
        parts.add(QByteArrayView(bytes).first(at));
        parts.add(QByteArrayView(bytes).sliced(at));
        QTEST(parts.content(), "content");
        QTEST(parts.isComplete(), "complete");
    }
}

void TestAnswerBody::keepsNoMoreThanItsLimit_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("begin");

    QTest::newRow("length") << QByteArray("Content-Length") << QByteArray("999999999") << QByteArray();
    QTest::newRow("to the end") << QByteArray("X") << QByteArray("y") << QByteArray();
    QTest::newRow("one chunk") << QByteArray("Transfer-Encoding") << QByteArray("chunked") << QByteArray("fffffff\r\n");
}

void TestAnswerBody::keepsNoMoreThanItsLimit()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QByteArray, begin);
    protocol::ResponseHead head;
    head.status = 500;
    head.fields.append(name, value);
    AnswerBody body(head);
    body.add(begin);
    for (int i = 0; i < 100; ++i)
        body.add(QByteArray(10000, 'x'));
    QVERIFY(body.isComplete());
    QCOMPARE(body.content().size(), AnswerBody::limit);
    QCOMPARE(body.raw().size(), AnswerBody::limit);
}

void TestAnswerBody::givesUpOnEndlessChunkSize()
{
    protocol::ResponseHead head;
    head.status = 500;
    head.fields.append("Transfer-Encoding", "chunked");
    AnswerBody body(head);
    for (int i = 0; i < 2000 && !body.isComplete(); ++i)
        body.add("0");
    QVERIFY(body.isComplete());
    QVERIFY(body.content().isEmpty());
}

QTEST_GUILESS_MAIN(TestAnswerBody)
#include "tst_answerbody.moc"
