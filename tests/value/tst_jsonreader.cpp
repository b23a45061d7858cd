// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/base/randomsource.h"
#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"

#include <QTest>

#include <vector>

using namespace framewright::value;

/// RFC 8259, strictly, with the digits and the order kept and the place of what is wrong told.
class JsonReaderTest final : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void readsTexts_data();
    void readsTexts();
    void limitsTheDepth();
    void refusesEveryBeginning();
    void survivesMutations();
    void locates_data();
    void locates();
    void countsColumnsInCharacters();
};

void JsonReaderTest::accepts_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("compact");

    const auto row = [](const char *json, const char *compact = nullptr) {
        QTest::newRow(json) << QByteArray(json) << QByteArray(compact ? compact : json);
    };
    for (const char *same :
         {"null",
          "true",
          "false",
          "0",
          "-0",
          "1.10",
          "1E5",
          "1e+05",
          "9007199254740993",
          "-123.456e-78",
          "\"\"",
          "\"a\"",
          "[]",
          "[[]]",
          "[[],[[]]]",
          "{}",
          "{\"\":0}",
          "[null,true,false,1,\"x\",[],{}]",
          "{\"b\":1,\"a\":2}",
          "{\"a\":1,\"a\":2}",
          "{\"a\":{\"a\":{}}}",
          "\"é€😀\"",
          "\"\xef\xbf\xbf\"",
          "\"\x7f\"",
          "\"\u2028\"",
          "100000000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
          "\"/\"",
          "[\"\\\"\\\\\"]",
          "\"\xef\xbb\xbf\""})
        row(same);
    row(" \t\r\n1\n ", "1");
    row("[ 1 ,\n2 ]", "[1,2]");
    row("{ \"a\" : 1 }", "{\"a\":1}");
    row("\"\\u0041\\u00e9\\u20AC\\ud83d\\uDE00\"", "\"Aé€😀\"");
    row("\"\\/\\b\\f\\n\\r\\t\"", "\"/\\b\\f\\n\\r\\t\"");
    row("\"\\u0000\\u001f\"", "\"\\u0000\\u001f\"");
    row("\"\\u000a\"", "\"\\n\"");
    row("\"0123456789\\n0123456789\"");
    row("{\"\\u0061\":1}", "{\"a\":1}");
}

void JsonReaderTest::accepts()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, compact);
    const auto value = readJson(json);
    QVERIFY2(value, qPrintable(value ? QString() : value.error().text()));
    QCOMPARE(writeJson(*value), compact);
}

