// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/connections/pushdialog.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/messages/messageeditor.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

namespace framewright::ui {

namespace {

/// What an entry of the receivers stands for; above zero a route's number.
constexpr qlonglong chosenOnes = -1;
constexpr qlonglong everyone = 0;

} // namespace

PushDialog::PushDialog(const WindowParts &parts, QWidget *parent)
    : QDialog(parent)
    , m_parts(parts)
    , m_to(new QComboBox(this))
    , m_saved(new QComboBox(this))
    , m_editor(new MessageEditor(parts.theme, u"push"_qs, this))
    , m_done(new QLabel(this))
    , m_send(new QPushButton(tr("&Send"), this))
{
    setObjectName(u"pushDialog"_qs);
    setWindowTitle(tr("Send a message to clients"));
    buildLayout();
    connect(&parts.book, &ConnectionBook::changed, this, &PushDialog::offerReceivers);
    connect(&parts.editor.document(), &workspace::Document::changed, this, &PushDialog::offerSaved);
    connect(m_editor, &MessageEditor::changed, this, &PushDialog::updateSend);
    connect(m_to, &QComboBox::currentIndexChanged, this, &PushDialog::updateSend);
    connect(m_saved, &QComboBox::activated, this, &PushDialog::takeSaved);
    connect(m_send, &QPushButton::clicked, this, &PushDialog::send);
    offerReceivers();
    offerSaved();
    m_editor->setFocus();
}

void PushDialog::buildLayout()
{
    m_to->setObjectName(u"pushTo"_qs);
    m_to->setAccessibleName(tr("Receivers"));
    m_to->setAccessibleDescription(tr("Receivers"));
    m_saved->setObjectName(u"pushSaved"_qs);
    m_saved->setAccessibleName(tr("Saved message"));
    m_saved->setAccessibleDescription(tr("Saved message"));
    m_done->setObjectName(u"pushDone"_qs);
    m_parts.theme.tint(m_done, Token::Muted);
    m_send->setObjectName(u"pushSend"_qs);
    m_send->setProperty("primary", true);
    m_send->setDefault(true);
    m_send->setToolTip(tr("Send (Ctrl+Return)"));
    auto *close = new QPushButton(tr("&Close"), this);
    close->setObjectName(u"pushClose"_qs);
    close->setAutoDefault(false);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, m_send, &QPushButton::click);
    }
    auto *form = new QFormLayout;
    form->setSpacing(measure::Small);
    form->addRow(tr("&To"), m_to);
    form->addRow(tr("Sa&ved"), m_saved);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(measure::Small);
    buttons->addWidget(m_done, 1);
    buttons->addWidget(close);
    buttons->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Large, measure::Large, measure::Large, measure::Large);
    layout->setSpacing(measure::Medium);
    layout->addLayout(form);
    layout->addWidget(m_editor, 1);
    layout->addLayout(buttons);
    setTabOrder(close, m_send); // As they stand.
    resize(64 * fontMetrics().averageCharWidth(), 20 * fontMetrics().height());
}

void PushDialog::setChosen(const QList<ConnectionId> &connections)
{
    m_chosen = connections;
    offerReceivers();
    m_to->setCurrentIndex(0);
}

QList<ConnectionId> PushDialog::openOnes(const QList<ConnectionId> &connections) const
{
    QList<ConnectionId> open;
    for (const ConnectionId id : connections) {
        const wire::ConnectionFacts *facts = m_parts.book.find(id);
        if (facts != nullptr && !ConnectionBook::isSession(*facts) && facts->state == wire::ConnectionState::Open)
            open.append(id);
    }
    std::sort(open.begin(), open.end());
    return open;
}

void PushDialog::offerReceivers()
{
    const QVariant before = m_to->currentData();
    const QSignalBlocker quiet(m_to);
    m_to->clear();
    const QList<ConnectionId> chosen = openOnes(m_chosen);
    if (chosen.size() == 1)
        m_to->addItem(tr("the chosen connection #%1").arg(chosen.constFirst().value), chosenOnes);
    else if (!chosen.isEmpty())
        m_to->addItem(tr("the %1 chosen connections").arg(chosen.size()), chosenOnes);
    for (const workspace::Server &server : m_parts.editor.workspace().servers) {
        for (const workspace::Route &route : server.routes) {
            if (const int live = m_parts.book.liveOnRoute(route.id); live > 0)
                m_to->addItem(tr("all on %1 (%2)").arg(route.path).arg(live), qlonglong(route.id.value));
        }
    }
    m_to->addItem(tr("all connections (%1)").arg(m_parts.book.live()), everyone);
    m_to->setCurrentIndex(std::max(0, before.isValid() ? m_to->findData(before) : 0));
    updateSend();
}

void PushDialog::offerSaved()
{
    const QSignalBlocker quiet(m_saved);
    m_saved->clear();
    const auto &messages = m_parts.editor.workspace().messages;
    m_saved->addItem(messages.empty() ? tr("no saved messages") : tr("choose a saved message"));
    for (const workspace::SavedMessage &message : messages)
        m_saved->addItem(message.folder.isEmpty() ? message.name : QString(message.folder % u" / " % message.name));
    m_saved->setEnabled(!messages.empty());
}

void PushDialog::takeSaved(int place)
{
    const auto &messages = m_parts.editor.workspace().messages;
    if (place < 1 || static_cast<std::size_t>(place) > messages.size())
        return;
    const workspace::SavedMessage &message = messages[static_cast<std::size_t>(place) - 1];
    m_done->setText(m_editor->setSend(message.send) ? QString()
                                                    : tr("“%1” can only be sent by a rule.").arg(message.name));
}

QList<ConnectionId> PushDialog::receivers() const
{
    const qlonglong to = m_to->currentData().toLongLong();
    if (to == chosenOnes)
        return openOnes(m_chosen);
    if (to == everyone)
        return openOnes(m_parts.book.ids());
    return openOnes(m_parts.book.onRoute(RouteId{static_cast<std::uint64_t>(to)}).values());
}

void PushDialog::updateSend()
{
    m_send->setEnabled(m_editor->message().has_value() && m_to->count() > 0 && m_parts.book.live() > 0);
}

void PushDialog::send()
{
    const Result<ComposedMessage> message = m_editor->message();
    if (!message)
        return;
    const QList<ConnectionId> to = receivers();
    for (const ConnectionId id : to)
        m_parts.engine.sendToPeer(id, message->opcode, message->payload);
    m_done->setText(to.isEmpty()     ? tr("There is nobody to send it to.")
                    : to.size() == 1 ? tr("Sent to #%1.").arg(to.constFirst().value)
                                     : tr("Sent to %1 connections.").arg(to.size()));
}

} // namespace framewright::ui
