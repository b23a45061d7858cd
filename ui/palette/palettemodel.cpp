// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/palette/palettemodel.h"

#include "ui/common/cellroles.h"

#include <QPoint>

#include <algorithm>

namespace framewright::ui {

namespace {

/// What is found only in the detail ("Chat" for a route whose path is "/c") counts less than in the title.
constexpr int detailCost = 60;
constexpr int usedBonus = 24;

/// What a word of another program answers to.
std::optional<FuzzyMatch> matchElsewhere(const QString &typed, const PaletteEntry &entry)
{
    std::optional<FuzzyMatch> match = wordMatch(typed, QString(entry.title % u' ' % entry.words));
    if (match && match->start + match->length > entry.title.size())
        match->length = 0; // Not seen.
    return match;
}

} // namespace

void PaletteModel::setEntries(std::vector<PaletteEntry> entries, const QStringList &usedLast)
{
    beginResetModel();
    m_entries = std::move(entries);
    m_bonus.assign(m_entries.size(), 0);
    for (std::size_t entry = 0; entry < m_entries.size(); ++entry) {
        const qsizetype place = usedLast.indexOf(m_entries[entry].key);
        if (place >= 0)
            m_bonus[entry] = usedBonus - int(std::min<qsizetype>(place, usedBonus - 1));
    }
    rank();
    endResetModel();
}

void PaletteModel::setTyped(const QString &typed)
{
    if (typed == m_typed)
        return;
    beginResetModel();
    m_typed = typed;
    rank();
    endResetModel();
}

const PaletteEntry *PaletteModel::entryAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_entries[m_rows[std::size_t(row)].entry];
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    const PaletteEntry *entry = entryAt(index.row());
    if (entry == nullptr)
        return {};
    const FuzzyMatch &match = m_rows[std::size_t(index.row())].match;
    switch (role) {
    case Qt::DisplayRole:
        return entry->title;
    case SecondRole:
        return entry->detail;
    case TrailRole:
        return entry->shortcut;
    case IconRole:
        return entry->icon;
    case BoldRangeRole:
        return match.length > 0 ? QVariant(QPoint(int(match.start), int(match.length))) : QVariant();
    case Qt::AccessibleTextRole:
        return QStringList{entry->title, entry->detail, entry->shortcut}.join(u' ').trimmed();
    default:
        return {};
    }
}

std::vector<PaletteModel::Row> PaletteModel::answers() const
{
    std::vector<Row> rows;
    for (std::size_t entry = 0; entry < m_entries.size(); ++entry) {
        const PaletteEntry &candidate = m_entries[entry];
        if (candidate.isElsewhere) {
            if (const std::optional<FuzzyMatch> match = matchElsewhere(m_typed, candidate))
                rows.push_back({entry, {match->score - detailCost, match->start, match->length}});
        } else if (const std::optional<FuzzyMatch> match = fuzzyMatch(m_typed, candidate.title)) {
            rows.push_back({entry, *match});
        } else if (const auto wider = fuzzyMatch(m_typed, QString(candidate.title % u' ' % candidate.detail))) {
            rows.push_back({entry, {wider->score - detailCost, 0, 0}});
        }
    }
    return rows;
}

int PaletteModel::bonus(std::size_t entry) const
{
    return m_bonus[entry];
}

void PaletteModel::rank()
{
    m_rows = answers();
    m_answering = m_rows.size();
    const auto better = [this](const Row &left, const Row &right) {
        const int leftScore = left.match.score + bonus(left.entry);
        const int rightScore = right.match.score + bonus(right.entry);
        if (leftScore != rightScore)
            return leftScore > rightScore;
        // Of two that answer alike the shorter is the more exact; with nothing typed their own order stays.
        const qsizetype leftLength = m_typed.isEmpty() ? 0 : m_entries[left.entry].title.size();
        const qsizetype rightLength = m_typed.isEmpty() ? 0 : m_entries[right.entry].title.size();
        return std::pair(leftLength, left.entry) < std::pair(rightLength, right.entry);
    };
    const std::size_t shown = std::min(m_rows.size(), rowLimit);
    std::partial_sort(m_rows.begin(), m_rows.begin() + std::ptrdiff_t(shown), m_rows.end(), better);
    m_rows.resize(shown);
}

} // namespace framewright::ui
