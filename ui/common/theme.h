// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/tokens.h"

#include <QFont>
#include <QObject>
#include <QPalette>

#include <memory>

class QApplication;
class QLabel;

namespace framewright::ui {

class SystemShade;

/// What the person chose in View > Theme.
enum class ThemeChoice : std::uint8_t
{
    System,
    Light,
    Dark
};

/// The look of the process: colours by token, the palette made from them, the two fonts. main() owns it, panels
/// and delegates hold a reference. Icons and delegates ask it when they paint, so that a change needs a repaint
/// and nothing else.
class Theme final : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    /// Takes the system's lightness from the desktop, or from the application's palette, sets style and palette and
    /// follows later changes of the system.
    void install(QApplication &application);

    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    void setChoice(ThemeChoice choice);
    [[nodiscard]] Shade shade() const;

    [[nodiscard]] QColor color(Token token) const { return tokenColor(token, shade()); }
    [[nodiscard]] QPalette palette() const;

    /// The fixed font for paths, payloads and times, a little smaller so that both look the same size.
    [[nodiscard]] static QFont fixedFont(const QFont &base);
    /// Height of a table row: 24, or more where the person chose a larger font.
    [[nodiscard]] static int rowHeight(const QFont &font);
    [[nodiscard]] static int controlHeight(const QFont &font);
    [[nodiscard]] static int headHeight(const QFont &font);

    /// Gives a label's text this colour, now and after each change of the theme.
    void tint(QLabel *label, Token token) const;

signals:
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void applyPalette();
    void takeSystemShade();

    QApplication *m_application = nullptr;
    std::unique_ptr<SystemShade> m_system;
    ThemeChoice m_choice = ThemeChoice::System;
    Shade m_systemShade = Shade::Light;
    bool m_applying = false;
};

/// Spaces and radii of the whole window.
namespace measure {
constexpr int Hair = 4;
constexpr int Small = 8;
constexpr int Medium = 10;
constexpr int Large = 12;
constexpr int ControlRadius = 6;
constexpr int PillRadius = 9;
constexpr int IconSize = 16;
} // namespace measure

} // namespace framewright::ui
