// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/tokens.h"

namespace framewright::ui {

const std::array<TokenColors, 28> &tokenTable()
{
    static constexpr std::array<TokenColors, 28> table{{
        {Token::Window, QLatin1String("win"), 0xffF3F4F6, 0xff15171B},
        {Token::Panel, QLatin1String("panel"), 0xffFFFFFF, 0xff1C1F24},
        {Token::Raised, QLatin1String("raised"), 0xffFAFBFC, 0xff22262C},
        {Token::Line, QLatin1String("line"), 0xffDFE3E8, 0xff2F343C},
        {Token::Text, QLatin1String("text"), 0xff1B1F24, 0xffE4E7EC},
        {Token::Muted, QLatin1String("muted"), 0xff566072, 0xffA6AFBB},
        {Token::Faint, QLatin1String("faint"), 0xff687280, 0xff8A94A2},
        {Token::Accent, QLatin1String("accent"), 0xff2563EB, 0xff6BA4FF},
        {Token::AccentText, QLatin1String("accentText"), 0xffFFFFFF, 0xff0E1420},
        {Token::Selection, QLatin1String("sel"), 0xffDBE7FF, 0xff253B61},
        {Token::SelectionText, QLatin1String("selText"), 0xff12305F, 0xffE6EEFF},
        {Token::Out, QLatin1String("out"), 0xff1A7F37, 0xff5FC97F},
        {Token::OutRow, QLatin1String("outRow"), 0xffF0FAF3, 0xff1B2A21},
        {Token::In, QLatin1String("inn"), 0xff2563EB, 0xff6BA4FF},
        {Token::Control, QLatin1String("ctl"), 0xff8A6100, 0xffE0B64A},
        {Token::ControlRow, QLatin1String("ctlRow"), 0xffFFF9E6, 0xff2A2618},
        {Token::Failure, QLatin1String("err"), 0xffC62828, 0xffFF7B72},
        {Token::FailureRow, QLatin1String("errRow"), 0xffFDEEEE, 0xff33201F},
        {Token::Binary, QLatin1String("bin"), 0xff7A3FC4, 0xffC297FF},
        {Token::GoodGround, QLatin1String("okBg"), 0xffDDF4E4, 0xff1E3A28},
        {Token::WarningGround, QLatin1String("warnBg"), 0xffFFF1C9, 0xff3A3118},
        {Token::FailureGround, QLatin1String("errBg"), 0xffFBDADA, 0xff4A2423},
        {Token::NeutralGround, QLatin1String("greyBg"), 0xffE9ECF0, 0xff2C3138},
        {Token::JsonKey, QLatin1String("key"), 0xff5B2A9D, 0xffC9A8FF},
        {Token::JsonText, QLatin1String("str"), 0xff0A6E3A, 0xff8BD5A2},
        {Token::JsonNumber, QLatin1String("num"), 0xff9A3B00, 0xffF0A878},
        {Token::Code, QLatin1String("code"), 0xff0B3B8C, 0xff9CC2FF},
        {Token::Disabled, QLatin1String("off"), 0xff98A1AE, 0xff6C7683},
    }};
    return table;
}

QColor tokenColor(Token token, Shade shade)
{
    const TokenColors &colors = tokenTable().at(static_cast<std::size_t>(token));
    return QColor::fromRgba(shade == Shade::Dark ? colors.dark : colors.light);
}

} // namespace framewright::ui
