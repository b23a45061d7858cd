// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/cellroles.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QDir>
#include <QMenu>
#include <QPainter>
#include <QSignalSpy>
#include <QStyle>
#include <QStyleOption>
#include <QTest>
#include <QToolButton>

#include <cmath>

using namespace framewright::ui;

/// The tokens: each pair of text and ground can be read, in both shades; icons draw in the colour of the moment.
class tst_Theme : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.install(*qApp); }
    void tableIsInOrder();
    void contrast_data();
    void contrast();
    void paletteFollowsTheChoice();
    void iconsDraw_data();
    void iconsDraw();
    void iconsFollowTheTheme();
    void rowsGrowWithTheFont();
    void menusLeaveNoSpeck();
    void groupsOfTheToolbarAreApart();

private:
    Theme m_theme;
};

namespace {

/// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double ratio(const QColor &one, const QColor &other)
{
    const double high = std::max(luminance(one), luminance(other));
    const double low = std::min(luminance(one), luminance(other));
    return (high + 0.05) / (low + 0.05);
}

struct Pair
{
    const char *name;
    Token front;
    Token ground;
    double least;
};

constexpr double text = 4.5;
constexpr double mark = 3;

} // namespace

void tst_Theme::tableIsInOrder()
{
    int place = 0;
    for (const TokenColors &colors : tokenTable()) {
        QCOMPARE(int(colors.token), place++);
        QVERIFY(!colors.name.isEmpty());
    }
}

void tst_Theme::contrast_data()
{
    QTest::addColumn<Token>("front");
    QTest::addColumn<Token>("ground");
    QTest::addColumn<Shade>("shade");
    QTest::addColumn<double>("least");
    const QList<Pair> pairs{
        {"text on window", Token::Text, Token::Window, text},
        {"text on panel", Token::Text, Token::Panel, text},
        {"text on raised", Token::Text, Token::Raised, text},
        {"text on a sent row", Token::Text, Token::OutRow, text},
        {"text on a control row", Token::Text, Token::ControlRow, text},
        {"text on a failed row", Token::Text, Token::FailureRow, text},
        {"text on selection", Token::SelectionText, Token::Selection, text},
        {"text on accent", Token::AccentText, Token::Accent, text},
        {"muted on window", Token::Muted, Token::Window, text},
        {"muted on panel", Token::Muted, Token::Panel, text},
        {"muted on raised", Token::Muted, Token::Raised, text},
        {"muted on a sent row", Token::Muted, Token::OutRow, text},
        {"muted on a control row", Token::Muted, Token::ControlRow, text},
        {"muted on a failed row", Token::Muted, Token::FailureRow, text},
        {"faint on panel", Token::Faint, Token::Panel, text},
        {"faint on raised", Token::Faint, Token::Raised, text},
        {"faint on a sent row", Token::Faint, Token::OutRow, text},
        {"faint on a control row", Token::Faint, Token::ControlRow, text},
        {"link on panel", Token::Accent, Token::Panel, text},
        {"link on window", Token::Accent, Token::Window, text},
        {"failure on window", Token::Failure, Token::Window, text},
        {"warning on window", Token::Control, Token::Window, text},
        {"warning on a control row", Token::Control, Token::ControlRow, text},
        {"good on panel", Token::Out, Token::Panel, text},
        {"good on window", Token::Out, Token::Window, text},
        {"binary on a sent row", Token::Binary, Token::OutRow, text},
        {"json text on raised", Token::JsonText, Token::Raised, text},
        {"code on raised", Token::Code, Token::Raised, text},
        {"failure on a failed row", Token::Failure, Token::FailureRow, text},
        {"failure on panel", Token::Failure, Token::Panel, text},
        {"binary on panel", Token::Binary, Token::Panel, text},
        {"key on panel", Token::JsonKey, Token::Panel, text},
        {"json text on panel", Token::JsonText, Token::Panel, text},
        {"json number on panel", Token::JsonNumber, Token::Panel, text},
        {"code on panel", Token::Code, Token::Panel, text},
        {"sent arrow", Token::Out, Token::OutRow, mark},
        {"received arrow", Token::In, Token::Panel, mark},
        {"control arrow", Token::Control, Token::ControlRow, mark},
        {"sent arrow, selected", Token::Out, Token::Selection, mark},
        {"received arrow, selected", Token::In, Token::Selection, mark},
        {"control arrow, selected", Token::Control, Token::Selection, mark},
        {"error mark, selected", Token::Failure, Token::Selection, mark},
        {"error mark", Token::Failure, Token::FailureRow, mark},
        {"good pill", textOf(PillTone::Good), groundOf(PillTone::Good), mark},
        {"warning pill", textOf(PillTone::Warning), groundOf(PillTone::Warning), mark},
        {"failure pill", textOf(PillTone::Failure), groundOf(PillTone::Failure), mark},
        {"neutral pill", textOf(PillTone::Neutral), groundOf(PillTone::Neutral), text},
        {"focus on panel", Token::Accent, Token::Panel, mark},
        {"focus on window", Token::Accent, Token::Window, mark},
        {"focus on raised", Token::Accent, Token::Raised, mark},
        {"focus on selection", Token::Accent, Token::Selection, mark},
    };
    for (const Pair &pair : pairs) {
        QTest::addRow("%s, light", pair.name) << pair.front << pair.ground << Shade::Light << pair.least;
        QTest::addRow("%s, dark", pair.name) << pair.front << pair.ground << Shade::Dark << pair.least;
    }
}

