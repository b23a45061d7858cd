// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/rules/codespans.h"

#include <QSyntaxHighlighter>

namespace framewright::ui {

class Theme;

/// Colours the lines of a document by codeSpans() and the theme's tokens.
class CodeHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    CodeHighlighter(const Theme &theme, CodeLanguage language, QTextDocument *document);

    void setLanguage(CodeLanguage language);

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
    CodeLanguage m_language;
};

} // namespace framewright::ui
