// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/server/portowner.h"

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QList>
#include <QSet>

#include <unistd.h>

#include <array>

namespace framewright::server {

namespace {

constexpr qint64 tableLimit = 8 << 20;

QByteArray readSystemFile(const QString &fileName, qint64 limit)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? file.read(limit) : QByteArray();
}

/// The socket numbers of those lines of a table like /proc/net/tcp that listen on the port. A line is
/// "sl local_address rem_address st ... inode", addresses "0100007F:2329", state 0A is LISTEN.
void collectListening(const QByteArray &table, quint16 port, QSet<QByteArray> &sockets)
{
    const QList<QByteArray> lines = table.split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> columns = line.simplified().split(' ');
        if (columns.size() < 10 || columns[3] != "0A")
            continue;
        const QByteArray &local = columns[1];
        bool isNumber = false;
        const uint linePort = local.mid(local.lastIndexOf(':') + 1).toUInt(&isNumber, 16);
        if (isNumber && linePort == port)
            sockets.insert("socket:[" + columns[9] + ']');
    }
}

bool holdsOneOf(const QString &descriptorFolder, const QSet<QByteArray> &sockets)
{
    const QStringList descriptors =
        QDir(descriptorFolder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
    for (const QString &descriptor : descriptors) {
        const QByteArray path = QFile::encodeName(descriptorFolder + u'/' + descriptor);
        std::array<char, 64> target{};
        const ssize_t length = ::readlink(path.constData(), target.data(), target.size());
        if (length > 0 && sockets.contains(QByteArray(target.data(), length)))
            return true;
    }
    return false;
}

} // namespace

std::optional<PortOwner> findPortOwner(quint16 port, const QString &processFolder)
{
    QSet<QByteArray> sockets;
    collectListening(readSystemFile(processFolder + QStringLiteral("/net/tcp"), tableLimit), port, sockets);
    collectListening(readSystemFile(processFolder + QStringLiteral("/net/tcp6"), tableLimit), port, sockets);
    if (sockets.isEmpty())
        return std::nullopt;

    const QStringList processes = QDir(processFolder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &process : processes) {
        bool isNumber = false;
        const qint64 number = process.toLongLong(&isNumber);
        const QString folder = processFolder + u'/' + process;
        if (isNumber && holdsOneOf(folder + QStringLiteral("/fd"), sockets)) {
            const QByteArray name = readSystemFile(folder + QStringLiteral("/comm"), 256).trimmed();
            return PortOwner{QString::fromUtf8(name), number};
        }
    }
    return std::nullopt;
}

} // namespace framewright::server
