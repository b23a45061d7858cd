// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/composer.h"

#include "app/workspace/document.h"
#include "ui/client/askdialog.h"
#include "ui/client/repeater.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QToolTip>

namespace framewright::ui {

Composer::Composer(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_editor(new MessageEditor(parts.theme, u"composer"_qs, this))
    , m_saved(new QToolButton(this))
    , m_more(new QToolButton(this))
    , m_savedMenu(new QMenu(m_saved))
    , m_ping(new QPushButton(tr("Pin&g"), this))
    , m_close(new QPushButton(tr("Cl&ose…"), this))
    , m_send(new QPushButton(tr("&Send"), this))
    , m_repeater(new Repeater(this))
{
    setObjectName(u"composerPage"_qs);
    setFocusProxy(m_editor);
    m_editor->field()->installEventFilter(this);
    buildButtons();
    buildMenus();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Medium, measure::Small, measure::Medium, measure::Small);
    layout->addWidget(m_editor);
    connect(m_editor, &MessageEditor::changed, this, &Composer::updateSend);
    connect(m_repeater, &Repeater::due, this, &Composer::sendRequested);
    connect(m_repeater, &Repeater::changed, this, &Composer::updateSend);
    setOpen(false);
    updateSend();
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
    connect(m_ping, &QPushButton::clicked, this, [this] { emit pingRequested({}); });
    connect(m_close, &QPushButton::clicked, this, &Composer::closeRequested);
    connect(m_send, &QPushButton::clicked, this, [this] {
        if (m_repeater->isRunning())
            m_repeater->stop();
        else
            emit sendRequested();
    });
    QHBoxLayout *row = m_editor->row();
    for (QWidget *widget : std::initializer_list<QWidget *>{m_saved, m_more, m_ping, m_close, m_send})
        row->addWidget(widget);
}

void Composer::buildMenus()
{
    for (QToolButton *button : {m_saved, m_more}) {
        button->setAutoRaise(true);
        button->setPopupMode(QToolButton::InstantPopup);
    }
    m_saved->setObjectName(u"composerSaved"_qs);
    m_saved->setAccessibleName(tr("Saved messages"));
    m_saved->setToolTip(tr("Saved messages (Ctrl+S saves this one)"));
    m_saved->setIcon(themedIcon(m_parts.theme, u"star"_qs));
    m_saved->setMenu(m_savedMenu);
    connect(m_savedMenu, &QMenu::aboutToShow, this, &Composer::fillSaved);
    m_more->setObjectName(u"composerMore"_qs);
    m_more->setAccessibleName(tr("More to send"));
    m_more->setToolTip(tr("More to send"));
    m_more->setIcon(themedIcon(m_parts.theme, u"more"_qs));
    auto *menu = new QMenu(m_more);
    menu->addAction(themedIcon(m_parts.theme, u"ping"_qs), tr("&Ping with a payload…"), this, &Composer::askPing)
        ->setObjectName(u"pingWith"_qs);
    menu->addAction(themedIcon(m_parts.theme, u"repeat"_qs), tr("Send &repeatedly…"), this, &Composer::askRepeat)
        ->setObjectName(u"sendRepeatedly"_qs);
    m_more->setMenu(menu);
}

void Composer::fillSaved()
{
    m_savedMenu->clear();
    QHash<QString, QMenu *> folders;
    for (const workspace::SavedMessage &message : m_parts.editor.workspace().messages) {
        QMenu *menu = m_savedMenu;
        if (!message.folder.isEmpty()) {
            QMenu *&folder = folders[message.folder];
            if (folder == nullptr)
                folder = m_savedMenu->addMenu(themedIcon(m_parts.theme, u"folder"_qs), message.folder);
            menu = folder;
        }
        QString text = message.name;
        QAction *action = menu->addAction(text.replace(u'&', QLatin1String("&&")), this,
                                          [this, name = message.name] { takeSaved(name); });
        action->setCheckable(true);
        action->setChecked(message.name == m_savedName);
    }
    if (!m_savedMenu->isEmpty())
        m_savedMenu->addSeparator();
    QAction *keep = m_savedMenu->addAction(
        themedIcon(m_parts.theme, u"save"_qs),
        m_savedName.isEmpty() ? tr("&Save this message…") : tr("&Save “%1”").arg(m_savedName), this, &Composer::save);
    keep->setObjectName(u"saveMessage"_qs);
    keep->setShortcut(QKeySequence::Save);
    keep->setEnabled(outgoing().has_value());
    if (!m_savedName.isEmpty())
        m_savedMenu->addAction(tr("Save &as…"), this, &Composer::saveAs)->setEnabled(outgoing().has_value());
}

bool Composer::takeSaved(const QString &name)
{
    const auto &messages = m_parts.editor.workspace().messages;
    const auto found = std::find_if(messages.begin(), messages.end(),
                                    [&](const workspace::SavedMessage &message) { return message.name == name; });
    if (found == messages.end() || !m_editor->setSend(found->send))
        return false;
    noteSaved(name);
    m_editor->setFocus();
    return true;
}

void Composer::takePayload(const QByteArray &payload, bool isBinary)
{
    m_savedName.clear();
    m_editor->setPayload(isBinary ? protocol::Opcode::Binary : protocol::Opcode::Text, payload);
    m_editor->setFocus();
}

void Composer::setOpen(bool open)
{
    m_ping->setEnabled(open);
    m_close->setEnabled(open);
    // Not while the connection that the first message asked for is still opening.
    if (std::exchange(m_isOpen, open) && !open)
        m_repeater->stop();
}

void Composer::updateSend()
{
    const bool running = m_repeater->isRunning();
    m_send->setText(running ? tr("&Stop (%1)").arg(m_repeater->left()) : tr("&Send"));
    m_send->setAccessibleName(running ? tr("Stop sending") : tr("Send"));
    m_send->setEnabled(running || outgoing().has_value());
}

void Composer::pressSend()
{
    m_send->click();
}

bool Composer::hasNothingToSave() const
{
    if (!outgoing())
        return true;
    const auto &messages = m_parts.editor.workspace().messages;
    const bool isThere = std::any_of(messages.begin(), messages.end(), [this](const workspace::SavedMessage &message) {
        return message.name == m_savedName;
    });
    return isThere && m_editor->toSend() == m_savedSend;
}

void Composer::save()
{
    if (!outgoing())
        return;
    if (m_savedName.isEmpty())
        return saveAs();
    const auto &messages = m_parts.editor.workspace().messages;
    const auto found = std::find_if(messages.begin(), messages.end(), [this](const workspace::SavedMessage &message) {
        return message.name == m_savedName;
    });
    keep(m_savedName, found == messages.end() ? QString() : found->folder);
}

void Composer::saveAs()
{
    QStringList folders;
    for (const workspace::SavedMessage &message : m_parts.editor.workspace().messages)
        folders.append(message.folder);
    folders.removeAll(QString());
    folders.removeDuplicates();
    auto *dialog = new AskDialog(tr("Save message"), tr("&Save"), this);
    dialog->setObjectName(u"saveMessageDialog"_qs);
    dialog->addText(u"name"_qs, tr("&Name"), m_savedName, true);
    dialog->addChoice(u"folder"_qs, tr("&Folder"), folders);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { keep(dialog->text(u"name"_qs).trimmed(), dialog->text(u"folder"_qs).trimmed()); });
    dialog->open();
}

