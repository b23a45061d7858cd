// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/filenotice.h"

#include "ui/common/icons.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

struct Look
{
    QString icon;
    Token ground;
    Token text;
};

Look lookOf(FileNotice::Tone tone)
{
    switch (tone) {
    case FileNotice::Tone::Failure:
        return {u"warning"_qs, Token::FailureRow, Token::Failure};
    case FileNotice::Tone::Question:
        return {u"warning"_qs, Token::ControlRow, Token::Control};
    case FileNotice::Tone::Information:
        break;
    }
    return {u"info"_qs, Token::Raised, Token::Text};
}

} // namespace

FileNotice::FileNotice(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_excerpt(new QLabel(this))
    , m_buttons(new QHBoxLayout)
{
    setObjectName(u"fileNotice"_qs);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Window);
    for (QLabel *label : {m_text, m_excerpt}) {
        label->setForegroundRole(QPalette::WindowText);
        label->setTextFormat(Qt::PlainText);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_text->setObjectName(u"fileNoticeText"_qs);
    m_text->setWordWrap(true);
    m_excerpt->setObjectName(u"fileNoticeExcerpt"_qs);
    m_excerpt->setFont(Theme::fixedFont(font()));
    m_excerpt->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // Long lines do not push the docks away.
    auto *words = new QVBoxLayout;
    words->setSpacing(measure::Hair);
    words->addWidget(m_text);
    words->addWidget(m_excerpt);
    m_buttons->setSpacing(measure::Small);
    auto *dismissal = new QToolButton(this);
    dismissal->setObjectName(u"fileNoticeDismiss"_qs);
    dismissal->setAccessibleName(tr("Dismiss"));
    dismissal->setToolTip(tr("Dismiss"));
    dismissal->setIcon(themedIcon(theme, u"cross"_qs));
    dismissal->setAutoRaise(true);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(measure::Medium, measure::Hair, measure::Hair, measure::Hair);
    layout->setSpacing(measure::Small);
    // Beside the first line, which stands as high as the buttons do.
    m_icon->setFixedHeight(Theme::controlHeight(font()));
    m_text->setMinimumHeight(Theme::controlHeight(font()));
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addLayout(m_buttons);
    layout->addWidget(dismissal, 0, Qt::AlignTop);
    connect(dismissal, &QToolButton::clicked, this, &FileNotice::dismiss);
    connect(&theme, &Theme::changed, this, &FileNotice::tint);
    hide();
}

void FileNotice::say(Tone tone, const QString &text, std::vector<Choice> choices, const QString &excerpt)
{
    m_tone = tone;
    m_text->setText(text);
    m_excerpt->setText(excerpt);
    m_excerpt->setVisible(!excerpt.isEmpty());
    setAccessibleName(text);
    setChoices(std::move(choices));
    tint();
    show();
}

void FileNotice::setChoices(std::vector<Choice> choices)
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // One of them may be what was clicked.
        delete item;
    }
    for (Choice &choice : choices) {
        auto *button = new QPushButton(choice.text, this);
        button->setObjectName(choice.name);
        button->setAccessibleName(QString(choice.text).remove(u'&'));
        m_buttons->addWidget(button, 0, Qt::AlignTop);
        connect(button, &QPushButton::clicked, this, [this, keeps = choice.keeps, run = std::move(choice.run)] {
            if (!keeps)
                dismiss();
            run();
        });
    }
}

void FileNotice::dismiss()
{
    m_text->clear();
    hide();
}

QString FileNotice::text() const
{
    return m_text->text();
}

void FileNotice::tint()
{
    const Look look = lookOf(m_tone);
    QPalette palette = m_theme.palette();
    palette.setColor(QPalette::Window, m_theme.color(look.ground));
    palette.setColor(QPalette::WindowText, m_theme.color(look.text));
    setPalette(palette);
    m_text->setPalette(palette);
    m_excerpt->setPalette(palette);
    m_icon->setPixmap(iconPixmap(look.icon, measure::IconSize, m_theme.color(look.text), devicePixelRatioF()));
}

} // namespace framewright::ui
