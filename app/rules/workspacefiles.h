// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/value/value.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QString>

#include <optional>

namespace framewright::rules {

using value::Value;

/// The files that a workspace names: data sets and contents to send. Only what lies under the workspace's own folder
/// after links are resolved is read, and nothing larger than a message, as somebody else may have written the
/// workspace. Keeps what it has read until it changes. Lives on the thread that compiles.
class WorkspaceFiles final
{
public:
    static constexpr qint64 sizeLimit = 16 * 1024 * 1024;

    /// An empty folder: the workspace is not saved yet, and no file is beside it.
    explicit WorkspaceFiles(QString folder = {})
        : m_folder(std::move(folder))
    {
    }

    /// Reads nothing and takes each file to be there, whatever is in it: for checks while one types.
    [[nodiscard]] static WorkspaceFiles assumed()
    {
        WorkspaceFiles files;
        files.m_isAssumed = true;
        return files;
    }

    [[nodiscard]] const QString &folder() const { return m_folder; }

    [[nodiscard]] Result<QByteArray> read(const QString &name);
    /// JSON, or CSV with a line of names as a list of objects.
    [[nodiscard]] Result<Value> readData(const QString &name);
    /// Whether a file that was asked for is another one now, has come or has gone; then all of them are read again.
    [[nodiscard]] bool refresh();

private:
    struct Stamp
    {
        bool exists = false;
        qint64 size = 0;
        QDateTime modified;

        bool operator==(const Stamp &) const = default;
    };
    struct Entry
    {
        Stamp stamp;
        Result<QByteArray> content;
        std::optional<Result<Value>> data = std::nullopt;
    };

    [[nodiscard]] Stamp stampOf(const QString &name) const;
    [[nodiscard]] Result<QByteArray> load(const QString &name) const;
    [[nodiscard]] Entry &entryOf(const QString &name);

    QString m_folder;
    QHash<QString, Entry> m_entries;
    bool m_isAssumed = false;
};

/// A table of texts (RFC 4180; comma, semicolon or tab) as a list of objects, its first line being the names. What is
/// spelled like a number of JSON and not quoted is one, with its digits.
[[nodiscard]] Result<Value> readCsv(QByteArrayView text);

} // namespace framewright::rules
