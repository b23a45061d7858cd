// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/variablepath.h"
#include "tests/expression/playscope.h"

#include <QTest>

using namespace framewright;
using namespace framewright::expression;

class TestVariablePath : public QObject
{
    Q_OBJECT

private slots:
    void resolves_data();
    void resolves();
    void refuses_data();
    void refuses();
};

void TestVariablePath::resolves_data()
{
    QTest::addColumn<QByteArray>("spelling");
    QTest::addColumn<QByteArrayList>("keys");
    const auto row = [](const char *spelling, const QByteArrayList &keys) {
        QTest::newRow(spelling) << QByteArray(spelling) << keys;
    };
    row("conn.name", {"name"});
    row("route.a.b.c", {"a", "b", "c"});
    row("local['a.b'].c", {"a.b", "c"});
    row("conn.list[0]", {"list", "0"});
    row("conn.subs.{{$.destination}}", {"subs", "/topic/a.b[1]"});
    row("conn.subs.{{$.destination}}.id", {"subs", "/topic/a.b[1]", "id"});
    row("conn.{{$['id']}}", {"7"});
    row("conn.sub-{{$.id}}", {"sub-7"});
}

void TestVariablePath::resolves()
{
    QFETCH(QByteArray, spelling);
    QFETCH(QByteArrayList, keys);
    PlayScope scope;
    scope.set(Root::Message, R"({"destination": "/topic/a.b[1]", "id": 7})");
    const Result<VariablePath> path = VariablePath::compile(spelling);
    QVERIFY2(path, qPrintable(path ? QString() : path.error().text()));
    const Result<std::vector<QByteArray>> resolved = path->resolve(scope);
    QVERIFY(resolved);
    QCOMPARE(QByteArrayList(resolved->begin(), resolved->end()), keys);
}

void TestVariablePath::refuses_data()
{
    QTest::addColumn<QByteArray>("spelling");
    for (const char *spelling : {"", "conn", "name", "$.a", "req.a", "conn.id", "conn.subprotocol", "conn..a", "conn.",
                                 "conn.a[", "conn['a]", "conn.{{$.a", "conn.a]b["})
        QTest::newRow(spelling) << QByteArray(spelling);
}

void TestVariablePath::refuses()
{
    QFETCH(QByteArray, spelling);
    const Result<VariablePath> path = VariablePath::compile(spelling);
    QVERIFY(!path);
    QVERIFY(!path.error().what.isEmpty());
}

QTEST_GUILESS_MAIN(TestVariablePath)
#include "tst_variablepath.moc"
