// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/palette/fuzzymatch.h"
#include "ui/palette/paletteentry.h"

#include <QAbstractListModel>
#include <QStringList>

namespace framewright::ui {

/// The entries that answer what is typed, best first. With nothing typed: those used last, then all in their order.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    /// More than that nobody reads; one types another letter.
    static constexpr std::size_t rowLimit = 100;

    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries, const QStringList &usedLast);
    void setTyped(const QString &typed);
    /// nullptr: there is no such row.
    [[nodiscard]] const PaletteEntry *entryAt(int row) const;
    /// How many entries answer, shown or not.
    [[nodiscard]] std::size_t answering() const { return m_answering; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        std::size_t entry = 0;
        FuzzyMatch match;
    };

    void rank();
    [[nodiscard]] std::vector<Row> answers() const;
    [[nodiscard]] int bonus(std::size_t entry) const;

    std::vector<PaletteEntry> m_entries;
    std::vector<int> m_bonus; ///< Of each entry, for having been used lately.
    std::vector<Row> m_rows;
    std::size_t m_answering = 0;
    QString m_typed;
};

} // namespace framewright::ui
