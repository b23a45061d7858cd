// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"

#include "app/value/jsonreader.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/foreignfile.h"
#include "app/workspace/structure.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

namespace framewright::workspace {

namespace {

using value::Path;

[[nodiscard]] QString placeIn(const QString &fileName, const QString &position)
{
    if (fileName.isEmpty() || position.isEmpty())
        return fileName + position;
    return fileName + u", "_qs + position;
}

[[nodiscard]] QString positionOf(const QByteArray &json, const Path &path)
{
    const auto position = value::locate(json, path);
    return position ? position->text() : QString();
}

/// The value in a few words, for "..., not this".
[[nodiscard]] QString shown(const Value &found)
{
    if (found.isList() || found.isObject())
        return found.isList() ? u"a list"_qs : u"an object"_qs;
    const QString text = QString::fromUtf8(value::writeJson(found));
    return text.size() > 40 ? text.left(39) + u"…"_qs : text;
}

/// $.servers[0].port as people say it: servers[0].port.
[[nodiscard]] QString spoken(const Path &path)
{
    const QString spelling = QString::fromUtf8(path.spelling());
    if (path.segments().empty())
        return u"The file"_qs;
    return spelling.startsWith(QLatin1StringView("$.")) ? spelling.mid(2) : spelling.mid(1);
}

[[nodiscard]] Error describe(const Reading::Fault &fault, const QByteArray &json, const QString &fileName)
{
    const Path path("$", fault.path);
    return Error{u"%1 must be %2, not %3."_qs.arg(spoken(path), fault.expected, shown(fault.found)),
                 placeIn(fileName, positionOf(json, path)), u"Correct it there; the file was not changed."_qs};
}

/// Brings an older file to the form of today, one version at a time. Version 1 is the first: nothing to do yet.
[[nodiscard]] Value migrated(Value root, std::int64_t fromVersion)
{
    Q_ASSERT(fromVersion >= 1 && fromVersion <= FileVersion);
    return root;
}

[[nodiscard]] Result<Value> readRoot(const QByteArray &json, const QString &fileName)
{
    auto root = value::readJson(json);
    if (!root) {
        const Error &error = root.error();
        return fail(u"This is not JSON: "_qs + error.what, placeIn(fileName, error.where), error.advice);
    }
    const Value *version = root->find("framewright");
    if (!version) {
        if (auto foreign = foreignFile(*root, fileName))
            return tl::unexpected(*std::move(foreign));
        return fail(u"This is not a workspace of Framewright: it has no key \"framewright\"."_qs, fileName,
                    u"Open a workspace, or begin one with File > New."_qs);
    }
    const QString where = placeIn(fileName, positionOf(json, Path("$", {QByteArray("framewright")})));
    const auto number = version->isNumber() ? version->toNumber().toInteger() : std::nullopt;
    if (!number || *number < 1)
        return fail(u"The version of the file must be a whole number from 1 on, not %1."_qs.arg(shown(*version)),
                    where);
    if (*number > FileVersion)
        return fail(
            u"The file has version %1, and this program reads no newer one than %2."_qs.arg(*number).arg(FileVersion),
            where, u"Open it with a newer Framewright."_qs);
    return migrated(std::move(*root), *number);
}

} // namespace

Result<Workspace> readWorkspace(const QByteArray &json, const QString &fileName)
{
    auto root = readRoot(json, fileName);
    if (!root)
        return tl::unexpected(root.error());
    Workspace workspace;
    Reading reading;
    if (!readStructure(workspace, *root, reading))
        return tl::unexpected(describe(*reading.fault, json, fileName));
    workspace.version = FileVersion;
    std::uint64_t next = 1;
    assignIdentities(workspace, next);
    return workspace;
}

QByteArray writeWorkspace(const Workspace &workspace)
{
    return value::writeJson(writeStructure(workspace), value::JsonStyle::Fitted) + '\n';
}

Result<Workspace> loadWorkspace(const QString &fileName)
{
    QFile file(fileName);
    const QFileInfo facts(file);
    if (!facts.exists())
        return fail(u"There is no such file."_qs, fileName);
    if (!facts.isFile())
        return fail(u"This is no file."_qs, fileName);
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"The file cannot be read: %1."_qs.arg(file.errorString()), fileName);
    const QByteArray json = file.read(FileSizeLimit + 1);
    if (json.size() > FileSizeLimit)
        return fail(u"The file is larger than a workspace may be (%1 MiB)."_qs.arg(FileSizeLimit / 1024 / 1024),
                    fileName);
    if (file.error() != QFileDevice::NoError)
        return fail(u"The file cannot be read: %1."_qs.arg(file.errorString()), fileName);
    return readWorkspace(json, fileName);
}

Result<void> saveWorkspace(const Workspace &workspace, const QString &fileName, const std::function<bool()> &isWanted)
{
    // It writes beside the file it replaces, follows links, keeps permissions, syncs and renames.
    QSaveFile file(fileName);
    const auto failed = [&] {
        return fail(u"The workspace cannot be saved: %1."_qs.arg(file.errorString()), fileName,
                    u"What was saved before is as it was. Choose another place with Save as."_qs);
    };
    if (!file.open(QIODevice::WriteOnly))
        return failed();
    const QByteArray json = writeWorkspace(workspace);
    if (file.write(json) != json.size())
        return failed();
    if (isWanted && !isWanted())
        return fail(u"Saving was cancelled."_qs, fileName, u"The file is as it was."_qs);
    if (!file.commit())
        return failed();
    return {};
}

Result<QByteArray> readFileUnder(const QString &folder, const QString &fileName, qint64 sizeLimit)
{
    const QString root = QFileInfo(folder).canonicalFilePath();
    const QFileInfo facts(QDir(folder).absoluteFilePath(fileName));
    const QString resolved = facts.canonicalFilePath();
    if (folder.isEmpty() || root.isEmpty())
        return fail(u"The workspace has no folder yet in which the file could lie."_qs, fileName,
                    u"Save the workspace first."_qs);
    if (resolved.isEmpty())
        return fail(u"There is no such file."_qs, facts.filePath());
    const QString rootWithSlash = root.endsWith(u'/') ? root : QString(root + u'/');
    if (!resolved.startsWith(rootWithSlash))
        return fail(u"The file does not lie under the folder of the workspace."_qs, facts.filePath(),
                    u"Put it into %1."_qs.arg(root));
    if (!QFileInfo(resolved).isFile())
        return fail(u"This is no file."_qs, facts.filePath());
    QFile file(resolved);
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"The file cannot be read: %1."_qs.arg(file.errorString()), facts.filePath());
    QByteArray bytes = file.read(sizeLimit + 1);
    if (bytes.size() > sizeLimit)
        return fail(u"The file is larger than %1 bytes."_qs.arg(sizeLimit), facts.filePath());
    return bytes;
}

} // namespace framewright::workspace
