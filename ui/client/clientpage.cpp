// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/clientpage.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/client/composer.h"
#include "ui/client/connectionform.h"
#include "ui/client/tlspage.h"
#include "ui/client/urlhistory.h"
#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/icons.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/messages/closedialog.h"
#include "ui/messages/messagedetail.h"
#include "ui/messages/messagelist.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QSplitter>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

/// Lets the tabs begin where the fields under them do.
class TabGap final : public QWidget
{
public:
    using QWidget::QWidget;
    [[nodiscard]] QSize sizeHint() const override { return {measure::Medium, Theme::headHeight(font())}; }
};

/// The command line names its switches in an advice; here they are fields.
QString inWindow(QString advice)
{
    static const QRegularExpression option(u" \\(--[a-z-]+\\)"_qs);
    if (!option.match(advice).hasMatch())
        return advice;
    return ClientPage::tr("%1 The page TLS has that.").arg(advice.remove(option));
}

} // namespace

ClientPage::ClientPage(const WindowParts &parts, const RowSourceFactory &source, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_form(new ConnectionForm(parts.theme, parts.dialogs, this))
    , m_composer(new Composer(parts, this))
    , m_tabs(new QTabWidget(this))
    , m_error(new QLabel(this))
    , m_conversationHead(new PanelHead(parts.theme, tr("Conversation"), this))
    , m_model(new TrafficModel(source, Side::Client, this))
    , m_list(new MessageList(parts.theme, m_model, MessageList::Layout::Compact, this))
    , m_detail(new MessageDetail(parts, *m_model, MessageDetail::Actions::Menu, this))
{
    setObjectName(u"clientPage"_qs);
    setFocusProxy(m_composer);
    m_model->setBook(&parts.book);
    m_form->tlsPage()->setFolder([&editor = parts.editor] { return editor.document().folder(); });
    buildTabs();
    buildLayout();
    buildSavedRequests();
    connectEngine();
    m_model->setFilter({m_shown, {}});
    takeFirst();
    showState();
    showError(std::nullopt);
    showConversation();
}

void ClientPage::buildTabs()
{
    m_tabs->setObjectName(u"clientTabs"_qs);
    m_tabs->setAccessibleName(tr("What is sent"));
    m_tabs->setDocumentMode(true);
    m_tabs->setCornerWidget(new TabGap(m_tabs), Qt::TopLeftCorner);
    m_tabs->tabBar()->setAccessibleName(tr("What is sent"));
    m_tabs->tabBar()->setObjectName(u"clientTabBar"_qs);
    m_tabs->addTab(m_composer, tr("Message"));
    m_tabs->addTab(m_form->paramsPage(), tr("Params"));
    m_tabs->addTab(m_form->headersPage(), tr("Headers"));
    m_tabs->addTab(m_form->optionsPage(), tr("Options"));
    m_tabs->addTab(m_form->tlsPage(), tr("TLS"));
    m_error->setObjectName(u"clientError"_qs);
    m_error->setTextFormat(Qt::PlainText);
    m_error->setWordWrap(true);
    m_error->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_error->setMargin(measure::Small);
    m_error->setAutoFillBackground(true);
    m_error->setBackgroundRole(QPalette::Window); // Not the panel's.
    m_error->setForegroundRole(QPalette::WindowText);
    const auto tint = [this] {
        QPalette palette = m_parts.theme.palette();
        palette.setColor(QPalette::Window, m_parts.theme.color(Token::FailureRow));
        palette.setColor(QPalette::WindowText, m_parts.theme.color(Token::Failure));
        m_error->setPalette(palette);
    };
    tint();
    connect(&m_parts.theme, &Theme::changed, m_error, tint);
    connect(m_composer, &Composer::sendRequested, this, &ClientPage::send);
    connect(m_composer, &Composer::pingRequested, this, &ClientPage::ping);
    connect(m_composer, &Composer::closeRequested, this, &ClientPage::askClose);
    connect(m_form->connectButton(), &QPushButton::clicked, this, &ClientPage::toggleConnection);
    connect(m_form, &ConnectionForm::urlChanged, this, &ClientPage::stateChanged);
    connect(m_form, &ConnectionForm::submitted, this, [this] {
        if (!isLive())
            openOrAsk();
    });
}

void ClientPage::buildLayout()
{
    m_list->setObjectName(u"conversationList"_qs);
    m_list->setAccessibleName(tr("Conversation"));
    m_detail->setObjectName(u"conversationDetail"_qs);
    m_conversationHead->addAction(m_parts.actions[u"clearConversation"_qs]);
    auto *empty = new EmptyState(m_parts.theme, m_list);
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
    connect(m_list, &MessageList::detailWanted, m_detail, qOverload<>(&QWidget::setFocus));
    connect(m_detail, &MessageDetail::left, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_list, &MessageList::menuAboutToShow, this, &ClientPage::fillRowMenu);
}

void ClientPage::connectEngine()
{
    connect(&m_parts.book, &ConnectionBook::changed, this, &ClientPage::handleFacts);
    connect(&m_parts.engine, &engine::Engine::sessionFailed, this, &ClientPage::handleFailed);
    connect(&m_parts.engine, &engine::Engine::captureChanged, m_model, &TrafficModel::setStatus);
    connect(&m_parts.engine, &engine::Engine::serversChanged, this, &ClientPage::offerUrls);
    connect(&m_parts.editor.document(), &workspace::Document::changed, this, &ClientPage::handleDocument);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &ClientPage::showConversation);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &ClientPage::showConversation);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ClientPage::showConversation);
}

