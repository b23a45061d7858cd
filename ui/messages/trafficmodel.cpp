// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/trafficmodel.h"

#include "app/protocol/closecode.h"
#include "ui/common/cellroles.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/messages/rowstory.h"

#include <limits>

namespace framewright::ui {

namespace {

constexpr qint64 pageRows = 64;
constexpr int cachedPages = 256;
constexpr qsizetype previewBytes = 512;
constexpr qsizetype statusLineBytes = 256;
constexpr int waitMilliseconds = 100;

bool hasSize(const traffic::Row &row)
{
    using event::EventKind;
    return row.kind == EventKind::Message || row.kind == EventKind::Ping || row.kind == EventKind::Pong ||
           row.kind == EventKind::Raw || row.kind == EventKind::Close;
}

bool isNumeric(int column)
{
    using Model = TrafficModel;
    return column == Model::SizeColumn || column == Model::WireSizeColumn || column == Model::NumberColumn ||
           column == Model::SinceColumn || column == Model::DeltaColumn || column == Model::CauseColumn;
}

} // namespace

TrafficModel::TrafficModel(RowSourceFactory source, Side side, QObject *parent)
    : QAbstractTableModel(parent)
    , m_factory(std::move(source))
    , m_source(m_factory())
    , m_scanner(m_factory)
    , m_side(side)
    , m_pages(cachedPages)
{
    connect(&m_scanner, &RowScanner::found, this, &TrafficModel::handleFound);
    m_wait.setSingleShot(true);
    m_wait.setInterval(waitMilliseconds);
    connect(&m_wait, &QTimer::timeout, this, &TrafficModel::takeNewRows);
}

TrafficModel::~TrafficModel() = default;

void TrafficModel::setStatus(const traffic::CaptureStatus &status)
{
    m_status = status;
    dropOldRows();
    takeNewRows();
}

void TrafficModel::setFilter(const RowFilter &filter)
{
    if (filter == m_filter)
        return;
    const bool adds = onlyAdds(filter);
    if (adds && m_scanning && filter.only) {
        const QSet<ConnectionId> added = *filter.only - *m_filter.only;
        for (const ConnectionId id : added)
            m_added = m_added ? std::min(m_added, id) : id;
    }
    m_filter = filter;
    if (adds)
        takeNewRows();
    else
        restart();
}

/// Whether the filter only takes in connections that no row looked at can belong to: what is shown stays.
bool TrafficModel::onlyAdds(const RowFilter &filter) const
{
    if (!filter.differsInConnectionsOnly(m_filter))
        return false;
    // A connection is excepted before its first row.
    if (!filter.only && !m_filter.only)
        return filter.except.contains(m_filter.except);
    if (!filter.only || !m_filter.only || !filter.only->contains(*m_filter.only))
        return false;
    const QSet<ConnectionId> added = QSet<ConnectionId>(*filter.only).subtract(*m_filter.only);
    return std::all_of(added.cbegin(), added.cend(), [this](ConnectionId id) { return id > m_highest; });
}

void TrafficModel::restart()
{
    m_seen = 0;
    m_highest = {};
    m_added = {};
    m_scanning = false;
    m_tooCostly = false;
    m_scanner.cancel(++m_generation);
    // Where a scan follows at once, the old rows stay until it has found some: no blink of an empty list.
    m_stale = !m_filter.passesAll() && !m_filter.passesNone() && lastWanted() >= std::max<qint64>(m_status.firstRow, 1);
    if (!m_stale) {
        beginResetModel();
        m_rows.clear();
        endResetModel();
    }
    takeNewRows();
    emit scanChanged();
}

void TrafficModel::setPaused(bool paused)
{
    if (paused == m_paused)
        return;
    m_paused = paused;
    m_pausedAt = m_status.lastRow;
    takeNewRows();
    emit scanChanged();
}

qint64 TrafficModel::heldBack() const
{
    return m_paused ? std::max<qint64>(0, m_status.lastRow - std::max(m_pausedAt, m_status.firstRow - 1)) : 0;
}

qint64 TrafficModel::lastWanted() const
{
    if (m_status.firstRow == 0)
        return 0;
    return m_paused ? std::min(m_pausedAt, m_status.lastRow) : m_status.lastRow;
}

std::optional<double> TrafficModel::progress() const
{
    constexpr qint64 soonDone = 100'000;
    const qint64 left = lastWanted() - m_seen;
    if (!m_scanning || left < soonDone)
        return std::nullopt;
    const auto all = static_cast<double>(m_status.lastRow - m_status.firstRow + 1);
    return 1 - std::min(1.0, static_cast<double>(left) / all);
}

void TrafficModel::dropOldRows()
{
    const bool none = m_status.firstRow == 0 || m_status.firstRow > m_status.lastRow;
    const qint64 keepFrom = none ? std::numeric_limits<qint64>::max() : m_status.firstRow;
    const qint64 gone = m_rows.lowerBound(keepFrom);
    if (gone > 0) {
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
        m_rows.removeBelow(keepFrom);
        endRemoveRows();
        m_pages.clear();
    }
    m_seen = std::max(m_seen, none ? m_status.lastRow : m_status.firstRow - 1);
}

void TrafficModel::takeNewRows()
{
    if (m_scanning || m_status.firstRow == 0 || m_filter.passesNone())
        return;
    const qint64 from = std::max(m_seen + 1, m_status.firstRow);
    const qint64 last = lastWanted();
    if (from > last)
        return;
    if (!m_filter.passesAll()) {
        m_scanning = true;
        m_scanner.scan(m_generation, m_filter, knowledge(m_seen < m_status.firstRow), from, last);
        return;
    }
    RowRanges rows;
    rows.append(from, last - from + 1);
    m_seen = last;
    appendRows(rows);
}

/// Live connections whose handshake was cleared or has made room still have a path.
ConnectionTargets TrafficModel::targets() const
{
    ConnectionTargets targets;
    if (m_book == nullptr || !m_filter.words.asksForRoutes())
        return targets;
    for (const ConnectionId id : m_book->ids())
        targets.insert(id, m_book->find(id)->target);
    return targets;
}

ScanKnowledge TrafficModel::knowledge(bool isFirst)
{
    ScanKnowledge knowledge;
    if (isFirst)
        knowledge.targets = targets();
    if (m_findCodecs && m_filter.words.asksForFields()) {
        m_codecs = m_findCodecs();
        knowledge.codecs = m_codecs;
    }
    return knowledge;
}

void TrafficModel::refreshCodecs()
{
    if (!m_findCodecs || !m_filter.words.asksForFields())
        return;
    const traffic::SpokenCodecs now = m_findCodecs();
    for (auto before = m_codecs.cbegin(); before != m_codecs.cend(); ++before) {
        const auto after = now.constFind(before.key());
        if (after != now.cend() && *after != *before)
            return restart();
    }
}

void TrafficModel::handleFound(const ScanFindings &findings)
{
    if (findings.generation != m_generation)
        return;
    m_scanning = false;
    m_tooCostly = m_tooCostly || findings.tooCostly;
    m_highest = std::max(m_highest, findings.highest);
    if (m_added && std::exchange(m_added, {}) <= m_highest)
        return restart();
    RowRanges kept(findings.rows);
    kept.removeBelow(m_seen + 1); // Dropped or cleared while the scan was under way.
    m_seen = std::max(m_seen, findings.last);
    if (m_stale) {
        m_stale = false;
        beginResetModel();
        m_rows = kept;
        endResetModel();
    } else {
        appendRows(kept);
    }
    if (findings.waits)
        m_wait.start();
    else
        takeNewRows();
    emit scanChanged();
}

void TrafficModel::appendRows(const RowRanges &rows)
{
    if (rows.isEmpty())
        return;
    const int from = rowCount();
    const qint64 most = std::numeric_limits<int>::max() - qint64(from);
    if (rows.size() > most)
        return;
    beginInsertRows({}, from, from + static_cast<int>(rows.size()) - 1);
    m_rows.append(rows);
    endInsertRows();
}

qint64 TrafficModel::rowNumber(int place) const
{
    return place < 0 || place >= rowCount() ? 0 : m_rows.at(place);
}

int TrafficModel::placeOf(qint64 rowNumber) const
{
    return m_rows.contains(rowNumber) ? static_cast<int>(m_rows.lowerBound(rowNumber)) : -1;
}

std::optional<traffic::Row> TrafficModel::rowAt(int place) const
{
    const Entry *found = entry(place);
    return found == nullptr ? std::nullopt : std::optional(found->row);
}

int TrafficModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int TrafficModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

std::optional<traffic::Row> TrafficModel::rowOf(qint64 rowNumber) const
{
    const Entry *found = entryOf(rowNumber);
    return found == nullptr ? std::nullopt : std::optional(found->row);
}

TrafficModel::Page *TrafficModel::readPage(qint64 page) const
{
    auto *read = new Page;
    for (traffic::Row &row : m_source->rows(page * pageRows, pageRows, previewBytes)) {
        QString statusLine;
        if (row.kind == event::EventKind::Refused)
            statusLine = headStatus(m_source->detail(row.number).left(statusLineBytes));
        read->entries.append({std::move(row), statusLine});
    }
    // The cache owns it from here, and has room for many.
    m_pages.insert(page, read);
    return m_pages.object(page);
}

const TrafficModel::Entry *TrafficModel::entry(int place) const
{
    return entryOf(rowNumber(place));
}

const TrafficModel::Entry *TrafficModel::entryOf(qint64 number) const
{
    if (number <= 0)
        return nullptr;
    const qint64 page = number / pageRows;
    Page *kept = m_pages.object(page);
    // The last page grows: a row that it lacks is read anew.
    if (kept == nullptr || kept->entries.isEmpty() || kept->entries.constLast().row.number < number)
        kept = readPage(page);
    const auto found = std::lower_bound(kept->entries.cbegin(), kept->entries.cend(), number,
                                        [](const Entry &one, qint64 wanted) { return one.row.number < wanted; });
    return found != kept->entries.cend() && found->row.number == number ? &*found : nullptr;
}

QVariant TrafficModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return isNumeric(index.column()) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    const Entry *found = entry(index.row());
    if (found == nullptr)
        return {};
    const traffic::Row &row = found->row;
    if (role == Qt::ToolTipRole)
        return toolTip(*found, index.column());
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role < Qt::UserRole)
        return {};
    const RowWording wording = wordRow(row, found->statusLine, m_side);
    if (role == Qt::AccessibleTextRole && index.column() == DirectionColumn)
        return wordDirection(row, found->statusLine, m_side);
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return text(row, wording, index);
    return look(wording, index.column(), role);
}

