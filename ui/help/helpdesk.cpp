// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/helpdesk.h"

#include "app/engine/engine.h"
#include "ui/common/actionregistry.h"
#include "ui/help/helptable.h"
#include "ui/help/reference.h"
#include "ui/help/referenceviewer.h"
#include "ui/help/tour.h"
#include "ui/help/vocabulary.h"

#include <QDialog>
#include <QSettings>

#include <algorithm>

namespace framewright::ui {

namespace {

const QString hintsSeen = QStringLiteral("help/hintsSeen");
constexpr int patience = 500; ///< Milliseconds.

} // namespace

HelpDesk::HelpDesk(const WindowParts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_window(window)
{
    addActions();
}

void HelpDesk::addActions()
{
    m_parts.actions.add({
        {.name = u"tour"_qs,
         .text = tr("Five-minute &tour"),
         .icon = u"compass"_qs,
         .shortcut = {},
         .toolTip = {},
         .run = [this] { showTour(); }},
        {.name = u"shortcuts"_qs,
         .text = tr("&Shortcuts"),
         .icon = u"keyboard"_qs,
         .shortcut = QKeySequence(u"Ctrl+/"_qs),
         .toolTip = {},
         .run = [this] { open(shortcutSheet(m_parts, m_window)); }},
        {.name = u"vocabulary"_qs,
         .text = tr("Coming from &Mockoon or Postman"),
         .icon = u"book"_qs,
         .shortcut = {},
         .toolTip = tr("What the words of other tools are called here"),
         .run = [this] { open(vocabularyTable(m_parts, m_window)); }},
    });
    if (!hasReference())
        return;
    m_parts.actions.add({.name = u"reference"_qs,
                         .text = tr("&Language of rules"),
                         .icon = u"help"_qs,
                         .shortcut = QKeySequence(Qt::Key_F1),
                         .toolTip = tr("Every word that rules, templates and filters know, with an example"),
                         .run = [this] { open(new ReferenceViewer(m_parts.theme, readReference(), m_window)); }});
}

/// One of each kind at a time: the same again comes to the front.
void HelpDesk::open(QDialog *dialog)
{
    for (QDialog *other : m_window->findChildren<QDialog *>(dialog->objectName())) {
        if (other != dialog && other->isVisible()) {
            delete dialog;
            other->raise();
            other->activateWindow();
            return;
        }
    }
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

Walk &HelpDesk::walk()
{
    if (m_walk == nullptr)
        m_walk = new Walk(m_parts.theme, m_window);
    return *m_walk;
}

void HelpDesk::showTour()
{
    walk().start(tourSteps());
}

void HelpDesk::showHints()
{
    if (QSettings().value(hintsSeen).toBool() || m_isHinting)
        return;
    m_isHinting = true;
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, &HelpDesk::tellHints);
    connect(&m_parts.engine, &engine::Engine::serversChanged, this, &HelpDesk::handleServers);
    m_patience.start();
    handleServers(m_parts.engine.servers());
}

void HelpDesk::handleServers(const QList<engine::ServerStatus> &servers)
{
    if (!m_isHinting)
        return;
    if (!m_patience.isActive())
        return walk().retell(firstHints(servers));
    // They are being started: what is said of them first should not have to be taken back.
    const bool isSettled = std::any_of(servers.cbegin(), servers.cend(), [](const engine::ServerStatus &status) {
        return status.state == engine::ServerState::Listening || status.state == engine::ServerState::Failed;
    });
    if (isSettled)
        tellHints();
}

void HelpDesk::tellHints()
{
    m_patience.stop();
    if (walk().isRunning()) { // The tour, which was asked for.
        m_isHinting = false;
        return;
    }
    connect(&walk(), &Walk::ended, this, [this] {
        m_isHinting = false;
        QSettings().setValue(hintsSeen, true);
    });
    walk().start(firstHints(m_parts.engine.servers()));
}

} // namespace framewright::ui
