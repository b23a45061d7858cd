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

#include <QAction>
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
         .run = [this] { openVocabulary(); }},
    });
    if (!hasReference())
        return;
    m_parts.actions.add({.name = u"reference"_qs,
                         .text = tr("&Language of rules"),
                         .icon = u"help"_qs,
                         .shortcut = QKeySequence(Qt::Key_F1),
                         .toolTip = tr("Every word that rules, templates and filters know, with an example"),
                         .run = [this] { openReference(); }});
}

/// The word that the palette wants to be looked up, which it leaves with the action.
QString HelpDesk::takeWord(const QString &action) const
{
    const QString word = m_parts.actions[action]->data().toString();
    m_parts.actions[action]->setData({});
    return word;
}

void HelpDesk::openVocabulary()
{
    const QString word = takeWord(u"vocabulary"_qs);
    open(vocabularyTable(m_parts, m_window, word), !word.isEmpty());
}

void HelpDesk::openReference()
{
    const QString word = takeWord(u"reference"_qs);
    auto *viewer = new ReferenceViewer(m_parts.theme, readReference(), m_window);
    if (!word.isEmpty())
        viewer->showWord(word);
    open(viewer, !word.isEmpty());
}

/// One of each kind at a time: the same again comes to the front, one that shows something else takes its place.
void HelpDesk::open(QDialog *dialog, bool isAnother)
{
    for (QDialog *other : m_window->findChildren<QDialog *>(dialog->objectName())) {
        if (other != dialog && other->isVisible() && isAnother) {
            dialog->setGeometry(other->geometry());
            other->close();
        } else if (other != dialog && other->isVisible()) {
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
