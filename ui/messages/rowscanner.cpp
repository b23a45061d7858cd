// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/rowscanner.h"

#include <QPointer>

namespace framewright::ui {

namespace {

constexpr qint64 chunk = 4096;
constexpr qint64 mostAtOnce = 200'000; ///< Then what was found is shown, before the rest is looked at.

} // namespace

RowScanner::RowScanner(RowSourceFactory source, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(source))
    , m_shared(std::make_shared<Shared>())
    , m_source(std::make_shared<std::unique_ptr<RowSource>>())
{
}

RowScanner::~RowScanner()
{
    m_shared->generation = ~quint64(0); // A scan under way sees it and ends.
    if (m_thread != nullptr)
        m_thread->run([source = m_source] { source->reset(); });
}

void RowScanner::scan(quint64 generation, const RowFilter &filter, qint64 first, qint64 last)
{
    m_shared->generation = generation;
    if (m_thread == nullptr)
        m_thread = std::make_unique<WorkerThread>(u"reader"_qs);
    m_thread->post([=, this, shared = m_shared, source = m_source, factory = m_factory] {
        if (*source == nullptr)
            *source = factory();
        RowRanges rows;
        ConnectionId highest;
        const qint64 end = std::min(last, first + mostAtOnce - 1);
        for (qint64 next = first; next <= end; next += chunk) {
            if (shared->generation != generation)
                return;
            for (const traffic::Row &row : (*source)->rows(next, std::min(chunk, end - next + 1), 0)) {
                highest = std::max(highest, row.connection);
                if (filter.passes(row.connection))
                    rows.append(row.number);
            }
        }
        // The scanner waits for this thread before it dies, so `this` is still there.
        QMetaObject::invokeMethod(
            this, [=, this] { emit found(generation, rows, end, highest); }, Qt::QueuedConnection);
    });
}

void RowScanner::cancel(quint64 generation)
{
    m_shared->generation = generation;
}

} // namespace framewright::ui
