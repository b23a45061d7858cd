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

constexpr std::array requestNames = {"req.params",  "req.query",   "req.headers",      "req.cookies",
                                     "req.method",  "req.path",    "req.target",       "req.queryAll",
                                     "req.host",    "req.address", "req.subprotocols", "req.subprotocol",
                                     "req.attempt", "conn.id",     "conn.subprotocol"};

void addVariables(QStringList &names, const char *root, const Value &variables)
{
    for (const Value::Member &member : variables.members()) {
        if (names.size() > fieldLimit)
            return;
        names << QString::fromUtf8(value::Path(root, {member.name.toByteArray()}).spelling());
    }
}

} // namespace

void Completion::setRoute(const workspace::Workspace &workspace, const workspace::Route *route)
{
    m_variables.clear();
    addVariables(m_variables, "shared", workspace.shared);
    addVariables(m_variables, "data", workspace.data);
    for (const workspace::Environment &environment : workspace.environments) {
        if (environment.name == workspace.environment)
            addVariables(m_variables, "env", environment.variables);
    }
    if (route != nullptr) {
        // What a protocol's messages have is known before one has come.
        const std::optional<codec::Codec> codec = codec::codecNamed(route->codec);
        for (const Value &message : codec ? codec::exampleMessages(*codec) : std::vector<Value>())
            addFields(message, "$", 0);
        addVariables(m_variables, "conn", route->conn);
        addVariables(m_variables, "route", route->variables);
        for (const workspace::Server &server : workspace.servers) {
            for (const workspace::Route &each : server.routes) {
                if (each.id == route->id)
                    addVariables(m_variables, "global", server.global);
            }
        }
    }
    collect();
}

void Completion::clearMessages()
{
    m_fields.clear();
    m_values.clear();
    collect();
}

void Completion::addMessage(const Value &message)
{
    const qsizetype before = m_fields.size();
    addFields(message, "$", 0);
    if (m_fields.size() != before)
        collect();
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
        QStringList &seen = m_values[spelling];
        const QString text = QString::fromUtf8(value::writeJson(value));
        if (seen.size() < valueLimit && text.size() <= longestValue && !seen.contains(text))
            seen << text;
        return;
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
    m_names << m_variables;
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
    for (const QString &variable : m_variables)
        all << variable;
    return all;
}

QStringList Completion::valuesOf(const QString &selector) const
{
    return m_values.value(selector);
}

} // namespace framewright::ui
