// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/copyurlactions.h"

#include "app/engine/engine.h"
#include "app/server/listenaddresses.h"
#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/routeurl.h"
#include "ui/common/serverstart.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/workspace/qrdialog.h"
#include "ui/workspace/urlforms.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHostAddress>
#include <QMenu>
#include <QUrl>

namespace framewright::ui {

namespace {

struct Form
{
    const char *name;
    const char *text;
    UrlForm form;
};

constexpr Form forms[] = {
    {"copyAsCurl", QT_TRANSLATE_NOOP("CopyUrlActions", "Copy as &curl"), UrlForm::Curl},
    {"copyAsWebsocat", QT_TRANSLATE_NOOP("CopyUrlActions", "Copy as &websocat"), UrlForm::Websocat},
    {"copyAsJavaScript", QT_TRANSLATE_NOOP("CopyUrlActions", "Copy as &JavaScript"), UrlForm::JavaScript},
    {"copyAsPython", QT_TRANSLATE_NOOP("CopyUrlActions", "Copy as &Python"), UrlForm::Python},
};

struct Chosen
{
    const workspace::Server *server = nullptr;
    const workspace::Route *route = nullptr;

    explicit operator bool() const { return server != nullptr && route != nullptr; }
};

Chosen chosenIn(const WindowParts &parts)
{
    const Selection &selection = parts.context.selection();
    const workspace::Workspace &workspace = parts.editor.workspace();
    return {workspace.findServer(selection.server), workspace.findRoute(selection.route)};
}

/// The URL with an address that another machine can use; empty where the server has none.
QString urlForOthers(const WindowParts &parts, const Chosen &chosen)
{
    QUrl url(routeUrl(*chosen.server, *chosen.route, parts.engine.servers()));
    const engine::ServerStatus status = statusOf(chosen.server->id, parts.engine.servers());
    for (const QUrl &each : status.urls) {
        if (!QHostAddress(each.host()).isLoopback()) {
            url.setHost(each.host());
            url.setPort(each.port());
            return url.toString(QUrl::FullyEncoded);
        }
    }
    return {};
}

} // namespace

CopyUrlActions::CopyUrlActions(const WindowParts &parts, QWidget *panel)
    : QObject(panel)
    , m_parts(parts)
    , m_panel(panel)
{
    for (const Form &form : forms) {
        m_own << parts.actions.add(
            {.name = QLatin1String(form.name),
             .text = tr(form.text),
             .icon = u"code"_qs,
             .shortcut = {},
             .toolTip = {},
             .run = [this, kind = form.form] {
                 if (const Chosen chosen = chosenIn(m_parts)) {
                     const QString url = routeUrl(*chosen.server, *chosen.route, m_parts.engine.servers());
                     QApplication::clipboard()->setText(urlAs(kind, url, *chosen.server, *chosen.route));
                 }
             }});
    }
    m_own << parts.actions.add({.name = u"showQrCode"_qs,
                                .text = tr("Show as &QR code…"),
                                .icon = u"qr"_qs,
                                .shortcut = {},
                                .toolTip = tr("The address of this route for a phone to scan"),
                                .run = [this] { showQrCode(); }});
    connect(&parts.context, &WindowContext::selectionChanged, this, &CopyUrlActions::updateActions);
    updateActions();
}

void CopyUrlActions::fill(QMenu &menu) const
{
    if (QAction *plain = m_parts.actions.find(u"copyRouteUrl"_qs))
        menu.addAction(plain);
    menu.addActions(m_own);
}

void CopyUrlActions::updateActions()
{
    for (QAction *action : std::as_const(m_own))
        action->setEnabled(bool(m_parts.context.selection().route));
}

void CopyUrlActions::showQrCode()
{
    const Chosen chosen = chosenIn(m_parts);
    if (!chosen)
        return;
    QString whyNot;
    if (!reachesBeyondLoopback(*chosen.server))
        whyNot = tr("This server listens on %1, which is this machine alone: a phone that scanned the code could not "
                    "connect. Set the host to * in the server's settings, and both in the same network.")
                     .arg(chosen.server->host);
    else
        whyNot = tr("Start the server first: the code holds the address on which it listens.");
    auto *dialog = new QrDialog(urlForOthers(m_parts, chosen), whyNot, m_panel->window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace framewright::ui
