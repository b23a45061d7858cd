// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/routepage.h"

#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/common/noticebar.h"
#include "ui/common/panelhead.h"
#include "ui/common/routeurl.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/routes/companionpage.h"
#include "ui/routes/explaindialog.h"
#include "ui/routes/handshakepage.h"
#include "ui/routes/rulespage.h"
#include "ui/routes/signalbar.h"
#include "ui/routes/streampage.h"
#include "ui/routes/tryitpage.h"
#include "ui/routes/variablespage.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPainter>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>

namespace framewright::ui {

namespace {

/// The line under the tabs goes through to the right edge.
class TabRow final : public QWidget
{
public:
    TabRow(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setBackgroundRole(QPalette::Base);
        setAutoFillBackground(true);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Token::Line));
    }

private:
    const Theme &m_theme;
};

} // namespace

RoutePage::RoutePage(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_document(parts.editor.document())
    , m_head(new PanelHead(parts.theme, {}, this))
    , m_notice(new NoticeBar(parts.theme, this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
    , m_rules(new RulesPage(parts, m_pages))
{
    setObjectName(u"routePage"_qs);
    setFocusProxy(m_pages);
    m_head->setTitleFixed();
    addActions();
    buildTabs();
    connect(&m_document, &workspace::Document::changed, this, &RoutePage::handleChange);
    connect(&parts.context, &WindowContext::selectionChanged, this, &RoutePage::showRoute);
    connect(&parts.book, &ConnectionBook::changed, this, &RoutePage::updateHead);
    connect(&parts.engine, &engine::Engine::serversChanged, this, &RoutePage::updateHead);
    connect(&parts.engine, &engine::Engine::problemsFound, this, &RoutePage::handleProblems);
    connect(m_rules, &RulesPage::pasteFailed, m_notice, &NoticeBar::showError);
    showRoute();
}

void RoutePage::addActions()
{
    m_copy = m_parts.actions.add({.name = u"copyRouteUrl"_qs,
                                  .text = tr("Copy the route's &URL"),
                                  .icon = u"copy"_qs,
                                  .shortcut = QKeySequence(u"Ctrl+Shift+C"_qs),
                                  .toolTip = {},
                                  .run = [this] { QGuiApplication::clipboard()->setText(m_url); }});
    m_head->addAction(m_copy);
    m_useInClient = m_parts.actions.add({.name = u"useInClient"_qs,
                                         .text = tr("Use in the client"),
                                         .icon = u"plug"_qs,
                                         .shortcut = QKeySequence(u"Ctrl+Shift+U"_qs),
                                         .toolTip = tr("Let the client point at this route; a new one where the client "
                                                       "is connected"),
                                         .run = [this] { m_parts.context.wantUrl(m_url); },
                                         .menu = ActionMenu::Route});
    m_head->addAction(m_useInClient);
    m_explain = m_parts.actions.add({.name = u"explainRoute"_qs,
                                     .text = tr("E&xplain this route"),
                                     .icon = u"book"_qs,
                                     .shortcut = {},
                                     .toolTip = tr("Write out what the route does, as sentences"),
                                     .run = [this] { explain(); },
                                     .menu = ActionMenu::Route});
    m_head->addAction(m_explain);
}

void RoutePage::explain()
{
    m_rules->flush();
    if (const workspace::Route *shown = route()) {
        auto *dialog = new ExplainDialog(*shown, this); // It deletes itself.
        dialog->open();
    }
}

void RoutePage::buildTabs()
{
    m_tabs->setObjectName(u"routeTabs"_qs);
    m_tabs->setAccessibleName(tr("Parts of the route"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_pages->setObjectName(u"routePages"_qs);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    m_row = new TabRow(m_parts.theme, this);
    auto *line = new QHBoxLayout(m_row);
    line->setContentsMargins(measure::Medium, 0, measure::Small, 0);
    line->setSpacing(measure::Hair);
    line->addWidget(m_tabs);
    line->addStretch(1);
    m_rules->jsonAction()->setIconText(tr("JSON"));
    m_rules->addAction()->setIconText(tr("Rule"));
    for (QAction *action : {m_rules->jsonAction(), m_rules->addAction()}) {
        auto *button = new QToolButton(m_row);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        button->setObjectName(action->objectName() + u"Button"_qs);
        button->setAccessibleName(QString(action->text()).remove(u'&'));
        line->addWidget(button);
        connect(m_tabs, &QTabBar::currentChanged, button, [button](int tab) { button->setVisible(tab == 0); });
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_notice);
    layout->addWidget(m_row);
    auto *signalBar = new SignalBar(m_parts, this);
    connect(this, &RoutePage::routeShown, signalBar, &SignalBar::setRoute);
    layout->addWidget(signalBar);
    layout->addWidget(m_pages, 1);
    addPages();
}

void RoutePage::addPages()
{
    addPage(tr("Rules"), m_rules);
    const auto addSettings = [this](const QString &title, SettingsPage *page) {
        addPage(title, page);
        connect(this, &RoutePage::routeShown, page, &SettingsPage::setRoute);
    };
    addSettings(tr("Handshake"), new HandshakePage(m_parts, m_pages));
    addSettings(tr("Stream"), new StreamPage(m_parts, m_pages));
    addSettings(tr("Variables"), new VariablesPage(m_parts, m_pages));
    addSettings(tr("HTTP"), new CompanionPage(m_parts, m_pages));
    connect(m_rules, &RulesPage::handshakeWanted, this, [this] { m_tabs->setCurrentIndex(1); });
    auto *tryIt = new TryItPage(m_parts, m_rules->completion(), m_pages);
    addPage(tr("Try it"), tryIt);
    connect(this, &RoutePage::routeShown, tryIt, &TryItPage::setRoute);
    connect(&m_parts.context, &WindowContext::trialWanted, this, [this, tryIt](const TrialWish &wish) {
        m_rules->flush();
        m_tabs->setCurrentIndex(m_pages->indexOf(tryIt));
        tryIt->take(wish);
    });
    connect(tryIt, &TryItPage::ruleWanted, this, [this](RuleId rule) {
        m_tabs->setCurrentIndex(0);
        m_rules->showRule(rule);
    });
}

void RoutePage::addPage(const QString &title, QWidget *page)
{
    m_pages->addWidget(page);
    const int tab = m_tabs->addTab(title);
    m_pageActions << m_parts.actions.add({.name = u"showPage/" % page->objectName(),
                                          .text = tr("Route: %1").arg(title),
                                          .icon = u"route"_qs,
                                          .shortcut = {},
                                          .toolTip = {},
                                          .run = [this, tab] {
                                              m_tabs->setCurrentIndex(tab);
                                              m_tabs->setFocus(Qt::ShortcutFocusReason);
                                          }});
}

const workspace::Server *RoutePage::server() const
{
    return m_document.workspace().findServer(m_parts.context.selection().server);
}

const workspace::Route *RoutePage::route() const
{
    if (const workspace::Route *chosen = m_document.workspace().findRoute(m_parts.context.selection().route))
        return chosen;
    const workspace::Server *shown = server();
    if (shown == nullptr || shown->routes.empty())
        return nullptr;
    // Who widens the log to all connections goes on with the route at hand.
    const auto atHand = std::ranges::find(shown->routes, m_shown, &workspace::Route::id);
    return atHand != shown->routes.end() ? &*atHand : &shown->routes.front();
}

void RoutePage::showRoute()
{
    const workspace::Route *shown = route();
    m_shown = shown == nullptr ? RouteId() : shown->id;
    // Nothing has parts: the empty list of rules says what comes first.
    m_row->setVisible(shown != nullptr);
    if (shown == nullptr)
        m_tabs->setCurrentIndex(0);
    m_rules->showRoute(m_shown);
    emit routeShown(m_shown);
    updateHead();
    updateProblems();
}

void RoutePage::handleChange(const workspace::Change &change)
{
    using What = workspace::Change::What;
    // The rules of the route say nothing about its head.
    if (change.what != What::RuleChanged || change.route != m_shown)
        showRoute();
}

void RoutePage::updateHead()
{
    const workspace::Route *shown = route();
    m_copy->setEnabled(shown != nullptr);
    m_useInClient->setEnabled(shown != nullptr);
    m_explain->setEnabled(shown != nullptr);
    for (QAction *action : std::as_const(m_pageActions))
        action->setEnabled(shown != nullptr);
    if (shown == nullptr || server() == nullptr) {
        m_head->setTitle(tr("No route"));
        m_head->setSummary({});
        m_head->setPill({}, PillTone::Neutral);
        return;
    }
    m_url = routeUrl(*server(), *shown, m_parts.engine.servers());
    const int live = m_parts.book.liveOnRoute(shown->id);
    m_head->setTitle(shown->path);
    m_head->setSummary(m_url);
    m_head->setPill(tr("%1 live").arg(format::count(live)), live > 0 ? PillTone::Good : PillTone::Neutral);
}

void RoutePage::updateProblems()
{
    QList<rules::Problem> problems = m_problems.value(m_shown);
    // Those of rules stand in the table and at their fields.
    problems.removeIf([](const rules::Problem &problem) { return bool(problem.rule); });
    if (problems.isEmpty())
        return m_notice->dismiss();
    const rules::Problem &first = problems.constFirst();
    const QString more = problems.size() > 1 ? u' ' % tr("And %1 more.").arg(problems.size() - 1) : QString();
    // In one line: the room under it is for the fields, at which each stands too.
    m_notice->showError({QString(first.field % u": " % first.text % more), {}, {}});
}

void RoutePage::handleProblems(RouteId route, const QList<rules::Problem> &problems)
{
    m_problems.insert(route, problems);
    updateProblems();
}

} // namespace framewright::ui