void JsonReaderTest::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("says");

    const auto row = [](const char *name, const QByteArray &json, int line, int column, const char *says) {
        QTest::newRow(name) << json << QStringLiteral("line %1, column %2").arg(line).arg(column)
                            << QString::fromUtf8(says);
    };
    row("empty", "", 1, 1, "no value");
    row("only space", " \n ", 2, 2, "no value");
    row("byte order mark", "\xef\xbb\xbf{}", 1, 1, "byte order mark");
    row("comma behind an item", "[1,]", 1, 3, "Nothing follows");
    row("comma behind a member", "{\"a\":1,\n}", 1, 7, "Nothing follows");
    row("comma first", "[,1]", 1, 2, "value was expected");
    row("two commas", "[1,,2]", 1, 4, "value was expected");
    row("only a comma in an object", "{,}", 1, 2, "key between double quotes");
    row("no comma", "[1 2]", 1, 4, "comma or \"]\"");
    row("no comma between members", "{\"a\":1 \"b\":2}", 1, 8, "comma or \"}\"");
    row("colon in a list", "[\"a\":1]", 1, 5, "comma or \"]\"");
    row("no colon", "{\"a\" 1}", 1, 6, "colon was expected");
    row("comma for a colon", "{\"a\",1}", 1, 5, "colon was expected");
    row("two colons", "{\"a\"::1}", 1, 6, "value was expected");
    row("no value", "{\"a\":}", 1, 6, "value was expected");
    row("no key", "{:1}", 1, 2, "key between double quotes");
    row("key without quotes", "{a:1}", 1, 2, "key between double quotes");
    row("key that is a number", "{1:1}", 1, 2, "key between double quotes");
    row("single quotes", "{'a':1}", 1, 2, "double quotes only");
    row("single quotes of a value", "['a']", 1, 2, "double quotes only");
    row("line comment", "{\n  // no\n}", 2, 3, "Comments are not JSON");
    row("block comment", "/* no */ 1", 1, 1, "Comments are not JSON");
    row("comment behind", "1 // no", 1, 3, "Comments are not JSON");
    row("comment after a key", "{\"a\" /* no */ : 1}", 1, 6, "Comments are not JSON");
    row("shell comment", "# no\n1", 1, 1, "Comments are not JSON");
    row("open list", "[1", 1, 3, "end of the text");
    row("open object", "{\"a\":1", 1, 7, "end of the text");
    row("open object with a comma", "{\"a\":1,", 1, 8, "end of the text");
    row("open text", "[\"abc", 1, 2, "no closing quote");
    row("open text with an escape", "\"abc\\\"", 1, 1, "no closing quote");
    row("text ends in a backslash", "\"abc\\", 1, 5, "no closing quote");
    row("wrong bracket", "[1}", 1, 3, "comma or \"]\"");
    row("closed twice", "[1]]", 1, 4, "complete");
    row("two values", "1 2", 1, 3, "complete");
    row("object and more", "{} x", 1, 4, "complete");
    row("half a word", "tru", 1, 1, "true, false and null");
    row("word in capitals", "[True]", 1, 2, "true, false and null");
    row("word and more", "nullx", 1, 5, "complete");
    row("undefined", "undefined", 1, 1, "true, false and null");
    row("not a number", "[NaN]", 1, 2, "true, false and null");
    row("infinity", "Infinity", 1, 1, "true, false and null");
    row("minus infinity", "-Infinity", 1, 1, "no number");
    row("leading zero", "{\"a\":\n 01}", 2, 2, "does not begin with a zero");
    row("negative leading zero", "-012", 1, 1, "does not begin with a zero");
    row("plus", "+1", 1, 1, "value was expected");
    row("point first", ".5", 1, 1, "value was expected");
    row("point last", "5.", 1, 1, "no number");
    row("only a minus", "-", 1, 1, "no number");
    row("empty exponent", "1e", 1, 1, "no number");
    row("empty exponent with a sign", "[1E-]", 1, 2, "no number");
    row("hexadecimal", "0x1F", 1, 2, "complete");
    row("line end in a text", "\"a\nb\"", 1, 3, "0x0a inside a text");
    row("tabulator in a text", "\"\t\"", 1, 2, "escape");
    row("zero byte in a text", QByteArray("\"a\0b\"", 5), 1, 3, "0x00 inside a text");
    row("zero byte", QByteArray("1\0", 2), 1, 2, "complete");
    row("unknown escape", "\"\\x41\"", 1, 2, "no escape");
    row("escaped line end", "\"\\\n\"", 1, 2, "no escape");
    row("capital U", "\"\\U0041\"", 1, 2, "no escape");
    row("short escape", "\"\\u12\"", 1, 2, "no escape");
    row("escape without digits", "\"\\u00g0\"", 1, 2, "no escape");
    row("lone high surrogate", "\"\\ud800\"", 1, 2, "surrogate");
    row("lone low surrogate", "\"\\udc00\"", 1, 2, "surrogate");
    row("two high surrogates", "\"\\ud800\\ud800\"", 1, 2, "surrogate");
    row("surrogate and a letter", "\"\\ud800\\u0041\"", 1, 2, "surrogate");
    row("lone continuation", "\"\x80\"", 1, 2, "not UTF-8");
    row("overlong", "\"\xc0\xaf\"", 1, 2, "not UTF-8");
    row("overlong of three", "\"\xe0\x80\xaf\"", 1, 2, "not UTF-8");
    row("overlong of four", "\"\xf0\x80\x80\xaf\"", 1, 2, "not UTF-8");
    row("surrogate in UTF-8", "\"\xed\xa0\x80\"", 1, 2, "not UTF-8");
    row("beyond Unicode", "\"\xf4\x90\x80\x80\"", 1, 2, "not UTF-8");
    row("never in UTF-8", "\"\xff\"", 1, 2, "not UTF-8");
    row("cut character", "\"\xe2\x82\"", 1, 2, "not UTF-8");
    row("cut character at the end", "\"\xf0\x9f\x98", 1, 2, "not UTF-8");
    row("no-break space",
        "\xc2\xa0"
        "1",
        1, 1, "value was expected");
    row("form feed", "\f1", 1, 1, "0x0c");
    row("later line", "{\n  \"a\": [\n    1,\n    x\n  ]\n}", 4, 5, "true, false and null");
    row("column in characters", "[\"é😀\", x]", 1, 8, "true, false and null");
}

void JsonReaderTest::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, where);
    QFETCH(QString, says);
    const auto value = readJson(json);
    QVERIFY(!value);
    QCOMPARE(value.error().where, where);
    QVERIFY2(value.error().what.contains(says), qPrintable(value.error().what));
    QVERIFY(value.error().what.endsWith(u'.'));
    // The pretty-printer has the same opinion.
    QVERIFY(prettyPrint(json).error() == value.error());
}

void JsonReaderTest::readsTexts_data()
{
    QTest::addColumn<int>("length");
    for (int length = 0; length < 40; ++length)
        QTest::addRow("%d", length) << length;
}

void JsonReaderTest::readsTexts()
{
    // The reader looks at eight bytes at once: what is special must be found at each place.
    QFETCH(int, length);
    const QByteArray plain(length, 'x');
    for (const QByteArray &special : {QByteArray("\\n"), QByteArray("\\\""), QByteArray("é"), QByteArray("😀")}) {
        const auto value = readJson(QByteArray('"' + plain + special + plain + '"'));
        QVERIFY(value);
        const QByteArray expected = special == "\\n"    ? QByteArray("\n")
                                    : special == "\\\"" ? QByteArray("\"")
                                                        : special;
        QCOMPARE(value->toByteArray(), QByteArray(plain + expected + plain));
    }
    for (const char control : {'\0', '\x01', '\x1f'})
        QVERIFY(!readJson(QByteArray('"' + plain + control + plain + '"')));
    QVERIFY(!readJson(QByteArray('"' + plain + '\xff' + plain + '"')));
}

