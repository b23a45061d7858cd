// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/scriptpatterns.h"

namespace framewright::expression {

namespace {

/// Beyond, the cache begins anew: a script may make them out of messages.
constexpr qsizetype patternLimit = 256;

} // namespace

Result<std::shared_ptr<const ScriptPattern>> ScriptPatterns::find(const QString &source, const QString &flags)
{
    const QString key = flags + u'/' + source;
    if (const auto found = m_patterns.constFind(key); found != m_patterns.constEnd())
        return *found;
    Result<ScriptPattern> pattern =
        ScriptPattern::compile(source, {flags.contains(u'i'), flags.contains(u'm'), flags.contains(u'u')});
    if (!pattern)
        return tl::unexpected(pattern.error());
    if (m_patterns.size() >= patternLimit)
        m_patterns.clear();
    return *m_patterns.insert(key, std::make_shared<const ScriptPattern>(std::move(*pattern)));
}

} // namespace framewright::expression
