// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/requesthead.h"

#include <QTest>

using namespace framewright::protocol;

class TestRequestHead final : public QObject
{
    Q_OBJECT

private slots:
    void splitsItsTarget_data();
    void splitsItsTarget();
};

void TestRequestHead::splitsItsTarget_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("query");
    const auto row = [](const char *target, const char *path, const char *query) {
        QTest::newRow(target) << QByteArray(target) << QByteArray(path) << QByteArray(query);
    };
    row("/", "/", "");
    row("/chat", "/chat", "");
    row("/chat/", "/chat/", "");
    row("/chat?", "/chat", "");
    row("/chat?a=1&b=2", "/chat", "a=1&b=2");
    row("/chat?a=1?b", "/chat", "a=1?b");
    row("/a%20b%2Fc?d%20e", "/a%20b%2Fc", "d%20e");
    row("/a?url=http://x/y", "/a", "url=http://x/y");
    row("/a://b", "/a://b", "");
    row("//double/slash", "//double/slash", "");
    row("http://host/chat", "/chat", "");
    row("ws://host:9001/chat?a", "/chat", "a");
    row("wss://user@host/a/b?c", "/a/b", "c");
    row("http://host", "/", "");
    row("http://host?a=1", "/", "a=1");
    row("http://host/?a=1", "/", "a=1");
    row("http://[::1]:80/x", "/x", "");
    row("*", "*", "");
}

void TestRequestHead::splitsItsTarget()
{
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, query);
    RequestHead head;
    head.target = target;
    QCOMPARE(head.path(), path);
    QCOMPARE(head.query(), query);
}

QTEST_GUILESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"
