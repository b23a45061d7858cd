// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/traffic/database.h"
#include "app/traffic/filter.h"
#include "app/traffic/row.h"

#include <QHash>
#include <QList>

#include <array>
#include <functional>
#include <memory>
#include <optional>

namespace framewright::traffic {

/// Reads a capture file by row number, while it is being written or afterwards. Each call is a short read of its
/// own: a long one would keep the writer's log from beginning anew. Any one thread.
class TrafficReader final
{
public:
    static constexpr qsizetype defaultPreview = 256;
    /// The most rows of one call of `rows()`.
    static constexpr qint64 rowsAtMost = 100'000;

    [[nodiscard]] static Result<std::unique_ptr<TrafficReader>> open(const QString &fileName);

    /// 0 where there is no row, as in CaptureStatus.
    [[nodiscard]] Result<qint64> firstRow();
    [[nodiscard]] Result<qint64> lastRow();
    [[nodiscard]] Result<qint64> count();
    [[nodiscard]] Result<QList<RecordedSession>> sessions();

    /// nullopt: no such row, or no longer.
    [[nodiscard]] Result<std::optional<Row>> row(qint64 number, qsizetype preview = defaultPreview);
    /// The rows from `first` on that are there, `count` numbers at most, in order.
    [[nodiscard]] Result<QList<Row>> rows(qint64 first, qint64 count, qsizetype preview = defaultPreview);
    /// Shows the rows of these numbers one by one, as much of each as `part` says, without keeping any: for filters.
    /// The row and its payload are valid during the call only. A visitor that gives false ends it.
    using Visitor = std::function<bool(const Row &row)>;
    [[nodiscard]] Result<void> visit(qint64 first, qint64 count, RowPart part, const Visitor &visitor);
    /// The whole payload; an Error where the row is gone.
    [[nodiscard]] Result<QByteArray> payload(qint64 number);
    [[nodiscard]] Result<QByteArray> detail(qint64 number);

private:
    explicit TrafficReader(Database database);
    [[nodiscard]] Result<void> prepare();
    [[nodiscard]] Row currentRow(qsizetype preview, bool &wholeIsLong);
    void readFacts(const Statement &statement, Row &row);
    void readSizes(const Statement &statement, Row &row);
    [[nodiscard]] Result<void> readLongPreviews(QList<Row> &rows, const QList<qsizetype> &indexes, qsizetype preview);
    [[nodiscard]] Result<QByteArray> bytes(Statement &statement, qint64 number);
    [[nodiscard]] Result<qint64> ask(Statement &statement);
    struct Origin
    {
        QString label;
        event::Means means = event::Means::Rule;
        QString name;
    };
    [[nodiscard]] const Origin &origin(qint64 number);

    Database m_database;
    Statement m_rows;
    std::array<Statement, 3> m_visits; ///< One for each RowPart.
    Statement m_first;
    Statement m_last;
    Statement m_payload;
    Statement m_detail;
    Statement m_label;
    QHash<qint64, Origin> m_origins;
};

} // namespace framewright::traffic
