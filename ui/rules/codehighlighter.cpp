// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/codehighlighter.h"

#include "ui/common/theme.h"

namespace framewright::ui {

CodeHighlighter::CodeHighlighter(const Theme &theme, CodeLanguage language, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
    , m_language(language)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void CodeHighlighter::setLanguage(CodeLanguage language)
{
    if (language == m_language)
        return;
    m_language = language;
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    for (const CodeSpan &span : codeSpans(text, m_language))
        setFormat(static_cast<int>(span.start), static_cast<int>(span.length), m_theme.color(span.token));
}

} // namespace framewright::ui
