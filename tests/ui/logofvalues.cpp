// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/logofvalues.h"

using namespace framewright;

/// Gives the rows out as the capture file would.
class LogOfValues::Reader final : public ui::RowSource
{
public:
    explicit Reader(std::shared_ptr<const Shared> shared)
        : m_shared(std::move(shared))
    {
    }

    QList<traffic::Row> rows(qint64 first, qint64 count, qsizetype preview) override
    {
        const std::lock_guard lock(m_shared->mutex);
        QList<traffic::Row> found;
        for (traffic::Row row : m_shared->rows) {
            if (row.number < std::max(first, m_shared->first) || row.number >= first + count)
                continue;
            row.preview.truncate(preview);
            found.append(row);
        }
        return found;
    }

    void visit(qint64 first, qint64 count, traffic::RowPart part,
               const traffic::TrafficReader::Visitor &visitor) override
    {
        for (traffic::Row &row : rows(first, count, part == traffic::RowPart::Payload ? 1 << 30 : 0)) {
            if (!visitor(row))
                return;
        }
    }

    QByteArray payload(qint64 number) override
    {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->rows.value(number - 1).preview;
    }

    QByteArray detail(qint64 number) override
    {
        return payload(number).startsWith("POST") ? "HTTP/1.1 200 OK\r\n\r\n" : "HTTP/1.1 401 Unauthorized\r\n\r\n";
    }

private:
    std::shared_ptr<const Shared> m_shared;
};

traffic::Row &LogOfValues::add(event::EventKind kind, event::Direction direction, std::uint64_t connection,
                               const QByteArray &payload)
{
    const std::lock_guard lock(m_shared->mutex);
    traffic::Row row;
    row.number = m_shared->rows.size() + 1;
    row.time = 1'700'000'000'000'000'000 + row.number * 1'000'000;
    row.connection = {connection};
    row.kind = kind;
    row.direction = direction;
    row.opcode = 1;
    row.payloadSize = payload.size();
    row.preview = payload;
    m_shared->rows.append(row);
    return m_shared->rows.last();
}

void LogOfValues::dropBelow(qint64 number)
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->first = number;
}

ui::RowSourceFactory LogOfValues::source() const
{
    return [shared = m_shared] { return std::make_unique<Reader>(shared); };
}

qint64 LogOfValues::first() const
{
    return m_shared->first;
}

qint64 LogOfValues::last() const
{
    return m_shared->rows.size();
}
