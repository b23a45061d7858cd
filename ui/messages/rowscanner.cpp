// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/rowscanner.h"

#include "app/base/walltime.h"

#include <QElapsedTimer>

namespace framewright::ui {

namespace {

/// Rows of one read, and how long it may take: a long one would keep the writer's log from beginning anew.
constexpr qint64 chunk = 4096;
constexpr qint64 readMilliseconds = 20;
/// Then what was found is shown, before the rest is looked at.
constexpr qint64 pieceMilliseconds = 120;
/// What is to be known of a connection comes on another way than its rows, and not at the same time. A row this old
/// is not waited with any more.
constexpr qint64 newForNanoseconds = 2'000'000'000;

bool isNew(const traffic::Row &row)
{
    const qint64 age = wallTime() - row.time;
    return age >= 0 && age < newForNanoseconds;
}

} // namespace

bool RowFilter::differsInConnectionsOnly(const RowFilter &other) const
{
    return words == other.words && direction == other.direction && hidesControl == other.hidesControl;
}

bool RowFilter::passesAll() const
{
    return !only && except.isEmpty() && words.isEmpty() && !direction && !hidesControl;
}

bool RowFilter::passes(const traffic::Row &row) const
{
    if (!passes(row.connection))
        return false;
    if (direction && row.direction != *direction)
        return false;
    return !hidesControl || (row.kind != event::EventKind::Ping && row.kind != event::EventKind::Pong);
}

RowScanner::RowScanner(RowSourceFactory source, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(source))
    , m_reader(std::make_shared<Reader>())
{
}

RowScanner::~RowScanner()
{
    m_reader->generation = ~quint64(0); // A scan under way sees it and ends.
    if (m_thread != nullptr)
        m_thread->run([reader = m_reader] { reader->source.reset(); });
}

void RowScanner::Reader::prepare(quint64 wanted, const RowFilter &filter, const ScanKnowledge &knowledge)
{
    if (passGeneration != wanted || !pass) {
        pass.emplace(filter.words, knowledge.targets);
        passGeneration = wanted;
    }
    if (knowledge.codecs)
        pass->setSpoken(*knowledge.codecs);
}

/// False: it must be looked at again later.
bool RowScanner::Reader::look(const traffic::Row &row, const RowFilter &filter, ScanFindings &findings)
{
    const bool ofWanted = filter.passes(row.connection);
    if (ofWanted && pass->lacksCodec(row) && isNew(row))
        return false;
    findings.highest = std::max(findings.highest, row.connection);
    const bool wantedRow = ofWanted && filter.passes(row);
    // The words learn from handshakes, of connections that are not shown too.
    const bool teaches = row.kind == event::EventKind::Opened || row.kind == event::EventKind::Refused ||
                         (ofWanted && pass->learnsFrom(row));
    if ((wantedRow || teaches) && pass->passes(row) && wantedRow)
        findings.rows.append(row.number);
    return true;
}

ScanFindings RowScanner::Reader::read(quint64 wanted, const RowFilter &filter, qint64 first, qint64 last)
{
    ScanFindings findings;
    findings.generation = wanted;
    findings.last = first - 1;
    QElapsedTimer piece;
    piece.start();
    const traffic::RowPart part = pass->part();
    for (qint64 next = first; next <= last && generation == wanted; next = findings.last + 1) {
        findings.last = std::min(last, next + chunk - 1);
        QElapsedTimer reading;
        reading.start();
        source->visit(next, findings.last - next + 1, part, [&](const traffic::Row &row) {
            findings.waits = !look(row, filter, findings);
            if (!findings.waits && generation == wanted && reading.elapsed() < readMilliseconds)
                return true;
            findings.last = findings.waits ? row.number - 1 : row.number;
            return false;
        });
        if (findings.waits || piece.elapsed() >= pieceMilliseconds)
            break;
    }
    findings.tooCostly = pass->isTooCostly();
    return findings;
}

void RowScanner::scan(quint64 generation, const RowFilter &filter, const ScanKnowledge &knowledge, qint64 first,
                      qint64 last)
{
    m_reader->generation = generation;
    if (m_thread == nullptr)
        m_thread = std::make_unique<WorkerThread>(u"reader"_qs);
    m_thread->post([=, this, reader = m_reader, factory = m_factory] {
        if (reader->generation != generation)
            return;
        if (reader->source == nullptr)
            reader->source = factory();
        reader->prepare(generation, filter, knowledge);
        const ScanFindings findings = reader->read(generation, filter, first, last);
        if (reader->generation != generation)
            return;
        // The scanner waits for this thread before it dies, so `this` is still there.
        QMetaObject::invokeMethod(
            this, [=, this] { emit found(findings); }, Qt::QueuedConnection);
    });
}

void RowScanner::cancel(quint64 generation)
{
    m_reader->generation = generation;
}

} // namespace framewright::ui
