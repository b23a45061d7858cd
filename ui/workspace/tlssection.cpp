// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/tlssection.h"

#include "app/engine/engine.h"
#include "app/server/servertls.h"
#include "app/wire/tlscredentials.h"
#include "app/workspace/document.h"
#include "ui/common/dialogs.h"
#include "ui/common/filefield.h"
#include "ui/common/formlayout.h"
#include "ui/common/routeurl.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QUrl>

namespace framewright::ui {

using workspace::ClientCertificates;
using workspace::Server;
using workspace::Tls;

namespace {

const QString selfSigned = u"self-signed"_qs;

/// Where the engine keeps it, too.
QString certificateFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
}

QUrl trustPageOf(const Server &server, const QList<engine::ServerStatus> &statuses)
{
    QUrl url(routeUrl(server, {}, statuses));
    url.setScheme(u"https"_qs);
    url.setPath(u"/"_qs);
    return url;
}

} // namespace

TlsSection::TlsSection(const WindowParts &parts, ServerId server, PartForm<Server> &form, FormLayout &rows,
                       QWidget *page)
    : QObject(page)
    , m_parts(parts)
    , m_server(server)
    , m_form(form)
    , m_page(page)
{
    rows.addHeading(tr("TLS"));
    addTick(rows);
    addSelfSigned(rows);
    addFiles(rows);
    m_status = rows.addHint({});
    m_status->setObjectName(u"tlsStatus"_qs);
    m_status->setTextInteractionFlags(Qt::TextSelectableByMouse);
    say({}, false);
    form.whenShown([this](const Server &each) { show(each); });
}

void TlsSection::addTick(FormLayout &rows)
{
    auto *tick = new QCheckBox(tr("Speak &TLS (wss://)"), rows.body());
    tick->setObjectName(u"serverTls"_qs);
    m_form.bind(
        tick, tr("Switch TLS"), [](const Server &server) { return server.tls.has_value(); },
        [](Server &server, bool on) { server.tls = on ? std::optional(Tls()) : std::nullopt; });
    rows.addRow({}, tick);
    m_kind = makeChoice(rows.body(), u"tlsKind"_qs, tr("Certificate"),
                        {{tr("Self-signed"), selfSigned}, {tr("From files"), u"files"_qs}});
    m_form.bind(
        m_kind, tr("Change certificate"),
        [](const Server &server) { return !server.tls || server.tls->isSelfSigned() ? selfSigned : u"files"_qs; },
        [](Server &server, const QString &kind) {
            if (server.tls)
                server.tls->certificate = kind == selfSigned ? selfSigned : u"certificate.pem"_qs;
        });
    rows.addRow(tr("Certi&ficate"), m_kind);
}

void TlsSection::addSelfSigned(FormLayout &rows)
{
    m_selfSigned = new QWidget(rows.body());
    auto *copy = new QPushButton(tr("Cop&y certificate"), m_selfSigned);
    copy->setObjectName(u"copyCertificate"_qs);
    auto *save = new QPushButton(tr("Sa&ve certificate…"), m_selfSigned);
    save->setObjectName(u"saveCertificate"_qs);
    auto *layout = new QHBoxLayout(m_selfSigned);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    layout->addWidget(copy);
    layout->addWidget(save);
    layout->addStretch(1);
    rows.addRow({}, m_selfSigned);
    m_trust = rows.addHint({});
    m_trust->setObjectName(u"tlsTrust"_qs);
    m_trust->setTextFormat(Qt::RichText);
    m_trust->setOpenExternalLinks(true);
    m_trust->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_trust->setAccessibleName(tr("How a browser is told to trust it"));
    connect(copy, &QPushButton::clicked, this, &TlsSection::copyCertificate);
    connect(save, &QPushButton::clicked, this, &TlsSection::saveCertificate);
}

FileField *TlsSection::newFile(FormLayout &rows, const QString &name, const QString &title) const
{
    auto *field = new FileField(m_parts.dialogs, name, title, rows.body());
    field->setFilter(pemFilter());
    field->setFolder([&document = m_parts.editor.document()] { return document.folder(); });
    return field;
}

void TlsSection::addFiles(FormLayout &rows)
{
    m_certificate = newFile(rows, u"tlsCertificate"_qs, tr("Certificate file"));
    m_certificate->line()->setPlaceholderText(u"certificate.pem"_qs);
    m_certificate->line()->setToolTip(tr("A PEM file beside the workspace, its chain behind the certificate"));
    m_form.bind(
        m_certificate->line(), tr("Change certificate"),
        [](const Server &server) { return server.tls ? server.tls->certificate : QString(); },
        [](Server &server, const QString &text) {
            if (server.tls)
                server.tls->certificate = text;
        });
    rows.addRow(tr("Certificate fi&le"), m_certificate);
    m_key = newFile(rows, u"tlsKey"_qs, tr("Key file"));
    m_key->line()->setPlaceholderText(tr("in the same file"));
    m_form.bind(
        m_key->line(), tr("Change key"), [](const Server &server) { return server.tls ? server.tls->key : QString(); },
        [](Server &server, const QString &text) {
            if (server.tls)
                server.tls->key = text;
        });
    rows.addRow(tr("&Key file"), m_key);
    addClients(rows);
    // Rows come and go with the tick; the layout lives as long as its widgets.
    auto *layout = static_cast<QFormLayout *>(rows.body()->layout());
    m_setRowVisible = [layout](QWidget *row, bool visible) { layout->setRowVisible(row, visible); };
}

