// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/scriptpattern.h"

#include <QHash>
#include <QString>

#include <memory>

namespace framewright::expression {

/// The regular expressions of the scripts of one engine, each compiled once. Lives with the engine, on its thread.
class ScriptPatterns final
{
public:
    /// Of the one with this source and these flags of JavaScript, like "gi"; an error says what is not offered.
    [[nodiscard]] Result<std::shared_ptr<const ScriptPattern>> find(const QString &source, const QString &flags);

private:
    QHash<QString, std::shared_ptr<const ScriptPattern>> m_patterns;
};

} // namespace framewright::expression
