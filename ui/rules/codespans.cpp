// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/codespans.h"

#include <algorithm>

namespace framewright::ui {

namespace {

bool isWord(QChar character)
{
    return character.isLetterOrNumber() || character == u'_' || character == u'$';
}

/// Where the template that begins at `start` ends, behind its braces; braces and quotes inside are balanced. The
/// end of the line where it is still being typed.
qsizetype endOfTemplate(QStringView line, qsizetype start)
{
    int depth = 0;
    QChar quote;
    for (qsizetype place = start + 2; place < line.size(); ++place) {
        const QChar character = line[place];
        if (!quote.isNull()) {
            if (character == u'\\')
                ++place;
            else if (character == quote)
                quote = QChar();
        } else if (character == u'\'' || character == u'`') {
            quote = character;
        } else if (character == u'{') {
            ++depth;
        } else if (character == u'}') {
            if (depth == 0 && line.sliced(place).startsWith(u"}}"))
                return place + 2;
            depth = std::max(0, depth - 1);
        }
    }
    return line.size();
}

/// Texts of an expression, and numbers, in their colours; all else in that of code.
void addExpression(QList<CodeSpan> &spans, QStringView line, qsizetype start, qsizetype end)
{
    qsizetype codeStart = start;
    const auto flush = [&](qsizetype place) {
        if (place > codeStart)
            spans.append({codeStart, place - codeStart, Token::Code});
    };
    qsizetype place = start;
    while (place < end) {
        const QChar character = line[place];
        if (character != u'\'' && character != u'"' && character != u'`') {
            ++place;
            continue;
        }
        flush(place);
        const qsizetype open = place;
        for (++place; place < end && line[place] != character; ++place) {
            if (line[place] == u'\\')
                ++place;
        }
        place = std::min(place + 1, end);
        spans.append({open, place - open, Token::JsonText});
        codeStart = place;
    }
    flush(end);
}

void addTemplates(QList<CodeSpan> &spans, QStringView line, qsizetype start, qsizetype end, Token between)
{
    qsizetype place = start;
    while (place < end) {
        const qsizetype open = line.indexOf(u"{{", place);
        const qsizetype textEnd = open < 0 || open >= end ? end : open;
        if (textEnd > place && between != Token::Text)
            spans.append({place, textEnd - place, between});
        if (textEnd == end)
            return;
        const qsizetype close = std::min(endOfTemplate(line, open), end);
        spans.append({open, close - open, Token::Code});
        place = close;
    }
}

qsizetype endOfJsonText(QStringView line, qsizetype start)
{
    for (qsizetype place = start + 1; place < line.size(); ++place) {
        if (line[place] == u'\\')
            ++place;
        else if (line[place] == u'"')
            return place + 1;
    }
    return line.size();
}

void addJson(QList<CodeSpan> &spans, QStringView line)
{
    qsizetype place = 0;
    while (place < line.size()) {
        const QChar character = line[place];
        const qsizetype start = place;
        if (line.sliced(place).startsWith(u"{{")) {
            place = endOfTemplate(line, place);
            spans.append({start, place - start, Token::Code});
        } else if (character == u'"') {
            place = endOfJsonText(line, place);
            qsizetype behind = place;
            while (behind < line.size() && line[behind].isSpace())
                ++behind;
            if (behind < line.size() && line[behind] == u':')
                spans.append({start, place - start, Token::JsonKey});
            else
                addTemplates(spans, line, start, place, Token::JsonText);
        } else if (isWord(character) || character == u'-') {
            while (place < line.size() && (isWord(line[place]) || QStringView(u"+-.").contains(line[place])))
                ++place;
            spans.append({start, place - start, Token::JsonNumber});
        } else {
            ++place;
        }
    }
}

} // namespace

QList<CodeSpan> codeSpans(QStringView line, CodeLanguage language)
{
    QList<CodeSpan> spans;
    switch (language) {
    case CodeLanguage::Plain:
        break;
    case CodeLanguage::Template:
        addTemplates(spans, line, 0, line.size(), Token::Text);
        break;
    case CodeLanguage::Expression:
        addExpression(spans, line, 0, line.size());
        break;
    case CodeLanguage::Json:
        addJson(spans, line);
        break;
    }
    return spans;
}

bool isInExpression(QStringView line, qsizetype place, CodeLanguage language)
{
    if (language == CodeLanguage::Expression)
        return true;
    if (language == CodeLanguage::Plain)
        return false;
    qsizetype open = line.indexOf(u"{{");
    while (open >= 0 && open + 2 <= place) {
        const qsizetype close = endOfTemplate(line, open);
        const bool isClosed = line.sliced(open, close - open).endsWith(u"}}") && close - open >= 4;
        if (place < close || !isClosed)
            return !isClosed || place <= close - 2;
        open = line.indexOf(u"{{", close);
    }
    return false;
}

} // namespace framewright::ui
