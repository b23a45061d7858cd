// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/rowexporter.h"

#include "app/traffic/ndjsonline.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSaveFile>

#include <algorithm>

namespace framewright::ui {

namespace {

/// Rows of one read: a long one would keep the writer's log from beginning anew.
constexpr qint64 chunk = 1024;
constexpr qsizetype writeFrom = 1 << 20;
constexpr qint64 tellMilliseconds = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

tl::unexpected<Error> cannotWrite(const QSaveFile &file)
{
    return fail(tr("The file cannot be written: %1.").arg(file.errorString()), file.fileName(),
                tr("Choose another folder or make room."));
}

} // namespace

RowExporter::RowExporter(RowSourceFactory source, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(source))
{
}

RowExporter::~RowExporter()
{
    cancel();
}

void RowExporter::start(const QString &fileName, const RowRanges &rows)
{
    cancel();
    m_cancelled = std::make_shared<std::atomic<bool>>(false);
    if (m_thread == nullptr)
        m_thread = std::make_unique<WorkerThread>(u"export"_qs);
    m_thread->post([this, fileName, rows, cancelled = m_cancelled] {
        const Result<qint64> written = write(fileName, rows, cancelled);
        // The exporter waits for this thread before it dies, so `this` is still there.
        QMetaObject::invokeMethod(
            this,
            [this, written] {
                emit finished(written.value_or(0), written ? std::nullopt : std::optional(written.error()));
            },
            Qt::QueuedConnection);
    });
}

void RowExporter::cancel()
{
    *m_cancelled = true;
}

Result<qint64> RowExporter::write(const QString &fileName, const RowRanges &rows, const Flag &cancelled)
{
    QSaveFile file(fileName);
    if (!file.open(QIODevice::WriteOnly))
        return cannotWrite(file);
    const std::unique_ptr<RowSource> source = m_factory();
    QByteArray lines;
    QElapsedTimer sinceTold;
    sinceTold.start();
    qint64 looked = 0;
    qint64 written = 0;
    for (const RowRanges::Range &range : rows.ranges()) {
        for (qint64 from = range.first; from < range.first + range.count; from += chunk) {
            const qint64 count = std::min(chunk, range.first + range.count - from);
            source->visit(from, count, traffic::RowPart::Payload, [&](const traffic::Row &row) {
                traffic::appendNdjsonRow(lines, row, row.detailSize > 0 ? source->detail(row.number) : QByteArray());
                ++written;
                return !*cancelled;
            });
            if (*cancelled)
                return 0; // A QSaveFile without commit() leaves nothing.
            looked += count;
            if (lines.size() >= writeFrom) {
                if (file.write(lines) != lines.size())
                    return cannotWrite(file);
                lines.resize(0);
            }
            if (sinceTold.elapsed() >= tellMilliseconds) {
                sinceTold.restart();
                emit advanced(static_cast<double>(looked) / static_cast<double>(rows.size()));
            }
        }
    }
    if (file.write(lines) != lines.size() || !file.commit())
        return cannotWrite(file);
    return written;
}

} // namespace framewright::ui