void JsonReaderTest::limitsTheDepth()
{
    const auto nested = [](int depth) -> QByteArray {
        return QByteArray("[").repeated(depth) + QByteArray("]").repeated(depth);
    };
    QVERIFY(readJson(nested(JsonDepthLimit)));
    const auto deeper = readJson(nested(JsonDepthLimit + 1));
    QVERIFY(!deeper);
    QVERIFY(deeper.error().what.contains(u"nested"_qs));
    QCOMPARE(deeper.error().where, u"line 1, column 513"_qs);
    QVERIFY(!readJson(QByteArray("[").repeated(1000000)));
    QVERIFY(!readJson(QByteArray("{\"a\":").repeated(1000000)));
    QVERIFY(readJson("[[],[],[]]", 2));
    QVERIFY(!readJson("[[[]]]", 2));
    // Siblings are not depth.
    QVERIFY(readJson(QByteArray('[' + QByteArray("[],").repeated(2000) + "[]]")));
}

void JsonReaderTest::refusesEveryBeginning()
{
    const QByteArray json("{\"a\":[1.5e3,\"\\u00e9\\n\",true,null,{\"b\":-0}],\"c\":\"é😀\"}");
    QVERIFY(readJson(json));
    for (qsizetype length = 0; length < json.size(); ++length) {
        // In a block of its own, so that a sanitizer sees the first byte too many.
        const std::vector<char> cut(json.begin(), json.begin() + length);
        QVERIFY(!readJson(QByteArrayView(cut.data(), length)));
    }
}

void JsonReaderTest::survivesMutations()
{
    const QByteArray json(
        "{\"a\":[1.5e3,\"\\u00e9\\n\\ud83d\\ude00\",true,null,{\"b\":-0}],\"c\":\"é😀\",\"d\":[[[]]]}");
    framewright::RandomSource random(20260101);
    int accepted = 0;
    for (int round = 0; round < 20000; ++round) {
        QByteArray mutated = json;
        for (std::int64_t changes = random.between(1, 4); changes > 0; --changes)
            mutated[random.between(0, mutated.size() - 1)] = static_cast<char>(random.between(-128, 127));
        const auto value = readJson(mutated);
        if (!value) {
            QVERIFY(!value.error().what.isEmpty());
            continue;
        }
        ++accepted;
        const QByteArray written = writeJson(*value);
        QVERIFY(readJson(written)->isIdentical(*value));
    }
    QVERIFY(accepted > 0);
}

void JsonReaderTest::locates_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");

    QTest::newRow("whole") << QByteArray("$") << 1 << 1;
    QTest::newRow("first") << QByteArray("$.a") << 2 << 8;
    QTest::newRow("list") << QByteArray("$.list") << 3 << 11;
    QTest::newRow("item") << QByteArray("$.list[0]") << 3 << 12;
    QTest::newRow("literal item") << QByteArray("$.list[1]") << 3 << 15;
    QTest::newRow("object item") << QByteArray("$.list[2]") << 4 << 5;
    QTest::newRow("below") << QByteArray("$.list[2].x") << 4 << 11;
    QTest::newRow("last of a double key") << QByteArray("$.twice") << 6 << 12;
    QTest::newRow("escaped key") << QByteArray("$.é") << 7 << 13;
    QTest::newRow("missing key") << QByteArray("$.b") << 0 << 0;
    QTest::newRow("missing item") << QByteArray("$.list[3]") << 0 << 0;
    QTest::newRow("key of a list") << QByteArray("$.list.a") << 0 << 0;
    QTest::newRow("below a text") << QByteArray("$.a.b") << 0 << 0;
    QTest::newRow("only in the first of a double key") << QByteArray("$.twice.gone") << 0 << 0;
}

void JsonReaderTest::locates()
{
    QFETCH(QByteArray, path);
    QFETCH(int, line);
    QFETCH(int, column);
    const QByteArray json("{\n"
                          "  \"a\": \"x\",\n"
                          "  \"list\": [1, true,\n"
                          "    {\"x\": null}],\n"
                          "  \"twice\": {\"gone\": 1},\n"
                          "  \"twice\": 2,\n"
                          "  \"\\u00e9\": []\n"
                          "}\n");
    const auto position = locate(json, *Path::parse(path));
    QCOMPARE(position.has_value(), line != 0);
    if (position) {
        QCOMPARE(position->line, line);
        QCOMPARE(position->column, column);
        QCOMPARE(positionAt(json, position->offset), *position);
    }
}

void JsonReaderTest::countsColumnsInCharacters()
{
    QCOMPARE(positionAt("a\nbé😀c", 9).column, 4);
    QCOMPARE(positionAt("a\nb", 99).text(), u"line 2, column 2"_qs);
    QCOMPARE(positionAt("", 0).text(), u"line 1, column 1"_qs);
}

QTEST_GUILESS_MAIN(JsonReaderTest)
#include "tst_jsonreader.moc"
