// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/jsonhighlighter.h"

#include "ui/common/theme.h"

namespace framewright::ui {

JsonHighlighter::JsonHighlighter(const Theme &theme, QTextDocument *document)
    : QSyntaxHighlighter(document)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, &QSyntaxHighlighter::rehighlight);
}

void JsonHighlighter::setActive(bool active)
{
    if (active == m_active)
        return;
    m_active = active;
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (!m_active)
        return;
    const auto length = static_cast<int>(text.size());
    int place = 0;
    while (place < length) {
        const QChar character = text.at(place);
        const int start = place;
        if (character == u'"') {
            for (++place; place < length && text.at(place) != u'"'; ++place) {
                if (text.at(place) == u'\\')
                    ++place;
            }
            place = std::min(place + 1, length);
            int behind = place;
            while (behind < length && text.at(behind).isSpace())
                ++behind;
            const bool key = behind < length && text.at(behind) == u':';
            setFormat(start, place - start, m_theme.color(key ? Token::JsonKey : Token::JsonText));
        } else if (character.isLetterOrNumber() || character == u'-') {
            while (place < length &&
                   (text.at(place).isLetterOrNumber() || QStringView(u"+-.").contains(text.at(place))))
                ++place;
            setFormat(start, place - start, m_theme.color(Token::JsonNumber));
        } else {
            ++place;
        }
    }
}

} // namespace framewright::ui
