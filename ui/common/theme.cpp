// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/theme.h"

#include "ui/common/quietsize.h"
#include "ui/common/style.h"
#include "ui/common/systemshade.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QLabel>
#include <QScopedValueRollback>

/// A static library's resources are there once somebody asks for them; the macro wants no namespace around it.
static void takeResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace framewright::ui {

namespace {

Shade shadeOf(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? Shade::Dark : Shade::Light;
}

int scaled(const QFont &font, int least, double factor)
{
    return std::max(least, qRound(factor * QFontMetrics(font).height()));
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
{
}

Theme::~Theme() = default;

void Theme::install(QApplication &application)
{
    takeResources();
    m_application = &application;
    m_system = std::make_unique<SystemShade>();
    connect(m_system.get(), &SystemShade::changed, this, &Theme::takeSystemShade);
    m_systemShade = m_system->shade().value_or(shadeOf(QApplication::palette()));
    QApplication::setStyle(new Style(*this)); // The application owns its style.
    applyPalette();
    application.installEventFilter(this);
}

void Theme::setChoice(ThemeChoice choice)
{
    if (m_choice == choice)
        return;
    m_choice = choice;
    if (m_application != nullptr)
        applyPalette();
    emit changed();
}

Shade Theme::shade() const
{
    switch (m_choice) {
    case ThemeChoice::Light:
        return Shade::Light;
    case ThemeChoice::Dark:
        return Shade::Dark;
    case ThemeChoice::System:
        break;
    }
    return m_systemShade;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) { palette.setColor(role, color(token)); };
    set(QPalette::Window, Token::Window);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Panel);
    set(QPalette::AlternateBase, Token::Raised);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::Faint);
    set(QPalette::Button, Token::Panel);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::Failure);
    set(QPalette::Highlight, Token::Selection);
    set(QPalette::HighlightedText, Token::SelectionText);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Accent);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Light, Token::Panel);
    set(QPalette::Midlight, Token::Raised);
    set(QPalette::Mid, Token::Line);
    set(QPalette::Dark, Token::Line);
    set(QPalette::Shadow, Token::Line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Token::Disabled));
    // The ground inside of a field's border, which is the border's own.
    palette.setColor(QPalette::Disabled, QPalette::Base, color(Token::Window));
    return palette;
}

QFont Theme::fixedFont(const QFont &base)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    setQuietSize(font, base);
    return font;
}

int Theme::rowHeight(const QFont &font)
{
    return scaled(font, 24, 1.4);
}

int Theme::controlHeight(const QFont &font)
{
    return scaled(font, 28, 1.65);
}

int Theme::headHeight(const QFont &font)
{
    return scaled(font, 30, 1.75);
}

void Theme::tint(QLabel *label, Token token) const
{
    const auto apply = [this, label, token] {
        QPalette tinted = label->palette();
        // Which of the two a label uses depends on the ground it stands on.
        tinted.setColor(QPalette::WindowText, color(token));
        tinted.setColor(QPalette::Text, color(token));
        label->setPalette(tinted);
    };
    apply();
    connect(this, &Theme::changed, label, apply);
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && !m_applying)
        takeSystemShade();
    return QObject::eventFilter(watched, event);
}

/// The application's palette is ours: without it the system's shows through. What the desktop says goes before what
/// its palette looks like.
void Theme::takeSystemShade()
{
    const QScopedValueRollback guard(m_applying, true);
    const Shade before = shade();
    QApplication::setPalette(QPalette());
    m_systemShade = m_system->shade().value_or(shadeOf(QApplication::palette()));
    applyPalette();
    if (shade() != before)
        emit changed();
}

void Theme::applyPalette()
{
    QApplication::setPalette(palette());
}

} // namespace framewright::ui