void TlsSection::addClients(FormLayout &rows)
{
    m_clients = makeChoice(rows.body(), u"tlsClients"_qs, tr("Certificates of clients"),
                           {{tr("not asked for"), u"0"_qs}, {tr("asked for"), u"1"_qs}, {tr("required"), u"2"_qs}});
    m_form.bind(
        m_clients, tr("Change client certificates"),
        [](const Server &server) { return QString::number(server.tls ? int(server.tls->clientCertificates) : 0); },
        [](Server &server, const QString &kind) {
            if (server.tls)
                server.tls->clientCertificates = ClientCertificates(kind.toInt());
        });
    rows.addRow(tr("Client certificates"), m_clients);
    m_authorities = newFile(rows, u"tlsAuthorities"_qs, tr("CA file of the clients"));
    m_authorities->line()->setPlaceholderText(tr("who this machine trusts"));
    m_authorities->line()->setToolTip(
        tr("A PEM file beside the workspace: whose certificates clients may show, beside those that this machine "
           "trusts"));
    m_form.bind(
        m_authorities->line(), tr("Change CA file"),
        [](const Server &server) { return server.tls ? server.tls->authorities : QString(); },
        [](Server &server, const QString &text) {
            if (server.tls)
                server.tls->authorities = text;
        });
    rows.addRow(tr("Clients' C&A file"), m_authorities);
}

void TlsSection::show(const Server &server)
{
    const bool tls = server.tls.has_value();
    const bool own = tls && server.tls->isSelfSigned();
    m_setRowVisible(m_kind, tls);
    m_setRowVisible(m_clients, tls);
    m_setRowVisible(m_authorities, tls && server.tls->clientCertificates != ClientCertificates::None);
    m_setRowVisible(m_selfSigned, own);
    m_setRowVisible(m_trust, own);
    m_setRowVisible(m_certificate, tls && !own);
    m_setRowVisible(m_key, tls && !own);
    if (own) {
        const QString page = trustPageOf(server, m_parts.engine.servers()).toString();
        m_trust->setText(tr("So that a browser trusts it, open %1 there once and accept the certificate.")
                             .arg(u"<a href=\"%1\">%1</a>"_qs.arg(page.toHtmlEscaped())));
    }
    showProblem(server);
}

void TlsSection::showProblem(const Server &server)
{
    if (m_checked == server.tls)
        return;
    m_checked = server.tls;
    say({}, false);
    const bool asks = server.tls && server.tls->clientCertificates != ClientCertificates::None;
    const bool namesFiles = server.tls && (!server.tls->isSelfSigned() || (asks && !server.tls->authorities.isEmpty()));
    if (!namesFiles)
        return;
    const auto loaded = server::loadServerTls(*server.tls, m_parts.editor.document().folder(), certificateFolder());
    if (loaded)
        return say(server.tls->isSelfSigned() ? tr("The CA file can be read.")
                                              : tr("Certificate and key can be read and belong together."),
                   false);
    QStringList parts{loaded.error().what, loaded.error().where, loaded.error().advice};
    parts.removeAll(QString());
    say(parts.join(u' '), true);
}

void TlsSection::say(const QString &text, bool isProblem)
{
    m_status->setText(text);
    m_parts.theme.tint(m_status, isProblem ? Token::Failure : Token::Muted);
    m_setRowVisible(m_status, !text.isEmpty());
}

Result<QByteArray> TlsSection::certificate() const
{
    const Result<wire::TlsCredentials> credentials = wire::selfSignedCredentials(certificateFolder());
    if (!credentials)
        return tl::unexpected(credentials.error());
    return credentials->chain.constFirst().toPem();
}

void TlsSection::copyCertificate()
{
    const Result<QByteArray> pem = certificate();
    if (!pem)
        return say(pem.error().text(), true);
    QApplication::clipboard()->setText(QString::fromLatin1(*pem));
    say(tr("The certificate is in the clipboard, as PEM."), false);
}

void TlsSection::saveCertificate()
{
    const Result<QByteArray> pem = certificate();
    if (!pem)
        return say(pem.error().text(), true);
    const auto fileName = m_parts.dialogs.fileForPayload(m_page->window(), u"framewright.pem"_qs);
    if (!fileName)
        return;
    QFile file(*fileName);
    if (!file.open(QIODevice::WriteOnly) || file.write(*pem) != pem->size())
        return say(tr("The certificate cannot be saved: %1.").arg(file.errorString()), true);
    say(tr("Saved as %1. Hand it to programs as a trusted certificate: curl --cacert, NODE_EXTRA_CA_CERTS.")
            .arg(QDir::toNativeSeparators(*fileName)),
        false);
}

} // namespace framewright::ui
