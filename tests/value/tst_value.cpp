// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonreader.h"
#include "app/value/value.h"

#include <QTest>

#include <thread>

using namespace framewright::value;

/// Sixteen bytes that behave like a value: typed equality, cheap copies that do not see each other's changes.
class ValueTest final : public QObject
{
    Q_OBJECT

private slots:
    void knowsItsKind_data();
    void knowsItsKind();
    void isTypedlyEqual_data();
    void isTypedlyEqual();
    void isIdenticalOnlyAsWritten();
    void keepsBytesOfAnyLength_data();
    void keepsBytesOfAnyLength();
    void sharesLongBytes();
    void keepsALeadingMark();
    void copiesDoNotSeeChanges();
    void mayBeAssignedFromItsOwnInside();
    void ordersAndDoublesKeys();
    void givesNothingForWhatIsNot();
    void comparesDeepObjectsOnce();
    void mayBeSharedByThreads();
};

namespace {

[[nodiscard]] Value json(const char *text)
{
    auto value = readJson(QByteArrayView(text));
    return value ? *value : Value();
}

} // namespace

void ValueTest::knowsItsKind_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < 8; ++index)
        QTest::newRow(nameOf(static_cast<Kind>(index)).data()) << index;
}

void ValueTest::knowsItsKind()
{
    QFETCH(int, index);
    const std::array<Value, 8> values = {Value(),          Value::null(),     Value::boolean(true), Value::integer(1),
                                         Value::text("a"), Value::bytes("a"), Value::list(),        Value::object()};
    const Value &value = values[std::size_t(index)];
    QCOMPARE(int(value.kind()), index);
    QCOMPARE(value.isUndefined(), index == 0);
    QCOMPARE(value.isNull(), index == 1);
    QCOMPARE(value.isBoolean(), index == 2);
    QCOMPARE(value.isNumber(), index == 3);
    QCOMPARE(value.isText(), index == 4);
    QCOMPARE(value.isBytes(), index == 5);
    QCOMPARE(value.isList(), index == 6);
    QCOMPARE(value.isObject(), index == 7);
    static_assert(sizeof(Value) == 16);
}

void ValueTest::isTypedlyEqual_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("right");
    QTest::addColumn<bool>("equal");

    const auto row = [](const char *left, const char *right, bool equal) {
        QTest::addRow("%s ? %s", left, right) << QByteArray(left) << QByteArray(right) << equal;
    };
    row("null", "null", true);
    row("true", "true", true);
    row("true", "false", false);
    row("1", "1.0", true);
    row("1", "\"1\"", false);
    row("0", "false", false);
    row("null", "0", false);
    row("\"\"", "null", false);
    row("9007199254740993", "9007199254740992", false);
    row("\"a\"", "\"\\u0061\"", true);
    row("[1,2]", "[1.0,2e0]", true);
    row("[1,2]", "[2,1]", false);
    row("[1]", "[1,1]", false);
    row("[]", "{}", false);
    row("{\"a\":1,\"b\":2}", "{\"b\":2.0,\"a\":1}", true);
    row("{\"a\":1}", "{\"a\":1,\"b\":null}", false);
    row("{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false);
    row("{\"a\":1,\"a\":2}", "{\"a\":2}", true);
    row("{\"a\":1,\"a\":2}", "{\"a\":3,\"a\":2}", true);
    row("{\"a\":1,\"a\":2}", "{\"a\":1}", false);
}

void ValueTest::isTypedlyEqual()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, right);
    QFETCH(bool, equal);
    const auto one = readJson(left);
    const auto other = readJson(right);
    QVERIFY(one && other);
    QCOMPARE(*one == *other, equal);
    QCOMPARE(*other == *one, equal);
    QVERIFY(*one == *one);
}

void ValueTest::isIdenticalOnlyAsWritten()
{
    QVERIFY(json("{\"a\":[1,2.50]}").isIdentical(json(" { \"a\" : [ 1 , 2.50 ] } ")));
    QVERIFY(!json("1").isIdentical(json("1.0")));
    QVERIFY(!json("{\"a\":1,\"b\":2}").isIdentical(json("{\"b\":2,\"a\":1}")));
    QVERIFY(!json("{\"a\":1,\"a\":2}").isIdentical(json("{\"a\":2}")));
    QVERIFY(!Value::text("a").isIdentical(Value::bytes("a")));
    QVERIFY(!Value::null().isIdentical(Value()));
}

void ValueTest::keepsBytesOfAnyLength_data()
{
    QTest::addColumn<int>("length");
    for (const int length : {0, 1, 7, 8, 13, 14, 15, 16, 254, 255, 256, 70000})
        QTest::addRow("%d", length) << length;
}

void ValueTest::keepsBytesOfAnyLength()
{
    QFETCH(int, length);
    QByteArray bytes(length, '\0');
    for (int index = 0; index < length; ++index)
        bytes[index] = char('0' + index % 10);
    const Value value = Value::bytes(bytes);
    Value copy = value;
    const Value moved = std::move(copy);
    QCOMPARE(moved.toByteArray(), bytes);
    QCOMPARE(moved.view().toByteArray(), bytes);
    QVERIFY(moved == value);
    QVERIFY(!(moved == Value::bytes(bytes + 'x')));
    QCOMPARE(Value::text(QByteArrayView(bytes)).toString(), QString::fromLatin1(bytes));
}

