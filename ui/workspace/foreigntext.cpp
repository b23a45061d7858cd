// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/foreigntext.h"

#include "app/rules/workspacefiles.h"
#include "app/value/jsonreader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace framewright::ui {

using value::Value;
using workspace::Environment;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ForeignText", text);
}

constexpr qsizetype textProbe = 65536;
constexpr qint64 sizeLimit = rules::WorkspaceFiles::sizeLimit;

tl::unexpected<Error> tooLarge(const QString &name)
{
    return fail(tr("It is larger than the %1 MiB that a data set may have.").arg(sizeLimit / (1024 * 1024)), name,
                tr("Take the part that the rules need."));
}

bool endsWith(const QString &name, std::initializer_list<const char *> endings)
{
    return std::ranges::any_of(
        endings, [&name](const char *ending) { return name.endsWith(QLatin1StringView(ending), Qt::CaseInsensitive); });
}

bool isTable(const ForeignText &text)
{
    if (endsWith(text.name, {".csv", ".tsv"}))
        return true;
    const QByteArray start = text.content.left(1024).trimmed();
    return !endsWith(text.name, {".json"}) && !start.startsWith('{') && !start.startsWith('[') &&
           !value::readJson(text.content.trimmed()).has_value();
}

/// "users.csv, line 3", or the line alone.
template <class T>
Result<T> placed(Result<T> result, const ForeignText &text)
{
    if (!result && !text.name.isEmpty()) {
        QString &where = result.error().where;
        where = where.isEmpty() ? text.name : QString(text.name % u", " % where);
    }
    return result;
}

/// The name of an environment by its file: "prod" for prod.json, prod.env and .env.prod.
QString nameFrom(const QString &fileName)
{
    QString name = QFileInfo(fileName).fileName();
    if (name.startsWith(u".env."))
        return name.mid(5);
    if (name.isEmpty() || name == u".env")
        return u"env"_qs;
    name = QFileInfo(name).completeBaseName();
    return name.remove(u".postman_environment"_qs);
}

Environment environmentOf(const QString &name, const Value &variables = Value::object())
{
    Environment environment;
    environment.name = name;
    environment.variables = variables;
    return environment;
}

/// What stands behind the "=" of a .env file: between quotes, or up to a comment.
QString unquoted(const QString &text)
{
    if (text.size() >= 2 && text.front() == u'\'' && text.back() == u'\'')
        return text.sliced(1, text.size() - 2);
    if (text.size() >= 2 && text.front() == u'"' && text.back() == u'"') {
        QString inside = text.sliced(1, text.size() - 2);
        inside.replace(u"\\n"_qs, u"\n"_qs).replace(u"\\\""_qs, u"\""_qs);
        return inside;
    }
    const qsizetype comment = text.indexOf(u" #"_qs);
    return comment < 0 ? text : text.first(comment).trimmed();
}

Result<Environment> fromLines(const ForeignText &text)
{
    static const QRegularExpression assignment(u"^(?:export\\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\\s*=\\s*(.*)$"_qs);
    Environment environment;
    environment.name = nameFrom(text.name);
    int number = 0;
    const QList<QByteArray> lines = text.content.split('\n');
    for (const QByteArray &bytes : lines) {
        ++number;
        const QString line = QString::fromUtf8(bytes).trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QRegularExpressionMatch match = assignment.match(line);
        const QString place = tr("line %1").arg(number);
        if (!match.hasMatch())
            return fail(tr("This is no variable: %1").arg(line.left(60)), place, tr("Write NAME=value."));
        const QByteArray name = match.captured(1).toUtf8();
        if (environment.variables.contains(name))
            return fail(tr("%1 stands here twice.").arg(match.captured(1)), place);
        environment.variables.set(name, Value::text(unquoted(match.captured(2))));
    }
    return environment;
}

Result<std::vector<Environment>> fromTable(const Value &rows)
{
    std::vector<Environment> environments;
    int number = 1;
    for (const Value &row : rows.items()) {
        ++number;
        if (row.size() < 1)
            continue;
        const QByteArray name = row.members().front().value.toByteArray();
        if (name.isEmpty())
            return fail(tr("The first field is the name of a variable."), tr("line %1").arg(number));
        for (const Value::Member &member : row.members().subspan(1)) {
            const QString column = member.name.toString();
            auto found = std::ranges::find(environments, column, &Environment::name);
            if (found == environments.end()) {
                environments.push_back(environmentOf(column));
                found = environments.end() - 1;
            }
            if (found->variables.contains(name))
                return fail(tr("%1 stands here twice.").arg(QString::fromUtf8(name)), tr("row %1").arg(number - 1));
            found->variables.set(name, member.value);
        }
    }
    if (environments.empty())
        return fail(tr("There is no environment in it."), {},
                    tr("The first column has the names of the variables, each other column is an environment."));
    return environments;
}

/// {"name": "prod", "values": [{"key": "token", "value": "x", "enabled": true}]}
Environment fromPostman(const Value &value, const QString &name)
{
    Environment environment;
    environment.name = value["name"].isText() ? value["name"].toString() : name;
    for (const Value &each : value["values"].items()) {
        if (each["key"].isText() && each["enabled"].toBoolean(true))
            environment.variables.set(each["key"].view(), each["value"]);
    }
    return environment;
}

