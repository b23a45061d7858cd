// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/tokens.h"

#include <Qt>

namespace framewright::ui {

/// What a model says of a cell beside its text; CellDelegate paints it. Facts come from models, colours only
/// from the theme, by these tokens.
enum CellRole
{
    ToneRole = Qt::UserRole + 1000, ///< Token of the text.
    GroundRole,                     ///< Token of the row's tint.
    FixedRole,                      ///< bool: the fixed font.
    BoldRole,                       ///< bool: the whole text.
    BoldRangeRole,                  ///< QPoint: first character and count of what is bold.
    SecondRole,                     ///< QString: more text in muted and the fixed font, behind the first.
    DotRole,                        ///< Token of a dot in front.
    IconRole,                       ///< QString: name of an icon in front, in the colour of IconToneRole.
    IconToneRole,
    PillRole,     ///< QString: a pill at the right end.
    PillToneRole, ///< PillTone.
    TrailRole,    ///< QString: text in muted at the right end.
};

enum class PillTone : std::uint8_t
{
    Good,
    Warning,
    Failure,
    Neutral
};

[[nodiscard]] constexpr Token groundOf(PillTone tone)
{
    switch (tone) {
    case PillTone::Good:
        return Token::GoodGround;
    case PillTone::Warning:
        return Token::WarningGround;
    case PillTone::Failure:
        return Token::FailureGround;
    case PillTone::Neutral:
        break;
    }
    return Token::NeutralGround;
}

[[nodiscard]] constexpr Token textOf(PillTone tone)
{
    switch (tone) {
    case PillTone::Good:
        return Token::Out;
    case PillTone::Warning:
        return Token::Control;
    case PillTone::Failure:
        return Token::Failure;
    case PillTone::Neutral:
        break;
    }
    return Token::Muted;
}

} // namespace framewright::ui
