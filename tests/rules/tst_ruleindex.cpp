// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/parts.h"
#include "tests/expression/playscope.h"
#include "tests/rules/conversation.h"

#include <QTest>

#include <array>

using namespace framewright;
using namespace framewright::rules;

namespace {

using expression::PlayScope;

/// Makes up rules and messages that meet each other often.
class Imagination final
{
public:
    explicit Imagination(std::uint64_t seed)
        : m_random(seed)
    {
    }

    /// A rule without its braces, its match between the two parts.
    struct Rule
    {
        QByteArray match;
        QByteArray rest;
    };

    [[nodiscard]] Rule rule(int number)
    {
        const QByteArray on = pick<const char *>(
            {"message", "message", "message", "message", "message", "unmatched", "ping", "close", "signal:s"});
        QByteArray rest = "\"on\": \"" + on + "\", ";
        if (m_random.between(0, 9) == 0)
            rest += "\"when\": \"$.n !== 2\", ";
        if (m_random.between(0, 2) == 0)
            rest += "\"continue\": true, ";
        const QByteArray answer = QByteArray::number(number) + ": {{m.rest}} {{conn.x}}";
        QByteArray actions = "{\"send\": \"" + answer + "\"}";
        if (on == "close")
            actions = "{\"set\": {\"route.closed\": \"" + answer + "\"}}";
        else if (flip())
            actions.prepend("{\"set\": {\"conn.x\": " + word() + "}}, ");
        return {match(2), rest + "\"do\": [" + actions + "]"};
    }

    [[nodiscard]] QByteArray message()
    {
        if (m_random.between(0, 9) == 0)
            return pick<const char *>({"a", "no json", "\"a\"", "1", "null", "[]"});
        if (m_random.between(0, 4) == 0)
            return "[" + word() + ", " + word() + "]";
        QByteArray members = "\"m\": " + word();
        for (const char *key : {"n", "k", "m"}) {
            if (flip())
                members += ", \"" + QByteArray(key) + "\": " + word();
        }
        return "{" + members + ", \"o\": {\"m\": " + word() + "}}";
    }

    [[nodiscard]] int below(int bound) { return static_cast<int>(m_random.between(0, bound - 1)); }

private:
    [[nodiscard]] bool flip() { return m_random.between(0, 1) == 0; }
    template <class T>
    [[nodiscard]] T pick(std::initializer_list<T> items)
    {
        return items.begin()[below(static_cast<int>(items.size()))];
    }
    [[nodiscard]] QByteArray word()
    {
        return pick<const char *>({"\"a\"", "\"b\"", "\"c\"", "\"\"", "1", "1.0", "10e-1", "2", "-0", "0",
                                   "9007199254740993", "9007199254740992", "true", "false", "null",
                                   "\"a text of more than fourteen bytes\""});
    }
    [[nodiscard]] QByteArray matcher()
    {
        switch (below(14)) {
        case 0:
            return "{\"in\": [" + word() + ", " + word() + ", " + word() + "]}";
        case 1:
            return "{\"regex\": \"(?<rest>[ab])\"}";
        case 2:
            return "{\"not\": " + word() + "}";
        case 3:
            return "\"{{conn.x}}\"";
        case 4:
            return "{\"exists\": true, \"equals\": " + word() + "}";
        case 5:
            return "{\"equals\": \"{{unhex('x')}}\"}"; // Fails.
        default:
            return word();
        }
    }
    /// Some have effects when they are looked at, or fail.
    [[nodiscard]] QByteArray selector()
    {
        return pick<const char *>({"$.m",         "$.m",       "$.m",        "$.m",   "$.m",  "$.n",       "$.n",
                                   "$['k']",      "$[0]",      "$[1]",       "$.o.m", "text", "opcode",    "conn.x",
                                   "seq('s', 3)", "rnd(0, 2)", "unhex($.m)", "sig.m", "code", "$.m || $.n"});
    }
    [[nodiscard]] QByteArray match(int depth)
    {
        QByteArrayList members;
        for (int count = below(3) + (depth == 2 ? 1 : 0); count > 0; --count)
            members.append("\"" + selector() + "\": " + matcher());
        if (depth > 0 && below(8) == 0)
            members.append("\"any\": [" + match(depth - 1) + ", " + match(depth - 1) + "]");
        return "{" + members.join(", ") + "}";
    }

