// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/expression/templatetext.h"

#include <vector>

namespace framewright::expression {

/// Where `set` and `unset` act: `conn.subs.{{$.id}}`. An expanded segment is one key, whatever dots it holds.
/// Immutable, crosses threads.
class VariablePath final
{
public:
    VariablePath() = default;
    /// Only variables can be set: conn, route, global, shared, local.
    [[nodiscard]] static Result<VariablePath> compile(QByteArrayView spelling);

    [[nodiscard]] Root root() const { return m_root; }
    [[nodiscard]] RootSet roots() const;
    /// The keys below the root.
    [[nodiscard]] Result<std::vector<QByteArray>> resolve(Scope &scope) const;

private:
    Root m_root = Root::Local;
    std::vector<TemplateText> m_segments;
};

} // namespace framewright::expression
