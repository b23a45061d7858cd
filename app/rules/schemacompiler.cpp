// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/jsonschema.h"
#include "app/rules/matchercompiler.h"
#include "app/rules/pathpattern.h"
#include "app/rules/schemanodes.h"
#include "app/value/number.h"

#include <array>
#include <map>

namespace framewright::rules {

namespace {

constexpr std::size_t nodeLimit = 100'000;

struct TypeName
{
    const char *name;
    std::uint8_t bit;
};
constexpr std::array typeNames = {
    TypeName{"null", schematype::Null},       TypeName{"boolean", schematype::Boolean},
    TypeName{"number", schematype::Number},   TypeName{"string", schematype::Text},
    TypeName{"array", schematype::List},      TypeName{"object", schematype::Object},
    TypeName{"integer", schematype::Integer},
};

struct FormatPattern
{
    const char *name;
    const char *pattern;
};
/// The formats that are checked; others say something to people only (JSON Schema validation, section 7).
constexpr std::array formats = {
    FormatPattern{"date", R"(^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$)"},
    FormatPattern{"time", R"(^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$)"},
    FormatPattern{"date-time",
                  R"(^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60))"
                  R"((\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$)"},
    FormatPattern{"email", R"(^[^@\s]+@[^@\s]+$)"},
    FormatPattern{"uuid", R"(^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$)"},
    FormatPattern{"ipv4", R"(^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$)"},
    FormatPattern{"uri", R"(^[A-Za-z][A-Za-z0-9+.-]*:\S*$)"},
};

/// A key as a segment of a JSON Pointer (RFC 6901 section 3).
QByteArray segmentOf(const Value::Member &member)
{
    return member.key().toByteArray().replace('~', "~0").replace('/', "~1");
}

/// Compiles sub-schemas, each once, by their place in the whole.
class SchemaCompiler final
{
public:
    explicit SchemaCompiler(const Value &root)
        : m_root(root)
    {
    }

    [[nodiscard]] Result<std::shared_ptr<const JsonSchema::Nodes>> compile()
    {
        (void)schemaAt(m_root, QByteArray());
        if (m_error)
            return tl::unexpected(*m_error);
        return std::make_shared<const JsonSchema::Nodes>(std::move(m_nodes));
    }

private:
    [[nodiscard]] SchemaIndex schemaAt(const Value &schema, const QByteArray &place);
    [[nodiscard]] SchemaIndex sub(const Value &schema, const char *key, const QByteArray &place)
    {
        const Value *found = schema.find(key);
        return found == nullptr ? noSchema : schemaAt(*found, place + '/' + key);
    }
    [[nodiscard]] std::vector<SchemaIndex> list(const Value &schema, const char *key, const QByteArray &place);
    [[nodiscard]] SchemaIndex reference(const Value &schema, const QByteArray &place);
    [[nodiscard]] std::vector<QByteArray> names(const Value &list, const QByteArray &place);
    [[nodiscard]] std::optional<QRegularExpression> pattern(const Value &text, const QByteArray &place);
    [[nodiscard]] SchemaCount count(const Value &schema, const char *minimum, const char *maximum,
                                    const QByteArray &place);
    [[nodiscard]] Value bound(const Value &schema, const char *key, const QByteArray &place);
    void readTypes(SchemaNode &node, const Value &schema, const QByteArray &place);
    void readNumbers(SchemaNode &node, const Value &schema, const QByteArray &place);
    void readTexts(SchemaNode &node, const Value &schema, const QByteArray &place);
    void readItems(SchemaNode &node, const Value &schema, const QByteArray &place);
    void readMembers(SchemaNode &node, const Value &schema, const QByteArray &place);
    void readDependencies(SchemaNode &node, const Value &schema, const QByteArray &place);
    void readCombinations(SchemaNode &node, const Value &schema, const QByteArray &place);
    void mistake(const QByteArray &place, const QString &what)
    {
        if (!m_error)
            m_error = Error{what, QString::fromUtf8(place), {}};
    }