    RandomSource m_random;
};

/// The candidates for a message among rules with these matches, as "0 2 3".
QString candidatesFor(const QByteArray &matches, const QByteArray &message)
{
    QByteArrayList rules;
    const Result<value::Value> list = value::readJson(matches);
    for (const value::Value &match : list->items())
        rules.append("{\"match\": " + value::writeJson(match) + "}");
    const auto route = routeOf("{\"path\": \"/\", \"rules\": [" + rules.join(",") + "]}");
    PlayScope scope;
    const Result<value::Value> decoded = value::readJson(message);
    scope.values[expression::Root::Text] = value::Value::text(message);
    if (decoded)
        scope.values[expression::Root::Message] = *decoded;
    RuleCandidates candidates(route->parts().byTrigger[static_cast<std::size_t>(Trigger::Message)], scope);
    QStringList numbers;
    while (const std::optional<std::size_t> number = candidates.next())
        numbers.append(QString::number(*number));
    return numbers.join(u' ');
}

} // namespace

class TestRuleIndex : public QObject
{
    Q_OBJECT

private slots:
    void offers_data();
    void offers();
    void looksOnlyWhereItMust();
    void answersAsWithoutIt_data();
    void answersAsWithoutIt();
};

void TestRuleIndex::offers_data()
{
    QTest::addColumn<QByteArray>("matches");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *matches, const char *message, const char *expected) {
        QTest::addRow("%s: %s", name, message)
            << QByteArray(matches) << QByteArray(message) << QString::fromUtf8(expected);
    };
    const char *letters = R"([{"$.m": "a"}, {"$.m": "b"}, {"$.m": "a"}, {"$.m": "c"}])";
    row("by value", letters, R"({"m": "a"})", "0 2");
    row("by value", letters, R"({"m": "c"})", "3");
    row("by value", letters, R"({"m": "d"})", "");
    row("by value", letters, R"({"m": ["a"]})", "");
    row("by value", letters, R"({"m": "c", "m": "a"})", "0 2");
    row("by value", letters, "{}", "");
    row("by value", letters, "no json", "");
    row("few", R"([{"$.m": "a"}, {"$.m": "b"}, {"$.m": "c"}])", R"({"m": "a"})", "0 1 2");
    const char *mixed = R"([{"$.m": "a"}, {}, {"$.m": "b"}, {"text": {"contains": "x"}}, {"$.m": "c"}, {"$.m": "d"}])";
    row("with others", mixed, R"({"m": "d"})", "1 3 5");
    row("with others", mixed, R"({"m": "a"})", "0 1 3");
    row("with others", mixed, "1", "1 3");
    const char *numbers = R"([{"$.m": 1}, {"$.m": 2.0}, {"$.m": "1"}, {"$.m": 10e-1}, {"$.m": null}, {"$.m": false},
        {"$.m": 9007199254740993}, {"$.m": 9007199254740992}])";
    row("numbers", numbers, R"({"m": 1.00})", "0 3");
    row("numbers", numbers, R"({"m": 2})", "1");
    row("numbers", numbers, R"({"m": "1"})", "2");
    row("numbers", numbers, R"({"m": null})", "4");
    row("numbers", numbers, R"({"m": false})", "5");
    row("numbers", numbers, R"({"m": true})", "");
    row("numbers", numbers, R"({"m": 9007199254740993.0})", "6");
    const char *lists = R"([{"$.m": {"in": ["a", "b", "a"]}}, {"$.m": {"in": ["b", 1]}}, {"$.m": "a"}, {"$.m": "c"},
        {"$.m": {"in": []}}, {"$.m": {"in": ["x", [1]]}}])";
    row("in", lists, R"({"m": "a"})", "0 2 4 5");
    row("in", lists, R"({"m": "b"})", "0 1 4 5");
    row("in", lists, R"({"m": 1.0})", "1 4 5");
    // The path that tells them apart, not the one that is written first.
    const char *versioned = R"([{"$.v": "2.0", "$.m": "a"}, {"$.v": "2.0", "$.m": "b"}, {"$.v": "2.0", "$.m": "c"},
        {"$.v": "2.0", "$.m": "d"}, {"$.v": "2.0"}])";
    row("second", versioned, R"({"v": "2.0", "m": "c"})", "2 4");
    row("second", versioned, R"({"v": "1.0", "m": "c"})", "2 4");
    const char *arrays = R"([{"$[0]": 2, "$[2]": "a"}, {"$[0]": 2, "$[2]": "b"}, {"$[0]": 2, "$[2]": "c"},
        {"$[0]": 2, "$[2]": "d"}, {"$[0]": 3}])";
    row("items", arrays, R"([2, "id", "b", {}])", "1 4");
    const char *groups = R"([{"$.m": "a"}, {"$.n": "a"}, {"$.m": "b"}, {"$.n": "b"}, {"$.m": "a"}, {"$.n": "c"},
        {"$.m": "c"}, {"$.n": "a"}])";
    row("two paths", groups, R"({"m": "a", "n": "a"})", "0 1 4 7");
    row("two paths", groups, R"({"n": "c"})", "5");
    // What must be looked at all the same: it reports, counts, changes on the way, or is no constant.
    const char *always = R"--([{"$.m": "a", "seq('x')" : 1
}, {"$.m": "b"}, {"$.m": "c"}, {"$.m": "d"},
        {"seq('x')": 1, "$.m": "a"}, {"text": {"regex": "x"}, "$.m": "a"}, {"conn.m": "a"}, {"$.m": "{{conn.m}}"},
        {"$.m": {"equals": {}}}, {"any": [{"$.m": "a"}]}, {"$.n": "{{conn.m}}", "$.m": "a"}, {"$.m || $.n": "a"}])--";
    row("always", always, R"({"m": "z"})", "4 5 6 7 8 9 10 11");
    const char *quiet = R"([{"conn.m": {"exists": true}, "$.m": "a"}, {"$.n": {"not": 1}, "$.m": "b"},
        {"$.m": {"type": "text", "equals": "c"}}, {"$.m": {"equals": "d", "regex": "d"}}])";
    row("quiet before", quiet, R"({"m": "z"})", "");
    row("quiet before", quiet, R"({"m": "d"})", "3");
    row("long texts", R"([{"text": "[1111111111111111111111111111111111111111111111111111111111111111111111, 1]"},
        {"text": "[1111111111111111111111111111111111111111111111111111111111111111111111, 2]"},
        {"text": "a"}, {"text": "b"}])",
        "[1111111111111111111111111111111111111111111111111111111111111111111111, 2]", "1");
}

