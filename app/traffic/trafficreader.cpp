// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/trafficreader.h"
#include "app/traffic/capturefile.h"

#include <algorithm>

namespace framewright::traffic {

namespace {

/// A payload above this is not loaded for its preview: substr() would read it whole, an open blob only its
/// beginning, which costs a search of its own.
constexpr int wholeUpTo = 4096;

} // namespace

TrafficReader::TrafficReader(Database database)
    : m_database(std::move(database))
{
}

Result<std::unique_ptr<TrafficReader>> TrafficReader::open(const QString &fileName)
{
    Result<Database> database = openCaptureForReading(fileName);
    if (!database)
        return tl::unexpected<Error>(database.error());
    std::unique_ptr<TrafficReader> reader(new TrafficReader(std::move(*database)));
    if (const Result<void> prepared = reader->prepare(); !prepared)
        return tl::unexpected<Error>(prepared.error());
    return reader;
}

Result<void> TrafficReader::prepare()
{
    struct Entry
    {
        Statement *statement;
        QByteArray sql;
    };
    const Result<qint64> version = m_database.number("PRAGMA user_version");
    if (!version)
        return tl::unexpected<Error>(version.error());
    // A file that was written before there were causes is read as it is.
    const QByteArray columns =
        QByteArray("number,time,connection,code,label,wire_size,length(payload),length(detail),") +
        (*version < 2 ? "NULL,NULL" : "cause,rule_time");
    const QByteArray range = " FROM event WHERE number>=? AND number<? ORDER BY number";
    const Entry entries[] = {
        {&m_rows, "SELECT " + columns + ",CASE WHEN length(payload)<=" + QByteArray::number(wholeUpTo) +
                      " THEN payload END" + range},
        {&m_visits[0], "SELECT number,time,connection,code" + range},
        {&m_visits[1], "SELECT " + columns + range},
        {&m_visits[2], "SELECT " + columns + ",payload" + range},
        {&m_first, "SELECT min(number) FROM event"},
        {&m_last, "SELECT max(number) FROM event"},
        {&m_payload, "SELECT payload FROM event WHERE number=?"},
        {&m_detail, "SELECT detail FROM event WHERE number=?"},
        {&m_label, *version < 2 ? "SELECT text,0,'' FROM label WHERE number=?"
                                : "SELECT text,means,name FROM label WHERE number=?"},
    };
    for (const Entry &entry : entries) {
        Result<Statement> statement = m_database.prepare(entry.sql);
        if (!statement)
            return tl::unexpected<Error>(statement.error());
        *entry.statement = std::move(*statement);
    }
    return {};
}

Result<qint64> TrafficReader::firstRow()
{
    return ask(m_first);
}

Result<qint64> TrafficReader::lastRow()
{
    return ask(m_last);
}

Result<qint64> TrafficReader::count()
{
    const Result<qint64> first = ask(m_first);
    const Result<qint64> last = first ? ask(m_last) : first;
    if (!last || *last == 0)
        return last;
    return *last - *first + 1;
}

Result<QList<RecordedSession>> TrafficReader::sessions()
{
    Result<Statement> query = m_database.prepare("SELECT number,first_row,started,program FROM session ORDER BY 1");
    if (!query)
        return tl::unexpected<Error>(query.error());
    QList<RecordedSession> sessions;
    int status = query->step();
    for (; status == SQLITE_ROW; status = query->step())
        sessions.append({query->number(0), query->number(1), query->number(2), QString::fromUtf8(query->bytes(3))});
    if (status != SQLITE_DONE)
        return tl::unexpected<Error>(m_database.error());
    return sessions;
}

Result<std::optional<Row>> TrafficReader::row(qint64 number, qsizetype preview)
{
    Result<QList<Row>> found = rows(number, 1, preview);
    if (!found)
        return tl::unexpected<Error>(found.error());
    if (found->isEmpty())
        return std::optional<Row>();
    return std::optional<Row>(std::move(found->first()));
}

Result<QList<Row>> TrafficReader::rows(qint64 first, qint64 count, qsizetype preview)
{
    const qint64 begin = std::max<qint64>(first, 0);
    m_rows.bind(1, begin);
    m_rows.bind(2, begin + std::clamp<qint64>(count, 0, rowsAtMost));
    QList<Row> rows;
    QList<qsizetype> longOnes;
    int status = m_rows.step();
    for (; status == SQLITE_ROW; status = m_rows.step()) {
        bool wholeIsLong = false;
        rows.append(currentRow(std::max<qsizetype>(preview, 0), wholeIsLong));
        if (wholeIsLong)
            longOnes.append(rows.size() - 1);
    }
    // Before reset(): the open statement keeps the rows from being dropped under the blobs.
    Result<void> read = status == SQLITE_DONE ? Result<void>() : tl::unexpected<Error>(m_database.error());
    if (read && !longOnes.isEmpty())
        read = readLongPreviews(rows, longOnes, preview);
    m_rows.reset();
    if (!read)
        return tl::unexpected<Error>(read.error());
    return rows;
}

Row TrafficReader::currentRow(qsizetype preview, bool &wholeIsLong)
{
    Row row;
    readFacts(m_rows, row);
    readSizes(m_rows, row);
    wholeIsLong = row.payloadSize > wholeUpTo && preview > 0;
    if (!wholeIsLong)
        row.preview = m_rows.bytes(10, preview);
    return row;
}

void TrafficReader::readFacts(const Statement &statement, Row &row)
{
    const qint64 code = statement.number(3);
    row.number = statement.number(0);
    row.time = statement.number(1);
    row.connection.value = static_cast<quint64>(statement.number(2));
    row.opcode = static_cast<quint8>(code);
    row.direction = event::Direction(static_cast<quint8>(code >> 8));
    row.kind = event::EventKind(static_cast<quint8>(code >> 16));
    row.flags = static_cast<quint16>(code >> 24);
}

void TrafficReader::readSizes(const Statement &statement, Row &row)
{
    const Origin made = statement.isNothing(4) ? Origin() : origin(statement.number(4));
    row.label = made.label;
    row.means = made.means;
    row.name = made.name;
    row.wireSize = static_cast<quint32>(statement.number(5));
    row.payloadSize = statement.number(6);
    row.detailSize = statement.number(7);
    row.cause = statement.number(8);
    row.ruleTime = statement.number(9);
}

Result<void> TrafficReader::visit(qint64 first, qint64 count, RowPart part, const Visitor &visitor)
{
    Statement &statement = m_visits.at(static_cast<std::size_t>(part));
    const qint64 begin = std::max<qint64>(first, 0);
    statement.bind(1, begin);
    statement.bind(2, begin + std::max<qint64>(count, 0));
    Row row;
    int status = statement.step();
    for (; status == SQLITE_ROW; status = statement.step()) {
        readFacts(statement, row);
        if (part != RowPart::Facts)
            readSizes(statement, row);
        if (part == RowPart::Payload)
            row.preview = statement.view(10);
        if (!visitor(row))
            break;
    }
    const Result<void> read =
        status == SQLITE_DONE || status == SQLITE_ROW ? Result<void>() : tl::unexpected<Error>(m_database.error());
    statement.reset();
    return read;
}

Result<void> TrafficReader::readLongPreviews(QList<Row> &rows, const QList<qsizetype> &indexes, qsizetype preview)
{
    sqlite3_blob *handle = nullptr;
    int status =
        sqlite3_blob_open(m_database.handle(), "main", "event", "payload", rows[indexes.first()].number, 0, &handle);
    const std::unique_ptr<sqlite3_blob, decltype(&sqlite3_blob_close)> blob(handle, &sqlite3_blob_close);
    for (const qsizetype index : indexes) {
        Row &row = rows[index];
        if (status == SQLITE_OK && index != indexes.first())
            status = sqlite3_blob_reopen(handle, row.number);
        if (status == SQLITE_OK) {
            row.preview.resize(std::min<qint64>(preview, row.payloadSize));
            status = sqlite3_blob_read(handle, row.preview.data(), static_cast<int>(row.preview.size()), 0);
        }
        if (status != SQLITE_OK)
            return tl::unexpected<Error>(m_database.error());
    }
    return {};
}

Result<QByteArray> TrafficReader::payload(qint64 number)
{
    return bytes(m_payload, number);
}

Result<QByteArray> TrafficReader::detail(qint64 number)
{
    return bytes(m_detail, number);
}

Result<QByteArray> TrafficReader::bytes(Statement &statement, qint64 number)
{
    statement.bind(1, number);
    const int status = statement.step();
    Result<QByteArray> bytes;
    if (status == SQLITE_ROW)
        bytes = statement.bytes(0);
    else if (status == SQLITE_DONE)
        bytes = fail(u"Row "_qs + QString::number(number) + u" is no longer in the capture."_qs);
    else
        bytes = tl::unexpected<Error>(m_database.error());
    statement.reset();
    return bytes;
}

Result<qint64> TrafficReader::ask(Statement &statement)
{
    const bool found = statement.step() == SQLITE_ROW;
    const Result<qint64> number =
        found ? Result<qint64>(statement.number(0)) : Result<qint64>(tl::unexpected<Error>(m_database.error()));
    statement.reset();
    return number;
}

const TrafficReader::Origin &TrafficReader::origin(qint64 number)
{
    const auto known = m_origins.constFind(number);
    if (known != m_origins.cend())
        return *known;
    m_label.bind(1, number);
    Origin origin;
    if (m_label.step() == SQLITE_ROW)
        origin = {QString::fromUtf8(m_label.bytes(0)), static_cast<event::Means>(m_label.number(1)),
                  QString::fromUtf8(m_label.bytes(2))};
    m_label.reset();
    return *m_origins.insert(number, origin);
}

} // namespace framewright::traffic
