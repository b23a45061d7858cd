// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/traffic/trafficpanel.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/common/dialogs.h"
#include "ui/common/emptystate.h"
#include "ui/common/format.h"
#include "ui/common/longwork.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/messages/decodedtext.h"
#include "ui/messages/messagedetail.h"
#include "ui/messages/messagelist.h"
#include "ui/messages/rowexporter.h"
#include "ui/messages/trafficmodel.h"
#include "ui/traffic/filterbox.h"

#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

/// Clearing that takes longer is worth a word in the status bar.
constexpr int clearingMilliseconds = 300;

} // namespace

TrafficPanel::TrafficPanel(const WindowParts &parts, const RowSourceFactory &source, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_model(new TrafficModel(source, Side::Server, this))
    , m_head(new PanelHead(parts.theme, {}, this))
    , m_box(new FilterBox(
          parts.theme, [this] { return names(); }, this))
    , m_list(new MessageList(parts.theme, m_model, MessageList::Layout::Full, this))
    , m_detail(new MessageDetail(parts, *m_model, MessageDetail::Actions::Buttons, this))
    , m_splitter(new QSplitter(this))
    , m_empty(nullptr)
    , m_jump(source)
    , m_exporter(new RowExporter(source, this))
{
    setObjectName(u"trafficPanel"_qs);
    m_list->setObjectName(u"trafficList"_qs);
    m_list->setAccessibleName(tr("Traffic"));
    setFocusProxy(m_list);
    m_list->rememberColumns(u"traffic/columns"_qs);
    m_model->setBook(&parts.book);
    m_model->setCodecs([this] { return codecsOf(m_parts.book, m_parts.editor.workspace()); });
    m_empty = new EmptyState(parts.theme, m_list);
    m_empty->setAction(nullptr);
    m_head->setPlain();
    addActions();
    addFilterActions();
    buildLayout();
    connectModel();
    updateFilter();
}

void TrafficPanel::connectModel()
{
    connect(m_list, &MessageList::rowChosen, m_detail, &MessageDetail::showRow);
    connect(m_list, &MessageList::rowChosen, this, &TrafficPanel::updateTrial);
    connect(m_list, &MessageList::followingChanged, m_follow, &QAction::setChecked);
    connect(m_list, &MessageList::menuAboutToShow, this, &TrafficPanel::fillRowMenu);
    m_detail->setJump([this](qint64 row) { jumpTo(row); });
    connect(m_list, &MessageList::detailWanted, m_detail, qOverload<>(&QWidget::setFocus));
    connect(m_detail, &MessageDetail::left, m_list, qOverload<>(&QWidget::setFocus));
    connect(m_box, &FilterBox::changed, this, &TrafficPanel::updateFilter);
    connect(m_box, &FilterBox::leftDownwards, m_list, qOverload<>(&QWidget::setFocus));
    connect(&m_parts.engine, &engine::Engine::captureChanged, this, &TrafficPanel::handleStatus);
    connect(&m_parts.book, &ConnectionBook::changed, this, &TrafficPanel::updateFilter);
    connect(&m_parts.book, &ConnectionBook::sessionNoted, this, &TrafficPanel::updateFilter);
    connect(&m_parts.context, &WindowContext::selectionChanged, this, &TrafficPanel::updateFilter);
    connect(&m_parts.editor.document(), &workspace::Document::changed, this, [this](const workspace::Change &change) {
        // The head names the route that the log is narrowed to.
        if (change.what == workspace::Change::What::RuleChanged)
            return;
        updateHead();
        m_model->refreshCodecs();
    });
    connect(m_model, &TrafficModel::scanChanged, this, &TrafficPanel::updateHead);
    for (auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &TrafficPanel::updateHead);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TrafficPanel::updateHead);
    connect(&m_jump, &RowScanner::found, this, &TrafficPanel::handleHandshake);
    connect(m_exporter, &RowExporter::advanced, this, [this](double done) { m_parts.work.setDone(m_exporting, done); });
    connect(m_exporter, &RowExporter::finished, this, &TrafficPanel::handleExported);
    m_clearing.setSingleShot(true);
    m_clearing.setInterval(clearingMilliseconds);
    connect(&m_clearing, &QTimer::timeout, this, [this] {
        m_work = m_parts.work.begin(tr("Clearing the log"), [this] {
            m_parts.engine.stopClearing();
            endClearing();
        });
        showCleared();
    });
}