void TestRuleIndex::offers()
{
    QFETCH(QByteArray, matches);
    QFETCH(QByteArray, message);
    QFETCH(QString, expected);
    QCOMPARE(candidatesFor(matches, message), expected);
}

/// A path that needs the message decoded is not looked at before the first rule that asks for it.
void TestRuleIndex::looksOnlyWhereItMust()
{
    class CountingScope final : public expression::Scope
    {
    public:
        PlayScope inner;
        int looks = 0;

        [[nodiscard]] const value::Value *find(expression::Root root) override
        {
            looks += root == expression::Root::Message ? 1 : 0;
            return inner.find(root);
        }
        [[nodiscard]] std::int64_t milliseconds() override { return 0; }
        [[nodiscard]] RandomSource &random() override { return inner.random(); }
        [[nodiscard]] expression::Outcome nextInSequence(QByteArrayView name, std::int64_t wrapAt) override
        {
            return inner.nextInSequence(name, wrapAt);
        }
        [[nodiscard]] value::Value peers(std::optional<QByteArrayView> room) override { return inner.peers(room); }
        [[nodiscard]] std::int64_t peerCount(std::optional<QByteArrayView> room) override
        {
            return inner.peerCount(room);
        }
        [[nodiscard]] expression::ScriptHost &scripts() override { return inner.host; }
    };
    const auto route =
        routeOf(R"({"path": "/", "rules": [{"match": {"text": {"contains": "x"}}}, {"match": {"$.m": "a"}},
        {"match": {"$.m": "b"}}, {"match": {"$.m": "c"}}, {"match": {"$.m": "b"}}]})");
    CountingScope scope;
    scope.inner.set(expression::Root::Message, R"({"m": "b"})");
    RuleCandidates candidates(route->parts().byTrigger[static_cast<std::size_t>(Trigger::Message)], scope);
    QCOMPARE(candidates.next(), std::optional<std::size_t>(0));
    QCOMPARE(scope.looks, 0);
    QCOMPARE(candidates.next(), std::optional<std::size_t>(2));
    QCOMPARE(candidates.next(), std::optional<std::size_t>(4));
    QCOMPARE(candidates.next(), std::nullopt);
    QCOMPARE(scope.looks, 1);
}

