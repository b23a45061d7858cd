// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/client/target.h"

#include <QTest>

using namespace framewright;
using namespace framewright::client;

class TestTarget final : public QObject
{
    Q_OBJECT

private slots:
    void readsAddress_data();
    void readsAddress();
    void refusesAddress_data();
    void refusesAddress();
    void takesUserAndPassword();
    void followsLocation_data();
    void followsLocation();
    void refusesLocation_data();
    void refusesLocation();
    void guardsCredentials_data();
    void guardsCredentials();
};

void TestTarget::readsAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("secure");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("hostField");

    const auto row = [](const char *text, const char *host, int port, bool secure, const char *path,
                        const char *field) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(host) << port << secure
                            << QByteArray(path) << QByteArray(field);
    };
    row("ws://example.org/a", "example.org", 80, false, "/a", "example.org");
    row("ws://example.org", "example.org", 80, false, "/", "example.org");
    row("wss://example.org", "example.org", 443, true, "/", "example.org");
    row("wss://example.org:443/", "example.org", 443, true, "/", "example.org");
    row("ws://example.org:443/", "example.org", 443, false, "/", "example.org:443");
    row("http://example.org:8080/x", "example.org", 8080, false, "/x", "example.org:8080");
    row("https://example.org/x", "example.org", 443, true, "/x", "example.org");
    row("localhost:9001/echo", "localhost", 9001, false, "/echo", "localhost:9001");
    row("  127.0.0.1:9001 ", "127.0.0.1", 9001, false, "/", "127.0.0.1:9001");
    row("//example.org/a", "example.org", 80, false, "/a", "example.org");
    row("ws://[::1]:9001/a", "::1", 9001, false, "/a", "[::1]:9001");
    row("[::1]", "::1", 80, false, "/", "[::1]");
    row("ws://example.org?a=b", "example.org", 80, false, "/?a=b", "example.org");
    row("ws://example.org/a?b=c%20d&e", "example.org", 80, false, "/a?b=c%20d&e", "example.org");
    row("ws://example.org/a b/ü", "example.org", 80, false, "/a%20b/%C3%BC", "example.org");
    row("ws://example.org/a%2Fb", "example.org", 80, false, "/a%2Fb", "example.org");
    row("ws://example.org/A/b#part", "example.org", 80, false, "/A/b", "example.org");
    row("ws://EXAMPLE.org/A", "example.org", 80, false, "/A", "example.org");
    row("ws://bücher.example/", "xn--bcher-kva.example", 80, false, "/", "xn--bcher-kva.example");
}

void TestTarget::readsAddress()
{
    QFETCH(QString, text);
    const auto url = readAddress(text);
    QVERIFY2(url, url ? "" : qPrintable(url.error().text()));
    const auto target = targetOf(*url);
    QVERIFY(target);
    QTEST(target->host, "host");
    QTEST(int(target->port), "port");
    QTEST(target->secure, "secure");
    QTEST(target->path, "path");
    QTEST(target->hostField(), "hostField");
    QVERIFY(target->authorization.isEmpty());
    QVERIFY(!target->url.hasFragment());
}

void TestTarget::refusesAddress_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");

    QTest::newRow("empty") << u""_qs << u"empty"_qs;
    QTest::newRow("blanks") << u"   "_qs << u"empty"_qs;
    QTest::newRow("another scheme") << u"ftp://example.org/"_qs << u"\"ftp\""_qs;
    QTest::newRow("no host") << u"ws:///path"_qs << u"no host"_qs;
    QTest::newRow("port too high") << u"ws://example.org:70000/"_qs << u"not a URL"_qs;
    QTest::newRow("port zero") << u"ws://example.org:0/"_qs << u"port 0"_qs;
    QTest::newRow("port of letters") << u"ws://example.org:abc/"_qs << u"not a URL"_qs;
    QTest::newRow("open bracket") << u"ws://[::1/"_qs << u"not a URL"_qs;
}

void TestTarget::refusesAddress()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto url = readAddress(text);
    QVERIFY(!url);
    QVERIFY2(url.error().what.contains(says), qPrintable(url.error().what));
    QVERIFY(!url.error().advice.isEmpty());
}

