// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/randomsource.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

#include <QTest>

using framewright::RandomSource;
using namespace framewright::value;

/// What goes out: digits and order as they are, three layouts, and texts laid out without being read into values.
class JsonWriterTest final : public QObject
{
    Q_OBJECT

private slots:
    void writesWhatJsonHasNot();
    void escapes_data();
    void escapes();
    void laysOut_data();
    void laysOut();
    void fitsIntoTheWidth();
    void prettyPrints_data();
    void prettyPrints();
    void keepsEveryToken();
    void readsBackWhatItWrote();
};

void JsonWriterTest::writesWhatJsonHasNot()
{
    Value object = Value::object();
    object.set("gone", Value());
    object.set("bytes", Value::bytes(QByteArray("\x00\xff", 2)));
    object.set("list", Value::list({Value(), Value::integer(1)}));
    QCOMPARE(writeJson(object), QByteArray("{\"bytes\":\"AP8=\",\"list\":[null,1]}"));
    QCOMPARE(writeJson(Value()), QByteArray());
    QCOMPARE(writeJson(Value(), JsonStyle::Indented), QByteArray());
    Value empty = Value::object();
    empty.set("gone", Value());
    QCOMPARE(writeJson(empty, JsonStyle::Indented), QByteArray("{}"));
    QByteArray out("x");
    appendJson(out, Value::boolean(true));
    QCOMPARE(out, QByteArray("xtrue"));
}

void JsonWriterTest::escapes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray() << QByteArray("\"\"");
    QTest::newRow("plain") << QByteArray("a/b'c") << QByteArray("\"a/b'c\"");
    QTest::newRow("quote and backslash") << QByteArray("\"\\") << QByteArray("\"\\\"\\\\\"");
    QTest::newRow("short ones") << QByteArray("\b\f\n\r\t") << QByteArray("\"\\b\\f\\n\\r\\t\"");
    QTest::newRow("other controls") << QByteArray("\0\x01\x1f", 3) << QByteArray("\"\\u0000\\u0001\\u001f\"");
    QTest::newRow("beyond ASCII") << QByteArray("é😀\x7f") << QByteArray("\"é😀\x7f\"");
}

void JsonWriterTest::escapes()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    QCOMPARE(writeJson(Value::text(text)), json);
    QCOMPARE(readJson(json)->toByteArray(), text);
}

void JsonWriterTest::laysOut_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("indented");
    QTest::addColumn<QByteArray>("fitted");

    QTest::newRow("scalar") << QByteArray("1.10") << QByteArray("1.10") << QByteArray("1.10");
    QTest::newRow("empty") << QByteArray("{}") << QByteArray("{}") << QByteArray("{}");
    QTest::newRow("nested") << QByteArray("{\"a\":[1,{\"b\":2}],\"c\":[],\"d\":{}}")
                            << QByteArray("{\n  \"a\": [\n    1,\n    {\n      \"b\": 2\n    }\n  ],\n  \"c\": [],\n"
                                          "  \"d\": {}\n}")
                            << QByteArray("{\n  \"a\": [1, {\"b\": 2}],\n  \"c\": [],\n  \"d\": {}\n}");
    const QByteArray longText(60, 'x');
    QTest::newRow("too long for a line") << QByteArray("[[\"" + longText + "\",\"" + longText + "\"]]")
                                         << QByteArray("[\n  [\n    \"" + longText + "\",\n    \"" + longText +
                                                       "\"\n  ]\n]")
                                         << QByteArray("[\n  [\n    \"" + longText + "\",\n    \"" + longText +
                                                       "\"\n  ]\n]");
}

void JsonWriterTest::laysOut()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, indented);
    QFETCH(QByteArray, fitted);
    const Value value = *readJson(json);
    QCOMPARE(writeJson(value, JsonStyle::Compact), json);
    QCOMPARE(writeJson(value, JsonStyle::Indented), indented);
    QCOMPARE(writeJson(value, JsonStyle::Fitted), fitted);
}

void JsonWriterTest::fitsIntoTheWidth()
{
    // A member of exactly 99 columns and its comma stays on its line, one of a column more is laid out.
    for (const int length : {83, 84}) {
        const QByteArray text(length, 'x');
        const Value value = *readJson(QByteArray("{\"key\":[\"" + text + "\",1],\"z\":0}"));
        const QByteArray written = writeJson(value, JsonStyle::Fitted);
        const QList<QByteArray> lines = written.split('\n');
        QCOMPARE(lines.size(), length == 83 ? 4 : 7);
        for (const QByteArray &line : lines)
            QVERIFY(line.size() <= 100);
        if (length == 83)
            QCOMPARE(lines[1].size(), 100);
    }
}

