// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QSyntaxHighlighter>

namespace framewright::ui {

class Theme;

/// Colours keys, texts and the rest of JSON by the theme's tokens, line by line; pretty-printed JSON has no
/// token that spans lines.
class JsonHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT
public:
    JsonHighlighter(const Theme &theme, QTextDocument *document);

    void setActive(bool active);

protected:
    void highlightBlock(const QString &text) override;

private:
    const Theme &m_theme;
    bool m_active = false;
};

} // namespace framewright::ui