    const Value &m_root;
    JsonSchema::Nodes m_nodes;
    std::map<QByteArray, SchemaIndex> m_places;
    std::optional<Error> m_error;
    int m_depth = 0;
};

SchemaIndex SchemaCompiler::schemaAt(const Value &schema, const QByteArray &place)
{
    if (const auto known = m_places.find(place); known != m_places.end())
        return known->second;
    const SchemaIndex index = m_nodes.all.size();
    m_places.emplace(place, index);
    m_nodes.all.emplace_back();
    if (!schema.isObject() && !schema.isBoolean())
        mistake(place, QStringLiteral("A schema is an object, true or false."));
    if (++m_depth > 200 || index > nodeLimit)
        mistake(place, QStringLiteral("The schema is too deep or too large."));
    SchemaNode node;
    node.takesNothing = schema.isBoolean() && !schema.toBoolean();
    if (schema.isObject() && !m_error) {
        node.reference = reference(schema, place);
        readTypes(node, schema, place);
        readNumbers(node, schema, place);
        readTexts(node, schema, place);
        readItems(node, schema, place);
        readMembers(node, schema, place);
        readDependencies(node, schema, place);
        readCombinations(node, schema, place);
    }
    --m_depth;
    m_nodes.all[index] = std::move(node);
    return index;
}

std::vector<SchemaIndex> SchemaCompiler::list(const Value &schema, const char *key, const QByteArray &place)
{
    std::vector<SchemaIndex> found;
    const Value &all = schema[QByteArrayView(key)];
    if (!all.isUndefined() && (!all.isList() || all.size() == 0))
        mistake(place + '/' + key, QStringLiteral("This is a list of schemas."));
    for (qsizetype index = 0; index < all.size(); ++index)
        found.push_back(schemaAt(all.at(index), place + '/' + key + '/' + QByteArray::number(index)));
    return found;
}

/// RFC 6901: "#/definitions/address".
SchemaIndex SchemaCompiler::reference(const Value &schema, const QByteArray &place)
{
    const Value &target = schema["$ref"];
    if (target.isUndefined())
        return noSchema;
    const QByteArray pointer = target.isText() ? target.toByteArray() : QByteArray();
    const Value *found = pointer == "#" || pointer.startsWith("#/") ? &m_root : nullptr;
    QByteArray foundPlace;
    const QList<QByteArray> segments = pointer.mid(2).split('/');
    for (qsizetype index = 0; found != nullptr && pointer != "#" && index < segments.size(); ++index) {
        const QByteArray key = percentDecoded(segments[index]).replace("~1", "/").replace("~0", "~");
        foundPlace += '/' + segments[index];
        found = found->isList() ? &found->at(key.toLongLong()) : found->find(key);
        if (found != nullptr && found->isUndefined())
            found = nullptr;
    }
    if (found == nullptr) {
        mistake(place + "/$ref", QStringLiteral("\"%1\" is not in this schema: write it like #/definitions/name.")
                                     .arg(QString::fromUtf8(pointer)));
        return noSchema;
    }
    return schemaAt(*found, foundPlace);
}

std::vector<QByteArray> SchemaCompiler::names(const Value &list, const QByteArray &place)
{
    std::vector<QByteArray> found;
    for (const Value &name : list.items())
        found.push_back(name.toByteArray());
    if (!list.isList() && !list.isUndefined())
        mistake(place, QStringLiteral("This is a list of names."));
    return found;
}

std::optional<QRegularExpression> SchemaCompiler::pattern(const Value &text, const QByteArray &place)
{
    Result<QRegularExpression> compiled =
        text.isText() ? compileRegularExpression(text.toString()) : fail(QStringLiteral("A pattern is a text."));
    if (compiled)
        return *compiled;
    mistake(place, compiled.error().what);
    return std::nullopt;
}

SchemaCount SchemaCompiler::count(const Value &schema, const char *minimum, const char *maximum,
                                  const QByteArray &place)
{
    SchemaCount read;
    for (const char *key : {minimum, maximum}) {
        const Value &written = schema[QByteArrayView(key)];
        if (written.isUndefined())
            continue;
        const std::optional<std::int64_t> number = written.isNumber() ? written.toNumber().toInteger() : std::nullopt;
        if (!number || *number < 0)
            mistake(place + '/' + key, QStringLiteral("This is a whole number from 0 on."));
        else if (key == minimum)
            read.minimum = *number;
        else
            read.maximum = number;
    }
    return read;
}

Value SchemaCompiler::bound(const Value &schema, const char *key, const QByteArray &place)
{
    const Value &written = schema[QByteArrayView(key)];
    if (!written.isUndefined() && !written.isNumber())
        mistake(place + '/' + key, QStringLiteral("This is a number."));
    return written;
}

void SchemaCompiler::readTypes(SchemaNode &node, const Value &schema, const QByteArray &place)
{
    const Value &type = schema["type"];
    if (!type.isUndefined()) {
        const std::vector<Value> words =
            type.isList() ? std::vector<Value>(type.items().begin(), type.items().end()) : std::vector<Value>{type};
        node.types = 0;
        for (const Value &word : words) {
            const auto known = std::ranges::find_if(
                typeNames, [&](const TypeName &each) { return word.isText() && word.view() == each.name; });
            if (known == typeNames.end())
                mistake(place + "/type", QStringLiteral("A type is one of null, boolean, integer, number, string, "
                                                        "array, object."));
            else
                node.types |= known->bit;
        }
    }
    if (const Value *choices = schema.find("enum")) {
        if (!choices->isList())
            mistake(place + "/enum", QStringLiteral("`enum` is a list of values."));
        node.choices.emplace(choices->items().begin(), choices->items().end());
    }
    if (const Value *constant = schema.find("const"))
        node.choices = std::vector<Value>{*constant};
}

void SchemaCompiler::readNumbers(SchemaNode &node, const Value &schema, const QByteArray &place)
{
    node.minimum = bound(schema, "minimum", place);
    node.maximum = bound(schema, "maximum", place);
    node.exclusiveMinimum = bound(schema, "exclusiveMinimum", place);
    node.exclusiveMaximum = bound(schema, "exclusiveMaximum", place);
    node.multipleOf = bound(schema, "multipleOf", place);
    if (node.multipleOf.isNumber() && node.multipleOf.toNumber() <= value::Number())
        mistake(place + "/multipleOf", QStringLiteral("This is a number above 0."));
}

void SchemaCompiler::readTexts(SchemaNode &node, const Value &schema, const QByteArray &place)
{
    node.length = count(schema, "minLength", "maxLength", place);
    if (const Value *text = schema.find("pattern")) {
        if (std::optional<QRegularExpression> compiled = pattern(*text, place + "/pattern"))
            node.patterns.push_back(std::move(*compiled));
    }
    const Value &format = schema["format"];
    for (const FormatPattern &known : formats) {
        if (format.isText() && format.view() == known.name)
            node.patterns.push_back(*compileRegularExpression(QString::fromLatin1(known.pattern)));
    }
}

void SchemaCompiler::readItems(SchemaNode &node, const Value &schema, const QByteArray &place)
{
    node.itemCount = count(schema, "minItems", "maxItems", place);
    node.itemsDiffer = schema["uniqueItems"].toBoolean();
    node.contains = sub(schema, "contains", place);
    node.firstItems = list(schema, "prefixItems", place);
    if (schema["items"].isList()) {
        node.firstItems = list(schema, "items", place);
        node.items = sub(schema, "additionalItems", place);
    } else {
        node.items = sub(schema, "items", place);
    }
}

void SchemaCompiler::readMembers(SchemaNode &node, const Value &schema, const QByteArray &place)
{
    node.memberCount = count(schema, "minProperties", "maxProperties", place);
    node.required = names(schema["required"], place + "/required");
    for (const Value::Member &member : schema["properties"].members())
        node.members.emplace_back(member.key().toByteArray(),
                                  schemaAt(member.value, place + "/properties/" + segmentOf(member)));
    for (const Value::Member &member : schema["patternProperties"].members()) {
        const QByteArray here = place + "/patternProperties/" + segmentOf(member);
        const SchemaIndex index = schemaAt(member.value, here);
        if (std::optional<QRegularExpression> compiled = pattern(member.name, here))
            node.patternMembers.emplace_back(std::move(*compiled), index);
    }
    node.otherMembers = sub(schema, "additionalProperties", place);
    node.memberNames = sub(schema, "propertyNames", place);
}

void SchemaCompiler::readDependencies(SchemaNode &node, const Value &schema, const QByteArray &place)
{
    for (const char *key : {"dependencies", "dependentRequired", "dependentSchemas"}) {
        for (const Value::Member &member : schema[QByteArrayView(key)].members()) {
            const QByteArray here = place + '/' + key + '/' + segmentOf(member);
            SchemaDependency dependency{member.key().toByteArray(), {}, noSchema};
            if (member.value.isList())
                dependency.required = names(member.value, here);
            else
                dependency.schema = schemaAt(member.value, here);
            node.dependencies.push_back(std::move(dependency));
        }
    }
}

void SchemaCompiler::readCombinations(SchemaNode &node, const Value &schema, const QByteArray &place)
{
    node.allOf = list(schema, "allOf", place);
    node.anyOf = list(schema, "anyOf", place);
    node.oneOf = list(schema, "oneOf", place);
    node.isNot = sub(schema, "not", place);
    node.condition = sub(schema, "if", place);
    node.then = sub(schema, "then", place);
    node.otherwise = sub(schema, "else", place);
}

} // namespace

Result<JsonSchema> JsonSchema::compile(const Value &schema)
{
    Result<std::shared_ptr<const Nodes>> nodes = SchemaCompiler(schema).compile();
    if (!nodes)
        return tl::unexpected(nodes.error());
    return JsonSchema(std::move(*nodes));
}

} // namespace framewright::rules