void TrafficPanel::addActions()
{
    ActionRegistry &actions = m_parts.actions;
    m_showAll = actions.add({.name = u"showAllTraffic"_qs,
                             .text = tr("Show &all connections"),
                             .icon = u"messages"_qs,
                             .shortcut = QKeySequence(u"Ctrl+Shift+A"_qs),
                             .toolTip = {},
                             .run = [this] {
                                 m_parts.context.select({m_parts.context.selection().server, {}, {}});
                             }});
    m_pause = actions.add({.name = u"pauseTraffic"_qs,
                           .text = tr("Pa&use the list"),
                           .icon = u"pause"_qs,
                           .shortcut = QKeySequence(u"Ctrl+Shift+P"_qs),
                           .toolTip = tr("Pause the list; recording goes on"),
                           .toggle = [this](bool paused) { m_model->setPaused(paused); }});
    m_follow = actions.add({.name = u"followTraffic"_qs,
                            .text = tr("&Follow the newest"),
                            .icon = u"follow"_qs,
                            .shortcut = QKeySequence(u"Ctrl+Shift+F"_qs),
                            .toolTip = {},
                            .toggle = [this](bool follow) { m_list->setFollowing(follow); }});
    m_follow->setChecked(true);
    m_clear = actions.add({.name = u"clearTraffic"_qs,
                           .text = tr("C&lear the log"),
                           .icon = u"clear"_qs,
                           .shortcut = QKeySequence(u"Ctrl+Shift+Del"_qs),
                           .toolTip = tr("Clear the log and free its disk space"),
                           .run = [this] { clear(); }});
    for (QAction *action : {m_showAll, m_pause, m_follow, m_clear})
        m_head->addAction(action);
}

void TrafficPanel::addFilterActions()
{
    ActionRegistry &actions = m_parts.actions;
    actions.add({.name = u"filterTraffic"_qs,
                 .text = tr("&Find or filter"),
                 .icon = u"filter"_qs,
                 .shortcut = QKeySequence::Find,
                 .toolTip = tr("Filter the log, or search in the message that has the focus"),
                 .run = [this] { find(); },
                 .menu = ActionMenu::Edit,
                 .opensGroup = true});
    m_unfilter = actions.add({.name = u"clearFilter"_qs,
                              .text = tr("Clear the f&ilter"),
                              .icon = {},
                              .shortcut = {},
                              .toolTip = {},
                              .run = [this] { m_box->showAll(); },
                              .menu = ActionMenu::Edit});
    m_export = actions.add({.name = u"exportTraffic"_qs,
                            .text = tr("E&xport these rows…"),
                            .icon = u"download"_qs,
                            .shortcut = {},
                            .toolTip = tr("Write the rows that are shown to a file, each as a line of JSON"),
                            .run = [this] { exportRows(); },
                            .menu = ActionMenu::Edit});
    m_beside = actions.add({.name = u"detailBeside"_qs,
                            .text = tr("Message &beside the log"),
                            .icon = u"layout"_qs,
                            .shortcut = {},
                            .toolTip = tr("Show the message at the right of the log, not below"),
                            .toggle = [this](bool beside) { setDetailBeside(beside); },
                            .menu = ActionMenu::View});
    m_detail->addAction(m_beside);
    m_tryOnPaper = actions.add({.name = u"tryOnPaper"_qs,
                                .text = tr("Tr&y on paper…"),
                                .icon = u"note"_qs,
                                .shortcut = QKeySequence(u"Ctrl+Shift+Y"_qs),
                                .toolTip = tr("Run the chosen message through its route, with nothing on the wire"),
                                .run = [this] { tryOnPaper(); },
                                .menu = ActionMenu::Route});
    m_tryOnPaper->setEnabled(false);
}

