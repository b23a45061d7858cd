// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a client connects to and what it begins with: the part of ClientPage that reads and saves the workspace.

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/client/askdialog.h"
#include "ui/client/clientpage.h"
#include "ui/client/composer.h"
#include "ui/client/connectionform.h"
#include "ui/client/urlhistory.h"
#include "ui/common/icons.h"
#include "ui/common/routeurl.h"
#include "ui/common/workspaceeditor.h"

#include <QMenu>
#include <QTabWidget>
#include <QToolButton>

namespace framewright::ui {

QStringList ClientPage::routeUrls() const
{
    QStringList urls;
    const QList<engine::ServerStatus> statuses = m_parts.engine.servers();
    for (const workspace::Server &server : m_parts.editor.workspace().servers) {
        for (const workspace::Route &route : server.routes) {
            if (route.enabled)
                urls.append(routeUrl(server, route, statuses));
        }
    }
    return urls;
}

void ClientPage::offerUrls()
{
    QStringList urls = routeUrls();
    for (const workspace::SavedRequest &request : m_parts.editor.workspace().requests)
        urls.append(request.url);
    urls += UrlHistory::all();
    urls.removeDuplicates();
    urls.removeAll(QString());
    m_form->setOffered(urls);
}

void ClientPage::takeFirst()
{
    offerUrls();
    const workspace::Workspace &now = m_parts.editor.workspace();
    if (now.requests.empty())
        m_form->setUrl(routeUrls().value(0));
    else
        takeRequest(now.requests.front().name);
}

void ClientPage::takeRequest(const QString &name)
{
    const auto &requests = m_parts.editor.workspace().requests;
    const auto request = std::find_if(requests.begin(), requests.end(),
                                      [&](const workspace::SavedRequest &each) { return each.name == name; });
    if (request == requests.end() || isLive())
        return;
    m_requestName = name;
    m_form->setUrl(request->url);
    m_form->setSubprotocols(request->subprotocols);
    m_form->setHeaders(headerText(request->headers));
    m_composer->takeSaved(request->messages.value(0));
    showError(std::nullopt);
}

void ClientPage::takeMessage(const QString &name)
{
    m_tabs->setCurrentWidget(m_composer);
    if (!m_composer->takeSaved(name))
        showError(Error{tr("“%1” can only be sent by a rule.").arg(name),
                        {},
                        tr("Save a text, JSON or hex message to send it from here.")});
}

void ClientPage::takeUrl(const QString &url)
{
    if (isLive())
        return showError(Error{tr("This client is connected."), {}, tr("Disconnect first, or open a new client.")});
    m_form->setUrl(url);
    m_requestName.clear();
    focusUrl();
}

void ClientPage::takePayload(const QByteArray &payload, bool isBinary)
{
    m_tabs->setCurrentWidget(m_composer);
    m_composer->takePayload(payload, isBinary);
}

void ClientPage::buildSavedRequests()
{
    auto *menu = new QMenu(m_form->savedButton());
    m_form->savedButton()->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillSavedRequests(menu); });
}

void ClientPage::fillSavedRequests(QMenu *menu)
{
    menu->clear();
    for (const workspace::SavedRequest &request : m_parts.editor.workspace().requests) {
        QString text = request.name.isEmpty() ? request.url : request.name;
        QAction *action = menu->addAction(text.replace(u'&', QLatin1String("&&")), this,
                                          [this, name = request.name] { takeRequest(name); });
        action->setToolTip(request.url);
        action->setCheckable(true);
        action->setChecked(request.name == m_requestName);
    }
    if (!menu->isEmpty())
        menu->addSeparator();
    menu->addAction(themedIcon(m_parts.theme, u"save"_qs), tr("&Save this request…"), this, &ClientPage::saveRequest)
        ->setObjectName(u"saveRequest"_qs);
}

void ClientPage::saveRequest()
{
    auto *dialog = new AskDialog(tr("Save request"), tr("&Save"), this);
    dialog->setObjectName(u"saveRequestDialog"_qs);
    dialog->addText(u"name"_qs, tr("&Name"), m_requestName.isEmpty() ? title() : m_requestName, true);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { keepRequest(dialog->text(u"name"_qs).trimmed()); });
    dialog->open();
}

void ClientPage::keepRequest(const QString &name)
{
    std::vector<workspace::SavedRequest> requests = m_parts.editor.workspace().requests;
    const auto found = std::find_if(requests.begin(), requests.end(),
                                    [&](const workspace::SavedRequest &each) { return each.name == name; });
    workspace::SavedRequest &request = found == requests.end() ? requests.emplace_back() : *found;
    request.name = name;
    request.url = m_form->url();
    request.headers = headerLines(m_form->headers());
    request.subprotocols = m_form->subprotocols();
    const QString message = m_composer->savedName();
    if (!message.isEmpty() && !request.messages.contains(message))
        request.messages.prepend(message);
    m_parts.editor.setRequests({tr("Save request “%1”").arg(name)}, requests);
    m_requestName = name;
}

} // namespace framewright::ui
