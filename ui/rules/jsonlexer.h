// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <Qsci/qscilexercustom.h>

namespace framewright::ui {

class Theme;

/// Colours JSON with templates by codeSpans() and the theme's tokens. Only lines that have changed are looked at: no
/// token goes over the end of a line.
class JsonLexer final : public QsciLexerCustom
{
    Q_OBJECT
public:
    JsonLexer(const Theme &theme, const QFont &font, QObject *parent);

    [[nodiscard]] const char *language() const override { return "JSON"; }
    [[nodiscard]] QString description(int style) const override;
    void styleText(int start, int end) override;

    /// Gives all styles the theme's colours of the moment.
    void takeColors();

private:
    const Theme &m_theme;
};

} // namespace framewright::ui