void TrafficPanel::buildLayout()
{
    m_splitter->setObjectName(u"trafficSplitter"_qs);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_list);
    m_splitter->addWidget(m_detail);
    // Both give way in a low window: a list of two rows is none.
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_list->setMinimumSize(20 * fontMetrics().averageCharWidth(), 3 * Theme::rowHeight(font()));
    m_detail->setMinimumSize(20 * fontMetrics().averageCharWidth(),
                             Theme::headHeight(font()) + 2 * Theme::rowHeight(font()));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_box);
    layout->addWidget(m_splitter, 1);
    const bool beside = QSettings().value(u"traffic/detailBeside"_qs, false).toBool();
    m_beside->setChecked(beside);
    setDetailBeside(beside);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        QSettings().setValue(m_beside->isChecked() ? u"traffic/splitterBeside"_qs : u"traffic/splitterBelow"_qs,
                             m_splitter->saveState());
    });
}

void TrafficPanel::setDetailBeside(bool beside)
{
    QSettings settings;
    settings.setValue(u"traffic/detailBeside"_qs, beside);
    const QByteArray kept =
        settings.value(beside ? u"traffic/splitterBeside"_qs : u"traffic/splitterBelow"_qs).toByteArray();
    if (!kept.isEmpty() && m_splitter->restoreState(kept) &&
        m_splitter->orientation() == (beside ? Qt::Horizontal : Qt::Vertical))
        return;
    m_splitter->setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
    m_splitter->setSizes(beside ? QList<int>{450, 300} : QList<int>{270, 160});
}

void TrafficPanel::find()
{
    for (QWidget *focused = QApplication::focusWidget(); focused != nullptr; focused = focused->parentWidget()) {
        if (auto *detail = qobject_cast<MessageDetail *>(focused))
            return detail->openSearch();
    }
    m_box->focusField();
}

traffic::FilterNames TrafficPanel::names() const
{
    traffic::FilterNames names;
    QList<ConnectionId> ids = m_parts.book.ids();
    std::sort(ids.begin(), ids.end(), std::greater<>());
    constexpr qsizetype most = 100;
    for (const ConnectionId id : ids.first(std::min(ids.size(), most)))
        names.connections.append(QString::number(id.value));
    for (const workspace::Server &server : m_parts.editor.workspace().servers) {
        for (const workspace::Route &route : server.routes) {
            names.routes.append(route.path);
            for (const workspace::Rule &rule : route.rules)
                names.rules.append(rule.name);
        }
    }
    for (QStringList *list : {&names.routes, &names.rules}) {
        list->removeAll(QString());
        list->removeDuplicates();
    }
    return names;
}

RowFilter TrafficPanel::wantedFilter() const
{
    RowFilter filter;
    const Selection &selection = m_parts.context.selection();
    if (selection.connection)
        filter.only = QSet<ConnectionId>{selection.connection};
    else if (selection.route)
        filter.only = m_parts.book.onRoute(selection.route);
    else
        filter.except = m_parts.book.sessions();
    filter.words = m_box->words();
    filter.direction = m_box->direction();
    filter.hidesControl = !m_box->showsControl();
    return filter;
}

void TrafficPanel::updateFilter()
{
    m_model->setFilter(wantedFilter());
    const Selection &selection = m_parts.context.selection();
    m_showAll->setEnabled(selection.connection || selection.route);
    m_unfilter->setEnabled(!m_box->isEmpty() || !m_box->showsControl());
    updateHead();
}

QString TrafficPanel::filterText() const
{
    const Selection &selection = m_parts.context.selection();
    if (selection.connection)
        return tr("connection #%1").arg(selection.connection.value);
    if (const workspace::Route *route = m_parts.editor.workspace().findRoute(selection.route))
        return route->path;
    return tr("all connections");
}

