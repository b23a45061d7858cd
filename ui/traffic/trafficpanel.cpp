// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/trafficpanel.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/messages/messagedetail.h"
#include "ui/messages/messagelist.h"
#include "ui/messages/trafficmodel.h"

#include <QAction>
#include <QSplitter>
#include <QVBoxLayout>

namespace framewright::ui {

TrafficPanel::TrafficPanel(const Theme &theme, engine::Engine &engine, const workspace::Document &document,
                           const ConnectionBook &book, WindowContext &context, ActionRegistry &actions,
                           const RowSourceFactory &source, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_engine(engine)
    , m_document(document)
    , m_book(book)
    , m_context(context)
    , m_model(new TrafficModel(source, Side::Server, this))
    , m_head(new PanelHead(theme, {}, this))
    , m_list(new MessageList(theme, m_model, MessageList::Layout::Full, this))
    , m_detail(new MessageDetail(theme, book, *m_model, this))
    , m_empty(nullptr)
{
    setObjectName(u"trafficPanel"_qs);
    m_list->setObjectName(u"trafficList"_qs);
    m_list->setAccessibleName(tr("Traffic"));
    m_empty = new EmptyState(theme, m_list);
    addActions(actions);
    m_empty->setAction(nullptr);
    m_head->setPlain();
    buildLayout();
    connect(m_list, &MessageList::rowChosen, m_detail, &MessageDetail::showRow);
    connect(m_list, &MessageList::followingChanged, m_follow, &QAction::setChecked);
    connect(&engine, &engine::Engine::captureChanged, m_model, &TrafficModel::setStatus);
    connect(&book, &ConnectionBook::changed, this, &TrafficPanel::updateFilter);
    connect(&book, &ConnectionBook::sessionNoted, this, &TrafficPanel::updateFilter);
    connect(&context, &WindowContext::selectionChanged, this, &TrafficPanel::updateFilter);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &TrafficPanel::updateHead);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &TrafficPanel::updateHead);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TrafficPanel::updateHead);
    updateFilter();
    updateHead();
}

void TrafficPanel::addActions(ActionRegistry &actions)
{
    m_showAll = actions.add({.name = u"showAllTraffic"_qs,
                             .text = tr("Show &all connections"),
                             .icon = u"messages"_qs,
                             .shortcut = QKeySequence(u"Ctrl+Shift+A"_qs),
                             .toolTip = {},
                             .run = [this] {
                                 m_context.select({m_context.selection().server, {}, {}});
                             }});
    m_pause = actions.add({.name = u"pauseTraffic"_qs,
                           .text = tr("&Pause the list"),
                           .icon = u"pause"_qs,
                           .shortcut = QKeySequence(u"Ctrl+Shift+P"_qs),
                           .toolTip = tr("Pause the list; recording goes on"),
                           .toggle = [this](bool paused) {
                               m_model->setPaused(paused);
                               updateHead();
                           }});
    m_follow = actions.add({.name = u"followTraffic"_qs,
                            .text = tr("&Follow the newest"),
                            .icon = u"follow"_qs,
                            .shortcut = QKeySequence(u"Ctrl+Shift+F"_qs),
                            .toolTip = {},
                            .toggle = [this](bool follow) { m_list->setFollowing(follow); }});
    m_follow->setChecked(true);
    actions.add({.name = u"clearTraffic"_qs,
                 .text = tr("C&lear the log"),
                 .icon = u"clear"_qs,
                 .shortcut = QKeySequence(u"Ctrl+Shift+Del"_qs),
                 .toolTip = tr("Clear the log and free its disk space"),
                 .run = [this] { m_engine.clearCapture(); }});
    for (const QString &name : {u"showAllTraffic"_qs, u"pauseTraffic"_qs, u"followTraffic"_qs, u"clearTraffic"_qs})
        m_head->addAction(actions[name]);
}

void TrafficPanel::buildLayout()
{
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"trafficSplitter"_qs);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_list);
    splitter->addWidget(m_detail);
    splitter->setSizes({300, 120});
    splitter->setStretchFactor(0, 1);
    m_list->setMinimumHeight(3 * Theme::rowHeight(font()));
    m_detail->setMinimumHeight(Theme::headHeight(font()) + 2 * Theme::rowHeight(font()));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
}

RowFilter TrafficPanel::wantedFilter() const
{
    const Selection &selection = m_context.selection();
    if (selection.connection)
        return {QSet<ConnectionId>{selection.connection}, {}};
    if (selection.route)
        return {m_book.onRoute(selection.route), {}};
    return {std::nullopt, m_book.sessions()};
}

void TrafficPanel::updateFilter()
{
    m_model->setFilter(wantedFilter());
    const Selection &selection = m_context.selection();
    m_showAll->setEnabled(selection.connection || selection.route);
    updateHead();
}

QString TrafficPanel::filterText() const
{
    const Selection &selection = m_context.selection();
    if (selection.connection)
        return tr("connection #%1").arg(selection.connection.value);
    if (const workspace::Route *route = m_document.workspace().findRoute(selection.route))
        return route->path;
    return tr("all connections");
}

void TrafficPanel::updateHead()
{
    const int rows = m_model->rowCount();
    QString summary = filterText();
    if (rows > 0)
        summary += u", " % (rows == 1 ? tr("1 row") : tr("%1 rows").arg(format::count(rows)));
    if (m_model->isPaused())
        summary += u", " % tr("paused");
    m_head->setSummary(summary);
    if (m_context.selection().connection || m_context.selection().route) {
        m_empty->setTexts(tr("Nothing from here yet"), tr("The log is narrowed to %1.").arg(filterText()));
        m_empty->setAction(m_showAll);
    } else {
        m_empty->setTexts(tr("No traffic yet"), tr("Every handshake, message, ping and close of the mock servers is "
                                                   "listed here. Send something with the client panel."));
        m_empty->setAction(nullptr);
    }
}

} // namespace framewright::ui
