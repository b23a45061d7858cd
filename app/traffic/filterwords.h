// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <span>

namespace framewright::traffic {

/// One word of a filter as it was typed, with its minus and its quotes.
struct FilterWord
{
    enum class Kind : std::uint8_t
    {
        Plain,
        Pattern, ///< /regex/
        Unclosed ///< Of a quote.
    };

    QString text;
    qsizetype place = 0;
    Kind kind = Kind::Plain;
    bool excluded = false;

    bool operator==(const FilterWord &) const = default;
};

/// Cuts at spaces, but not inside quotes, brackets and regular expressions, nor around the sign of a comparison.
[[nodiscard]] QList<FilterWord> splitFilter(const QString &text);

/// A key that may stand before a colon.
struct FilterKey
{
    QLatin1String word;
    const char *meaning; ///< These two to be translated in the context "filter".
    const char *example;
};
[[nodiscard]] std::span<const FilterKey> filterKeys();
/// nullptr: there is none of that name.
[[nodiscard]] const FilterKey *filterKey(QStringView word);

/// What a word that is being typed may become.
struct FilterHint
{
    QString text; ///< The whole word.
    QString meaning;

    bool operator==(const FilterHint &) const = default;
};

/// What is there to be named: the window knows.
struct FilterNames
{
    QStringList connections; ///< Numbers.
    QStringList routes;      ///< Paths.
    QStringList rules;
};

/// Hints for the word in which the cursor stands; none where nothing can be guessed.
[[nodiscard]] QList<FilterHint> hintsFor(const QString &text, qsizetype cursor, const FilterNames &names);
/// The word in which the cursor stands or which it has just ended; an empty one between two words.
[[nodiscard]] FilterWord wordAt(const QString &text, qsizetype cursor);

/// A word that may stand in a filter as text: in quotes where it would mean something else.
[[nodiscard]] QString quotedForFilter(const QString &text);

} // namespace framewright::traffic