void TrafficPanel::updateHead()
{
    const traffic::CaptureStatus &status = m_model->status();
    const qint64 all = status.firstRow == 0 ? 0 : status.lastRow - status.firstRow + 1;
    const int rows = m_model->rowCount();
    QStringList parts{filterText()};
    // The rows of our own clients stand in their panel, and are no rows that a filter left out.
    const Selection &selection = m_parts.context.selection();
    const bool isWhole = rows == all || (m_box->isEmpty() && !selection.connection && !selection.route);
    if (all > 0)
        parts << (!isWhole    ? tr("%1 of %2 recorded").arg(format::count(rows), format::count(all))
                  : rows == 1 ? tr("1 row")
                              : tr("%1 rows").arg(format::count(rows)));
    if (const std::optional<double> progress = m_model->progress())
        parts << tr("looking, %1 %").arg(static_cast<int>(*progress * 100));
    if (status.missed > 0)
        parts << tr("%1 missed").arg(format::count(status.missed));
    if (m_model->isPaused())
        parts << (m_model->heldBack() > 0 ? tr("paused, %1 waiting").arg(format::count(m_model->heldBack()))
                                          : tr("paused"));
    m_head->setSummary(parts.join(QLatin1String(", ")));
    m_box->setWarning(m_model->isTooCostly() ? tr("The regular expression takes too many steps on some rows: they "
                                                  "are left out. Make it simpler.")
                                             : QString());
    m_export->setEnabled(rows > 0 && m_exporting == 0);
    updateEmpty();
}

void TrafficPanel::updateEmpty()
{
    if (!m_box->isEmpty()) {
        m_empty->setTexts(m_model->progress() ? tr("Looking…") : tr("Nothing matches the filter"),
                          tr("The log is narrowed to %1.")
                              .arg(m_box->words().isEmpty() ? tr("one direction") : m_box->words().text()));
        m_empty->setAction(m_unfilter);
    } else if (m_parts.context.selection().connection || m_parts.context.selection().route) {
        m_empty->setTexts(tr("Nothing from here yet"), tr("The log is narrowed to %1.").arg(filterText()));
        m_empty->setAction(m_showAll);
    } else if (const qint64 waiting = m_model->heldBack(); m_model->isPaused() && waiting > 0) {
        const QString keys = m_pause->shortcut().toString(QKeySequence::NativeText);
        m_empty->setTexts(tr("The list is paused"),
                          waiting == 1 ? tr("1 row waits until it goes on: %1.").arg(keys)
                                       : tr("%1 rows wait until it goes on: %2.").arg(format::count(waiting), keys));
        m_empty->setAction(nullptr);
    } else {
        m_empty->setTexts(tr("No traffic yet"), tr("Every handshake, message, ping and close of the mock servers is "
                                                   "listed here. Send something with the client panel."));
        m_empty->setAction(nullptr);
    }
}

void TrafficPanel::clear()
{
    m_clearedFrom = m_model->status().firstRow;
    m_clearedTo = m_model->status().lastRow;
    if (m_clearedTo == 0)
        return;
    m_clear->setEnabled(false);
    m_clearing.start();
    m_parts.engine.clearCapture();
}

void TrafficPanel::exportRows()
{
    const std::optional<QString> name = m_parts.dialogs.fileToWrite(this, tr("Export the rows"), u"traffic.ndjson"_qs);
    if (!name)
        return;
    m_exporter->start(*name, m_model->rows());
    m_exporting = m_parts.work.begin(tr("Exporting the log"), [this] { m_exporter->cancel(); });
    updateHead();
}

void TrafficPanel::handleExported(qint64 rows, const std::optional<Error> &error)
{
    Q_UNUSED(rows)
    m_parts.work.end(std::exchange(m_exporting, 0));
    updateHead();
    if (error)
        m_parts.dialogs.ask(this, {tr("Export the rows"), error->what, error->advice, tr("Close"), {}});
}

void TrafficPanel::handleStatus(const traffic::CaptureStatus &status)
{
    m_model->setStatus(status);
    updateHead();
    if (m_clearedTo == 0)
        return;
    if (status.firstRow != 0 && status.firstRow <= m_clearedTo && status.problem.isEmpty())
        showCleared();
    else
        endClearing();
}

/// How much of it is gone.
void TrafficPanel::showCleared()
{
    const qint64 gone = m_model->status().firstRow - m_clearedFrom;
    m_parts.work.setDone(m_work, static_cast<double>(gone) / static_cast<double>(m_clearedTo - m_clearedFrom + 1));
}

void TrafficPanel::endClearing()
{
    m_clearedTo = 0;
    m_clear->setEnabled(true);
    m_clearing.stop();
    m_parts.work.end(std::exchange(m_work, 0));
}

} // namespace framewright::ui
