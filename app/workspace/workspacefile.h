// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/workspace.h"

#include <QByteArray>
#include <QString>

#include <functional>

namespace framewright::workspace {

/// A workspace file may be this large; it is read into memory whole.
constexpr qint64 FileSizeLimit = 256 * 1024 * 1024;

/// The workspace in these bytes, with identities from 1. `fileName` is only for the words of an error: not JSON
/// (with line and column), not ours, newer than we are, or a key of the wrong type (with its line and path).
[[nodiscard]] Result<Workspace> readWorkspace(const QByteArray &json, const QString &fileName = {});
/// The bytes of the file: a default is not written, unknown keys stay in their place, digits and order as they
/// were. Reading and writing what this wrote gives the same bytes.
[[nodiscard]] QByteArray writeWorkspace(const Workspace &workspace);

[[nodiscard]] Result<Workspace> loadWorkspace(const QString &fileName);
/// Replaces the file at once: writes beside it, syncs, renames. Permissions stay and links are followed; when
/// anything fails the old file is as it was, and so it is when it is `isWanted` no more; that is asked on the way.
[[nodiscard]] Result<void> saveWorkspace(const Workspace &workspace, const QString &fileName,
                                         const std::function<bool()> &isWanted = {});

/// Reads a file that a workspace names (a data set, a payload, a certificate). It lies under `folder` after links
/// are resolved and is not larger than `sizeLimit`.
[[nodiscard]] Result<QByteArray> readFileUnder(const QString &folder, const QString &fileName, qint64 sizeLimit);

} // namespace framewright::workspace
