// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/client/clientpanel.h"

#include "ui/client/clientpage.h"
#include "ui/common/actionregistry.h"
#include "ui/common/panelhead.h"
#include "ui/common/windowcontext.h"

#include <QAction>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

/// More would not be told apart.
constexpr int pagesAtMost = 12;

} // namespace

ClientPanel::ClientPanel(const WindowParts &parts, RowSourceFactory source, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_source(std::move(source))
    , m_head(new PanelHead(parts.theme, tr("Client"), this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
{
    setObjectName(u"clientPanel"_qs);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_tabs->setObjectName(u"clientPageTabs"_qs);
    m_tabs->setAccessibleName(tr("Clients"));
    m_tabs->setExpanding(false);
    m_tabs->setElideMode(Qt::ElideNone);
    m_pages->setObjectName(u"clientPages"_qs);
    setFocusProxy(m_pages);
    addActions();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &ClientPanel::showPage);
    connectContext();
    addPage();
}

void ClientPanel::addActions()
{
    ActionRegistry &actions = m_parts.actions;
    QAction *add = actions.add({.name = u"newClient"_qs,
                                .text = tr("&New client"),
                                .icon = u"add"_qs,
                                .shortcut = QKeySequence(u"Ctrl+T"_qs),
                                .toolTip = tr("One more client beside this one"),
                                .run = [this] { addPage()->focusUrl(); },
                                .menu = ActionMenu::Client});
    m_close = actions.add({.name = u"closeClient"_qs,
                           .text = tr("Clos&e this client"),
                           .icon = u"remove"_qs,
                           .shortcut = QKeySequence(u"Ctrl+W"_qs),
                           .toolTip = {},
                           .run = [this] { closePage(m_tabs->currentIndex()); },
                           .menu = ActionMenu::Client});
    actions.add({.name = u"focusUrl"_qs,
                 .text = tr("&Go to the URL"),
                 .icon = {},
                 .shortcut = QKeySequence(u"Ctrl+L"_qs),
                 .toolTip = {},
                 .run = [this] { current()->focusUrl(); },
                 .menu = ActionMenu::Client});
    QAction *send = actions.add({.name = u"sendMessage"_qs,
                                 .text = tr("&Send the message"),
                                 .icon = u"send"_qs,
                                 .shortcut = QKeySequence(u"Ctrl+Return"_qs),
                                 .toolTip = tr("Send what the client in front has written; connects first"),
                                 .run = [this] { current()->pressSend(); },
                                 .menu = ActionMenu::Client});
    send->setShortcuts({QKeySequence(u"Ctrl+Return"_qs), QKeySequence(u"Ctrl+Enter"_qs)});
    actions.add({.name = u"clearConversation"_qs,
                 .text = tr("Clear the con&versation"),
                 .icon = u"clear"_qs,
                 .shortcut = {},
                 .toolTip = tr("Clear the conversation; the log keeps it"),
                 .run = [this] { current()->clearConversation(); },
                 .menu = ActionMenu::Client});
    m_head->addAction(add);
    m_head->addAction(m_close);
}

void ClientPanel::connectContext()
{
    WindowContext &context = m_parts.context;
    connect(&context, &WindowContext::messageWanted, this,
            [this](const QString &name) { inFront()->takeMessage(name); });
    connect(&context, &WindowContext::requestWanted, this,
            [this](const QString &name) { inFront()->takeRequest(name); });
    connect(&context, &WindowContext::urlWanted, this, [this](const QString &url) {
        ClientPage *free = inFront()->isLive() ? addPage() : current();
        free->takeUrl(url);
    });
    connect(&context, &WindowContext::payloadWanted, this,
            [this](const QByteArray &payload, bool isBinary) { inFront()->takePayload(payload, isBinary); });
}

ClientPage *ClientPanel::inFront()
{
    // What is taken into a panel that was closed would not be seen.
    if (QAction *show = m_parts.actions.find(u"goToClient"_qs); show != nullptr && !isVisible())
        show->trigger();
    return current();
}

ClientPage *ClientPanel::page(int place) const
{
    return qobject_cast<ClientPage *>(m_pages->widget(place));
}

ClientPage *ClientPanel::current() const
{
    return page(m_pages->currentIndex());
}

ClientPage *ClientPanel::addPage()
{
    if (m_pages->count() >= pagesAtMost)
        return current();
    auto *added = new ClientPage(m_parts, m_source, m_pages);
    m_pages->addWidget(added);
    m_tabs->addTab(added->title());
    connect(added, &ClientPage::stateChanged, this, &ClientPanel::updateTabs);
    m_tabs->setCurrentIndex(m_tabs->count() - 1);
    showPage(m_tabs->currentIndex());
    return added;
}

void ClientPanel::closePage(int place)
{
    ClientPage *closed = page(place);
    if (closed == nullptr || m_pages->count() == 1)
        return;
    closed->leave();
    m_pages->removeWidget(closed);
    m_tabs->removeTab(place);
    closed->deleteLater();
    showPage(m_tabs->currentIndex());
}

void ClientPanel::showPage(int place)
{
    if (page(place) == nullptr)
        return;
    m_pages->setCurrentIndex(place);
    m_pages->setFocusProxy(page(place));
    updateTabs();
}

void ClientPanel::updateTabs()
{
    if (current() == nullptr)
        return;
    const int count = m_pages->count();
    m_tabs->setVisible(count > 1);
    m_close->setEnabled(count > 1);
    for (int place = 0; place < count; ++place) {
        const ClientState state = page(place)->state();
        // The shape says it, as the tab has no colour of its own.
        m_tabs->setTabText(place, (state.isOpen ? u"● "_qs : u"○ "_qs) % page(place)->title());
        m_tabs->setTabToolTip(place, state.word);
    }
    const ClientState state = current()->state();
    m_head->setSummary(state.summary);
    m_head->setPill(state.word, state.tone);
}

} // namespace framewright::ui
