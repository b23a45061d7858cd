// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/ndjsonline.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace framewright::event;
using framewright::traffic::appendNdjsonLine;
using framewright::traffic::maskCredentials;

namespace {

[[nodiscard]] EventRecord record(EventKind kind, Direction direction = Direction::In, std::uint8_t opcode = 0)
{
    EventRecord event;
    event.time = 1'700'000'000'001'002'003;
    event.connection = 7;
    event.kind = kind;
    event.direction = direction;
    event.opcode = opcode;
    event.wireSize = 20;
    return event;
}

[[nodiscard]] QByteArray line(const EventRecord &event, QByteArrayView payload, QByteArrayView detail = {},
                              const framewright::event::Label &label = {})
{
    QByteArray out;
    appendNdjsonLine(out, event, payload, detail, label);
    return out;
}

} // namespace

Q_DECLARE_METATYPE(framewright::event::Label)

class TestNdjsonLine final : public QObject
{
    Q_OBJECT

private slots:
    void wholeLine();
    void payload_data();
    void payload();
    void time_data();
    void time();
    void everyKindIsJson_data();
    void everyKindIsJson();
    void plainRequests_data();
    void plainRequests();
    void flags();
    void whatMadeIt_data();
    void whatMadeIt();
    void timeOfTheRuleClock();
    void rowOfACapture();
    void credentials_data();
    void credentials();
    void headsAreMasked();
};

void TestNdjsonLine::wholeLine()
{
    QCOMPARE(line(record(EventKind::Message, Direction::Out, 1), "say \"hi\"\n", {}, {1, "greeting"}),
             QByteArray("{\"time\":\"2023-11-14T22:13:20.001002Z\",\"connection\":7,\"kind\":\"message\","
                        "\"direction\":\"out\",\"opcode\":1,\"size\":9,\"wireSize\":20,\"rule\":\"greeting\","
                        "\"text\":\"say \\\"hi\\\"\\n\"}\n"));
}

void TestNdjsonLine::payload_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("opcode");
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("ending");
    const int message = int(EventKind::Message);
    const int close = int(EventKind::Close);
    QTest::newRow("text") << message << 1 << QByteArray("h\xc3\xa4") << QByteArray(",\"text\":\"h\xc3\xa4\"}\n");
    QTest::newRow("empty text") << message << 1 << QByteArray() << QByteArray(",\"text\":\"\"}\n");
    QTest::newRow("leading U+FEFF") << message << 1
                                    << QByteArray("\xef\xbb\xbf"
                                                  "a")
                                    << QByteArray(",\"text\":\"\xef\xbb\xbf"
                                                  "a\"}\n");
    QTest::newRow("binary") << message << 2 << QByteArray("abc") << QByteArray(",\"base64\":\"YWJj\"}\n");
    QTest::newRow("text that is none") << message << 1 << QByteArray("\xff") << QByteArray(",\"base64\":\"/w==\"}\n");
    QTest::newRow("ping") << int(EventKind::Ping) << 9 << QByteArray("abc") << QByteArray(",\"text\":\"abc\"}\n");
    QTest::newRow("close") << close << 8
                           << QByteArray("\x03\xe8"
                                         "bye")
                           << QByteArray(",\"code\":1000,\"reason\":\"bye\"}\n");
    QTest::newRow("close with no reason")
        << close << 8 << QByteArray("\x0f\xa0") << QByteArray(",\"code\":4000,\"reason\":\"\"}\n");
    QTest::newRow("close with nothing") << close << 8 << QByteArray() << QByteArray(",\"wireSize\":20}\n");
    QTest::newRow("close with one byte") << close << 8 << QByteArray("\x03") << QByteArray(",\"base64\":\"Aw==\"}\n");
    QTest::newRow("close with a broken reason")
        << close << 8 << QByteArray("\x03\xe8\xff") << QByteArray(",\"reason\":\"\xef\xbf\xbd\"}\n");
}

void TestNdjsonLine::payload()
{
    QFETCH(int, kind);
    QFETCH(int, opcode);
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, ending);
    const QByteArray out = line(record(EventKind(kind), Direction::In, std::uint8_t(opcode)), payload);
    QVERIFY2(out.endsWith(ending), out.constData());
    QCOMPARE(out.count('\n'), 1);
}

