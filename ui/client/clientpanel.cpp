// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/clientpanel.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/client/closedialog.h"
#include "ui/client/composer.h"
#include "ui/client/connectionform.h"
#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/routeurl.h"
#include "ui/common/theme.h"
#include "ui/messages/messagedetail.h"
#include "ui/messages/messagelist.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace framewright::ui {

ClientPanel::ClientPanel(const Theme &theme, engine::Engine &engine, workspace::Document &document,
                         ConnectionBook &book, ActionRegistry &actions, const RowSourceFactory &source, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_engine(engine)
    , m_document(document)
    , m_book(book)
    , m_head(new PanelHead(theme, tr("Client"), this))
    , m_form(new ConnectionForm(this))
    , m_composer(new Composer(theme, this))
    , m_tabs(new QTabWidget(this))
    , m_error(new QLabel(this))
    , m_conversationHead(new PanelHead(theme, tr("Conversation"), this))
    , m_model(new TrafficModel(source, Side::Client, this))
    , m_list(new MessageList(theme, m_model, MessageList::Layout::Compact, this))
    , m_detail(new MessageDetail(theme, book, *m_model, this))
{
    setObjectName(u"clientPanel"_qs);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setFocusProxy(m_composer);
    addActions(actions);
    buildTabs();
    buildLayout();
    connectEngine();
    m_model->setFilter({m_shown, {}});
    takeFirstRequest();
    showState();
    showError(std::nullopt);
    showConversation();
}

void ClientPanel::addActions(ActionRegistry &actions)
{
    actions.add({.name = u"focusUrl"_qs,
                 .text = tr("&Go to the URL"),
                 .icon = {},
                 .shortcut = QKeySequence(u"Ctrl+L"_qs),
                 .toolTip = {},
                 .run = [this] {
                     m_form->urlField()->setFocus(Qt::ShortcutFocusReason);
                     m_form->urlField()->lineEdit()->selectAll();
                 }});
    actions.add({.name = u"clearConversation"_qs,
                 .text = tr("Clear the con&versation"),
                 .icon = u"clear"_qs,
                 .shortcut = {},
                 .toolTip = tr("Clear the conversation; the log keeps it"),
                 .run = [this] { clearConversation(); }});
    m_conversationHead->addAction(actions[u"clearConversation"_qs]);
}

void ClientPanel::buildTabs()
{
    m_tabs->setObjectName(u"clientTabs"_qs);
    m_tabs->setAccessibleName(tr("What is sent"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setAccessibleName(tr("What is sent"));
    m_tabs->tabBar()->setObjectName(u"clientTabBar"_qs);
    m_tabs->addTab(m_composer, tr("Message"));
    m_tabs->addTab(m_form->headersPage(), tr("Headers"));
    m_tabs->addTab(m_form->optionsPage(), tr("Options"));
    m_error->setObjectName(u"clientError"_qs);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->setMargin(measure::Small);
    m_error->setAutoFillBackground(true);
    m_error->setBackgroundRole(QPalette::Window); // Not the panel's.
    m_error->setForegroundRole(QPalette::WindowText);
    const auto tint = [this] {
        QPalette palette = m_theme.palette();
        palette.setColor(QPalette::Window, m_theme.color(Token::FailureRow));
        palette.setColor(QPalette::WindowText, m_theme.color(Token::Failure));
        m_error->setPalette(palette);
    };
    tint();
    connect(&m_theme, &Theme::changed, m_error, tint);
    connect(m_composer, &Composer::sendRequested, this, &ClientPanel::send);
    connect(m_composer, &Composer::pingRequested, this, &ClientPanel::ping);
    connect(m_composer, &Composer::closeRequested, this, &ClientPanel::askClose);
    connect(m_form->connectButton(), &QPushButton::clicked, this, &ClientPanel::toggleConnection);
    connect(m_form, &ConnectionForm::submitted, this, [this] {
        if (!isLive())
            open();
    });
}

void ClientPanel::buildLayout()
{
    m_list->setObjectName(u"conversationList"_qs);
    m_list->setAccessibleName(tr("Conversation"));
    m_detail->setObjectName(u"conversationDetail"_qs);
    auto *empty = new EmptyState(m_theme, m_list);
    empty->setTexts(tr("Nothing said yet"), tr("Connect and send a message: what goes out and comes back is listed "
                                               "here."));
    auto *lower = new QWidget(this);
    auto *lowerLayout = new QVBoxLayout(lower);
    lowerLayout->setContentsMargins(0, 0, 0, 0);
    lowerLayout->setSpacing(0);
    lowerLayout->addWidget(m_conversationHead);
    lowerLayout->addWidget(m_list, 1);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"clientSplitter"_qs);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_tabs);
    splitter->addWidget(lower);
    splitter->addWidget(m_detail);
    splitter->setSizes({190, 220, 130});
    splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_form->urlRow());
    layout->addWidget(m_error);
    layout->addWidget(splitter, 1);
    connect(m_list, &MessageList::rowChosen, m_detail, &MessageDetail::showRow);
}