void TestRuleIndex::answersAsWithoutIt_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 150; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// The same route twice; in the second each match stands inside an `any`, which no index looks into.
void TestRuleIndex::answersAsWithoutIt()
{
    QFETCH(int, seed);
    Imagination imagination(static_cast<std::uint64_t>(seed));
    QByteArrayList indexed;
    QByteArrayList plain;
    for (int number = 0; number < 60; ++number) {
        const Imagination::Rule rule = imagination.rule(number);
        indexed.append("{\"match\": " + rule.match + ", " + rule.rest + "}");
        plain.append("{\"match\": {\"any\": [" + rule.match + "]}, " + rule.rest + "}");
    }
    const QByteArray head = "{\"path\": \"/\", \"conn\": {\"x\": \"a\"}, \"rules\": [";
    const auto route = routeOf(head + indexed.join(",\n") + "]}");
    std::array<Conversation, 2> both{Conversation(route), Conversation(routeOf(head + plain.join(",\n") + "]}"))};
    const auto told = [&both](std::size_t which) {
        QStringList lines = std::exchange(both[which].stage().lines, {});
        if (which == 1)
            lines.replaceInStrings(QStringLiteral("report match.any[0]"), QStringLiteral("report match"));
        return lines;
    };
    for (int turn = 0; turn < 40; ++turn) {
        const ConnectionId connection{static_cast<std::uint64_t>(turn / 10 + 1)};
        const QByteArray message = imagination.message();
        const int what = turn % 10 == 0 ? 0 : turn % 10 == 9 ? 1 : 2 + imagination.below(8);
        for (Conversation &each : both) {
            RouteState &state = each.state();
            if (what == 0)
                state.opened(connection, requestOf(*route, "/"), {});
            else if (what == 1)
                state.closed(connection, protocol::closecode::Normal, "bye");
            else if (what == 2)
                state.pinged(connection, message);
            else if (what == 3)
                state.raise("s", value::readJson(message).value_or(value::Value()), {connection});
            else
                each.say(static_cast<int>(connection.value), message);
        }
        QCOMPARE(told(0), told(1));
        QCOMPARE(both[0].stage().usedLabels, both[1].stage().usedLabels);
    }
    QCOMPARE(both[0].state().hits(), both[1].state().hits());
    QCOMPARE(both[0].state().variables(expression::Root::Route), both[1].state().variables(expression::Root::Route));
}

QTEST_GUILESS_MAIN(TestRuleIndex)
#include "tst_ruleindex.moc"
