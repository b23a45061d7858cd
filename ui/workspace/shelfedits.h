// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"
#include "app/workspace/workspace.h"

#include <QStringList>

#include <vector>

/// What one does to data sets and environments, as edits: each is one named undo step.
namespace framewright::ui {

class WorkspaceEditor;
struct ForeignText;
struct NamedDataSet;

[[nodiscard]] QStringList dataSetNames(const workspace::Workspace &workspace);
/// Whether it stands for what a file beside the workspace holds.
[[nodiscard]] bool isFileSet(const value::Value &dataSet);
/// How much is in it, in a word: "120", "file".
[[nodiscard]] QString sizeOfDataSet(const value::Value &dataSet);

/// Where the name is taken it becomes another one; gives the one it got.
QString addDataSet(WorkspaceEditor &editor, const QString &step, const QString &name, const value::Value &content);
/// From a file or a text, by whose name it is called.
QString importDataSet(WorkspaceEditor &editor, const ForeignText &text, const value::Value &content);
/// Gives the name of the first. One undo step.
QString importBuckets(WorkspaceEditor &editor, const std::vector<NamedDataSet> &buckets);
/// Typing in one field is one step, as the field says; without a field each is one.
void setDataSet(WorkspaceEditor &editor, const QString &step, const QString &name, const value::Value &content,
                const QString &field = {});
/// Only the set itself; false: the name is taken, empty, or not there.
bool renameDataSet(WorkspaceEditor &editor, const QString &before, const QString &name);
void removeDataSet(WorkspaceEditor &editor, const QString &name);

[[nodiscard]] QStringList environmentNames(const workspace::Workspace &workspace);
/// The variables of all environments, each once.
[[nodiscard]] QStringList environmentVariables(const workspace::Workspace &workspace);

/// It gets the variables of the others, empty. Gives the name it got.
QString addEnvironment(WorkspaceEditor &editor, const QString &name);
/// Variables go into the environments of those names; new ones come behind.
void takeEnvironments(WorkspaceEditor &editor, const QString &step,
                      const std::vector<workspace::Environment> &environments);
/// The chosen one stays chosen. False: the name is taken, empty, or not there.
bool renameEnvironment(WorkspaceEditor &editor, const QString &before, const QString &name);
void removeEnvironment(WorkspaceEditor &editor, const QString &name);

/// An empty text in every environment; the first environment where there is none yet. Gives the name it got.
QString addVariable(WorkspaceEditor &editor, const QString &name);
void setVariable(WorkspaceEditor &editor, const QString &environment, const QString &name, const value::Value &value);
/// In all environments. False: the name is taken, empty, or not there.
bool renameVariable(WorkspaceEditor &editor, const QString &before, const QString &name);
void removeVariables(WorkspaceEditor &editor, const QStringList &names);

} // namespace framewright::ui
