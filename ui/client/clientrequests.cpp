// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where a client connects to and what it begins with: the part of ClientPage that reads and saves the workspace.

#include "app/engine/engine.h"
#include "app/wire/tlscredentials.h"
#include "app/workspace/document.h"
#include "ui/client/askdialog.h"
#include "ui/client/clientpage.h"
#include "ui/client/composer.h"
#include "ui/client/connectionform.h"
#include "ui/client/tlspage.h"
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
    followRoute();
}

void ClientPage::takeFirst()
{
    offerUrls();
    const workspace::Workspace &now = m_parts.editor.workspace();
    if (!now.requests.empty())
        return takeRequest(now.requests.front().name);
    m_followed = {};
    m_followedUrl.clear();
    m_form->setUrl({});
    followRoute();
}

/// As long as nobody has written another URL it is that of the first route there was, wherever that one moves.
void ClientPage::followRoute()
{
    if (isLive() || m_form->url() != m_followedUrl)
        return;
    const workspace::Server *at = nullptr;
    const workspace::Route *followed = nullptr;
    for (const workspace::Server &server : m_parts.editor.workspace().servers) {
        for (const workspace::Route &route : server.routes) {
            if (!route.enabled || (followed != nullptr && route.id != m_followed))
                continue;
            at = &server;
            followed = &route;
        }
    }
    m_followed = followed == nullptr ? RouteId() : followed->id;
    m_followedUrl = followed == nullptr ? QString() : routeUrl(*at, *followed, m_parts.engine.servers());
    if (m_form->url() != m_followedUrl)
        m_form->setUrl(m_followedUrl);
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
    m_form->tlsPage()->setFiles(request->tls);
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

bool ClientPage::hasPassphrase(const client::SessionRequest &request, const std::function<void()> &then)
{
    const QString key = request.tls.keyFile();
    if (request.url.scheme() != QLatin1String("wss") || request.tls.certificate.isEmpty() ||
        m_passphrases.contains(key) || !wire::wantsPassphrase(key))
        return true;
    askPassphrase(request.tls, then);
    return false;
}

void ClientPage::askPassphrase(const client::TlsFiles &files, const std::function<void()> &then)
{
    auto *dialog = new AskDialog(tr("Passphrase of the key"), tr("&Connect"), this);
    dialog->setObjectName(u"passphraseDialog"_qs);
    dialog->addHint(files.keyFile());
    dialog->addPassphrase(u"passphrase"_qs, tr("&Passphrase"));
    dialog->addHint(tr("It is kept in memory until this client is closed, and saved nowhere."));
    connect(dialog, &QDialog::accepted, this, [this, dialog, files, then] {
        const QByteArray passphrase = dialog->text(u"passphrase"_qs).toUtf8();
        if (const auto loaded = wire::loadCredentials(files.certificate, files.keyFile(), passphrase); !loaded)
            return showError(loaded.error());
        m_passphrases.insert(files.keyFile(), passphrase);
        then();
    });
    dialog->open();
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
    // Files by their names only, and what the file has beside them stays.
    const workspace::RequestTls files = m_form->tlsPage()->files();
    request.tls.authorities = files.authorities;
    request.tls.certificate = files.certificate;
    request.tls.key = files.key;
    const QString message = m_composer->savedName();
    if (!message.isEmpty() && !request.messages.contains(message))
        request.messages.prepend(message);
    m_parts.editor.setRequests({tr("Save request “%1”").arg(name)}, requests);
    m_requestName = name;
}

} // namespace framewright::ui
