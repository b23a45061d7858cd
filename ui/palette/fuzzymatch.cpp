// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/palette/fuzzymatch.h"

#include <algorithm>

namespace framewright::ui {

namespace {

constexpr int wholeText = 60;
constexpr int inOnePiece = 100;
constexpr int startOfText = 40;
constexpr int startOfWord = 25;
constexpr int letterByLetter = 30;
constexpr int gapCost = 3;

bool startsWord(QStringView text, qsizetype place)
{
    if (place == 0)
        return true;
    const QChar before = text[place - 1];
    const QChar here = text[place];
    return !before.isLetterOrNumber() || (here.isUpper() && before.isLower());
}

int boundary(QStringView text, qsizetype place)
{
    if (place == 0)
        return startOfText;
    return startsWord(text, place) ? startOfWord : 0;
}

std::optional<FuzzyMatch> matchPiece(QStringView word, QStringView text)
{
    std::optional<FuzzyMatch> best;
    for (qsizetype place = text.indexOf(word, 0, Qt::CaseInsensitive); place >= 0;
         place = text.indexOf(word, place + 1, Qt::CaseInsensitive)) {
        // A place further back is a little worse, so that "/chat" comes before "/old/chat".
        const int score = inOnePiece + boundary(text, place) - int(std::min<qsizetype>(place, 20));
        if (!best || score > best->score)
            best = FuzzyMatch{score, place, word.size()};
        if (place == 0)
            break;
    }
    return best;
}

std::optional<FuzzyMatch> matchLetters(QStringView word, QStringView text)
{
    int score = letterByLetter;
    qsizetype place = 0;
    qsizetype last = -1;
    for (const QChar letter : word) {
        place = text.indexOf(letter, place, Qt::CaseInsensitive);
        if (place < 0)
            return {};
        const bool adjoins = last >= 0 && place == last + 1;
        if (!adjoins && last >= 0)
            score -= std::min<int>(int(place - last - 1), 4) * gapCost;
        if (startsWord(text, place))
            score += startOfWord / 3;
        last = place++;
    }
    return FuzzyMatch{std::max(1, score), 0, 0};
}

std::optional<FuzzyMatch> matchWord(QStringView word, QStringView text)
{
    for (qsizetype place = text.indexOf(word, 0, Qt::CaseInsensitive); place >= 0;
         place = text.indexOf(word, place + 1, Qt::CaseInsensitive)) {
        if (startsWord(text, place))
            return FuzzyMatch{inOnePiece + boundary(text, place) - int(std::min<qsizetype>(place, 20)), place,
                              word.size()};
    }
    return {};
}

} // namespace

std::optional<FuzzyMatch> wordMatch(QStringView typed, QStringView text)
{
    FuzzyMatch all;
    for (const QStringView word : typed.split(u' ', Qt::SkipEmptyParts)) {
        const std::optional<FuzzyMatch> match = matchWord(word, text);
        if (!match)
            return {};
        all.score += match->score;
        if (match->length > all.length) {
            all.start = match->start;
            all.length = match->length;
        }
    }
    return all.length > 0 ? std::optional(all) : std::nullopt;
}

std::optional<FuzzyMatch> fuzzyMatch(QStringView typed, QStringView text)
{
    FuzzyMatch all;
    const auto words = typed.split(u' ', Qt::SkipEmptyParts);
    for (const QStringView word : words) {
        std::optional<FuzzyMatch> match = matchPiece(word, text);
        if (!match)
            match = matchLetters(word, text);
        if (!match)
            return {};
        all.score += match->score;
        if (match->length > all.length) {
            all.start = match->start;
            all.length = match->length;
        }
    }
    if (words.size() == 1 && words.front().size() == text.size())
        all.score += wholeText;
    return all;
}

} // namespace framewright::ui
