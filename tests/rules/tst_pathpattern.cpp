// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/pathpattern.h"

#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestPathPattern : public QObject
{
    Q_OBJECT

private slots:
    void matches_data();
    void matches();
    void doesNotMatch_data();
    void doesNotMatch();
    void refuses_data();
    void refuses();
    void decodesPercents_data();
    void decodesPercents();
};

void TestPathPattern::matches_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("parameters");
    const auto row = [](const char *pattern, const char *path, const char *parameters) {
        QTest::addRow("%s %s", pattern, path) << QByteArray(pattern) << QByteArray(path) << QByteArray(parameters);
    };
    row("/", "/", "");
    row("/echo", "/echo", "");
    row("/socket.io/", "/socket.io/", "");
    row("/a b", "/a%20b", "");
    row("/a%20b", "/a%20b", "");
    row("/chat/{room}", "/chat/lobby", "room=lobby");
    row("/chat/{room}", "/chat/a%2Fb%20c", "room=a/b c");
    row("/chat/{room}", "/chat/%C3%A4", "room=\xc3\xa4");
    row("/{a}/x/{b}", "/1/x/2", "a=1,b=2");
    row("/{name}.json", "/list.json", "name=list");
    row("/v{major}", "/v12", "major=12");
    row("/files/{rest*}", "/files/a/b%20c/d", "rest=a/b c/d");
    row("/files/{rest*}", "/files/", "rest=");
    row("/{all*}", "/", "all=");
}

void TestPathPattern::matches()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, parameters);
    const Result<PathPattern> compiled = PathPattern::compile(pattern);
    QVERIFY(compiled);
    const auto found = compiled->match(path);
    QVERIFY(found);
    QByteArrayList pairs;
    for (const auto &[name, value] : *found)
        pairs.append(name + '=' + value);
    QCOMPARE(pairs.join(','), parameters);
}

void TestPathPattern::doesNotMatch_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("path");
    const auto row = [](const char *pattern, const char *path) {
        QTest::addRow("%s %s", pattern, path) << QByteArray(pattern) << QByteArray(path);
    };
    row("/", "");
    row("/", "/a");
    row("/echo", "/Echo");
    row("/echo", "/echo/");
    row("/echo/", "/echo");
    row("/echo", "/echo2");
    row("/chat/{room}", "/chat");
    row("/chat/{room}", "/chat/");
    row("/chat/{room}", "/chat/a/b");
    row("/{name}.json", "/.json");
    row("/{name}.json", "/list.xml");
    row("/aXa{n}aXa", "/aXaXa");
    row("/files/{rest*}", "/files");
    row("/a/b", "/a%2Fb");
}

void TestPathPattern::doesNotMatch()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, path);
    const Result<PathPattern> compiled = PathPattern::compile(pattern);
    QVERIFY(compiled);
    QVERIFY(!compiled->match(path));
}

void TestPathPattern::refuses_data()
{
    QTest::addColumn<QByteArray>("pattern");
    for (const char *pattern : {"", "echo", "/a?b", "/a#b", "/{", "/}", "/{}", "/{a", "/{a}{b}", "/{a*}/b", "/x{a*}",
                                "/{a*}x", "/{*}", "/}{"})
        QTest::newRow(pattern) << QByteArray(pattern);
}

void TestPathPattern::refuses()
{
    QFETCH(QByteArray, pattern);
    QVERIFY(!PathPattern::compile(pattern));
}

void TestPathPattern::decodesPercents_data()
{
    QTest::addColumn<QByteArray>("encoded");
    QTest::addColumn<QByteArray>("decoded");
    QTest::newRow("none") << QByteArray("abc+") << QByteArray("abc+");
    QTest::newRow("both cases") << QByteArray("%2f%2F") << QByteArray("//");
    QTest::newRow("not hex") << QByteArray("%zz%4") << QByteArray("%zz%4");
    QTest::newRow("at the end") << QByteArray("a%") << QByteArray("a%");
    QTest::newRow("zero") << QByteArray("%00") << QByteArray(1, '\0');
}

void TestPathPattern::decodesPercents()
{
    QFETCH(QByteArray, encoded);
    QFETCH(QByteArray, decoded);
    QCOMPARE(percentDecoded(encoded), decoded);
}

QTEST_GUILESS_MAIN(TestPathPattern)
#include "tst_pathpattern.moc"