void ClientPage::handleDocument(const workspace::Change &change)
{
    offerUrls();
    if (change.what == workspace::Change::What::Everything && !isLive())
        takeFirst();
}

void ClientPage::fillRowMenu(QMenu *menu)
{
    const std::optional<traffic::Row> row = m_list->currentRow();
    if (!row || row->kind != event::EventKind::Message)
        return;
    const bool isBinary = row->opcode == static_cast<quint8>(protocol::Opcode::Binary);
    if (QAction *save = m_detail->findChild<QAction *>(u"detailSave"_qs))
        menu->addAction(save);
    menu->addSeparator();
    // A composer is for what a person can edit.
    constexpr qint64 editedAtMost = 1 << 16;
    if (row->payloadSize <= editedAtMost)
        menu->addAction(themedIcon(m_parts.theme, u"edit"_qs), tr("&Edit and resend"), this,
                        [this, row, isBinary] { takePayload(m_model->source().payload(row->number), isBinary); })
            ->setObjectName(u"editAndResend"_qs);
    QAction *resend =
        menu->addAction(themedIcon(m_parts.theme, u"send"_qs), tr("&Resend"), this, [this, row, isBinary] {
            m_parts.engine.sendInSession(m_session, isBinary ? protocol::Opcode::Binary : protocol::Opcode::Text,
                                         m_model->source().payload(row->number));
        });
    resend->setObjectName(u"resend"_qs);
    resend->setEnabled(isOpen());
}

bool ClientPage::isLive() const
{
    const wire::ConnectionFacts *facts = m_parts.book.find(m_session);
    return m_session && !m_failed && (m_asked || (facts != nullptr && ConnectionBook::isLive(*facts)));
}

bool ClientPage::isOpen() const
{
    const wire::ConnectionFacts *facts = m_parts.book.find(m_session);
    return facts != nullptr && facts->state == wire::ConnectionState::Open;
}

void ClientPage::toggleConnection()
{
    if (!isLive())
        return openOrAsk();
    m_waiting = 0;
    leave();
}

void ClientPage::leave()
{
    const wire::ConnectionFacts *facts = m_parts.book.find(m_session);
    // While connecting or closing there is nobody to say goodbye to.
    if (isOpen())
        m_parts.engine.closeSession(m_session, {protocol::closecode::Normal, {}});
    else if (isLive() && (facts == nullptr || facts->state != wire::ConnectionState::Closed))
        m_parts.engine.abortSession(m_session);
}

void ClientPage::openOrAsk()
{
    const Result<client::SessionRequest> request = m_form->request();
    if (!request || hasPassphrase(*request, [this] { open(); }))
        open();
}

bool ClientPage::open()
{
    Result<client::SessionRequest> request = m_form->request();
    showError(request ? std::nullopt : std::optional(request.error()));
    if (!request)
        return false;
    request->tls.passphrase = m_passphrases.value(request->tls.keyFile());
    m_session = m_parts.engine.openSession(*request);
    m_parts.book.noteSession(m_session);
    m_shown.insert(m_session);
    m_model->setFilter({m_shown, {}});
    m_failed = false;
    m_asked = true;
    m_waiting = 0;
    m_pings = 0;
    if (!routeUrls().contains(m_form->url()))
        UrlHistory::add(m_form->url());
    showState();
    return true;
}

void ClientPage::send()
{
    if (!m_composer->outgoing())
        return;
    if (!isLive()) {
        const Result<client::SessionRequest> request = m_form->request();
        if (request && !hasPassphrase(*request, [this] { send(); }))
            return;
        if (!open())
            return;
    }
    ++m_waiting;
    sendWaiting();
}

