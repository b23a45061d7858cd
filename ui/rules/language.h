// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QByteArrayView>
#include <QString>

#include <cstdint>
#include <vector>

namespace framewright::ui {

// What the form of a rule knows of the rule language: triggers, operators and verbs are rows of tables, a new one is
// a new row. What the tables do not know is kept and shown as JSON.

/// A word of the file and how a person reads it.
struct WordEntry
{
    const char *word;
    const char *label;
    const char *purpose = "";
};

/// What a field of an action is edited with.
enum class FieldKind : std::uint8_t
{
    Text,   ///< A line with templates.
    Number, ///< A number, or a template that gives one.
    Expression,
    Value,    ///< A line of JSON, or a text.
    Json,     ///< Several lines of JSON.
    Script,   ///< Several lines of JavaScript.
    Choice,   ///< One of a few words.
    Flag,     ///< true, or not written.
    Span,     ///< Milliseconds, or from and to.
    Pieces,   ///< A size in bytes, and perhaps the milliseconds between two.
    Content,  ///< What is sent.
    Audience, ///< To whom.
    Assignments,
    Steps,       ///< Actions, one below the other.
    Alternatives ///< Lists of actions.
};

struct FieldEntry
{
    const char *key;
    FieldKind kind;
    const char *label;            ///< The word before it in the sentence; may be empty.
    const char *name;             ///< For a screen reader and the menu of options.
    const char *hint = "";        ///< Stands in it while it is empty.
    bool isOption = false;        ///< Shown where it is written; the menu of options adds it.
    const char *initial = "\"\""; ///< JSON that adding the option writes.
    std::vector<WordEntry> words = {};
};

struct VerbEntry
{
    const char *name;
    const char *label;
    const char *purpose;
    const char *initial; ///< JSON of a new one.
    std::vector<FieldEntry> fields;
    const char *kind = ""; ///< Under which head the menu has it; verbs of a kind stand together.

    [[nodiscard]] const FieldEntry *find(QByteArrayView key) const;
};

/// What stands on the right of an operator.
enum class ArgumentKind : std::uint8_t
{
    Nothing,
    Value, ///< Typed: "5" is a text, 5 a number.
    Text,  ///< As it stands, without quotes.
    KindWord,
};

struct OperatorEntry
{
    const char *word;
    bool isNegated;
    const char *label;
    const char *purpose; ///< With the name by which users of Mockoon know it.
    ArgumentKind argument;
    const char *initial; ///< JSON of the argument of a new one.
};

[[nodiscard]] const std::vector<WordEntry> &triggers();
[[nodiscard]] const std::vector<OperatorEntry> &operators();
[[nodiscard]] const std::vector<VerbEntry> &verbs();
[[nodiscard]] const std::vector<WordEntry> &kindWords();
[[nodiscard]] const std::vector<WordEntry> &contentForms();
[[nodiscard]] const std::vector<WordEntry> &audiences();

/// nullptr: the form does not know it.
[[nodiscard]] const VerbEntry *verbNamed(QByteArrayView name);
/// A new action of that verb.
[[nodiscard]] value::Value newAction(const VerbEntry &verb);

/// Whether rules of this trigger have a message to look at.
[[nodiscard]] bool hasMessage(const QString &trigger);

/// What the tables say, in the person's language.
[[nodiscard]] QString languageText(const char *text);

} // namespace framewright::ui
