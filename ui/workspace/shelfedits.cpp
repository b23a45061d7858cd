// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/shelfedits.h"

#include "ui/common/format.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/foreigntext.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace framewright::ui {

using namespace workspace;
using value::Value;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ShelfEdits", text);
}

QString unusedName(const QString &name, const QStringList &taken)
{
    QString candidate = name;
    for (int number = 2; taken.contains(candidate); ++number)
        candidate = name % u'-' % QString::number(number);
    return candidate;
}

QStringList keysOf(const Value &object)
{
    QStringList names;
    for (const Value::Member &member : object.members()) {
        if (const QString name = member.name.toString(); !names.contains(name))
            names << name;
    }
    return names;
}

/// The object with another name for a key, in its place.
Value withKeyRenamed(const Value &object, const QString &before, const QString &name)
{
    const QByteArray old = before.toUtf8();
    Value::Object members;
    for (const Value::Member &member : object.members()) {
        if (member.key() == old)
            members.emplace_back(Value::text(name), member.value);
        else
            members.push_back(member);
    }
    return Value::object(std::move(members));
}

Environment *find(std::vector<Environment> &environments, const QString &name)
{
    const auto found = std::ranges::find(environments, name, &Environment::name);
    return found == environments.end() ? nullptr : &*found;
}

} // namespace

QStringList dataSetNames(const Workspace &workspace)
{
    return keysOf(workspace.data);
}

bool isFileSet(const Value &dataSet)
{
    return dataSet.isObject() && dataSet.size() == 1 && dataSet["file"].isText();
}

QString sizeOfDataSet(const Value &dataSet)
{
    if (isFileSet(dataSet))
        return tr("file");
    return dataSet.isList() || dataSet.isObject() ? format::count(dataSet.size()) : QString();
}

QString addDataSet(WorkspaceEditor &editor, const QString &step, const QString &name, const Value &content)
{
    const QString unused = unusedName(name, dataSetNames(editor.workspace()));
    Written data = editor.workspace().data;
    data.set(unused.toUtf8(), content);
    editor.setDataSets({step}, data);
    return unused;
}

QString importDataSet(WorkspaceEditor &editor, const ForeignText &text, const Value &content)
{
    const QString base = QFileInfo(text.name).completeBaseName();
    const QString step = text.name.isEmpty() ? tr("Add data set") : tr("Import %1").arg(text.name);
    return addDataSet(editor, step, base.isEmpty() ? tr("items") : base, content);
}

QString importBuckets(WorkspaceEditor &editor, const std::vector<NamedDataSet> &buckets)
{
    const EditGroup group(editor, tr("Import %1 data buckets").arg(buckets.size()));
    QString first;
    for (const NamedDataSet &bucket : buckets) {
        const QString name = addDataSet(editor, {}, bucket.name.isEmpty() ? tr("items") : bucket.name, bucket.content);
        if (first.isEmpty())
            first = name;
    }
    return first;
}

void setDataSet(WorkspaceEditor &editor, const QString &step, const QString &name, const Value &content,
                const QString &field)
{
    Written data = editor.workspace().data;
    if (!data.contains(name.toUtf8()))
        return;
    data.set(name.toUtf8(), content);
    editor.setDataSets({step, field.isEmpty() ? QString() : QString(field % u'/' % name)}, data);
}

bool renameDataSet(WorkspaceEditor &editor, const QString &before, const QString &name)
{
    const QStringList names = dataSetNames(editor.workspace());
    if (name.isEmpty() || !names.contains(before) || (name != before && names.contains(name)))
        return false;
    editor.setDataSets({tr("Rename data set %1").arg(before)}, withKeyRenamed(editor.workspace().data, before, name));
    return true;
}

void removeDataSet(WorkspaceEditor &editor, const QString &name)
{
    Written data = editor.workspace().data;
    if (data.remove(name.toUtf8()))
        editor.setDataSets({tr("Delete data set %1").arg(name)}, data);
}

QStringList environmentNames(const Workspace &workspace)
{
    QStringList names;
    for (const Environment &environment : workspace.environments)
        names << environment.name;
    return names;
}

QStringList environmentVariables(const Workspace &workspace)
{
    QStringList names;
    for (const Environment &environment : workspace.environments) {
        const QStringList own = keysOf(environment.variables);
        for (const QString &name : own) {
            if (!names.contains(name))
                names << name;
        }
    }
    return names;
}

