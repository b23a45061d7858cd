// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/completion.h"

#include "app/codec/examplemessages.h"
#include "app/expression/root.h"
#include "app/expression/spelling.h"
#include "app/value/jsonwriter.h"
#include "app/value/path.h"
#include "app/workspace/workspace.h"

#include <QHash>

#include <array>

namespace framewright::ui {

using value::Value;

namespace {

/// What a person can look through; hostile messages have any number of keys.
constexpr qsizetype fieldLimit = 300;
constexpr qsizetype valueLimit = 20;
constexpr qsizetype longestValue = 60;
constexpr int depthLimit = 4;
constexpr int variableDepth = 2;

constexpr std::array requestNames = {"req.params",  "req.query",   "req.headers",      "req.cookies",
                                     "req.method",  "req.path",    "req.target",       "req.queryAll",
                                     "req.host",    "req.address", "req.subprotocols", "req.subprotocol",
                                     "req.attempt", "conn.id",     "conn.subprotocol"};

/// The variables of one root, those inside of objects too.
void addVariables(QStringList &names, const value::Path &path, const Value &variables, int depth = 0)
{
    for (const Value::Member &member : variables.members()) {
        if (names.size() > fieldLimit)
            return;
        std::vector<value::Path::Segment> segments = path.segments();
        segments.emplace_back(member.name.toByteArray());
        const value::Path inner(path.root(), std::move(segments));
        names << QString::fromUtf8(inner.spelling());
        if (depth < variableDepth)
            addVariables(names, inner, member.value, depth + 1);
    }
}

/// Of the members of an object that are roots.
QStringList variablesOf(const Value &roots)
{
    QStringList names;
    for (const Value::Member &root : roots.members())
        addVariables(names, value::Path(root.name.toByteArray(), {}), root.value);
    return names;
}

QString shortened(const Value &value)
{
    const QString text = QString::fromUtf8(value::writeJson(value));
    return text.size() > longestValue ? QString(text.left(longestValue - 1) % u'…') : text;
}

} // namespace

void Completion::setRoute(const workspace::Workspace &workspace, const workspace::Route *route)
{
    m_start = Value::object({{"shared", workspace.shared}, {"data", workspace.data}});
    for (const workspace::Environment &environment : workspace.environments) {
        if (environment.name == workspace.environment)
            m_start.set("env", environment.variables);
    }
    if (route != nullptr) {
        // What a protocol's messages have is known before one has come.
        const std::optional<codec::Codec> codec = codec::codecNamed(route->codec);
        for (const Value &message : codec ? codec::exampleMessages(*codec) : std::vector<Value>())
            addFields(message, "$", 0);
        m_start.set("conn", route->conn);
        m_start.set("route", route->variables);
        for (const workspace::Server &server : workspace.servers) {
            for (const workspace::Route &each : server.routes) {
                if (each.id == route->id)
                    m_start.set("global", server.global);
            }
        }
    }
    m_variables = variablesOf(m_start);
    collect();
}

void Completion::setNow(const Value &roots)
{
    if (roots.isIdentical(m_now))
        return;
    m_now = roots;
    QStringList names = variablesOf(roots);
    if (names == m_liveVariables)
        return;
    m_liveVariables = std::move(names);
    collect();
}

void Completion::clearMessages()
{
    m_fields.clear();
    m_values.clear();
    m_latest = {};
    collect();
}

void Completion::addMessage(const Value &message)
{
    const qsizetype before = m_fields.size();
    addFields(message, "$", 0);
    m_latest = message;
    if (m_fields.size() != before)
        collect();
}

void Completion::addText(const QByteArray &text)
{
    addSeen(QStringLiteral("text"), Value::text(text));
}

void Completion::addSeen(const QString &selector, const Value &value)
{
    // Bytes have no spelling in JSON that would be equal to them.
    if (value.isBytes())
        return;
    QStringList &seen = m_values[selector];
    const QString text = QString::fromUtf8(value::writeJson(value));
    if (seen.size() < valueLimit && text.size() <= longestValue && !seen.contains(text))
        seen << text;
}

void Completion::addFields(const Value &value, const QByteArray &path, int depth)
{
    const QString spelling = QString::fromUtf8(path);
    if (!m_fields.contains(spelling)) {
        if (m_fields.size() >= fieldLimit)
            return;
        m_fields << spelling;
    }
    if (!value.isObject() && !value.isList()) {
        return addSeen(spelling, value);
    }
    if (depth >= depthLimit)
        return;
    for (const Value::Member &member : value.members()) {
        const QByteArray step = value::Path("$", {member.name.toByteArray()}).spelling().sliced(1);
        addFields(member.value, path + step, depth + 1);
    }
    if (value.isList() && value.size() > 0)
        addFields(value.at(0), path + "[0]", depth + 1);
}

void Completion::collect()
{
    m_names = m_fields;
    m_names << m_variables << m_liveVariables;
    for (const char *name : requestNames)
        m_names << QString::fromLatin1(name);
    for (const QByteArrayView name : expression::functionNames())
        m_names << QString::fromUtf8(name) + u'(';
    for (const QByteArrayView name : expression::rootNames())
        m_names << QString::fromUtf8(name);
    m_names.removeDuplicates();
    m_names.sort();
    emit changed();
}

QStringList Completion::selectors() const
{
    QStringList all = m_fields;
    for (const char *name : {"$", "text", "bytes", "opcode", "error"}) {
        if (!all.contains(QLatin1StringView(name)))
            all << QString::fromLatin1(name);
    }
    for (const QStringList &variables : {m_variables, m_liveVariables}) {
        for (const QString &variable : variables)
            all << variable;
    }
    for (const char *name : requestNames)
        all << QString::fromLatin1(name);
    all.removeDuplicates();
    return all;
}

QStringList Completion::valuesOf(const QString &selector) const
{
    if (selector == QLatin1StringView("opcode"))
        return {QStringLiteral("\"text\""), QStringLiteral("\"binary\"")};
    const QStringList seen = m_values.value(selector);
    if (!seen.isEmpty())
        return seen;
    const Result<value::Path> path = value::Path::parse(selector.toUtf8());
    const Value *now = path ? path->find(m_now[path->root()]) : nullptr;
    const bool isShort = now != nullptr && !now->isObject() && !now->isList() && !now->isUndefined();
    return isShort ? QStringList{QString::fromUtf8(value::writeJson(*now))} : QStringList();
}

QString Completion::valueNow(const QString &name) const
{
    const Result<value::Path> path = value::Path::parse(name.toUtf8());
    if (!path)
        return {};
    if (path->root() == "$") {
        const Value *last = path->find(m_latest);
        return last == nullptr || last->isUndefined() ? QString() : tr("last %1").arg(shortened(*last));
    }
    if (const Value *root = m_now.find(path->root())) {
        const Value *now = path->find(*root);
        return now == nullptr ? QString() : shortened(*now);
    }
    const Value *start = path->find(m_start[path->root()]);
    const bool isKnown = start != nullptr && !start->isUndefined();
    return !isKnown                                          ? QString()
           : path->root() == "data" || path->root() == "env" ? shortened(*start)
                                                             : tr("at first %1").arg(shortened(*start));
}

} // namespace framewright::ui
