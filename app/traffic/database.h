// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QString>

#include <sqlite3.h>

#include <memory>
#include <string_view>

namespace framewright::traffic {

/// One prepared statement. Numbers of parameters and columns are SQLite's: from 1 and from 0.
class Statement final
{
public:
    explicit Statement(sqlite3_stmt *statement = nullptr)
        : m_statement(statement)
    {
    }

    void bind(int parameter, qint64 value) { sqlite3_bind_int64(m_statement.get(), parameter, value); }
    void bindNothing(int parameter) { sqlite3_bind_null(m_statement.get(), parameter); }
    /// Not copied: the bytes must live until `reset()`.
    void bindBytes(int parameter, std::string_view bytes);
    void bindText(int parameter, std::string_view utf8);

    /// SQLITE_ROW, SQLITE_DONE or an error code.
    [[nodiscard]] int step() { return sqlite3_step(m_statement.get()); }
    /// Ready for the next run; ends the read transaction of a SELECT. What went wrong was step()'s to say.
    void reset() { sqlite3_reset(m_statement.get()); }
    /// A statement without rows, run once.
    [[nodiscard]] bool run();

    [[nodiscard]] qint64 number(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
    [[nodiscard]] bool isNothing(int column) const
    {
        return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
    }
    /// A copy of a blob or text.
    [[nodiscard]] QByteArray bytes(int column) const { return bytes(column, -1); }
    /// Not copied: valid until the next step.
    [[nodiscard]] QByteArray view(int column) const;
    /// The same as bytes(), at most so many; -1 all.
    [[nodiscard]] QByteArray bytes(int column, qsizetype most) const;

private:
    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// One connection to an SQLite file through the C API. Used by one thread at a time.
class Database final
{
public:
    enum class Access
    {
        ReadOnly,
        ReadWrite, ///< The file must exist.
    };
    /// `vfs`: the name of a registered SQLite VFS, for tests whose disk fails; empty: the system's.
    [[nodiscard]] static Result<Database> open(const QString &fileName, Access access, const QByteArray &vfs = {});

    /// Runs statements that give no rows, or whose rows do not matter.
    [[nodiscard]] Result<void> execute(const QByteArray &sql);
    [[nodiscard]] Result<Statement> prepare(const QByteArray &sql);
    /// The one number that a query gives; 0 where it gives none.
    [[nodiscard]] Result<qint64> number(const QByteArray &sql);
    /// SQLite's last error on this connection.
    [[nodiscard]] Error error() const;
    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }

private:
    Database(sqlite3 *handle, QString fileName);

    struct Close
    {
        void operator()(sqlite3 *handle) const { sqlite3_close_v2(handle); }
    };
    std::unique_ptr<sqlite3, Close> m_handle;
    QString m_fileName;
};

} // namespace framewright::traffic