void TestTarget::takesUserAndPassword()
{
    const auto target = targetOf(QUrl(u"ws://ann:p%40ss%3Aword@example.org/x"_qs));
    QVERIFY(target);
    QCOMPARE(target->authorization, QByteArray("Basic " + QByteArray("ann:p@ss:word").toBase64()));
    QCOMPARE(target->url, QUrl(u"ws://example.org/x"_qs));
    QCOMPARE(target->hostField(), QByteArray("example.org"));
}

void TestTarget::followsLocation_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("to");

    QTest::newRow("path") << u"ws://a.example:81/x/y?q=1"_qs << QByteArray("/z") << u"ws://a.example:81/z"_qs;
    QTest::newRow("sibling") << u"ws://a.example/x/y"_qs << QByteArray("z?k=v") << u"ws://a.example/x/z?k=v"_qs;
    QTest::newRow("query") << u"ws://a.example/x"_qs << QByteArray("?k=v") << u"ws://a.example/x?k=v"_qs;
    QTest::newRow("http is ws") << u"wss://a.example/x"_qs << QByteArray("http://b.example/") << u"ws://b.example/"_qs;
    QTest::newRow("https is wss") << u"ws://a.example/x"_qs << QByteArray("https://b.example:444/")
                                  << u"wss://b.example:444/"_qs;
    QTest::newRow("same scheme") << u"wss://a.example/x"_qs << QByteArray("//b.example/y") << u"wss://b.example/y"_qs;
    QTest::newRow("fragment dropped") << u"ws://a.example/x"_qs << QByteArray("/y#z") << u"ws://a.example/y"_qs;
    QTest::newRow("dots") << u"ws://a.example/x/y/z"_qs << QByteArray("../w") << u"ws://a.example/x/w"_qs;
}

void TestTarget::followsLocation()
{
    QFETCH(QString, from);
    QFETCH(QByteArray, location);
    const auto to = redirectedTarget(*targetOf(QUrl(from)), location);
    QVERIFY2(to, to ? "" : qPrintable(to.error().text()));
    QTEST(to->url.toString(), "to");
}

void TestTarget::refusesLocation_data()
{
    QTest::addColumn<QByteArray>("location");

    QTest::newRow("empty") << QByteArray();
    QTest::newRow("another scheme") << QByteArray("file:///etc/passwd");
    QTest::newRow("script") << QByteArray("javascript:alert(1)");
    QTest::newRow("broken") << QByteArray("ws://[::1/");
}

void TestTarget::refusesLocation()
{
    QFETCH(QByteArray, location);
    QVERIFY(!redirectedTarget(*targetOf(QUrl(u"ws://a.example/x"_qs)), location));
}

void TestTarget::guardsCredentials_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("may");

    QTest::newRow("another path") << u"ws://a.example/x"_qs << u"ws://a.example/y"_qs << true;
    QTest::newRow("another host") << u"ws://a.example/"_qs << u"ws://b.example/"_qs << false;
    QTest::newRow("a part of the name") << u"ws://a.example/"_qs << u"ws://x.a.example/"_qs << false;
    QTest::newRow("another port") << u"ws://a.example:81/"_qs << u"ws://a.example:82/"_qs << false;
    QTest::newRow("to TLS") << u"ws://a.example/"_qs << u"wss://a.example/"_qs << true;
    QTest::newRow("to TLS on another port") << u"ws://a.example/"_qs << u"wss://a.example:444/"_qs << false;
    QTest::newRow("away from TLS") << u"wss://a.example/"_qs << u"ws://a.example/"_qs << false;
    QTest::newRow("away from TLS, same port") << u"wss://a.example:444/"_qs << u"ws://a.example:444/"_qs << false;
}

void TestTarget::guardsCredentials()
{
    QFETCH(QString, from);
    QFETCH(QString, to);
    QTEST(mayShareCredentials(*targetOf(QUrl(from)), *targetOf(QUrl(to))), "may");
}

QTEST_GUILESS_MAIN(TestTarget)
#include "tst_target.moc"
