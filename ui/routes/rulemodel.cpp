// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/rulemodel.h"

#include "ui/common/cellroles.h"
#include "ui/common/format.h"

namespace framewright::ui {

void RuleModel::setRoute(const workspace::Route *route)
{
    beginResetModel();
    m_lines.clear();
    m_hits.clear();
    m_refusals = 0;
    if (route != nullptr) {
        for (const workspace::Refuse &refuse : route->refuse)
            m_lines.append({wordRefusal(refuse), {}, true});
        m_refusals = static_cast<int>(m_lines.size());
        for (const workspace::Rule &rule : route->rules)
            m_lines.append({wordRule(rule), rule.name, rule.enabled});
    }
    endResetModel();
}

void RuleModel::setHits(const QList<quint64> &hits)
{
    m_hits = hits;
    if (m_lines.size() > m_refusals)
        emit dataChanged(index(m_refusals, HitsColumn), index(rowCount() - 1, HitsColumn), {Qt::DisplayRole});
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int RuleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RuleModel::text(const Line &line, int row, int column) const
{
    switch (column) {
    case WhenColumn:
        return line.wording.when;
    case MatchesColumn:
        return line.wording.matches;
    case ThenColumn:
        return line.wording.then;
    default:
        return row < m_refusals ? QString() : format::count(qint64(m_hits.value(row - m_refusals)));
    }
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Line &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.row(), index.column());
    case Qt::ToolTipRole: {
        QStringList lines{line.name, line.enabled ? QString() : tr("Disabled"),
                          text(line, index.row(), index.column())};
        lines.removeAll(QString());
        return lines.join(u'\n');
    }
    case Qt::TextAlignmentRole:
        return index.column() == HitsColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case FixedRole:
        return index.column() == MatchesColumn && !line.wording.matchesAll;
    case ToneRole:
        return int(!line.enabled || index.column() == HitsColumn ||
                           (index.column() == MatchesColumn && line.wording.matchesAll)
                       ? Token::Muted
                       : Token::Text);
    default:
        return {};
    }
}

QVariant RuleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == HitsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    static constexpr std::array<const char *, ColumnCount> titles{QT_TR_NOOP("When"), QT_TR_NOOP("Matches"),
                                                                  QT_TR_NOOP("Then"), QT_TR_NOOP("Hits")};
    return section < ColumnCount ? tr(titles.at(static_cast<std::size_t>(section))) : QString();
}

} // namespace framewright::ui
