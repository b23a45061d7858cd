// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/composer.h"

#include "ui/common/format.h"
#include "ui/common/theme.h"
#include "ui/messages/payloadtext.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>

namespace framewright::ui {

Composer::Composer(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_format(new QComboBox(this))
    , m_size(new QLabel(this))
    , m_problem(new QLabel(this))
    , m_ping(new QPushButton(tr("Pin&g"), this))
    , m_close(new QPushButton(tr("C&lose…"), this))
    , m_send(new QPushButton(tr("&Send"), this))
{
    setObjectName(u"composer"_qs);
    setFocusProxy(m_text);
    buildEditor();
    buildButtons();
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(measure::Small);
    buttons->addWidget(m_format);
    buttons->addWidget(m_size, 1);
    buttons->addWidget(m_ping);
    buttons->addWidget(m_close);
    buttons->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    theme.tint(m_problem, Token::Failure);
    theme.tint(m_size, Token::Muted);
    setOpen(false);
    validate();
}

void Composer::buildEditor()
{
    m_text->setObjectName(u"composerText"_qs);
    m_text->setAccessibleName(tr("Message to send"));
    m_text->setPlaceholderText(tr("Message to send"));
    m_text->setFont(Theme::fixedFont(m_text->font()));
    m_text->setTabChangesFocus(true);
    m_problem->setObjectName(u"composerProblem"_qs);
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_format->setObjectName(u"composerFormat"_qs);
    m_format->setAccessibleName(tr("Format"));
    m_format->setAccessibleDescription(tr("Format"));
    m_format->addItems({tr("Text"), tr("Hex")});
    m_size->setObjectName(u"composerSize"_qs);
    connect(m_text, &QPlainTextEdit::textChanged, this, &Composer::validate);
    connect(m_format, &QComboBox::currentIndexChanged, this, &Composer::validate);
}

void Composer::buildButtons()
{
    m_ping->setObjectName(u"clientPing"_qs);
    m_ping->setAccessibleName(tr("Ping"));
    m_ping->setToolTip(tr("Send a ping"));
    m_close->setObjectName(u"clientClose"_qs);
    m_close->setAccessibleName(tr("Close with a code"));
    m_close->setToolTip(tr("Close with a code and a reason"));
    m_send->setObjectName(u"clientSend"_qs);
    m_send->setAccessibleName(tr("Send"));
    m_send->setProperty("primary", true);
    m_send->setToolTip(tr("Send the message; connects first where there is no connection (Ctrl+Return)"));
    connect(m_ping, &QPushButton::clicked, this, &Composer::pingRequested);
    connect(m_close, &QPushButton::clicked, this, &Composer::closeRequested);
    connect(m_send, &QPushButton::clicked, this, &Composer::sendRequested);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WindowShortcut);
        connect(shortcut, &QShortcut::activated, m_send, &QPushButton::click);
    }
}

bool Composer::isHex() const
{
    return m_format->currentIndex() == 1;
}

void Composer::setText(const QString &text)
{
    m_text->setPlainText(text);
}

Result<Composer::Outgoing> Composer::outgoing() const
{
    if (!isHex())
        return Outgoing{protocol::Opcode::Text, m_text->toPlainText().toUtf8()};
    Result<QByteArray> bytes = parseHex(m_text->toPlainText());
    if (!bytes)
        return tl::unexpected(bytes.error());
    return Outgoing{protocol::Opcode::Binary, *std::move(bytes)};
}

void Composer::setOpen(bool open)
{
    m_ping->setEnabled(open);
    m_close->setEnabled(open);
}

void Composer::validate()
{
    const Result<Outgoing> message = outgoing();
    m_send->setEnabled(message.has_value());
    m_problem->setVisible(!message);
    m_problem->setText(message ? QString() : QString(message.error().what % u' ' % message.error().advice));
    m_size->setText(message ? format::size(message->payload.size()) : QString());
}

} // namespace framewright::ui
