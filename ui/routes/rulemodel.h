// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/rules/rulehits.h"
#include "app/workspace/document.h"
#include "ui/routes/ruletext.h"

#include <QAbstractTableModel>
#include <QHash>

#include <memory>

namespace framewright::ui {

/// What a route does: its refusals, then its rules, with how often each ran since the start and what cannot work in
/// it. A rule is worded when its row is first looked at, so that thousands of them cost nothing.
class RuleModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column
    {
        WhenColumn,
        MatchesColumn,
        ThenColumn,
        HitsColumn,
        ColumnCount
    };
    Q_ENUM(Column)

    /// Rules that are dragged or copied, as JSON.
    static constexpr auto mimeType = "application/x-framewright-rules";

    using QAbstractTableModel::QAbstractTableModel;

    /// nullptr: no route.
    void setRoute(std::shared_ptr<const workspace::Route> route);
    /// The same route after an edit: rows come, go, move or change as the edit says.
    void follow(std::shared_ptr<const workspace::Route> route, const workspace::Change &change);
    /// In the rules' order.
    void setHits(const QList<rules::RuleHits> &hits);
    void setProblems(const QList<rules::Problem> &problems);

    [[nodiscard]] const workspace::Route *route() const { return m_route.get(); }
    /// nullptr: the row is a refusal, or none.
    [[nodiscard]] const workspace::Rule *ruleAt(int row) const;
    /// -1: it is not there.
    [[nodiscard]] int rowOf(RuleId rule) const;
    [[nodiscard]] int refusalCount() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] Qt::DropActions supportedDropActions() const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    bool dropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column,
                      const QModelIndex &parent) override;

signals:
    /// A rule of this route was dropped between two others, counted without itself.
    void moveWanted(framewright::RuleId rule, int position);
    /// Rules of another route or window were dropped.
    void rulesWanted(const QString &json, int position);

private:
    [[nodiscard]] const RuleWording &wording(int row) const;
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    /// How often the rule ran and when last, in words.
    [[nodiscard]] QString hitsInWords(int row) const;
    [[nodiscard]] QString problemsOf(int row) const;
    [[nodiscard]] bool isEnabled(int row) const;
    void emitRow(int row);

    std::shared_ptr<const workspace::Route> m_route;
    mutable QHash<std::uint64_t, RuleWording> m_wordings; ///< By rule; refusals by their place from the top.
    QList<rules::RuleHits> m_hits;
    QHash<RuleId, QStringList> m_problems;
};

} // namespace framewright::ui