void ValueTest::sharesLongBytes()
{
    const QByteArray bytes(1000, 'x');
    const Value value = Value::text(bytes);
    QCOMPARE(static_cast<const void *>(value.toByteArray().constData()), static_cast<const void *>(bytes.constData()));
}

void ValueTest::keepsALeadingMark()
{
    const QByteArray marked("\xef\xbb\xbf\xef\xbb\xbf"
                            "a");
    QCOMPARE(Value::text(marked).toString(), QString(u"\ufeff\ufeff"
                                                     "a"_qs));
    QCOMPARE(Value::text(u"\ufeff"
                         "a"_qs)
                 .toByteArray(),
             QByteArray("\xef\xbb\xbf"
                        "a"));
}

void ValueTest::copiesDoNotSeeChanges()
{
    Value list = json("[1,{\"a\":[2]}]");
    const Value before = list;
    list.append(Value::integer(3));
    list.mutableAt(1)->mutableFind("a")->append(Value::text("deep"));
    QVERIFY(list.replace(0, Value::null()));
    QVERIFY(list == json("[null,{\"a\":[2,\"deep\"]},3]"));
    QVERIFY(before == json("[1,{\"a\":[2]}]"));

    Value object = json("{\"a\":1}");
    const Value other = object;
    object.set("b", Value::integer(2));
    QVERIFY(object.remove("a"));
    QVERIFY(object == json("{\"b\":2}"));
    QVERIFY(other == json("{\"a\":1}"));
}

void ValueTest::mayBeAssignedFromItsOwnInside()
{
    Value value = json("{\"a\":{\"b\":[1,2,3]}}");
    value = value["a"];
    QVERIFY(value == json("{\"b\":[1,2,3]}"));
    value = value["b"];
    QVERIFY(value == json("[1,2,3]"));
    value.append(value);
    QVERIFY(value == json("[1,2,3,[1,2,3]]"));
    const Value &same = value;
    value = same;
    QCOMPARE(value.size(), 4);
}

void ValueTest::ordersAndDoublesKeys()
{
    Value value = json("{\"z\":1,\"a\":2,\"z\":3}");
    QCOMPARE(value.size(), 3);
    QCOMPARE(value.members()[1].key().toByteArray(), QByteArray("a"));
    QVERIFY(value["z"] == Value::integer(3));
    value.set("z", Value::integer(4));
    QVERIFY(value.isIdentical(json("{\"z\":1,\"a\":2,\"z\":4}")));
    QVERIFY(value.remove("z"));
    QVERIFY(value.isIdentical(json("{\"a\":2}")));
    QVERIFY(!value.remove("z"));
    value.set("n", Value::null());
    QVERIFY(value.isIdentical(json("{\"a\":2,\"n\":null}")));
}

void ValueTest::givesNothingForWhatIsNot()
{
    const Value text = Value::text("x");
    QVERIFY(text["a"].isUndefined());
    QVERIFY(text.at(0).isUndefined());
    QCOMPARE(text.size(), 0);
    QVERIFY(text.items().empty() && text.members().empty());
    QVERIFY(!text.contains("a"));
    QVERIFY(text.toNumber() == Number());
    QCOMPARE(text.toBoolean(true), true);
    QVERIFY(Value::list().view().isEmpty());
    const Value list = json("[1]");
    QVERIFY(list.at(-1).isUndefined());
    QVERIFY(list.at(1).isUndefined());
    Value copy = list;
    QVERIFY(!copy.replace(1, Value::null()));
    QVERIFY(copy.mutableAt(-1) == nullptr);
    QVERIFY(copy.mutableFind("a") == nullptr);
    QVERIFY(Value::real(std::numeric_limits<double>::infinity()).isNull());
    copy.set("a", Value::integer(1));
    QVERIFY(copy == json("{\"a\":1}"));
}

void ValueTest::comparesDeepObjectsOnce()
{
    // Unequal only at the very bottom: a comparison that tries twice a level would never end.
    const auto nested = [](const char *inside) -> QByteArray {
        return QByteArray("{\"a\":").repeated(400) + inside + QByteArray("}").repeated(400);
    };
    const auto one = readJson(nested("1"));
    const auto same = readJson(nested("1.0"));
    const auto other = readJson(nested("2"));
    QVERIFY(one && same && other);
    QVERIFY(*one == *same);
    QVERIFY(!(*one == *other));
}

void ValueTest::mayBeSharedByThreads()
{
    const Value shared = json("{\"list\":[1,2,3],\"text\":\"longer than fourteen bytes\"}");
    const auto work = [&shared] {
        for (int round = 0; round < 2000; ++round) {
            Value mine = shared;
            mine.set("round", Value::integer(round));
            mine.mutableFind("list")->append(mine["text"]);
        }
    };
    std::thread first(work);
    std::thread second(work);
    first.join();
    second.join();
    QVERIFY(shared.isIdentical(json("{\"list\":[1,2,3],\"text\":\"longer than fourteen bytes\"}")));
}

QTEST_GUILESS_MAIN(ValueTest)
#include "tst_value.moc"
