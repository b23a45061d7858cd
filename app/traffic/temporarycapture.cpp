// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/temporarycapture.h"
#include "app/traffic/capturefile.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QStandardPaths>
#include <QUuid>

namespace framewright::traffic {

namespace {

constexpr QLatin1String namePattern("traffic-*.sqlite");

} // namespace

QString temporaryCaptureFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation) + QLatin1String("/captures");
}

Result<QString> temporaryCaptureName(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return fail(u"The folder for captures cannot be made."_qs, QDir::toNativeSeparators(folder),
                    u"Allow writing there, or set XDG_CACHE_HOME to a folder that can be written."_qs);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return QString(folder + QLatin1String("/traffic-") + QUuid::createUuid().toString(QUuid::WithoutBraces) +
                   QLatin1String(".sqlite"));
}

int removeLeftoverCaptures(const QString &folder, std::chrono::hours age, int kept)
{
    const QDateTime oldest = QDateTime::currentDateTime().addSecs(-std::chrono::seconds(age).count());
    const QFileInfoList files = QDir(folder).entryInfoList({namePattern}, QDir::Files, QDir::Time);
    int left = 0;
    int removed = 0;
    for (const QFileInfo &file : files) {
        // A lock whose process is gone counts as free.
        const QString lockName = file.filePath() + QLatin1String(".lock");
        QLockFile lock(lockName);
        lock.setStaleLockTime(0);
        if (!lock.tryLock())
            continue;
        if (file.lastModified() >= oldest && left < kept) {
            ++left;
            continue;
        }
        // Not the lock file: that is for its QLockFile, which else misses it. Nobody can take it in between.
        const QStringList names = captureFileNames(file.filePath());
        for (const QString &name : names) {
            if (name != lockName)
                QFile::remove(name);
        }
        ++removed;
    }
    return removed;
}

void removeCapture(const QString &fileName)
{
    const QStringList names = captureFileNames(fileName);
    for (const QString &name : names)
        QFile::remove(name);
}

} // namespace framewright::traffic