void ClientPanel::connectEngine()
{
    connect(&m_book, &ConnectionBook::changed, this, &ClientPanel::handleFacts);
    connect(&m_engine, &engine::Engine::sessionFailed, this, &ClientPanel::handleFailed);
    connect(&m_engine, &engine::Engine::captureChanged, m_model, &TrafficModel::setStatus);
    connect(&m_engine, &engine::Engine::serversChanged, this, &ClientPanel::offerUrls);
    connect(&m_document, &workspace::Document::changed, this, [this](const workspace::Change &change) {
        offerUrls();
        if (change.what == workspace::Change::What::Everything && !isLive())
            takeFirstRequest();
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ClientPanel::showConversation);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ClientPanel::showConversation);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ClientPanel::showConversation);
}

QStringList ClientPanel::routeUrls() const
{
    QStringList urls;
    const QList<engine::ServerStatus> statuses = m_engine.servers();
    for (const workspace::Server &server : m_document.workspace().servers) {
        for (const workspace::Route &route : server.routes) {
            if (route.enabled)
                urls.append(routeUrl(server, route, statuses));
        }
    }
    return urls;
}

void ClientPanel::offerUrls()
{
    QStringList urls = routeUrls();
    for (const workspace::SavedRequest &request : m_document.workspace().requests)
        urls.append(request.url);
    urls.removeDuplicates();
    urls.removeAll(QString());
    m_form->setOffered(urls);
}

void ClientPanel::takeFirstRequest()
{
    offerUrls();
    const workspace::Workspace &now = m_document.workspace();
    if (now.requests.empty()) {
        m_form->setUrl(routeUrls().value(0));
        return;
    }
    const workspace::SavedRequest &request = now.requests.front();
    m_form->setUrl(request.url);
    m_form->setSubprotocols(request.subprotocols);
    QStringList lines;
    for (const workspace::HeaderLine &header : request.headers) {
        if (header.enabled)
            lines.append(header.name % u": " % header.value);
    }
    m_form->setHeaders(lines.join(u'\n'));
    const auto saved = std::find_if(now.messages.cbegin(), now.messages.cend(),
                                    [&](const auto &message) { return message.name == request.messages.value(0); });
    if (saved == now.messages.cend())
        return;
    const value::Value &text = saved->send["text"];
    if (saved->send.isText() || text.isText())
        m_composer->setText((text.isText() ? text : saved->send).toString());
}

bool ClientPanel::isLive() const
{
    const wire::ConnectionFacts *facts = m_book.find(m_session);
    return m_session && !m_failed && (m_asked || (facts != nullptr && ConnectionBook::isLive(*facts)));
}

bool ClientPanel::isOpen() const
{
    const wire::ConnectionFacts *facts = m_book.find(m_session);
    return facts != nullptr && facts->state == wire::ConnectionState::Open;
}

void ClientPanel::toggleConnection()
{
    if (!isLive()) {
        open();
        return;
    }
    m_sendWhenOpen = false;
    const wire::ConnectionFacts *facts = m_book.find(m_session);
    // While connecting or closing there is nobody to say goodbye to.
    if (isOpen())
        m_engine.closeSession(m_session, {protocol::closecode::Normal, {}});
    else if (facts == nullptr || facts->state != wire::ConnectionState::Closed)
        m_engine.abortSession(m_session);
}

