// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/routepage.h"

#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/celldelegate.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/noticebar.h"
#include "ui/common/panelhead.h"
#include "ui/common/routeurl.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/routes/rulemodel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

namespace framewright::ui {

RoutePage::RoutePage(const Theme &theme, engine::Engine &engine, const workspace::Document &document,
                     const ConnectionBook &book, const WindowContext &context, ActionRegistry &actions, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_engine(engine)
    , m_document(document)
    , m_book(book)
    , m_context(context)
    , m_model(new RuleModel(this))
    , m_head(new PanelHead(theme, {}, this))
    , m_notice(new NoticeBar(theme, this))
    , m_table(new QTableView(this))
{
    setObjectName(u"routePage"_qs);
    m_head->setTitleFixed();
    addActions(actions);
    buildTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_head);
    layout->addWidget(m_notice);
    layout->addWidget(m_table, 1);
    connect(&document, &workspace::Document::changed, this, &RoutePage::showRoute);
    connect(&context, &WindowContext::selectionChanged, this, &RoutePage::showRoute);
    connect(&book, &ConnectionBook::changed, this, &RoutePage::updateHead);
    connect(&engine, &engine::Engine::serversChanged, this, &RoutePage::updateHead);
    connect(&engine, &engine::Engine::hitsChanged, this, &RoutePage::handleHits);
    connect(&engine, &engine::Engine::problemsFound, this, &RoutePage::handleProblems);
    showRoute();
}

void RoutePage::addActions(ActionRegistry &actions)
{
    m_copy = actions.add({.name = u"copyRouteUrl"_qs,
                          .text = tr("Copy the route's &URL"),
                          .icon = u"copy"_qs,
                          .shortcut = QKeySequence(u"Ctrl+Shift+C"_qs),
                          .toolTip = {},
                          .run = [this] { QGuiApplication::clipboard()->setText(m_url); }});
    m_head->addAction(m_copy);
}

void RoutePage::buildTable()
{
    m_table->setObjectName(u"ruleTable"_qs);
    m_table->setAccessibleName(tr("Rules"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(m_theme, m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setMinimumSectionSize(Theme::rowHeight(font()));
    m_table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    QHeaderView *header = m_table->horizontalHeader();
    header->setSectionsClickable(false);
    header->setHighlightSections(false);
    header->setSectionResizeMode(RuleModel::ThenColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(RuleModel::WhenColumn, 15 * letter);
    m_table->setColumnWidth(RuleModel::MatchesColumn, 34 * letter);
    m_table->setColumnWidth(RuleModel::HitsColumn, 11 * letter);
    m_table->setMinimumHeight(3 * Theme::rowHeight(font()));
    m_empty = new EmptyState(m_theme, m_table);
}

const workspace::Server *RoutePage::server() const
{
    return m_document.workspace().findServer(m_context.selection().server);
}

const workspace::Route *RoutePage::route() const
{
    if (const workspace::Route *chosen = m_document.workspace().findRoute(m_context.selection().route))
        return chosen;
    const workspace::Server *shown = server();
    return shown == nullptr || shown->routes.empty() ? nullptr : &shown->routes.front();
}

void RoutePage::showRoute()
{
    const workspace::Route *shown = route();
    m_model->setRoute(shown);
    if (shown == nullptr)
        m_empty->setTexts(tr("No route"), tr("What a mock route answers is listed here."));
    else
        m_empty->setTexts(
            tr("No rules"),
            tr("This route takes every handshake and says nothing. Its messages are logged all the same."));
    if (shown != nullptr)
        m_model->setHits(m_hits.value(shown->id));
    updateHead();
    updateProblems();
}

void RoutePage::updateHead()
{
    const workspace::Route *shown = route();
    m_copy->setEnabled(shown != nullptr);
    if (shown == nullptr || server() == nullptr) {
        m_head->setTitle(tr("No route"));
        m_head->setSummary({});
        m_head->setPill({}, PillTone::Neutral);
        return;
    }
    m_url = routeUrl(*server(), *shown, m_engine.servers());
    const int live = m_book.liveOnRoute(shown->id);
    m_head->setTitle(shown->path);
    m_head->setSummary(m_url);
    m_head->setPill(tr("%1 live").arg(format::count(live)), live > 0 ? PillTone::Good : PillTone::Neutral);
}

void RoutePage::updateProblems()
{
    const workspace::Route *shown = route();
    const QList<rules::Problem> problems = shown == nullptr ? QList<rules::Problem>() : m_problems.value(shown->id);
    if (problems.isEmpty())
        return m_notice->dismiss();
    const rules::Problem &first = problems.constFirst();
    const QString more = problems.size() > 1 ? tr("And %1 more.").arg(problems.size() - 1) : QString();
    m_notice->showError({first.text, tr("%1, %2").arg(first.rulePlace, first.field), more});
}

void RoutePage::handleHits(RouteId route, const QList<quint64> &hits)
{
    m_hits.insert(route, hits);
    const workspace::Route *shown = this->route();
    if (shown != nullptr && shown->id == route)
        m_model->setHits(hits);
}

void RoutePage::handleProblems(RouteId route, const QList<rules::Problem> &problems)
{
    m_problems.insert(route, problems);
    updateProblems();
}

} // namespace framewright::ui
