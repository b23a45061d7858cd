// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/foreignfile.h"

#include "app/workspace/written.h"

#include <QStringList>

namespace framewright::workspace {

namespace {

/// More paths than one reads are counted.
constexpr qsizetype mostPaths = 5;

[[nodiscard]] bool isMockoonEnvironment(const Value &root)
{
    return root["routes"].isList() &&
           (root.contains("lastMigration") || root.contains("endpointPrefix") || root.contains("rootChildren"));
}

[[nodiscard]] bool isMockoonRoute(const Value &root)
{
    return root["endpoint"].isText() && root["responses"].isList();
}

/// "/chat, /users and 3 more", the WebSocket ones before the others.
[[nodiscard]] QString pathsOf(const Value &environment)
{
    const QString prefix = environment["endpointPrefix"].toString();
    const QString root = prefix.isEmpty() ? u"/"_qs : QString(u'/' + prefix + u'/');
    QStringList sockets;
    QStringList others;
    for (const Value &route : environment["routes"].items()) {
        if (isMockoonRoute(route))
            (route["type"].toString() == u"ws" ? sockets : others) << root + route["endpoint"].toString();
    }
    const QStringList all = sockets + others;
    const QString named = all.mid(0, mostPaths).join(u", ");
    return all.size() <= mostPaths ? named : u"%1 and %2 more"_qs.arg(named).arg(all.size() - mostPaths);
}

[[nodiscard]] Error mockoonEnvironment(const Value &root, const QString &where)
{
    const QString paths = pathsOf(root);
    const QString routes = paths.isEmpty() ? QString() : u"Add a route for each of its paths (%1). "_qs.arg(paths);
    const QString buckets =
        root["data"].size() > 0 ? u"Drop the file on Edit > Data sets for its data buckets. "_qs : QString();
    return {u"This is an environment of Mockoon, which is not read here."_qs, where,
            routes + buckets + u"What its words are called here: Help > Coming from Mockoon or Postman."_qs};
}

struct Program
{
    const char *key;
    const char *what;
};

constexpr Program programs[] = {
    {"asyncapi", "a description in AsyncAPI"}, {"openapi", "a description in OpenAPI"},
    {"swagger", "a description in Swagger"},   {"log", "a recording of a browser (HAR)"},
    {"info", "a collection of Postman"},       {"_type", "an export of Insomnia"},
};

} // namespace

std::optional<Error> foreignFile(const Value &root, const QString &where)
{
    if (isMockoonEnvironment(root))
        return mockoonEnvironment(root, where);
    if (isMockoonRoute(root))
        return Error{u"This is a route of Mockoon, which is not read here."_qs, where,
                     u"Add a route with the path /%1; its responses are rules here: Help > Coming from Mockoon or "
                     "Postman."_qs.arg(root["endpoint"].toString())};
    for (const Program &program : programs) {
        const QByteArrayView key(program.key);
        const bool isPostman = key == "info" && root["item"].isList() && root["info"].isObject();
        const bool isRecording = key == "log" && root["log"]["entries"].isList();
        const bool isOther = key != "info" && key != "log" && root[key].isText();
        if (isPostman || isRecording || isOther)
            return Error{u"This is %1, which is not read here."_qs.arg(QLatin1String(program.what)), where,
                         u"Open a workspace of Framewright, or begin one with File > New."_qs};
    }
    return std::nullopt;
}

} // namespace framewright::workspace
