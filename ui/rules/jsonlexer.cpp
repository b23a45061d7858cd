// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/jsonlexer.h"

#include "ui/common/theme.h"
#include "ui/rules/codespans.h"

#include <Qsci/qsciscintilla.h>

#include <array>

namespace framewright::ui {

namespace {

/// A style's number is its place here.
constexpr std::array styleTokens = {Token::Text, Token::JsonKey, Token::JsonText, Token::JsonNumber, Token::Code};

int styleOf(Token token)
{
    for (std::size_t style = 0; style < styleTokens.size(); ++style) {
        if (styleTokens[style] == token)
            return static_cast<int>(style);
    }
    return 0;
}

int byteCount(QStringView text)
{
    return static_cast<int>(text.toUtf8().size());
}

} // namespace

JsonLexer::JsonLexer(const Theme &theme, const QFont &font, QObject *parent)
    : QsciLexerCustom(parent)
    , m_theme(theme)
{
    setDefaultFont(font);
    setFont(font, -1);
    takeColors();
}

QString JsonLexer::description(int style) const
{
    static const std::array names = {tr("Text"), tr("Key"), tr("String"), tr("Number"), tr("Template")};
    return style >= 0 && style < static_cast<int>(names.size()) ? names.at(static_cast<std::size_t>(style)) : QString();
}

void JsonLexer::takeColors()
{
    setDefaultColor(m_theme.color(Token::Text));
    setDefaultPaper(m_theme.color(Token::Panel));
    for (std::size_t style = 0; style < styleTokens.size(); ++style) {
        setColor(m_theme.color(styleTokens[style]), static_cast<int>(style));
        setPaper(m_theme.color(Token::Panel), static_cast<int>(style));
    }
}

void JsonLexer::styleText(int start, int end)
{
    QsciScintilla *view = editor();
    if (view == nullptr)
        return;
    int first = 0;
    int column = 0;
    int last = 0;
    view->lineIndexFromPosition(start, &first, &column);
    view->lineIndexFromPosition(end, &last, &column);
    startStyling(view->positionFromLineIndex(first, 0));
    for (int line = first; line <= last; ++line) {
        const QString text = view->text(line);
        qsizetype place = 0;
        for (const CodeSpan &span : codeSpans(text, CodeLanguage::Json)) {
            setStyling(byteCount(QStringView(text).sliced(place, span.start - place)), 0);
            setStyling(byteCount(QStringView(text).sliced(span.start, span.length)), styleOf(span.token));
            place = span.start + span.length;
        }
        setStyling(byteCount(QStringView(text).sliced(place)), 0);
    }
}

} // namespace framewright::ui
