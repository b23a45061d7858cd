// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/jsonschema.h"
#include "app/value/jsonreader.h"
#include "tests/rules/conversation.h"

#include <QElapsedTimer>
#include <QTest>

using namespace framewright;
using namespace framewright::rules;

class TestSchema : public QObject
{
    Q_OBJECT

private slots:
    void validates_data();
    void validates();
    void refuses_data();
    void refuses();
    void stopsWhatWouldNotEnd_data();
    void stopsWhatWouldNotEnd();
    void matchesInRules();
    void saysWhichSchemaIsMissing();
};

void TestSchema::validates_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("holds");
    const auto row = [](const char *schema, const char *value, bool holds) {
        QTest::addRow("%s | %s", schema, value) << QByteArray(schema) << QByteArray(value) << holds;
    };
    row("true", "1", true);
    row("false", "1", false);
    row("{}", "null", true);
    row(R"({"type": "integer"})", "5", true);
    row(R"({"type": "integer"})", "5.0", true);
    row(R"({"type": "integer"})", "5.5", false);
    row(R"({"type": "integer"})", "123456789012345678901234567890", true);
    row(R"({"type": "number"})", "5", true);
    row(R"({"type": ["string", "null"]})", "null", true);
    row(R"({"type": ["string", "null"]})", "1", false);
    row(R"({"type": "array"})", "[]", true);
    row(R"({"type": "object"})", "[]", false);
    row(R"({"enum": [1, "a", {"b": 2}]})", R"({"b": 2.0})", true);
    row(R"({"enum": [1, "a"]})", "\"1\"", false);
    row(R"({"const": "x"})", "\"x\"", true);
    row(R"({"const": null})", "false", false);
    row(R"({"minimum": 1, "maximum": 9007199254740993})", "9007199254740993", true);
    row(R"({"maximum": 9007199254740992})", "9007199254740993", false);
    row(R"({"exclusiveMinimum": 1})", "1", false);
    row(R"({"exclusiveMaximum": 1})", "0.999", true);
    row(R"({"multipleOf": 0.1})", "0.3", true);
    row(R"({"multipleOf": 3})", "7", false);
    row(R"({"minLength": 2, "maxLength": 3})", "\"äöü\"", true);
    row(R"({"maxLength": 3})", "\"😀😀😀\"", true);
    row(R"({"maxLength": 2})", "\"😀😀😀\"", false);
    row(R"({"pattern": "^a+$"})", "\"aaa\"", true);
    row(R"({"pattern": "^a+$"})", "\"ab\"", false);
    row(R"({"pattern": "^a+$"})", "5", true);
    row(R"({"format": "date-time"})", "\"2026-11-21T14:00:00Z\"", true);
    row(R"({"format": "date-time"})", "\"yesterday\"", false);
    row(R"({"format": "date"})", "\"2026-13-01\"", false);
    row(R"({"format": "email"})", "\"a@b.example\"", true);
    row(R"({"format": "uuid"})", "\"123e4567-e89b-12d3-a456-426614174000\"", true);
    row(R"({"format": "ipv4"})", "\"256.1.1.1\"", false);
    row(R"({"format": "ipv4"})", "\"127.0.0.1\"", true);
    row(R"({"format": "unheard-of"})", "\"x\"", true);
    row(R"({"items": {"type": "number"}})", "[1, 2.5]", true);
    row(R"({"items": {"type": "number"}})", "[1, \"2\"]", false);
    row(R"({"items": [{"type": "number"}], "additionalItems": false})", "[1]", true);
    row(R"({"items": [{"type": "number"}], "additionalItems": false})", "[1, 2]", false);
    row(R"({"prefixItems": [{"const": 1}], "items": {"const": 2}})", "[1, 2, 2]", true);
    row(R"({"minItems": 1, "maxItems": 2})", "[]", false);
    row(R"({"uniqueItems": true})", "[1, 2, 1.0]", false);
    row(R"({"uniqueItems": true})", "[1, \"1\", [1]]", true);
    row(R"({"contains": {"const": 3}})", "[1, 3]", true);
    row(R"({"contains": {"const": 3}})", "[1]", false);
    row(R"({"required": ["a"], "properties": {"a": {"type": "string"}}})", R"({"a": "x", "b": 1})", true);
    row(R"({"required": ["a"]})", R"({"b": 1})", false);
    row(R"({"properties": {"a": {"type": "string"}}})", R"({"a": 1})", false);
    row(R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"a": 1, "b": 2})", false);
    row(R"({"patternProperties": {"^x-": {"type": "number"}}, "additionalProperties": false})", R"({"x-a": 1})", true);
    row(R"({"patternProperties": {"^x-": {"type": "number"}}})", R"({"x-a": "1"})", false);
    row(R"({"propertyNames": {"maxLength": 2}})", R"({"abc": 1})", false);
    row(R"({"minProperties": 1, "maxProperties": 1})", "{}", false);
    row(R"({"dependencies": {"a": ["b"]}})", R"({"a": 1})", false);
    row(R"({"dependentSchemas": {"a": {"required": ["c"]}}})", R"({"a": 1, "c": 1})", true);
    row(R"({"allOf": [{"minimum": 1}, {"maximum": 3}]})", "4", false);
    row(R"({"anyOf": [{"type": "string"}, {"minimum": 3}]})", "5", true);
    row(R"({"anyOf": [{"type": "string"}, {"minimum": 3}]})", "1", false);
    row(R"({"oneOf": [{"minimum": 1}, {"minimum": 3}]})", "5", false);
    row(R"({"oneOf": [{"minimum": 1}, {"minimum": 3}]})", "2", true);
    row(R"({"not": {"type": "null"}})", "null", false);
    row(R"({"if": {"const": 1}, "then": true, "else": false})", "1", true);
    row(R"({"if": {"const": 1}, "then": true, "else": false})", "2", false);
    row(R"({"$ref": "#/definitions/n", "definitions": {"n": {"type": "number"}}})", "\"x\"", false);
    row(R"({"properties": {"a": {"$ref": "#/$defs/a~1b"}}, "$defs": {"a/b": {"const": 1}}})", R"({"a": 1})", true);
    row(R"({"properties": {"next": {"$ref": "#"}}, "required": ["v"]})", R"({"v": 1, "next": {"v": 2}})", true);
    row(R"({"properties": {"next": {"$ref": "#"}}, "required": ["v"]})", R"({"v": 1, "next": {}})", false);
    row(R"({"properties": {"a": {"properties": {"b": {"const": 1}}}, "a/properties/b": {"const": 2}}})",
        R"({"a": {"b": 1}, "a/properties/b": 2})", true);
}

void TestSchema::validates()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(bool, holds);
    const Result<JsonSchema> compiled = JsonSchema::compile(value::readJson(schema).value());
    QVERIFY2(compiled, qPrintable(compiled ? QString() : compiled.error().text()));
    const Outcome outcome = compiled->holds(value::readJson(value).value());
    QVERIFY2(outcome.isGood(), qPrintable(outcome.error));
    QCOMPARE(outcome.value.toBoolean(), holds);
}

void TestSchema::refuses_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *schema, const char *place) {
        QTest::newRow(schema) << QByteArray(schema) << QString::fromUtf8(place);
    };
    row("5", "");
    row(R"({"type": "text"})", "/type");
    row(R"({"properties": {"id": {"type": "int"}}})", "/properties/id/type");
    row(R"({"properties": {"id": 5}})", "/properties/id");
    row(R"({"pattern": "("})", "/pattern");
    row(R"({"patternProperties": {"(": {}}})", "/patternProperties/(");
    row(R"({"minLength": -1})", "/minLength");
    row(R"({"minimum": "1"})", "/minimum");
    row(R"({"multipleOf": 0})", "/multipleOf");
    row(R"({"enum": 1})", "/enum");
    row(R"({"required": "a"})", "/required");
    row(R"({"anyOf": []})", "/anyOf");
    row(R"({"$ref": "#/definitions/none"})", "/$ref");
    row(R"({"$ref": "http://elsewhere.example/schema"})", "/$ref");
}

void TestSchema::refuses()
{
    QFETCH(QByteArray, schema);
    QFETCH(QString, place);
    const Result<JsonSchema> compiled = JsonSchema::compile(value::readJson(schema).value());
    QVERIFY(!compiled);
    QCOMPARE(compiled.error().where, place);
    QVERIFY(!compiled.error().what.isEmpty());
}

void TestSchema::stopsWhatWouldNotEnd_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    const QByteArray hostile = '"' + QByteArray(4000, 'a') + "b\"";
    QTest::newRow("pattern") << QByteArray(R"({"pattern": "^(a+)+$"})") << hostile;
    QTest::newRow("pattern of a name") << QByteArray(R"({"patternProperties": {"^(a+)+$": {}}})")
                                       << "{" + hostile + ": 1}";
    QTest::newRow("itself") << QByteArray(R"({"$ref": "#"})") << QByteArray("1");
    QTest::newRow("a circle") << QByteArray(R"({"anyOf": [{"$ref": "#/anyOf/1"}, {"not": {"$ref": "#/anyOf/0"}}]})")
                              << QByteArray("1");
    QTest::newRow("unlike items") << QByteArray(R"({"uniqueItems": true})") << "[" + [] {
        QByteArray items = "0";
        for (int item = 1; item < 20000; ++item)
            items += ',' + QByteArray::number(item);
        return items;
    }() + "]";
}

void TestSchema::stopsWhatWouldNotEnd()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    const Result<JsonSchema> compiled = JsonSchema::compile(value::readJson(schema).value());
    QVERIFY2(compiled, qPrintable(compiled ? QString() : compiled.error().text()));
    QElapsedTimer timer;
    timer.start();
    const Outcome outcome = compiled->holds(value::readJson(value).value());
    QVERIFY(outcome.hasFailed());
    QVERIFY(!outcome.error.isEmpty());
    QVERIFY(timer.elapsed() < 5000);
}

void TestSchema::matchesInRules()
{
    Conversation conversation(QByteArray(R"json({"path": "/", "rules": [
        {"match": {"$": {"schema": {"required": ["id"], "properties": {"id": {"type": "integer"}}}}},
         "do": [{"send": "whole {{$.id}}"}]},
        {"match": {"$.name": {"schema": {"pattern": "^(a+)+$"}}}, "do": [{"send": "name"}]},
        {"match": {"$.x": {"not": {"schema": {"type": "number"}}}}, "do": [{"send": "no number"}]},
        {"on": "unmatched", "do": [{"send": "nothing"}]}]})json"));
    const QByteArray hostile = R"({"x": 1, "name": ")" + QByteArray(4000, 'a') + "b\"}";
    QCOMPARE(conversation.play("open 1 /\n"
                               "1 > {\"id\": 5}\n1 < whole 5\n"
                               "1 > {\"id\": \"5\"}\n1 < no number\n"
                               "1 > {\"x\": 1, \"name\": \"aaa\"}\n1 < name\n"
                               "1 > " +
                               hostile +
                               "\n1 ! report match.$.name: A pattern of the schema took too long*\n"
                               "1 < nothing"),
             QString());
}

void TestSchema::saysWhichSchemaIsMissing()
{
    const auto route = routeOf(R"({"path": "/", "rules": [
        {"match": {"$": {"schema": "none"}}}, {"match": {"$": {"schema": {"type": "int"}}}},
        {"match": {"$": {"schema": "users"}}}]})");
    QCOMPARE(route->problems().size(), std::size_t{3});
    QCOMPARE(route->problems()[0].field, QStringLiteral("match.$.schema"));
    QCOMPARE(route->problems()[0].text, QStringLiteral("There is no data set \"none\" that could be the schema."));
    QCOMPARE(route->problems()[1].field, QStringLiteral("match.$.schema/type"));
    // A data set, but none that is a schema.
    QCOMPARE(route->problems()[2].text, QStringLiteral("A schema is an object, true or false."));
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