QVariant TrafficModel::text(const traffic::Row &row, const RowWording &wording, const QModelIndex &index) const
{
    switch (index.column()) {
    case TimeColumn:
        return format::timeOfDay(row.time);
    case ConnectionColumn:
        return row.connection ? QString(u'#' % QString::number(row.connection.value)) : QString();
    case MessageColumn:
        return wording.text;
    case RuleColumn:
        return row.means == event::Means::Person ? tr("by hand") : row.label;
    case SizeColumn:
        return hasSize(row) ? format::size(row.payloadSize) : QString();
    case NumberColumn:
        return QString::number(row.number);
    case TypeColumn:
        return wordType(row);
    case WireSizeColumn:
        return hasSize(row) ? format::size(row.wireSize) : QString();
    case FramesColumn:
        return wordFrames(row);
    case CauseColumn:
        return row.cause == 0 ? QString() : QString::number(row.cause);
    case RuleTimeColumn:
        return row.ruleTime == 0 ? QString() : format::timeOfDay(row.ruleTime);
    case SinceColumn:
    case DeltaColumn:
        return timeBetween(row, index);
    default:
        return {};
    }
}

QString TrafficModel::timeBetween(const traffic::Row &row, const QModelIndex &index) const
{
    if (index.column() == DeltaColumn) {
        const Entry *above = entry(index.row() - 1);
        return above == nullptr ? QString() : wordSeconds(row.time - above->row.time);
    }
    const wire::ConnectionFacts *facts = m_book == nullptr ? nullptr : m_book->find(row.connection);
    if (facts == nullptr || facts->openedAt == 0)
        return {};
    return wordSeconds(row.time - facts->openedAt);
}

