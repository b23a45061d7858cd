// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QColor>
#include <QLatin1String>

#include <array>
#include <cstdint>

namespace framewright::ui {

/// Colours by meaning. Nothing else in ui/ names a colour.
enum class Token : std::uint8_t
{
    Window, ///< Window, menu bar, toolbar, status bar.
    Panel,  ///< Panels, tables, fields.
    Raised, ///< Panel heads, the form under a table.
    Line,   ///< Every border and divider.
    Text,
    Muted, ///< Secondary text, icons.
    Faint, ///< Placeholders, empty cells: still text that one reads.
    Accent,
    AccentText,
    Selection,
    SelectionText,
    Out, ///< To client, sent.
    OutRow,
    In, ///< From client, received.
    Control,
    ControlRow,
    Failure,
    FailureRow,
    Binary,
    GoodGround,
    WarningGround,
    FailureGround,
    NeutralGround,
    JsonKey,
    JsonText,
    JsonNumber,
    Code,
    Disabled, ///< Of a control that cannot be used now; the one tone that need not reach 4.5:1.
};

enum class Shade : std::uint8_t
{
    Light,
    Dark
};

struct TokenColors
{
    Token token;
    QLatin1String name;
    QRgb light;
    QRgb dark;
};

/// The one table, in the order of the enumeration.
[[nodiscard]] const std::array<TokenColors, 28> &tokenTable();
[[nodiscard]] QColor tokenColor(Token token, Shade shade);

} // namespace framewright::ui
