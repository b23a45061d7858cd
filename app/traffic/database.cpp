// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/database.h"

#include <QDir>

namespace framewright::traffic {

void Statement::bindBytes(int parameter, std::string_view bytes)
{
    sqlite3_bind_blob64(m_statement.get(), parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
}

void Statement::bindText(int parameter, std::string_view utf8)
{
    sqlite3_bind_text64(m_statement.get(), parameter, utf8.data(), utf8.size(), SQLITE_STATIC, SQLITE_UTF8);
}

bool Statement::run()
{
    const bool done = step() == SQLITE_DONE;
    reset();
    return done;
}

QByteArray Statement::bytes(int column, qsizetype most) const
{
    const void *data = sqlite3_column_blob(m_statement.get(), column);
    const qsizetype size = sqlite3_column_bytes(m_statement.get(), column);
    return QByteArray(static_cast<const char *>(data), most < 0 ? size : qMin(size, most));
}

QByteArray Statement::view(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    const qsizetype size = sqlite3_column_bytes(m_statement.get(), column);
    return data == nullptr ? QByteArray() : QByteArray::fromRawData(data, size);
}

Database::Database(sqlite3 *handle, QString fileName)
    : m_handle(handle)
    , m_fileName(std::move(fileName))
{
}

Result<Database> Database::open(const QString &fileName, Access access, const QByteArray &vfs)
{
    const int flags = SQLITE_OPEN_NOMUTEX | (access == Access::ReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    sqlite3 *handle = nullptr;
    const int status =
        sqlite3_open_v2(fileName.toUtf8().constData(), &handle, flags, vfs.isEmpty() ? nullptr : vfs.constData());
    Database database(handle, fileName);
    if (status != SQLITE_OK)
        return tl::unexpected<Error>(database.error());
    return database;
}

Result<void> Database::execute(const QByteArray &sql)
{
    if (sqlite3_exec(handle(), sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected<Error>(error());
    return {};
}

Result<Statement> Database::prepare(const QByteArray &sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(handle(), sql.constData(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &statement, nullptr) != SQLITE_OK)
        return tl::unexpected<Error>(error());
    return Statement(statement);
}

Result<qint64> Database::number(const QByteArray &sql)
{
    Result<Statement> statement = prepare(sql);
    if (!statement)
        return tl::unexpected<Error>(statement.error());
    const int status = statement->step();
    if (status == SQLITE_ROW)
        return statement->number(0);
    if (status == SQLITE_DONE)
        return 0;
    return tl::unexpected<Error>(error());
}

Error Database::error() const
{
    const QString reason = QString::fromUtf8(sqlite3_errmsg(handle()));
    return Error{u"The capture file cannot be used: "_qs + reason + u'.', QDir::toNativeSeparators(m_fileName), {}};
}

} // namespace framewright::traffic
