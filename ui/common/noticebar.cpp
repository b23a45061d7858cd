// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/noticebar.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace framewright::ui {

NoticeBar::NoticeBar(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    setObjectName(u"noticeBar"_qs);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window); // Not that of what it stands on.
    m_text->setForegroundRole(QPalette::WindowText);
    m_text->setObjectName(u"noticeText"_qs);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *dismissal = new QToolButton(this);
    dismissal->setObjectName(u"noticeDismiss"_qs);
    dismissal->setAccessibleName(tr("Dismiss"));
    dismissal->setToolTip(tr("Dismiss"));
    dismissal->setIcon(themedIcon(theme, u"cross"_qs));
    dismissal->setAutoRaise(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(measure::Medium, measure::Hair, measure::Hair, measure::Hair);
    layout->setSpacing(measure::Small);
    // Both stand beside the first line, which is as high as the button.
    const int control = Theme::controlHeight(font());
    const int above = std::max(0, (control - fontMetrics().height()) / 2);
    m_icon->setFixedHeight(control);
    m_text->setContentsMargins(0, above, 0, above);
    m_text->setAlignment(Qt::AlignTop);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(dismissal, 0, Qt::AlignTop);
    connect(dismissal, &QToolButton::clicked, this, &NoticeBar::dismiss);
    connect(&theme, &Theme::changed, this, &NoticeBar::tint);
    tint();
    hide();
}

void NoticeBar::showError(const Error &error)
{
    QStringList parts{error.where, error.what, error.advice};
    parts.removeAll(QString());
    m_text->setText(parts.join(u'\n'));
    setAccessibleName(m_text->text());
    show();
}

void NoticeBar::dismiss()
{
    m_text->clear();
    hide();
}

QString NoticeBar::text() const
{
    return m_text->text();
}

void NoticeBar::tint()
{
    QPalette palette = m_theme.palette();
    palette.setColor(QPalette::Window, m_theme.color(Token::FailureRow));
    palette.setColor(QPalette::WindowText, m_theme.color(Token::Failure));
    setPalette(palette);
    m_text->setPalette(palette);
    m_icon->setPixmap(iconPixmap(u"warning"_qs, measure::IconSize, m_theme.color(Token::Failure), devicePixelRatioF()));
}

} // namespace framewright::ui
