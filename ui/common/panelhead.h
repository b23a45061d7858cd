// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/cellroles.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;

namespace framewright::ui {

class Theme;
class ElidedLabel;
class PillLabel;

/// The head of a panel: its name, a muted summary, then its actions as icon buttons. Also the title bar of the
/// dock that the panel is in, so that it is what one drags.
class PanelHead final : public QWidget
{
    Q_OBJECT
public:
    PanelHead(const Theme &theme, const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setPlain();      ///< Beside tabs: their ground instead of a head's.
    void setTitleFixed(); ///< The name is a path: the fixed font.
    void setSummary(const QString &summary);
    void setPill(const QString &text, PillTone tone); ///< Empty: none.
    /// An icon button behind the others, before the pill.
    void addAction(QAction *action);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QLabel *m_title;
    ElidedLabel *m_summary;
    PillLabel *m_pill;
    bool m_isPath = false;
    Token m_ground = Token::Raised;
    QHBoxLayout *m_layout;
};

/// A pill that stands alone.
class PillLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit PillLabel(const Theme &theme, QWidget *parent = nullptr);

    void setPill(const QString &text, PillTone tone);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_text;
    PillTone m_tone = PillTone::Neutral;
};

/// One line of text that is cut with an ellipsis where there is no room, and then has the whole as tooltip.
class ElidedLabel final : public QWidget
{
    Q_OBJECT
public:
    explicit ElidedLabel(const Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setTone(Token tone);
    void setElide(Qt::TextElideMode mode) { m_elide = mode; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void updateToolTip();

    const Theme &m_theme;
    QString m_text;
    Token m_tone = Token::Muted;
    Qt::TextElideMode m_elide = Qt::ElideRight;
};

} // namespace framewright::ui
