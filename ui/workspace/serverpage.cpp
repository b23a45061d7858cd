// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/serverpage.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/formlayout.h"
#include "ui/common/routeurl.h"
#include "ui/common/serverstart.h"
#include "ui/common/theme.h"
#include "ui/workspace/tlssection.h"

#include <limits>

namespace framewright::ui {

using workspace::Server;

namespace {

constexpr int anyNumber = std::numeric_limits<int>::max();

} // namespace

ServerPage::ServerPage(const WindowParts &parts, ServerId server, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_server(server)
    , m_form(parts.editor, [this](const EditStep &step, const PartForm<Server>::Change &change) {
        m_parts.editor.editServer(step, m_server, change);
    })
{
    setObjectName(u"serverPage"_qs);
    setAccessibleName(tr("Server settings"));
    FormLayout rows(parts.theme, this);
    addListening(rows);
    m_tls = new TlsSection(parts, server, m_form, rows, this);
    addLimits(rows);
    addVariables(rows);
    connect(&parts.editor.document(), &workspace::Document::changed, this, &ServerPage::showServer);
    showServer();
}

ServerPage::~ServerPage() = default;

void ServerPage::addListening(FormLayout &rows)
{
    QWidget *body = rows.body();
    auto *name = makeLine(body, u"serverName"_qs, tr("Name"), tr("Server"));
    m_form.bind(
        name, tr("Rename server"), [](const Server &server) { return server.name; },
        [](Server &server, const QString &text) { server.name = text; });
    rows.addRow(tr("&Name"), name);
    m_host = makeChoice(body, u"serverHost"_qs, tr("Host"), {});
    m_host->setEditable(true);
    m_host->setInsertPolicy(QComboBox::NoInsert);
    m_host->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed); // An IPv6 address is long.
    m_host->addItems({u"localhost"_qs, u"127.0.0.1"_qs, u"::1"_qs, u"*"_qs});
    m_host->setToolTip(tr("localhost: this machine, IPv4 and IPv6. *: every address of it. Or one address, or the name "
                          "of a network interface."));
    m_host->lineEdit()->setObjectName(u"serverHostText"_qs);
    m_host->lineEdit()->setAccessibleName(tr("Host"));
    connect(m_host->lineEdit(), &QLineEdit::editingFinished, this, &ServerPage::takeHost);
    connect(m_host, &QComboBox::activated, this, &ServerPage::takeHost);
    rows.addRow(tr("&Host"), m_host);
    auto *port = makeNumber(body, u"serverPort"_qs, tr("Port"), 0, 65535, {}, tr("a free one"));
    port->setKeyboardTracking(false); // A server does not move to 9, 90 and 900 on its way to 9001.
    m_form.bind(
        port, tr("Change port"), [](const Server &server) { return server.port; },
        [](Server &server, int number) { server.port = number; });
    rows.addRow(tr("&Port"), port);
    m_move = rows.addHint({});
    m_move->setObjectName(u"serverMove"_qs);
    auto *enabled = new QCheckBox(tr("&Start with the others"), body);
    enabled->setObjectName(u"serverEnabled"_qs);
    m_form.bind(
        enabled, tr("Switch server"), [](const Server &server) { return server.enabled; },
        [](Server &server, bool on) { server.enabled = on; });
    rows.addRow({}, enabled);
    m_reach = rows.addHint({});
    m_reach->setObjectName(u"serverReach"_qs);
    m_parts.theme.tint(m_reach, Token::Control);
    m_form.whenShown([this](const Server &server) { showReach(server); });
    connect(&m_parts.engine, &engine::Engine::serversChanged, this, &ServerPage::showMove);
    connect(&m_parts.book, &ConnectionBook::changed, this, &ServerPage::showMove);
    showMove();
}

void ServerPage::addLimits(FormLayout &rows)
{
    using workspace::ServerLimits;
    struct Limit
    {
        QString name;
        QString label;
        QString step;
        std::int64_t ServerLimits::*member;
        QString suffix;
    };
    rows.addHeading(tr("Limits"));
    for (const Limit &limit :
         {Limit{u"limitConnections"_qs, tr("&Connections"), tr("Limit connections"), &ServerLimits::connections, {}},
          Limit{u"limitMemory"_qs, tr("&Memory"), tr("Limit memory"), &ServerLimits::memory, tr(" bytes")},
          Limit{u"limitHead"_qs, tr("Handshake's h&ead"), tr("Limit head"), &ServerLimits::head, tr(" bytes")},
          Limit{u"limitHeadTime"_qs, tr("Handshake's t&ime"), tr("Limit handshake time"), &ServerLimits::headTime,
                tr(" ms")}}) {
        auto *field =
            makeNumber(rows.body(), limit.name, QString(limit.label).remove(u'&'), 1, anyNumber, limit.suffix);
        field->setKeyboardTracking(false);
        field->setGroupSeparatorShown(true);
        field->setMinimumWidth(24 * fontMetrics().averageCharWidth()); // All alike.
        m_form.bind(
            field, limit.step, [member = limit.member](const Server &server) { return server.limits.*member; },
            [member = limit.member](Server &server, int number) { server.limits.*member = number; });
        rows.addRow(limit.label, field);
    }
}

void ServerPage::addVariables(FormLayout &rows)
{
    rows.addHeading(tr("Variables"));
    rows.addHint(tr("What rules of every route here know as global, as it is when the server starts."));
    auto *variables = new JsonField(m_parts.theme, JsonField::Shape::Object, u"serverVariables"_qs,
                                    tr("Variables of the server"), rows.body());
    m_form.bind(
        variables, tr("Change server variables"), [](const Server &server) { return server.global; },
        [](Server &server, const value::Value &value) { server.global = value; });
    rows.addWide(variables);
}

void ServerPage::showServer()
{
    const Server *server = m_parts.editor.workspace().findServer(m_server);
    if (server == nullptr) {
        emit gone();
        return;
    }
    m_form.show(*server);
    if (m_host->currentText() != server->host && !m_host->lineEdit()->hasFocus())
        m_host->setEditText(server->host);
}

void ServerPage::takeHost()
{
    const Server *server = m_parts.editor.workspace().findServer(m_server);
    const QString host = m_host->currentText().trimmed();
    if (server == nullptr || host == server->host)
        return;
    Server moved = *server;
    moved.host = host;
    if (!consentToNetwork(m_parts, window(), moved)) {
        m_host->setEditText(server->host);
        return;
    }
    m_parts.editor.editServer({tr("Change host")}, m_server, [&host](Server &each) { each.host = host; });
}

void ServerPage::showReach(const Server &server)
{
    m_reach->setText(reachesBeyondLoopback(server) ? tr("Open to the network: other machines can connect.")
                                                   : QString());
    m_reach->setVisible(!m_reach->text().isEmpty());
}

void ServerPage::showMove()
{
    const engine::ServerStatus status = statusOf(m_server, m_parts.engine.servers());
    int live = 0;
    for (const ConnectionId id : m_parts.book.onServer(m_server)) {
        const wire::ConnectionFacts *facts = m_parts.book.find(id);
        live += facts != nullptr && ConnectionBook::isLive(*facts) ? 1 : 0;
    }
    const QString clients = live == 1 ? tr("its client is told 1001") : tr("its %1 clients are told 1001").arg(live);
    m_move->setText(tr("It is running on port %1. Another host or port restarts this server alone%2.")
                        .arg(status.port)
                        .arg(live == 0 ? QString() : QString(u"; " % clients)));
    m_move->setVisible(status.state == engine::ServerState::Listening);
}

} // namespace framewright::ui
