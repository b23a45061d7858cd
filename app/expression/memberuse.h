// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/root.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace framewright::expression {

/// What an expression can look at of a value: all of it, or some members and what these use of theirs. The rest need
/// not be handed to the script engine.
struct MemberUse
{
    bool isWhole = false;
    QByteArray key; ///< Of the member that this is.
    QString name;   ///< The same for the engine.
    std::vector<MemberUse> members;

    bool operator==(const MemberUse &) const = default;
};

/// Read off the text alone, as it is only ever `$.a.b` that can be told; anything else uses the whole. Strings and
/// comments are not told apart: what stands in them may add to it, never take away.
[[nodiscard]] MemberUse memberUseIn(QByteArrayView expression, Root root);

} // namespace framewright::expression
