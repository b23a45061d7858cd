// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/filewatch.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>

namespace framewright::ui {

namespace {

constexpr int settlingMilliseconds = 150;
/// A larger file is not read through on the window's thread to know whether it is another one.
constexpr qint64 readWholeBelow = 1 << 20;

} // namespace

FileWatch::FileWatch(QObject *parent)
    : QObject(parent)
{
    m_settling.setSingleShot(true);
    m_settling.setInterval(settlingMilliseconds);
    const auto settle = [this] { m_settling.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, settle);
    // Programs that replace a file by renaming end the watch on it; the folder says that a new one is there.
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, settle);
    connect(&m_settling, &QTimer::timeout, this, &FileWatch::look);
}

void FileWatch::watch(const QString &fileName)
{
    if (const QStringList old = m_watcher.files() + m_watcher.directories(); !old.isEmpty())
        m_watcher.removePaths(old);
    m_settling.stop();
    m_fileName = fileName;
    if (fileName.isEmpty())
        return;
    m_watcher.addPaths({fileName, QFileInfo(fileName).absolutePath()});
    accept();
}

void FileWatch::accept()
{
    m_settling.stop();
    m_known = state();
    if (!m_fileName.isEmpty() && !m_watcher.files().contains(m_fileName))
        m_watcher.addPath(m_fileName);
}

void FileWatch::hold(bool held)
{
    m_isHeld = held;
    m_settling.start();
}

void FileWatch::look()
{
    if (m_isHeld || m_fileName.isEmpty() || !QFileInfo::exists(m_fileName))
        return;
    if (!m_watcher.files().contains(m_fileName))
        m_watcher.addPath(m_fileName);
    const QByteArray now = state();
    if (now == m_known)
        return;
    m_known = now;
    emit changed();
}

/// Equal while nobody has changed the file: of its content, of a large one by its size and time.
QByteArray FileWatch::state() const
{
    const QFileInfo facts(m_fileName);
    if (facts.size() >= readWholeBelow)
        return QByteArray::number(facts.size()) + ' ' + QByteArray::number(facts.lastModified().toMSecsSinceEpoch());
    QFile file(m_fileName);
    QCryptographicHash hash(QCryptographicHash::Sha1);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result() : QByteArray();
}

} // namespace framewright::ui
