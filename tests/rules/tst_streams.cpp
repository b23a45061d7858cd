// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QSet>
#include <QTest>

using namespace framewright;
using namespace framewright::rules;

/// `stream`: what a route says without being asked, beside its rules.
class TestStreams : public QObject
{
    Q_OBJECT

private slots:
    void plays_data();
    void plays();
    void randomOrderTakesAll();
    void editOfItStartsItAnew();
    void leavesTicksOutWhenItCannotKeepUp();
};

void TestStreams::plays_data()
{
    QTest::addColumn<QByteArray>("route");
    QTest::addColumn<QByteArray>("script");
    const auto row = [](const char *name, const char *route, const char *script) {
        QTest::newRow(name) << QByteArray(route) << QByteArray(script);
    };
    row("each its own, beside rules", R"--({"path": "/",
        "stream": {"every": 100, "messages": ["a", {"id": "{{conn.id}}"}]},
        "rules": [{"on": "open", "do": [{"send": "hello"}]}, {"do": [{"send": {"same": true}}]}]})--",
        "begin\n open 1 /\n 1 < hello\n +60\n open 2 /\n 2 < hello\n +40\n 1 < a\n 1 > x\n 1 < x\n +60\n 2 < a\n +40\n"
        "1 < {\"id\":1}\n +60\n 2 < {\"id\":2}\n +40\n 1 < a\n close 1 1000\n +60\n 2 < a");
    row("times", R"--({"path": "/", "stream": {"mode": "each", "every": 10, "order": "sequence", "times": 3,
        "messages": ["a", "b"]}})--",
        "open 1 /\n +10\n 1 < a\n +10\n 1 < b\n +10\n 1 < a\n +100");
    row("times of null are for ever", R"--({"path": "/", "stream": {"every": 10, "times": null, "messages": ["a"]}})--",
        "open 1 /\n +10\n 1 < a\n +10\n 1 < a");
    row("broadcast is one message to all", R"--({"path": "/",
        "stream": {"mode": "broadcast", "every": 100, "messages": ["{{tick}}", {"hex": "01ff"}]}})--",
        "begin\n open 1 /\n open 2 /\n +100\n 1 2 < 1\n +100\n 1 2 < hex:01ff\n close 1 1000\n close 2 1000\n +100\n"
        "open 3 /\n +100\n 3 < hex:01ff\n +100\n 3 < 5");
    row("broadcast with the recipient in it", R"--({"path": "/",
        "stream": {"mode": "broadcast", "every": 100, "messages": ["you are {{peer.id}}"]}})--",
        "begin\n open 1 /\n open 2 /\n +100\n 1 < you are 1\n 2 < you are 2");
    row("nothing of a connection in a broadcast", R"--({"path": "/",
        "stream": {"mode": "broadcast", "every": 100, "messages": ["{{conn.id}}", "b"]}})--",
        "begin\n open 1 /\n +100\n 0 ! report stream.messages[0]: There is nothing to send: the value is undefined.\n"
        "+100\n 1 < b");
    row("what cannot be sent is left out", R"--({"path": "/",
        "stream": {"every": 10, "messages": [{"hex": "0"}, "b"]}})--",
        "open 1 /\n +10\n 1 < b\n +10\n 1 < b");
    row("local is computed once, before a broadcast", R"--({"path": "/", "rules": [{"do": [
        {"set": {"local.n": "{{seq('n')}}"}},
        {"send": {"n": "{{local.n}}", "mine": "{{peer.id === conn.id}}"}, "to": "all"}]}]})--",
        "open 1 /\n open 2 /\n 1 > x\n 1 < {\"n\":1,\"mine\":true}\n 2 < {\"n\":1,\"mine\":false}\n 2 > y\n"
        "1 < {\"n\":2,\"mine\":false}\n 2 < {\"n\":2,\"mine\":true}");
}

void TestStreams::plays()
{
    QFETCH(QByteArray, route);
    QFETCH(QByteArray, script);
    Conversation conversation(route);
    QCOMPARE(conversation.play(script), QString());
}

void TestStreams::randomOrderTakesAll()
{
    Conversation conversation(
        QByteArray(R"({"path": "/", "stream": {"every": 10, "order": "random", "messages": ["a", "b", "c"]}})"));
    QCOMPARE(conversation.play("open 1 /"), QString());
    conversation.pass(1000);
    const QStringList &lines = conversation.stage().lines;
    QCOMPARE(lines.size(), 100);
    QCOMPARE(QSet<QString>(lines.cbegin(), lines.cend()),
             (QSet<QString>{QStringLiteral("1 < a"), QStringLiteral("1 < b"), QStringLiteral("1 < c")}));
    QVERIFY(lines.mid(0, 6) != lines.mid(6, 6) || lines.mid(0, 6) != lines.mid(12, 6));
}

void TestStreams::editOfItStartsItAnew()
{
    Conversation conversation(QByteArray(R"({"path": "/", "stream": {"every": 100, "messages": ["a", "b"]}})"));
    QCOMPARE(conversation.play("begin\nopen 1 /\n+150\n1 < a"), QString());
    // Of something else: it goes on.
    conversation.state().replaceRoute(
        routeOf(R"({"path": "/", "stream": {"every": 100, "messages": ["a", "b"]}, "rules": [{}]})"));
    QCOMPARE(conversation.play("+50\n1 < b\n+50"), QString());
    conversation.state().replaceRoute(
        routeOf(R"({"path": "/", "stream": {"mode": "broadcast", "every": 30, "messages": ["c"]}})"));
    QCOMPARE(conversation.play("+30\n1 < c\n+30\n1 < c"), QString());
    conversation.state().replaceRoute(routeOf(R"({"path": "/"})"));
    QCOMPARE(conversation.play("+1000"), QString());
}

void TestStreams::leavesTicksOutWhenItCannotKeepUp()
{
    Conversation conversation(QByteArray(R"({"path": "/", "stream": {"every": 1, "times": 2, "messages": ["a"]}})"));
    QCOMPARE(conversation.play("open 1 /\njump 25000\n"
                               "1 ! report stream.start: The stream cannot keep up; 24998 of its ticks were left out.\n"
                               "1 < a\n1 < a"),
             QString());
}

QTEST_GUILESS_MAIN(TestStreams)
#include "tst_streams.moc"