QString addEnvironment(WorkspaceEditor &editor, const QString &name)
{
    std::vector<Environment> environments = editor.workspace().environments;
    Environment added;
    added.name = unusedName(name, environmentNames(editor.workspace()));
    const QStringList variables = environmentVariables(editor.workspace());
    for (const QString &variable : variables)
        added.variables.set(variable.toUtf8(), Value::text(""));
    environments.push_back(added);
    const EditGroup group(editor, tr("Add environment %1").arg(added.name));
    editor.setEnvironments({}, environments);
    if (environments.size() == 1)
        editor.setEnvironment({}, added.name);
    return added.name;
}

void takeEnvironments(WorkspaceEditor &editor, const QString &step, const std::vector<Environment> &taken)
{
    std::vector<Environment> environments = editor.workspace().environments;
    for (const Environment &each : taken) {
        Environment *known = find(environments, each.name);
        if (known == nullptr) {
            environments.push_back(each);
            continue;
        }
        for (const Value::Member &member : each.variables.members())
            known->variables.set(member.key(), member.value);
    }
    if (environments == editor.workspace().environments)
        return;
    const EditGroup group(editor, step);
    editor.setEnvironments({}, environments);
    if (editor.workspace().environment.isEmpty() && environments.size() == 1)
        editor.setEnvironment({}, environments.front().name);
}

bool renameEnvironment(WorkspaceEditor &editor, const QString &before, const QString &name)
{
    std::vector<Environment> environments = editor.workspace().environments;
    Environment *found = find(environments, before);
    if (found == nullptr || name.isEmpty() || (name != before && find(environments, name) != nullptr))
        return false;
    if (name == before)
        return true;
    found->name = name;
    const bool isChosen = editor.workspace().environment == before;
    const EditGroup group(editor, tr("Rename environment %1").arg(before));
    editor.setEnvironments({}, environments);
    if (isChosen)
        editor.setEnvironment({}, name);
    return true;
}

void removeEnvironment(WorkspaceEditor &editor, const QString &name)
{
    std::vector<Environment> environments = editor.workspace().environments;
    if (std::erase_if(environments, [&name](const Environment &each) { return each.name == name; }) == 0)
        return;
    const bool isChosen = editor.workspace().environment == name;
    const EditGroup group(editor, tr("Delete environment %1").arg(name));
    if (isChosen)
        editor.setEnvironment({}, {});
    editor.setEnvironments({}, environments);
}

QString addVariable(WorkspaceEditor &editor, const QString &name)
{
    const EditGroup group(editor, tr("Add variable"));
    if (editor.workspace().environments.empty())
        addEnvironment(editor, u"dev"_qs);
    const QString unused = unusedName(name, environmentVariables(editor.workspace()));
    std::vector<Environment> environments = editor.workspace().environments;
    for (Environment &environment : environments)
        environment.variables.set(unused.toUtf8(), Value::text(""));
    editor.setEnvironments({}, environments);
    return unused;
}

void setVariable(WorkspaceEditor &editor, const QString &environment, const QString &name, const Value &value)
{
    std::vector<Environment> environments = editor.workspace().environments;
    Environment *found = find(environments, environment);
    if (found == nullptr)
        return;
    found->variables.set(name.toUtf8(), value);
    editor.setEnvironments({tr("Change %1 of %2").arg(name, environment)}, environments);
}

bool renameVariable(WorkspaceEditor &editor, const QString &before, const QString &name)
{
    const QStringList names = environmentVariables(editor.workspace());
    if (name.isEmpty() || !names.contains(before) || (name != before && names.contains(name)))
        return false;
    std::vector<Environment> environments = editor.workspace().environments;
    for (Environment &environment : environments)
        environment.variables = withKeyRenamed(environment.variables, before, name);
    editor.setEnvironments({tr("Rename variable %1").arg(before)}, environments);
    return true;
}

void removeVariables(WorkspaceEditor &editor, const QStringList &names)
{
    std::vector<Environment> environments = editor.workspace().environments;
    for (Environment &environment : environments) {
        for (const QString &name : names)
            environment.variables.remove(name.toUtf8());
    }
    const QString what = names.size() == 1 ? names.constFirst() : tr("%1 variables").arg(names.size());
    editor.setEnvironments({tr("Delete %1").arg(what)}, environments);
}

} // namespace framewright::ui
