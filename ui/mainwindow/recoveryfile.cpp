// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/recoveryfile.h"

#include "app/base/workerthread.h"
#include "app/workspace/workspacefile.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

#include <algorithm>

namespace framewright::ui {

namespace {

constexpr auto suffix = ".unsaved";

QString lockOf(const QString &sideFile)
{
    return sideFile % u".lock";
}

/// The first line is the name of the workspace's file, the rest the workspace itself.
void write(const QString &sideFile, const workspace::Workspace &workspace, const QString &fileName)
{
    QSaveFile file(sideFile);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(fileName.toUtf8() + '\n' + workspace::writeWorkspace(workspace));
    file.commit();
}

} // namespace

class RecoveryFile::Writer final
{
public:
    WorkerThread thread{u"recovery"_qs};
};

RecoveryFile::RecoveryFile(const QString &folder)
{
    QDir().mkpath(folder);
    m_sideFile = QDir(folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces) % QLatin1String(suffix));
    m_lock = std::make_unique<QLockFile>(lockOf(m_sideFile));
    m_lock->setStaleLockTime(0); // Its process tells whether it is stale, never its age.
    m_lock->tryLock(0);
}

RecoveryFile::~RecoveryFile()
{
    forget();
    finish();
}

QString RecoveryFile::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) % u"/recovery";
}

std::vector<AbandonedWork> RecoveryFile::findAbandoned(const QString &folder)
{
    std::vector<AbandonedWork> found;
    const QFileInfoList files = QDir(folder).entryInfoList({u'*' % QLatin1String(suffix)}, QDir::Files, QDir::Time);
    for (const QFileInfo &each : files) {
        QLockFile lock(lockOf(each.filePath()));
        lock.setStaleLockTime(0);
        if (!lock.tryLock(0))
            continue; // Its window lives.
        lock.unlock();
        QFile file(each.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        found.push_back({each.filePath(), QString::fromUtf8(file.readLine().trimmed()), each.lastModified()});
    }
    return found;
}

Result<workspace::Workspace> RecoveryFile::read(const AbandonedWork &work)
{
    QFile file(work.sideFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail(u"What was kept of the unsaved changes cannot be read: %1."_qs.arg(file.errorString()),
                    work.sideFile);
    file.readLine();
    return workspace::readWorkspace(file.readAll(), work.sideFile);
}

void RecoveryFile::discard(const AbandonedWork &work)
{
    QFile::remove(work.sideFile);
}

void RecoveryFile::keep(std::shared_ptr<const workspace::Workspace> workspace, const QString &fileName)
{
    if (!m_writer)
        m_writer = std::make_unique<Writer>();
    m_writer->thread.post(
        [sideFile = m_sideFile, workspace = std::move(workspace), fileName] { write(sideFile, *workspace, fileName); });
}

void RecoveryFile::forget()
{
    if (m_writer)
        m_writer->thread.post([sideFile = m_sideFile] { QFile::remove(sideFile); });
}

void RecoveryFile::finish()
{
    if (m_writer)
        m_writer->thread.run([] {});
}

} // namespace framewright::ui