void TestNdjsonLine::time_data()
{
    QTest::addColumn<qint64>("time");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("zero") << qint64(0) << QByteArray("1970-01-01T00:00:00.000000Z");
    QTest::newRow("just before") << qint64(-1) << QByteArray("1969-12-31T23:59:59.999999Z");
    QTest::newRow("microsecond") << qint64(1'999) << QByteArray("1970-01-01T00:00:00.000001Z");
    QTest::newRow("end of a second") << qint64(1'999'999'999) << QByteArray("1970-01-01T00:00:01.999999Z");
}

void TestNdjsonLine::time()
{
    QFETCH(qint64, time);
    QFETCH(QByteArray, text);
    EventRecord event = record(EventKind::Notice);
    event.time = time;
    QVERIFY(line(event, "").startsWith(QByteArray("{\"time\":\"" + text)));
}

void TestNdjsonLine::everyKindIsJson_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    const char *names[] = {"opened",    "refused", "message",     "ping",       "pong",   "close",
                           "violation", "ended",   "undelivered", "rule error", "notice", "raw"};
    int kind = 1;
    for (const char *name : names)
        QTest::newRow(name) << kind++ << QString::fromLatin1(name);
}

void TestNdjsonLine::everyKindIsJson()
{
    QFETCH(int, kind);
    QFETCH(QString, name);
    QByteArray bytes;
    for (int byte = 0; byte < 256; ++byte)
        bytes += char(byte);
    for (const QByteArray &payload : {bytes, bytes.left(128), QByteArray()}) {
        const QByteArray out = line(record(EventKind(kind)), payload, payload, {1, payload.toStdString()});
        QCOMPARE(out.count('\n'), 1);
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(out, &error);
        QVERIFY2(error.error == QJsonParseError::NoError, qPrintable(error.errorString()));
        QCOMPARE(document[u"kind"].toString(), name);
        QCOMPARE(document[u"size"].toInt(), payload.size());
    }
}

void TestNdjsonLine::plainRequests_data()
{
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QString>("kind");
    QTest::newRow("answered") << QByteArray("HTTP/1.1 200 OK\r\n\r\n{}") << u"answered"_qs;
    QTest::newRow("moved") << QByteArray("HTTP/1.1 302 Found\r\n\r\n") << u"answered"_qs;
    QTest::newRow("not found") << QByteArray("HTTP/1.1 404 Not Found\r\n\r\n") << u"refused"_qs;
    QTest::newRow("no answer") << QByteArray() << u"refused"_qs;
}

void TestNdjsonLine::plainRequests()
{
    QFETCH(QByteArray, response);
    const QByteArray out = line(record(EventKind::Refused), "GET / HTTP/1.1\r\n\r\n", response);
    QTEST(QJsonDocument::fromJson(out)[u"kind"].toString(), "kind");
}

void TestNdjsonLine::flags()
{
    EventRecord event = record(EventKind::Ended, Direction::None);
    event.flags = eventflag::Client | eventflag::Abnormal;
    const QByteArray out = line(event, "gone");
    QVERIFY(out.contains("\"connection\":7,\"kind\":\"ended\",\"client\":true,\"abnormal\":true,\"size\":4"));
}

void TestNdjsonLine::credentials_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("masked");
    const QByteArray dots = "\xe2\x80\xa2\xe2\x80\xa2\xe2\x80\xa2";
    const auto same = [](const char *name, const QByteArray &head) { QTest::newRow(name) << head << head; };
    same("nothing", "");
    same("nothing secret", "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    same("names in values", "GET /?cookie:1 HTTP/1.1\r\nX: Authorization: b\r\nX-Cookie: c\r\n\r\n");
    same("no colon", "GET / HTTP/1.1\r\nCookie\r\n\r\n");
    same("a body", "HTTP/1.1 401 No\r\n\r\nCookie: of the body\r\n");
    QTest::newRow("each") << QByteArray("GET / HTTP/1.1\r\nAuthorization: Bearer x\r\nProxy-Authorization: Basic y\r\n"
                                        "Cookie: a=b; c=d\r\nSet-Cookie: e=f\r\nHost: g\r\n\r\n")
                          << "GET / HTTP/1.1\r\nAuthorization: " + dots + "\r\nProxy-Authorization: " + dots +
                                 "\r\nCookie: " + dots + "\r\nSet-Cookie: " + dots + "\r\nHost: g\r\n\r\n";
    QTest::newRow("letter case") << QByteArray("cOOKIE:a\r\n") << "cOOKIE: " + dots + "\r\n";
    QTest::newRow("space before the colon") << QByteArray("Cookie : a\r\n") << "Cookie : " + dots + "\r\n";
    QTest::newRow("over several lines") << QByteArray("Cookie: a\r\n b\r\n\tc\r\nX: d\r\n")
                                        << "Cookie: " + dots + "\r\n " + dots + "\r\n " + dots + "\r\nX: d\r\n";
    QTest::newRow("bare newlines") << QByteArray("Cookie: a\nX: b\n\n") << "Cookie: " + dots + "\nX: b\n\n";
    QTest::newRow("cut short") << QByteArray("GET / HTTP/1.1\r\nCookie: a") << "GET / HTTP/1.1\r\nCookie: " + dots;
    QTest::newRow("leading empty lines") << QByteArray("\r\n\r\nGET /\r\nCookie: a\r\n")
                                         << "\r\n\r\nGET /\r\nCookie: " + dots + "\r\n";
}

void TestNdjsonLine::credentials()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, masked);
    QCOMPARE(maskCredentials(head), masked);
}