QVariant TrafficModel::look(const RowWording &wording, int column, int role) const
{
    if (role == GroundRole)
        return wording.ground ? QVariant(int(*wording.ground)) : QVariant();
    switch (column) {
    case DirectionColumn:
        if (role == IconRole)
            return wording.icon;
        return role == IconToneRole ? QVariant(int(wording.iconTone)) : QVariant();
    case MessageColumn:
        if (role == FixedRole)
            return wording.fixed;
        if (role == BoldRangeRole)
            return wording.boldRange;
        if (role == SecondRole)
            return wording.second;
        return role == ToneRole ? QVariant(int(wording.tone)) : QVariant();
    default:
        if (role == ToneRole)
            return int(Token::Muted);
        return role == FixedRole ? QVariant(column != RuleColumn && column != TypeColumn && column != FramesColumn &&
                                            column != SizeColumn && column != WireSizeColumn)
                                 : QVariant();
    }
}

QVariant TrafficModel::toolTip(const Entry &entry, int column) const
{
    const traffic::Row &row = entry.row;
    switch (column) {
    case DirectionColumn:
        return wordDirection(row, entry.statusLine, m_side);
    case TimeColumn:
        if (row.ruleTime == 0)
            return format::fullTime(row.time);
        return QString(format::fullTime(row.time) % u'\n' %
                       tr("Rule clock %1 (%2)").arg(format::timeOfDay(row.ruleTime), ruleClockAhead(row)));
    case RuleColumn:
    case CauseColumn:
        return rowStory(row, row.cause == 0 ? std::nullopt : rowOf(row.cause), StoryForm::Plain);
    case RuleTimeColumn:
        return ruleClockAhead(row);
    case SizeColumn:
    case WireSizeColumn:
        return hasSize(row)
                   ? tr("%1 bytes, %2 on the wire").arg(format::count(row.payloadSize), format::count(row.wireSize))
                   : QVariant();
    case MessageColumn:
        if (row.kind == event::EventKind::Close) {
            const auto payload = protocol::decodeClose(row.preview).payload;
            return protocol::closeCodeMeaning(payload.code.value_or(protocol::closecode::NoStatus));
        }
        // Sentences may be cut by the column; messages are read in the detail.
        return row.kind == event::EventKind::Message ? QVariant()
                                                     : QVariant(wordRow(row, entry.statusLine, m_side).text);
    default:
        return {};
    }
}

QVariant TrafficModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    static constexpr std::array<const char *, ColumnCount> titles{
        QT_TR_NOOP("Direction"), QT_TR_NOOP("Time"),          QT_TR_NOOP("Conn"),
        QT_TR_NOOP("Message"),   QT_TR_NOOP("Rule"),          QT_TR_NOOP("Size"),
        QT_TR_NOOP("#"),         QT_TR_NOOP("Type"),          QT_TR_NOOP("Wire size"),
        QT_TR_NOOP("Frames"),    QT_TR_NOOP("Since connect"), QT_TR_NOOP("Delta"),
        QT_TR_NOOP("Cause"),     QT_TR_NOOP("Rule time")};
    const QString title = tr(titles.at(static_cast<std::size_t>(section)));
    if (role == Qt::AccessibleTextRole || role == TitleRole)
        return title;
    // The arrow needs no word above it.
    return role == Qt::DisplayRole ? QVariant(section == DirectionColumn ? QString() : title) : QVariant();
}

} // namespace framewright::ui
