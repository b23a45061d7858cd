// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/rulemodel.h"

#include "ui/common/cellroles.h"
#include "ui/common/format.h"
#include "ui/rules/ruleplaces.h"

#include <QMimeData>

#include <algorithm>
#include <array>

namespace framewright::ui {

namespace {

constexpr auto identityType = "application/x-framewright-rule";
/// Refusals have no identity; no rule has one as high as these.
constexpr std::uint64_t refusalKeys = std::uint64_t(1) << 63;

} // namespace

void RuleModel::setRoute(std::shared_ptr<const workspace::Route> route)
{
    beginResetModel();
    m_route = std::move(route);
    m_wordings.clear();
    m_hits.clear();
    m_problems.clear();
    endResetModel();
}

void RuleModel::follow(std::shared_ptr<const workspace::Route> route, const workspace::Change &change)
{
    using What = workspace::Change::What;
    const int before = rowOf(change.rule);
    std::shared_ptr<const workspace::Route> other = std::exchange(m_route, std::move(route));
    const int after = rowOf(change.rule);
    // A view may ask between the announcement and the end: then it sees what is still there.
    const auto swapBack = [&] { m_route.swap(other); };
    if (change.what == What::RuleChanged && before >= 0 && before == after) {
        m_wordings.remove(change.rule.value);
        return emitRow(after);
    }
    if (change.what == What::RuleAdded && before < 0 && after >= 0) {
        swapBack();
        beginInsertRows({}, after, after);
        swapBack();
        return endInsertRows();
    }
    if (change.what == What::RuleRemoved && before >= 0 && after < 0) {
        swapBack();
        beginRemoveRows({}, before, before);
        swapBack();
        m_wordings.remove(change.rule.value);
        return endRemoveRows();
    }
    if (change.what == What::RuleMoved && before >= 0 && after >= 0 && before != after) {
        swapBack();
        beginMoveRows({}, before, before, {}, after > before ? after + 1 : after);
        swapBack();
        return endMoveRows();
    }
    beginResetModel();
    m_wordings.clear();
    endResetModel();
}

void RuleModel::setHits(const QList<rules::RuleHits> &hits)
{
    m_hits = hits;
    if (rowCount() > refusalCount())
        emit dataChanged(index(refusalCount(), HitsColumn), index(rowCount() - 1, HitsColumn),
                         {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleDescriptionRole});
}

void RuleModel::setProblems(const QList<rules::Problem> &problems)
{
    QHash<RuleId, QStringList> byRule;
    for (const rules::Problem &problem : problems) {
        if (problem.rule)
            byRule[problem.rule] << problem.text;
    }
    if (byRule == m_problems)
        return;
    m_problems = byRule;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int RuleModel::refusalCount() const
{
    return m_route == nullptr ? 0 : static_cast<int>(m_route->refuse.size());
}

const workspace::Rule *RuleModel::ruleAt(int row) const
{
    const int number = row - refusalCount();
    return row < 0 || number < 0 || row >= rowCount() ? nullptr : &m_route->rules[static_cast<std::size_t>(number)];
}

int RuleModel::rowOf(RuleId rule) const
{
    if (m_route == nullptr || !rule)
        return -1;
    const auto found = std::ranges::find(m_route->rules, rule, &workspace::Rule::id);
    return found == m_route->rules.end() ? -1 : refusalCount() + static_cast<int>(found - m_route->rules.begin());
}

int RuleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_route == nullptr ? 0 : refusalCount() + static_cast<int>(m_route->rules.size());
}

int RuleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

const RuleWording &RuleModel::wording(int row) const
{
    const workspace::Rule *rule = ruleAt(row);
    const std::uint64_t key =
        rule != nullptr && rule->id ? rule->id.value : refusalKeys + static_cast<std::uint64_t>(row);
    auto found = m_wordings.find(key);
    if (found == m_wordings.end())
        found = m_wordings.insert(key, rule != nullptr ? wordRule(*rule)
                                                       : wordRefusal(m_route->refuse[static_cast<std::size_t>(row)]));
    return *found;
}

bool RuleModel::isEnabled(int row) const
{
    const workspace::Rule *rule = ruleAt(row);
    return rule == nullptr || rule->enabled;
}

QString RuleModel::text(int row, int column) const
{
    switch (column) {
    case WhenColumn:
        return wording(row).when;
    case MatchesColumn:
        return wording(row).matches;
    case ThenColumn:
        return wording(row).then;
    default:
        return ruleAt(row) == nullptr ? QString() : format::count(qint64(m_hits.value(row - refusalCount()).count));
    }
}

QString RuleModel::problemsOf(int row) const
{
    const workspace::Rule *rule = ruleAt(row);
    return rule == nullptr ? QString() : m_problems.value(rule->id).join(u'\n');
}

QString RuleModel::hitsInWords(int row) const
{
    if (ruleAt(row) == nullptr)
        return {};
    const rules::RuleHits hits = m_hits.value(row - refusalCount());
    if (hits.count == 0)
        return tr("Not run since the server started");
    const QString often = tr("Run since the server started: %1").arg(format::count(qint64(hits.count)));
    return hits.last == 0 ? often : often + u'\n' + tr("Last: %1").arg(format::fullTime(hits.last));
}

QString RuleModel::toolTip(int row, int column) const
{
    const workspace::Rule *rule = ruleAt(row);
    QStringList lines{rule == nullptr ? QString() : rule->name, isEnabled(row) ? QString() : tr("Disabled"),
                      column == HitsColumn ? hitsInWords(row) : text(row, column), problemsOf(row)};
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return toolTip(row, column);
    case Qt::AccessibleDescriptionRole:
        return column == WhenColumn   ? QVariant(problemsOf(row))
               : column == HitsColumn ? QVariant(hitsInWords(row))
                                      : QVariant();
    case Qt::TextAlignmentRole:
        return column == HitsColumn ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case FixedRole:
        return column == MatchesColumn && !wording(row).matchesAll;
    case IconRole:
        return column == WhenColumn && !problemsOf(row).isEmpty() ? QVariant(u"warning"_qs) : QVariant();
    case IconToneRole:
        return int(Token::Failure);
    case PillRole:
        return column == ThenColumn && !isEnabled(row) ? QVariant(tr("off")) : QVariant();
    case PillToneRole:
        return int(PillTone::Neutral);
    case ToneRole: {
        const bool isMuted = column == HitsColumn || (column == MatchesColumn && wording(row).matchesAll);
        return int(isEnabled(row) && !isMuted ? Token::Text : Token::Muted);
    }
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

Qt::ItemFlags RuleModel::flags(const QModelIndex &index) const
{
    // Between two rows is where rules are dropped, not on one.
    if (!index.isValid())
        return m_route == nullptr ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return ruleAt(index.row()) == nullptr ? flags : flags | Qt::ItemIsDragEnabled;
}

Qt::DropActions RuleModel::supportedDropActions() const
{
    return Qt::MoveAction | Qt::CopyAction;
}

QStringList RuleModel::mimeTypes() const
{
    return {QLatin1StringView(mimeType)};
}

QMimeData *RuleModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    const workspace::Rule *rule = ruleAt(indexes.constFirst().row());
    if (rule == nullptr)
        return nullptr;
    auto *data = new QMimeData; // The drag or the clipboard owns it.
    const QString json = rulesToText({*rule});
    data->setData(QLatin1StringView(mimeType), json.toUtf8());
    data->setText(json);
    data->setData(QLatin1StringView(identityType), QByteArray::number(static_cast<qulonglong>(rule->id.value)));
    return data;
}

bool RuleModel::dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int, const QModelIndex &parent)
{
    if (action == Qt::IgnoreAction || !data->hasFormat(QLatin1StringView(mimeType)) || m_route == nullptr)
        return false;
    const int wanted = row >= 0 ? row : parent.isValid() ? parent.row() : rowCount();
    const int position = std::max(0, wanted - refusalCount());
    const RuleId rule{data->data(QLatin1StringView(identityType)).toULongLong()};
    const int from = rowOf(rule) - refusalCount();
    if (action == Qt::MoveAction && from >= 0)
        emit moveWanted(rule, position > from ? position - 1 : position);
    else
        emit rulesWanted(QString::fromUtf8(data->data(QLatin1StringView(mimeType))), position);
    return false; // The rows follow the workspace; the view is not to move them itself.
}

void RuleModel::emitRow(int row)
{
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

} // namespace framewright::ui
