// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scriptvalues.h"

#include "app/expression/function.h"
#include "app/expression/memberuse.h"
#include "app/value/number.h"

#include <QJSEngine>
#include <QJSValueIterator>

#include <cmath>

namespace framewright::expression {

using value::Kind;

namespace {

constexpr int depthLimit = 200;
/// Values that one result may consist of.
constexpr qsizetype countLimit = 1'000'000;

QString stringOf(QByteArrayView utf8)
{
    return QString::fromUtf8(utf8);
}

} // namespace

ScriptValues::ScriptValues(QJSEngine &engine)
    : m_engine(engine)
    , m_wrapBytes(engine.evaluate(
          QStringLiteral("(function(Bytes) { return function(buffer) { return new Bytes(buffer); }; })(Uint8Array)")))
    , m_sort(engine.evaluate(QStringLiteral(
          "(function(toText) { return function(x) {"
          " if (typeof x === 'function') return ['function', x];"
          " if (typeof x === 'symbol') return ['symbol', 0];"
          " if (Array.isArray(x)) return ['list', x];"
          " if (x instanceof ArrayBuffer) return ['bytes', x];"
          " if (ArrayBuffer.isView(x)) return ['bytes', x.buffer.slice(x.byteOffset, x.byteOffset + x.byteLength)];"
          " if (x instanceof Date || x instanceof RegExp || x instanceof String || x instanceof Error)"
          " return ['text', x instanceof Date ? x.toJSON() : toText(x)];"
          " if (x instanceof Number || x instanceof Boolean) return ['plain', x.valueOf()];"
          " return ['object', x]; } })(String)")))
{
}

QJSValue ScriptValues::toScript(const Value &value)
{
    switch (value.kind()) {
    case Kind::Undefined:
        return QJSValue(QJSValue::UndefinedValue);
    case Kind::Null:
        return QJSValue(QJSValue::NullValue);
    case Kind::Boolean:
        return QJSValue(value.toBoolean());
    case Kind::Number:
        return QJSValue(value.toNumber().toDouble());
    case Kind::Text:
        return QJSValue(value.toString());
    case Kind::Bytes:
        return m_wrapBytes.call({m_engine.toScriptValue(value.toByteArray())});
    case Kind::List:
        return listToScript(value);
    case Kind::Object:
        return objectToScript(value);
    }
    Q_UNREACHABLE();
    return {};
}

QJSValue ScriptValues::toScript(const Value &value, const MemberUse &use)
{
    // A member of that name is more than a member to the engine.
    if (use.isWhole || !value.isObject() || value.contains("__proto__"))
        return toScript(value);
    QJSValue object = m_engine.newObject();
    for (const MemberUse &member : use.members) {
        if (const Value *found = value.find(member.key))
            object.setProperty(member.name, toScript(*found, member));
    }
    return object;
}

QJSValue ScriptValues::listToScript(const Value &value)
{
    QJSValue list = m_engine.newArray(static_cast<uint>(value.size()));
    quint32 index = 0;
    for (const Value &item : value.items())
        list.setProperty(index++, toScript(item));
    return list;
}

QJSValue ScriptValues::objectToScript(const Value &value)
{
    QJSValue object = m_engine.newObject();
    for (const Value::Member &member : value.members())
        object.setProperty(stringOf(member.key()), toScript(member.value));
    return object;
}

Outcome ScriptValues::fromScript(const QJSValue &value)
{
    m_budget = countLimit;
    m_refusal.clear();
    Value converted = convert(value, 0);
    if (!m_refusal.isEmpty())
        return Outcome::failed(m_refusal);
    return converted;
}

Value ScriptValues::refuse(const QString &why)
{
    if (m_refusal.isEmpty())
        m_refusal = why;
    return {};
}

Value ScriptValues::convert(const QJSValue &value, int depth)
{
    if (!m_refusal.isEmpty())
        return {};
    if (depth > depthLimit)
        return refuse(QStringLiteral("The result is nested too deep, or contains itself."));
    if (--m_budget < 0)
        return refuse(QStringLiteral("The result consists of more than a million values."));
    if (value.isUndefined())
        return {};
    if (value.isNull())
        return Value::null();
    if (value.isBool())
        return Value::boolean(value.toBool());
    if (value.isNumber())
        return Value::real(value.toNumber());
    if (value.isString())
        return Value::text(value.toString());
    return convertObject(value, depth);
}

Value ScriptValues::convertObject(const QJSValue &value, int depth)
{
    const QJSValue sorted = m_sort.call({value});
    if (sorted.isError())
        return refuse(sorted.toString());
    const QString kind = sorted.property(0).toString();
    const QJSValue content = sorted.property(1);
    if (kind == QLatin1StringView("bytes"))
        return Value::bytes(qjsvalue_cast<QByteArray>(content));
    if (kind == QLatin1StringView("text") || kind == QLatin1StringView("plain"))
        return convert(content, depth + 1);
    if (kind == QLatin1StringView("list")) {
        const double length = content.property(QStringLiteral("length")).toNumber();
        if (length > static_cast<double>(m_budget))
            return refuse(QStringLiteral("The result consists of more than a million values."));
        Value::List items;
        for (quint32 index = 0; index < static_cast<quint32>(length); ++index)
            items.push_back(convert(content.property(index), depth + 1));
        return Value::list(std::move(items));
    }
    if (kind != QLatin1StringView("object"))
        return refuse(QStringLiteral("The result is a %1, which no message can hold.").arg(kind));
    Value object = Value::object();
    QJSValueIterator members(content);
    while (members.next()) {
        Value member = convert(members.value(), depth + 1);
        if (!member.isUndefined())
            object.set(members.name().toUtf8(), std::move(member));
    }
    return object;
}

} // namespace framewright::expression
