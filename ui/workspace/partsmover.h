// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/workspaceparts.h"
#include "ui/workspace/treeitem.h"

#include <vector>

/// What one does to the rows of the workspace's tree, as edits: each is one named undo step. Functions that make a
/// part give its row.
namespace framewright::ui {

class WorkspaceEditor;

/// A server with a port that no other of the workspace has.
TreeItem addServer(WorkspaceEditor &editor);
/// A route that can be used at once, with a path of its own; a server for it where there is none yet.
TreeItem addRoute(WorkspaceEditor &editor, const TreePlace &place);

/// False: the name cannot be (an empty path), or nothing is there.
bool rename(WorkspaceEditor &editor, const TreeItem &item, const QString &name);
void setEnabled(WorkspaceEditor &editor, const TreeItem &item, bool enabled);
void remove(WorkspaceEditor &editor, const TreeItem &item);
TreeItem duplicate(WorkspaceEditor &editor, const TreeItem &item);
/// Of a server only the position counts.
bool moveTo(WorkspaceEditor &editor, const TreeItem &item, const TreePlace &place);
/// A name of a folder that the server does not have yet.
[[nodiscard]] QString newFolderName(const workspace::Workspace &workspace, ServerId server);

[[nodiscard]] std::vector<workspace::Part> partsOf(const workspace::Workspace &workspace, const TreeItem &item);
/// Routes go to the place, servers behind its server, rules to the end of `route`. Paths and ports that are taken
/// become others. All or nothing.
Result<TreeItem> paste(WorkspaceEditor &editor, const std::vector<workspace::Part> &parts, const TreePlace &place,
                       RouteId route);

} // namespace framewright::ui
