// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/serverstart.h"

#include "app/engine/engine.h"
#include "app/server/listenaddresses.h"
#include "app/workspace/document.h"
#include "ui/common/dialogs.h"
#include "ui/common/workspaceeditor.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace framewright::ui {

namespace {

constexpr qsizetype rememberedConsents = 100;

QString tr(const char *text)
{
    return QCoreApplication::translate("ServerStart", text);
}

QString settingsKey()
{
    return u"network/agreed"_qs;
}

/// Another file with the same host is another question.
QString consentFor(const WindowParts &parts, const workspace::Server &server)
{
    return server.host % u' ' % parts.editor.document().fileName();
}

} // namespace

bool reachesBeyondLoopback(const workspace::Server &server)
{
    const auto addresses = server::listenAddresses(server.host);
    return !addresses || addresses->reachBeyondLoopback(); // A name may be any address.
}

bool anyServerRuns(const engine::Engine &engine)
{
    const QList<engine::ServerStatus> statuses = engine.servers();
    return std::any_of(statuses.cbegin(), statuses.cend(), [](const engine::ServerStatus &status) {
        return status.state == engine::ServerState::Listening || status.state == engine::ServerState::Starting;
    });
}

bool consentToNetwork(const WindowParts &parts, QWidget *window, const workspace::Server &server)
{
    if (!reachesBeyondLoopback(server))
        return true;
    const QString consent = consentFor(parts, server);
    QSettings settings;
    QStringList agreed = settings.value(settingsKey()).toStringList();
    if (agreed.contains(consent))
        return true;
    const QString name = server.name.isEmpty() ? tr("The server") : server.name;
    const Question question{tr("Open to the network"),
                            tr("%1 listens on %2: other machines can connect to it.").arg(name, server.host),
                            tr("For this machine alone, use the host localhost. You are asked this once."),
                            tr("&Open it to the network"),
                            {}};
    if (parts.dialogs.ask(window, question) != Answer::Yes)
        return false;
    agreed.prepend(consent);
    settings.setValue(settingsKey(), agreed.first(std::min(rememberedConsents, agreed.size())));
    return true;
}

void startServer(const WindowParts &parts, QWidget *window, ServerId server)
{
    const workspace::Server *found = parts.editor.workspace().findServer(server);
    if (found != nullptr && consentToNetwork(parts, window, *found))
        parts.engine.start(server);
}

void startAllServers(const WindowParts &parts, QWidget *window)
{
    // By value: while it is asked about one, the workspace may change.
    const std::vector<workspace::Server> servers = parts.editor.workspace().servers;
    for (const workspace::Server &server : servers) {
        if (server.enabled && consentToNetwork(parts, window, server))
            parts.engine.start(server.id);
    }
}

} // namespace framewright::ui