void ClientPage::sendWaiting()
{
    if (m_waiting == 0 || !isOpen())
        return;
    if (const Result<ComposedMessage> message = m_composer->outgoing()) {
        for (; m_waiting > 0; --m_waiting)
            m_parts.engine.sendInSession(m_session, message->opcode, message->payload);
    }
    m_waiting = 0;
}

void ClientPage::ping(const QByteArray &payload)
{
    m_parts.engine.sendInSession(m_session, protocol::Opcode::Ping,
                                 payload.isEmpty() ? QByteArray::number(++m_pings) : payload);
}

void ClientPage::askClose()
{
    if (m_closeDialog != nullptr) {
        m_closeDialog->activateWindow();
        return;
    }
    m_closeDialog = new CloseDialog(m_parts.theme, this);
    m_closeDialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_closeDialog, &QDialog::accepted, this, [this, dialog = m_closeDialog.data(), session = m_session] {
        m_parts.engine.closeSession(session, dialog->payload());
    });
    m_closeDialog->open();
}

void ClientPage::clearConversation()
{
    m_shown.clear();
    if (isLive())
        m_shown.insert(m_session);
    m_model->setFilter({m_shown, {}});
}

void ClientPage::searchMessage()
{
    m_detail->openSearch();
}

void ClientPage::focusUrl()
{
    m_form->urlField()->setFocus(Qt::ShortcutFocusReason);
    m_form->urlField()->lineEdit()->selectAll();
}

void ClientPage::pressSend()
{
    m_composer->pressSend();
}

void ClientPage::handleFacts(const QList<ConnectionId> &ids)
{
    if (!m_session || !ids.contains(m_session))
        return;
    m_asked = false;
    showState();
    sendWaiting();
}

void ClientPage::handleFailed(ConnectionId session, const Error &error)
{
    if (session != m_session)
        return;
    // A message that was refused leaves the connection as it is.
    if (!isOpen()) {
        m_failed = true;
        m_asked = false;
        m_waiting = 0;
    }
    showError(error);
    showState();
}

void ClientPage::showState()
{
    const bool live = isLive();
    m_form->setLocked(live);
    m_composer->setOpen(isOpen());
    QPushButton *button = m_form->connectButton();
    button->setText(live ? tr("Disco&nnect") : tr("Co&nnect"));
    button->setAccessibleName(live ? tr("Disconnect") : tr("Connect"));
    emit stateChanged();
}

ClientState ClientPage::state() const
{
    const wire::ConnectionFacts *facts = m_parts.book.find(m_session);
    if (!m_session)
        return {tr("disconnected"), PillTone::Neutral, {}, false};
    if (m_failed)
        return {tr("failed"), PillTone::Failure, {}, false};
    if (facts == nullptr)
        return {tr("connecting"), PillTone::Warning, {}, false};
    const bool live = isLive();
    if (const auto code = facts->closeCode(); code && !live)
        return {tr("closed %1").arg(*code), format::closeTone(*code), format::endedBy(facts->endedBy), false};
    if (facts->state == wire::ConnectionState::Open)
        return {format::state(*facts), PillTone::Good, QString::fromUtf8(facts->subprotocol), true};
    if (facts->state == wire::ConnectionState::Refused)
        return {format::state(*facts), PillTone::Failure, {}, false};
    return {format::state(*facts), live ? PillTone::Warning : PillTone::Neutral, {}, false};
}

QString ClientPage::title() const
{
    const QString bare = m_form->url().section(QLatin1String("://"), -1).section(u'?', 0, 0);
    const QString path = bare.section(u'/', 1);
    if (!path.isEmpty())
        return u'/' % path;
    return bare.isEmpty() ? tr("New client") : bare;
}

void ClientPage::showError(const std::optional<Error> &error)
{
    m_error->setVisible(error.has_value());
    if (!error)
        return m_error->clear();
    QStringList lines{error->what, inWindow(error->advice)};
    // The address is above already; which file it is would not be known.
    if (!error->where.contains(QLatin1String("://")) && !error->what.contains(error->where))
        lines.insert(1, error->where);
    lines.removeAll(QString());
    m_error->setText(lines.join(u'\n'));
    m_error->setToolTip(error->where);
}

void ClientPage::showConversation()
{
    const int rows = m_model->rowCount();
    m_conversationHead->setSummary(rows == 1 ? tr("1 row") : tr("%1 rows").arg(format::count(rows)));
}

} // namespace framewright::ui