void Composer::keep(const QString &name, const QString &folder)
{
    std::vector<workspace::SavedMessage> messages = m_parts.editor.workspace().messages;
    const auto found = std::find_if(messages.begin(), messages.end(),
                                    [&](const workspace::SavedMessage &message) { return message.name == name; });
    workspace::SavedMessage &message = found == messages.end() ? messages.emplace_back() : *found;
    message.name = name;
    message.folder = folder;
    message.send = m_editor->toSend();
    m_parts.editor.setMessages({tr("Save message “%1”").arg(name)}, messages);
    noteSaved(name);
    // Elsewhere Ctrl+S means the file: who meant that sees what it did here.
    QToolTip::showText(m_saved->mapToGlobal(m_saved->rect().bottomLeft()), tr("Saved “%1” in the workspace").arg(name),
                       m_saved);
}

void Composer::noteSaved(const QString &name)
{
    m_savedName = name;
    m_savedSend = m_editor->toSend();
}

void Composer::askPing()
{
    auto *dialog = new AskDialog(tr("Ping"), tr("&Send ping"), this);
    dialog->setObjectName(u"pingDialog"_qs);
    dialog->addText(u"payload"_qs, tr("&Payload"), {}, false);
    // RFC 6455 section 5.5: a control frame carries at most 125 bytes.
    dialog->setCheck([dialog] {
        return dialog->text(u"payload"_qs).toUtf8().size() > 125 ? tr("A ping carries at most 125 bytes.") : QString();
    });
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { emit pingRequested(dialog->text(u"payload"_qs).toUtf8()); });
    dialog->open();
}

void Composer::askRepeat()
{
    auto *dialog = new AskDialog(tr("Send repeatedly"), tr("&Start"), this);
    dialog->setObjectName(u"repeatDialog"_qs);
    dialog->addNumber(u"every"_qs, tr("&Every"), 1000, {10, 3'600'000}, tr(" ms"));
    dialog->addNumber(u"times"_qs, tr("&Times"), 10, {1, 1'000'000}, {});
    connect(dialog, &QDialog::accepted, this,
            [this, dialog] { m_repeater->start(dialog->number(u"every"_qs), dialog->number(u"times"_qs)); });
    dialog->open();
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    // Ctrl+S means the message here, the workspace elsewhere and where the message is saved already.
    if (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress) {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->matches(QKeySequence::Save) && !hasNothingToSave()) {
            event->accept();
            if (event->type() == QEvent::KeyPress)
                save();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace framewright::ui