void tst_Theme::contrast()
{
    QFETCH(Token, front);
    QFETCH(Token, ground);
    QFETCH(Shade, shade);
    QFETCH(double, least);
    const double found = ratio(tokenColor(front, shade), tokenColor(ground, shade));
    QVERIFY2(found >= least, qPrintable(QString::number(found)));
}

void tst_Theme::paletteFollowsTheChoice()
{
    QSignalSpy changed(&m_theme, &Theme::changed);
    m_theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(m_theme.shade(), Shade::Dark);
    QCOMPARE(QApplication::palette().color(QPalette::Base), tokenColor(Token::Panel, Shade::Dark));
    m_theme.setChoice(ThemeChoice::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Base), tokenColor(Token::Panel, Shade::Light));
    m_theme.setChoice(ThemeChoice::Light);
    QCOMPARE(changed.count(), 2);
}

void tst_Theme::iconsDraw_data()
{
    QTest::addColumn<QString>("name");
    const QStringList files = QDir(u":/icons"_qs).entryList({u"*.svg"_qs});
    QVERIFY(files.size() > 20);
    for (const QString &file : files)
        QTest::newRow(qPrintable(file)) << file.chopped(4);
}

void tst_Theme::iconsDraw()
{
    QFETCH(QString, name);
    const QImage image = iconPixmap(name, 16, Qt::red, 2).toImage();
    QCOMPARE(image.size(), QSize(32, 32));
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += qAlpha(image.pixel(x, y)) > 0 ? 1 : 0;
    }
    QVERIFY(inked > 20);
}

void tst_Theme::iconsFollowTheTheme()
{
    const QIcon icon = themedIcon(m_theme, u"stop"_qs);
    const auto color = [&] { return icon.pixmap(16, 16).toImage().pixelColor(8, 3); };
    m_theme.setChoice(ThemeChoice::Light);
    const QColor light = color();
    m_theme.setChoice(ThemeChoice::Dark);
    QVERIFY(light.alpha() > 0);
    QVERIFY(color() != light);
}

void tst_Theme::rowsGrowWithTheFont()
{
    QFont font = QApplication::font();
    font.setPixelSize(12);
    QCOMPARE(Theme::rowHeight(font), 24);
    font.setPixelSize(30);
    QVERIFY(Theme::rowHeight(font) > 40);
}

void tst_Theme::menusLeaveNoSpeck()
{
    // The theme's icons say that there is more; a triangle in the corner is not of their family.
    QMenu menu;
    QToolButton button;
    button.setIcon(themedIcon(m_theme, u"more"_qs));
    button.setPopupMode(QToolButton::InstantPopup);
    button.setAutoRaise(true);
    button.resize(28, 28);
    const QImage plain = button.grab().toImage();
    button.setMenu(&menu);
    QCOMPARE(button.grab().toImage(), plain);
    // Where the menu is beside the button, the arrow is one of the icons.
    button.setPopupMode(QToolButton::MenuButtonPopup);
    QVERIFY(button.grab().toImage() != plain);
}

void tst_Theme::groupsOfTheToolbarAreApart()
{
    for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light}) {
        m_theme.setChoice(choice);
        QImage image(9, 32, QImage::Format_RGB32);
        image.fill(m_theme.color(Token::Window));
        QPainter painter(&image);
        QStyleOption option;
        option.rect = image.rect();
        QApplication::style()->drawPrimitive(QStyle::PE_IndicatorToolBarSeparator, &option, &painter);
        QCOMPARE(image.pixelColor(4, 16), m_theme.color(Token::Line));
        QCOMPARE(image.pixelColor(4, 2), m_theme.color(Token::Window));
    }
}

QTEST_MAIN(tst_Theme)
#include "tst_theme.moc"