void JsonWriterTest::prettyPrints_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("pretty");
    QTest::addColumn<QByteArray>("minified");

    const auto row = [](const char *name, const char *json, const char *pretty, const char *minified) {
        QTest::newRow(name) << QByteArray(json) << QByteArray(pretty) << QByteArray(minified);
    };
    row("scalar", " \"\\u0041\" ", "\"\\u0041\"", "\"\\u0041\"");
    row("empty", "[ ]", "[]", "[]");
    row("empty inside", "{\"a\":[ ],\"b\":{ }}", "{\n  \"a\": [],\n  \"b\": {}\n}", "{\"a\":[],\"b\":{}}");
    row("digits and escapes stay", "{\"a\\/b\":1.10,\"a\\/b\":1E+02}", "{\n  \"a\\/b\": 1.10,\n  \"a\\/b\": 1E+02\n}",
        "{\"a\\/b\":1.10,\"a\\/b\":1E+02}");
    row("nested", "[[1,[2]],{\"a\":[{}]}]",
        "[\n  [\n    1,\n    [\n      2\n    ]\n  ],\n  {\n    \"a\": [\n      {}\n    ]\n  }\n]",
        "[[1,[2]],{\"a\":[{}]}]");
}

void JsonWriterTest::prettyPrints()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, pretty);
    QFETCH(QByteArray, minified);
    QCOMPARE(*prettyPrint(json), pretty);
    QCOMPARE(*minify(json), minified);
    QCOMPARE(*prettyPrint(pretty), pretty);
    QCOMPARE(*minify(pretty), minified);
}

namespace {

/// Any value, from a generator that is seeded: the same ones in each run.
class RandomValues final
{
public:
    [[nodiscard]] Value next(int depth)
    {
        switch (upTo(depth > 0 ? 7 : 4)) {
        case 0:
            return Value::null();
        case 1:
            return Value::boolean(upTo(1) == 0);
        case 2:
            return Value::number(*Number::parse(digits()));
        case 3:
        case 4:
            return Value::text(text());
        case 5: {
            Value list = Value::list();
            for (std::int64_t count = upTo(4); count > 0; --count)
                list.append(next(depth - 1));
            return list;
        }
        default: {
            Value::Object members;
            for (std::int64_t count = upTo(4); count > 0; --count)
                members.emplace_back(text(), next(depth - 1));
            return Value::object(std::move(members));
        }
        }
    }

private:
    [[nodiscard]] std::int64_t upTo(std::int64_t highest) { return m_random.between(0, highest); }

    [[nodiscard]] QByteArray digits()
    {
        QByteArray result(upTo(1) == 0 ? "-" : "");
        result += QByteArray::number(qint64(upTo(2) * upTo(100000)));
        if (upTo(1) == 0)
            result += '.' + QByteArray::number(qint64(upTo(4000000000)));
        if (upTo(2) == 0)
            result += (upTo(1) == 0 ? "e+" : "E-") + QByteArray::number(qint64(upTo(500)));
        return result;
    }

    [[nodiscard]] char32_t character()
    {
        if (upTo(7) == 0)
            return U'\U0001f600';
        return static_cast<char32_t>(upTo(3) == 0 ? upTo(0xd7ff) : upTo(0x7f));
    }

    [[nodiscard]] QByteArray text()
    {
        QString result;
        for (std::int64_t count = upTo(24); count > 0; --count) {
            const char32_t one = character();
            result += QString::fromUcs4(&one, 1);
        }
        return result.toUtf8();
    }

    RandomSource m_random{42};
};

} // namespace

void JsonWriterTest::keepsEveryToken()
{
    RandomValues values;
    for (int round = 0; round < 500; ++round) {
        const QByteArray json = writeJson(values.next(5));
        QCOMPARE(*minify(*prettyPrint(json)), json);
    }
}

void JsonWriterTest::readsBackWhatItWrote()
{
    RandomValues values;
    for (int round = 0; round < 1000; ++round) {
        const Value value = values.next(5);
        for (const JsonStyle style : {JsonStyle::Compact, JsonStyle::Indented, JsonStyle::Fitted}) {
            const QByteArray json = writeJson(value, style);
            const auto again = readJson(json);
            QVERIFY2(again, json.constData());
            QVERIFY2(again->isIdentical(value), json.constData());
            QVERIFY2(*again == value, json.constData());
            QCOMPARE(writeJson(*again, style), json);
        }
    }
}

QTEST_GUILESS_MAIN(JsonWriterTest)
#include "tst_jsonwriter.moc"