void TestNdjsonLine::headsAreMasked()
{
    for (const EventKind kind : {EventKind::Opened, EventKind::Refused}) {
        const QByteArray out = line(record(kind), "GET / HTTP/1.1\r\nAuthorization: Bearer hunter2\r\n\r\n",
                                    "HTTP/1.1 101 Switching Protocols\r\nSet-Cookie: hunter2\r\n\r\n");
        QVERIFY(!out.contains("hunter2"));
        QVERIFY(out.contains("\"request\":\"GET / HTTP/1.1\\r\\nAuthorization:"));
        QVERIFY(out.contains("\"response\":\"HTTP/1.1 101"));
    }
}

void TestNdjsonLine::whatMadeIt_data()
{
    QTest::addColumn<framewright::event::Label>("label");
    QTest::addColumn<QByteArray>("words");
    using framewright::event::Label;
    using framewright::event::Means;
    QTest::newRow("nothing") << Label() << QByteArray("\"wireSize\":20,\"text\"");
    QTest::newRow("rule") << Label{1, "r"} << QByteArray("\"rule\":\"r\",\"text\"");
    QTest::newRow("timer") << Label{1, "r", Means::Timer, "t\""}
                           << QByteArray("\"rule\":\"r\",\"timer\":\"t\\\"\",\"text\"");
    QTest::newRow("signal") << Label{1, "r", Means::Signal, "s"} << QByteArray("\"rule\":\"r\",\"signal\":\"s\"");
    QTest::newRow("stream") << Label{1, "r", Means::Stream} << QByteArray("\"rule\":\"r\",\"by\":\"stream\"");
    QTest::newRow("script") << Label{1, "r", Means::Script} << QByteArray("\"rule\":\"r\",\"by\":\"script\"");
    QTest::newRow("person's signal") << Label{1, "", Means::Person, "s"}
                                     << QByteArray("\"wireSize\":20,\"signal\":\"s\",\"by\":\"person\"");
    QTest::newRow("person") << Label{1, "", Means::Person} << QByteArray("\"wireSize\":20,\"by\":\"person\"");
}

void TestNdjsonLine::whatMadeIt()
{
    QFETCH(framewright::event::Label, label);
    QFETCH(QByteArray, words);
    const QByteArray out = line(record(EventKind::Message, Direction::Out, 1), "x", {}, label);
    QVERIFY2(out.contains(words), out.constData());
    QVERIFY2(QJsonDocument::fromJson(out).isObject(), out.constData());
}

void TestNdjsonLine::timeOfTheRuleClock()
{
    EventRecord event = record(EventKind::Message, Direction::Out, 1);
    QVERIFY(!line(event, "x").contains("ruleTime"));
    event.ruleTime = event.time + 1'000'000'000;
    QVERIFY2(line(event, "x")
                 .startsWith("{\"time\":\"2023-11-14T22:13:20.001002Z\",\"ruleTime\":"
                             "\"2023-11-14T22:13:21.001002Z\",\"connection\":7"),
             line(event, "x").constData());
}

void TestNdjsonLine::rowOfACapture()
{
    framewright::traffic::Row row;
    row.number = 9;
    row.time = 1'700'000'000'001'002'003;
    row.connection = {7};
    row.kind = EventKind::Message;
    row.direction = Direction::Out;
    row.opcode = 1;
    row.wireSize = 20;
    row.label = u"r"_qs;
    row.cause = 8;
    row.preview = "hello";
    QByteArray out;
    framewright::traffic::appendNdjsonRow(out, row, {});
    QCOMPARE(out, QByteArray("{\"row\":9,\"time\":\"2023-11-14T22:13:20.001002Z\",\"cause\":8,\"connection\":7,"
                             "\"kind\":\"message\",\"direction\":\"out\",\"opcode\":1,\"size\":5,"
                             "\"wireSize\":20,\"rule\":\"r\",\"text\":\"hello\"}\n"));
    // Nobody wants credentials in a file to be mailed.
    row.kind = EventKind::Opened;
    row.preview = "GET / HTTP/1.1\r\nAuthorization: Bearer hunter2\r\n\r\n";
    out.clear();
    framewright::traffic::appendNdjsonRow(out, row, "HTTP/1.1 101 x\r\nSet-Cookie: hunter2\r\n\r\n");
    QVERIFY2(!out.contains("hunter2"), out.constData());
}

QTEST_GUILESS_MAIN(TestNdjsonLine)
#include "tst_ndjsonline.moc"