Result<std::vector<Environment>> fromList(const Value &list)
{
    std::vector<Environment> environments;
    for (const Value &each : list.items()) {
        if (!each["name"].isText() || !each["variables"].isObject())
            return fail(tr("This is no list of environments."), {},
                        tr("Each is written {\"name\": \"dev\", \"variables\": {\"token\": \"x\"}}."));
        environments.push_back(environmentOf(each["name"].toString(), each["variables"]));
    }
    return environments;
}

Result<std::vector<Environment>> fromJson(const Value &value, const QString &name)
{
    if (value.isList())
        return fromList(value);
    if (!value.isObject())
        return fail(tr("An environment is an object: {\"token\": \"x\"}"));
    if (value["values"].isList())
        return std::vector<Environment>{fromPostman(value, name)};
    if (value["name"].isText() && value["variables"].isObject() && value.size() == 2)
        return fromList(Value::list({value}));
    const bool hasSeveral = value.size() > 0 && std::ranges::all_of(value.members(), [](const Value::Member &member) {
                                return member.value.isObject();
                            });
    if (!hasSeveral)
        return std::vector<Environment>{environmentOf(name, value)};
    std::vector<Environment> environments;
    for (const Value::Member &member : value.members())
        environments.push_back(environmentOf(member.name.toString(), member.value));
    return environments;
}

Result<std::vector<Environment>> environmentsIn(const ForeignText &text)
{
    if (endsWith(text.name, {".csv", ".tsv"}))
        return rules::readCsv(text.content).and_then(fromTable);
    const QByteArray start = text.content.left(1024).trimmed();
    if (endsWith(text.name, {".json"}) || start.startsWith('{') || start.startsWith('['))
        return value::readJson(text.content).and_then([&text](const Value &value) {
            return fromJson(value, nameFrom(text.name));
        });
    return fromLines(text).map(
        [](Environment environment) { return std::vector<Environment>{std::move(environment)}; });
}

} // namespace

Result<ForeignText> readForeign(const QString &fileName)
{
    const QFileInfo info(fileName);
    if (!info.isFile())
        return fail(tr("This is no file."), info.fileName());
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return fail(tr("It cannot be read: %1.").arg(file.errorString()), info.fileName());
    QByteArray content = file.read(sizeLimit + 1);
    if (content.size() > sizeLimit)
        return tooLarge(info.fileName());
    if (content.startsWith("\xff\xfe") || content.startsWith("\xfe\xff"))
        return fail(tr("It is UTF-16 text."), info.fileName(), tr("Save it as UTF-8."));
    if (content.left(textProbe).contains('\0'))
        return fail(tr("It is no text."), info.fileName(), tr("Take a file of JSON or CSV."));
    return ForeignText{info.fileName(), info.absoluteFilePath(), std::move(content)};
}

Result<ForeignText> readForeign(const QMimeData &dropped)
{
    const QList<QUrl> urls = dropped.urls();
    if (!urls.isEmpty() && !urls.constFirst().isLocalFile())
        return fail(tr("It lies on another machine: %1").arg(urls.constFirst().toDisplayString()), {},
                    tr("Save it to a file here first."));
    if (!urls.isEmpty())
        return readForeign(urls.constFirst().toLocalFile());
    ForeignText text{{}, {}, dropped.text().toUtf8()};
    if (text.content.size() > sizeLimit)
        return tooLarge(tr("the text"));
    return text;
}

bool canBeForeign(const QMimeData &dropped)
{
    return dropped.hasUrls() || dropped.hasText();
}

Result<Value> dataSetFrom(const ForeignText &text)
{
    if (text.content.trimmed().isEmpty())
        return fail(tr("There is nothing in it."), text.name, tr("It should hold JSON, or CSV with a line of names."));
    return placed(isTable(text) ? rules::readCsv(text.content) : value::readJson(text.content), text);
}

std::optional<std::vector<NamedDataSet>> bucketsIn(const ForeignText &text)
{
    if (!text.content.trimmed().startsWith('{'))
        return std::nullopt;
    const Result<Value> root = value::readJson(text.content);
    if (!root || !root->contains("lastMigration") || !(*root)["routes"].isList())
        return std::nullopt;
    std::vector<NamedDataSet> buckets;
    for (const Value &bucket : (*root)["data"].items()) {
        const QString name = bucket["name"].toString().trimmed();
        const Result<Value> content = value::readJson(bucket["value"].view());
        buckets.push_back({name.isEmpty() ? bucket["id"].toString() : name, content.value_or(bucket["value"])});
    }
    return buckets;
}

Result<std::vector<Environment>> environmentsFrom(const ForeignText &text)
{
    if (text.content.trimmed().isEmpty())
        return fail(tr("There is nothing in it."), text.name, tr("It should hold NAME=value lines, JSON or CSV."));
    if (bucketsIn(text))
        return fail(tr("What Mockoon calls an environment is a server here, not a set of variables."), text.name,
                    tr("Its data buckets can be dropped on Edit > Data sets."));
    return placed(environmentsIn(text), text);
}

} // namespace framewright::ui