bool ClientPanel::open()
{
    const Result<client::SessionRequest> request = m_form->request();
    showError(request ? std::nullopt : std::optional(request.error()));
    if (!request)
        return false;
    m_session = m_engine.openSession(*request);
    m_book.noteSession(m_session);
    m_shown.insert(m_session);
    m_model->setFilter({m_shown, {}});
    m_failed = false;
    m_asked = true;
    m_pings = 0;
    showState();
    return true;
}

void ClientPanel::send()
{
    if (!isLive() && !open())
        return;
    m_sendWhenOpen = true;
    sendWaiting();
}

void ClientPanel::sendWaiting()
{
    if (!m_sendWhenOpen || !isOpen())
        return;
    m_sendWhenOpen = false;
    if (const Result<Composer::Outgoing> message = m_composer->outgoing())
        m_engine.sendInSession(m_session, message->opcode, message->payload);
}

void ClientPanel::ping()
{
    m_engine.sendInSession(m_session, protocol::Opcode::Ping, QByteArray::number(++m_pings));
}

void ClientPanel::askClose()
{
    if (m_closeDialog != nullptr) {
        m_closeDialog->activateWindow();
        return;
    }
    m_closeDialog = new CloseDialog(m_theme, this);
    m_closeDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_closeDialog, &QDialog::accepted, this, [this, dialog = m_closeDialog.data(), session = m_session] {
        m_engine.closeSession(session, dialog->payload());
    });
    m_closeDialog->open();
}

void ClientPanel::clearConversation()
{
    m_shown.clear();
    if (isLive())
        m_shown.insert(m_session);
    m_model->setFilter({m_shown, {}});
}

void ClientPanel::handleFacts(const QList<ConnectionId> &ids)
{
    if (!m_session || !ids.contains(m_session))
        return;
    m_asked = false;
    showState();
    sendWaiting();
}

void ClientPanel::handleFailed(ConnectionId session, const Error &error)
{
    if (session != m_session)
        return;
    m_failed = true;
    m_asked = false;
    m_sendWhenOpen = false;
    showError(error);
    showState();
}

void ClientPanel::showState()
{
    const wire::ConnectionFacts *facts = m_book.find(m_session);
    const bool live = isLive();
    m_form->setLocked(live);
    m_composer->setOpen(isOpen());
    QPushButton *button = m_form->connectButton();
    button->setText(live ? tr("Disc&onnect") : tr("C&onnect"));
    button->setAccessibleName(live ? tr("Disconnect") : tr("Connect"));
    m_head->setSummary({});
    if (!m_session)
        return m_head->setPill(tr("disconnected"), PillTone::Neutral);
    if (m_failed)
        return m_head->setPill(tr("failed"), PillTone::Failure);
    if (facts == nullptr)
        return m_head->setPill(tr("connecting"), PillTone::Warning);
    if (const auto code = facts->closeCode(); code && !live) {
        m_head->setSummary(format::endedBy(facts->endedBy));
        return m_head->setPill(tr("closed %1").arg(*code), format::closeTone(*code));
    }
    const PillTone tone = facts->state == wire::ConnectionState::Open      ? PillTone::Good
                          : facts->state == wire::ConnectionState::Refused ? PillTone::Failure
                          : live                                           ? PillTone::Warning
                                                                           : PillTone::Neutral;
    if (facts->state == wire::ConnectionState::Open)
        m_head->setSummary(QString::fromUtf8(facts->subprotocol));
    m_head->setPill(format::state(facts->state), tone);
}

void ClientPanel::showError(const std::optional<Error> &error)
{
    m_error->setVisible(error.has_value());
    if (!error)
        return m_error->clear();
    QStringList lines{error->what, error->advice};
    lines.removeAll(QString());
    m_error->setText(lines.join(u'\n'));
    m_error->setToolTip(error->where);
}

void ClientPanel::showConversation()
{
    const int rows = m_model->rowCount();
    m_conversationHead->setSummary(rows == 1 ? tr("1 row") : tr("%1 rows").arg(format::count(rows)));
}

} // namespace framewright::ui
