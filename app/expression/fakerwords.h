// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace framewright::expression {

/// The words of one locale, each list in one text with a bar between. In patterns "#" is a digit, "!" one from 2 to
/// 9, and {name} another list.
struct FakerLocale
{
    const char *name;       ///< "de"
    const char *firstNames; ///< With the spelling of the locale.
    const char *lastNames;
    const char *fullName;   ///< "{first} {last}"
    const char *latinNames; ///< What an address of mail is made from, where the names are not Latin; else empty.
    const char *cities;
    const char *streets;  ///< Names that need no ending.
    const char *street;   ///< "{street} {number}"
    const char *postcode; ///< "#####"
    const char *phone;    ///< "+49 !## #######"
    const char *country;
    const char *companyForms; ///< "GmbH|AG"
    const char *months;
    const char *weekdays; ///< From Monday.
};

/// Nothing where it is not known; "de-AT" and "de_AT" are "de".
[[nodiscard]] const FakerLocale *fakerLocale(QByteArrayView name);
[[nodiscard]] std::vector<QByteArrayView> fakerLocaleNames();

/// Words that are the same in all locales.
namespace fakerwords {
extern const char *const lorem;
extern const char *const jobs;
extern const char *const products;
extern const char *const adjectives;
extern const char *const materials;
extern const char *const departments;
extern const char *const colours;
extern const char *const companyWords;
extern const char *const buzzwords;
extern const char *const domains;
extern const char *const currencies;
extern const char *const countries;
extern const char *const countryCodes;
extern const char *const mimeTypes;
extern const char *const fileEndings;
extern const char *const animals;
extern const char *const emojis;
extern const char *const timeZones;
extern const char *const userAgents;
} // namespace fakerwords

/// One of a text of words with bars between, by number; the count tells how many there are.
[[nodiscard]] qsizetype countWords(QByteArrayView words);
[[nodiscard]] QByteArrayView wordAt(QByteArrayView words, qsizetype index);

} // namespace framewright::expression
