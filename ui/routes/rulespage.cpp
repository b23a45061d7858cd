// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/rulespage.h"

#include "ui/common/actionregistry.h"
#include "ui/common/celldelegate.h"
#include "ui/common/emptystate.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/routes/livevariables.h"
#include "ui/routes/messagesampler.h"
#include "ui/routes/rulemodel.h"
#include "ui/rules/completion.h"
#include "ui/rules/ruleeditor.h"
#include "ui/rules/ruleplaces.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace framewright::ui {

RulesPage::RulesPage(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_document(parts.editor.document())
    , m_model(new RuleModel(this))
    , m_table(new QTableView(this))
    , m_completion(new Completion(this))
    , m_sampler(new MessageSampler([fileName = parts.engine.captureFile()] { return captureFileRows(fileName); },
                                   parts.book, m_document, *m_completion, this))
    , m_live(new LiveVariables(parts, this))
    , m_editor(new RuleEditor(parts.theme, parts.editor, *m_completion, this))
{
    setObjectName(u"rulesPage"_qs);
    addActions();
    buildTable();
    buildLayout();
    addShortcuts();
    connect(&m_document, &workspace::Document::changed, this, &RulesPage::handleChange);
    connect(&parts.engine, &engine::Engine::hitsChanged, this, &RulesPage::handleHits);
    connect(&parts.engine, &engine::Engine::problemsFound, this, &RulesPage::handleProblems);
    connect(&parts.engine, &engine::Engine::captureChanged, m_sampler, &MessageSampler::setStatus);
    connect(m_live, &LiveVariables::changed, m_completion, [this] { m_completion->setNow(m_live->now()); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RulesPage::showChosen);
    connect(m_model, &RuleModel::moveWanted, this, [this](RuleId rule, int position) {
        flush();
        m_parts.editor.moveRule({tr("Move a rule")}, rule, m_route, position);
    });
    connect(m_model, &RuleModel::rulesWanted, this, &RulesPage::pasteRules);
    showChosen();
}

void RulesPage::addActions()
{
    ActionRegistry &actions = m_parts.actions;
    const auto add = [&](const QString &name, const QString &text, const QString &icon, const QKeySequence &shortcut,
                         const QString &toolTip, const std::function<void()> &run) {
        return actions.add({.name = name,
                            .text = text,
                            .icon = icon,
                            .shortcut = shortcut,
                            .toolTip = toolTip,
                            .run = run,
                            .menu = ActionMenu::Route});
    };
    m_add = add(u"addRule"_qs, tr("Add a ru&le"), u"add"_qs, QKeySequence(u"Ctrl+Shift+R"_qs),
                tr("Add a rule behind the chosen one"), [this] { addRule(); });
    m_duplicate =
        add(u"duplicateRule"_qs, tr("&Duplicate the rule"), u"duplicate"_qs, {}, {}, [this] { duplicateRule(); });
    m_toggle = add(u"toggleRule"_qs, tr("Tur&n the rule on or off"), u"eye"_qs, {}, {}, [this] { toggleRule(); });
    m_copy = add(u"copyRule"_qs, tr("&Copy the rule as JSON"), u"copy"_qs, {}, {}, [this] { copyRule(); });
    m_paste = add(u"pasteRules"_qs, tr("P&aste rules"), u"paste"_qs, {}, {}, [this] { pasteFromClipboard(); });
    m_remove = add(u"deleteRule"_qs, tr("Delete t&he rule"), u"trash"_qs, {}, {}, [this] { removeRule(); });
    m_json = actions.add({.name = u"showRuleJson"_qs,
                          .text = tr("Rule as &JSON"),
                          .icon = u"braces"_qs,
                          .shortcut = QKeySequence(u"Ctrl+Shift+J"_qs),
                          .toolTip = tr("Show the rule as a form or as JSON"),
                          .toggle = [this](bool isOn) { m_editor->setJsonShown(isOn); },
                          .menu = ActionMenu::Route});
}

void RulesPage::addShortcuts()
{
    // Keys that other lists have too go by focus.
    const auto add = [this](const QKeySequence &keys, const std::function<void()> &run) {
        auto *shortcut = new QShortcut(keys, m_table);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    add(QKeySequence::Delete, [this] { removeRule(); });
    add(QKeySequence(u"Ctrl+D"_qs), [this] { duplicateRule(); });
    add(QKeySequence::Copy, [this] { copyRule(); });
    add(QKeySequence::Cut, [this] {
        copyRule();
        removeRule();
    });
    add(QKeySequence::Paste, [this] { pasteFromClipboard(); });
    add(QKeySequence(u"Alt+Up"_qs), [this] { moveRule(-1); });
    add(QKeySequence(u"Alt+Down"_qs), [this] { moveRule(1); });
    add(QKeySequence(Qt::Key_Space), [this] { toggleRule(); });
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        add(QKeySequence(key), [this] { m_editor->start(); });
    add(QKeySequence(Qt::Key_Insert), [this] { addRule(); });
}

void RulesPage::buildTable()
{
    m_table->setObjectName(u"ruleTable"_qs);
    m_table->setAccessibleName(tr("Rules"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new CellDelegate(m_parts.theme, m_table));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setTabKeyNavigation(false);
    m_table->setDragDropMode(QAbstractItemView::DragDrop);
    m_table->setDefaultDropAction(Qt::MoveAction);
    m_table->setDragDropOverwriteMode(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, &RulesPage::showMenu);
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this] { m_editor->start(); });
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
    // A click beside the rows leaves the form at its rule, and the table goes on telling which one that is.
    connect(
        m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        [this] {
            if (!m_table->selectionModel()->hasSelection() && m_table->currentIndex().isValid())
                m_table->selectRow(m_table->currentIndex().row());
        },
        Qt::QueuedConnection);
    m_empty = new EmptyState(m_parts.theme, m_table);
    m_empty->setTexts(tr("No rules"),
                      tr("This route takes every handshake and says nothing. Its messages are logged all the same."));
    m_empty->setAction(m_add);
}

void RulesPage::buildLayout()
{
    auto *lower = new QWidget(this);
    lower->setBackgroundRole(QPalette::AlternateBase);
    lower->setAutoFillBackground(true);
    auto *inside = new QVBoxLayout(lower);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(0);
    connect(m_editor, &RuleEditor::left, m_table, qOverload<>(&QWidget::setFocus));
    auto *handshake = new QPushButton(tr("Edit how handshakes are answered"), lower);
    handshake->setObjectName(u"editHandshake"_qs);
    connect(handshake, &QPushButton::clicked, this, &RulesPage::handshakeWanted);
    m_refusal = handshake;
    inside->addWidget(m_editor, 1);
    inside->addWidget(m_refusal, 0, Qt::AlignCenter);
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setObjectName(u"ruleSplitter"_qs);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(lower);
    m_splitter->setStretchFactor(1, 1);
    // The heads and three rows whole; of the usual window the form needs the rest, to show a rule with one step in
    // full.
    m_splitter->setSizes({4 * Theme::rowHeight(font()) + 2, 8 * Theme::rowHeight(font())});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    lower->setMinimumHeight(4 * Theme::rowHeight(font()));
}

void RulesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_sampler->setActive(true);
    m_live->setWatched(this, true);
}

void RulesPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    flush();
    m_sampler->setActive(false);
    m_live->setWatched(this, false);
}

const workspace::Route *RulesPage::shownRoute() const
{
    return m_document.workspace().findRoute(m_route);
}

const workspace::Rule *RulesPage::chosenRule() const
{
    return m_model->ruleAt(m_table->currentIndex().row());
}

qsizetype RulesPage::newPosition() const
{
    const int row = m_table->currentIndex().row();
    return row < 0 ? -1 : std::max(0, row + 1 - m_model->refusalCount());
}

QString RulesPage::nameOf(const workspace::Rule &rule) const
{
    return rule.name.isEmpty() ? tr("the rule") : u"“"_qs % rule.name % u'”';
}

void RulesPage::flush()
{
    m_editor->flush();
}

void RulesPage::takeRoute()
{
    const workspace::Route *route = shownRoute();
    // The route lives as long as the state of the workspace that holds it.
    m_model->setRoute(route == nullptr ? nullptr
                                       : std::shared_ptr<const workspace::Route>(m_document.snapshot(), route));
    m_completion->setRoute(m_document.workspace(), route);
    m_model->setHits(m_hits.value(m_route));
    m_model->setProblems(m_problems.value(m_route));
    m_editor->setRouteProblems(m_problems.value(m_route));
}

void RulesPage::showRoute(RouteId route)
{
    if (route == m_route)
        return;
    flush();
    m_route = route;
    m_completion->clearMessages();
    m_sampler->setRoute(route);
    m_live->setRoute(route);
    takeRoute();
    chooseFirst();
    showChosen();
}

void RulesPage::chooseFirst()
{
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > m_model->refusalCount())
        m_table->selectRow(m_model->refusalCount());
}

void RulesPage::showRule(RuleId rule)
{
    if (const int row = m_model->rowOf(rule); row >= 0)
        m_table->selectRow(row);
}

void RulesPage::handleChange(const workspace::Change &change)
{
    using What = workspace::Change::What;
    const bool isOfRule = change.what == What::RuleAdded || change.what == What::RuleRemoved ||
                          change.what == What::RuleMoved || change.what == What::RuleChanged;
    const workspace::Route *route = shownRoute();
    if (route == nullptr || !isOfRule || change.route != m_route) {
        const RuleId chosen = chosenRule() == nullptr ? RuleId() : chosenRule()->id;
        if (isOfRule && route != nullptr && m_model->rowOf(change.rule) < 0)
            return; // Of another route; one that has left this one is in the model still.
        takeRoute();
        showRule(chosen);
        chooseFirst();
        return showChosen();
    }
    m_model->follow(std::shared_ptr<const workspace::Route>(m_document.snapshot(), route), change);
    if (change.what == What::RuleAdded)
        showRule(change.rule);
    showChosen();
}

void RulesPage::handleHits(RouteId route, const QList<rules::RuleHits> &hits)
{
    m_hits.insert(route, hits);
    if (route == m_route)
        m_model->setHits(hits);
}

void RulesPage::handleProblems(RouteId route, const QList<rules::Problem> &problems)
{
    m_problems.insert(route, problems);
    if (route != m_route)
        return;
    m_model->setProblems(problems);
    m_editor->setRouteProblems(problems);
}

void RulesPage::showChosen()
{
    const workspace::Rule *rule = chosenRule();
    m_editor->showRule(m_route, rule == nullptr ? RuleId() : rule->id);
    const bool isRefusal = rule == nullptr && m_table->currentIndex().isValid();
    m_refusal->setVisible(isRefusal);
    // Without either, what the empty table says has all the room.
    m_splitter->widget(1)->setVisible(rule != nullptr || isRefusal);
    updateActions();
}

void RulesPage::updateActions()
{
    const bool hasRoute = shownRoute() != nullptr;
    const bool hasRule = chosenRule() != nullptr;
    m_add->setEnabled(hasRoute);
    m_paste->setEnabled(hasRoute);
    for (QAction *action : {m_duplicate, m_remove, m_toggle, m_copy})
        action->setEnabled(hasRule);
    const bool hasStream = hasRoute && shownRoute()->stream.isObject();
    m_empty->setTexts(hasRoute ? tr("No rules") : tr("No route"),
                      hasStream  ? tr("This route sends its stream and answers nothing.")
                      : hasRoute ? tr("This route takes every handshake and says nothing. Its messages are logged all "
                                      "the same.")
                                 : tr("A route is a path that clients connect to, with the rules that answer them."));
    m_empty->setAction(hasRoute ? m_add : m_parts.actions.find(u"addRoute"_qs));
}

void RulesPage::showMenu(const QPoint &place)
{
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(u"ruleMenu"_qs);
    menu->addActions({m_add, m_duplicate, m_toggle});
    menu->addSeparator();
    menu->addActions({m_copy, m_paste});
    menu->addSeparator();
    menu->addAction(m_remove);
    menu->popup(m_table->viewport()->mapToGlobal(place));
}

void RulesPage::addRule()
{
    flush();
    workspace::Rule rule;
    rule.actions.push_back(
        {value::Value::object({{"send", value::Value::object({{"same", value::Value::boolean(true)}})}})});
    const RuleId added = m_parts.editor.addRule({tr("Add a rule")}, m_route, rule, newPosition());
    showRule(added);
    m_editor->start();
}

void RulesPage::duplicateRule()
{
    flush();
    const workspace::Rule *chosen = chosenRule();
    if (chosen == nullptr)
        return;
    workspace::Rule copy = *chosen;
    copy.id = {};
    if (!copy.name.isEmpty())
        copy.name = tr("%1 (copy)").arg(copy.name);
    showRule(m_parts.editor.addRule({tr("Duplicate %1").arg(nameOf(*chosen))}, m_route, copy, newPosition()));
}

void RulesPage::removeRule()
{
    flush();
    const workspace::Rule *chosen = chosenRule();
    if (chosen == nullptr)
        return;
    const int row = m_table->currentIndex().row();
    m_parts.editor.removeRule({tr("Delete %1").arg(nameOf(*chosen))}, chosen->id);
    if (m_model->rowCount() > 0)
        m_table->selectRow(std::min(row, m_model->rowCount() - 1));
}

void RulesPage::toggleRule()
{
    flush();
    const workspace::Rule *chosen = chosenRule();
    if (chosen == nullptr)
        return;
    const QString step = chosen->enabled ? tr("Turn off %1") : tr("Turn on %1");
    m_parts.editor.editRule({step.arg(nameOf(*chosen))}, chosen->id,
                            [](workspace::Rule &rule) { rule.enabled = !rule.enabled; });
}

void RulesPage::moveRule(int steps)
{
    flush();
    const workspace::Rule *chosen = chosenRule();
    const int position = m_table->currentIndex().row() - m_model->refusalCount() + steps;
    if (chosen != nullptr && position >= 0 && position < m_model->rowCount() - m_model->refusalCount())
        m_parts.editor.moveRule({tr("Move %1").arg(nameOf(*chosen))}, chosen->id, m_route, position);
}

void RulesPage::copyRule() const
{
    m_editor->flush();
    if (chosenRule() != nullptr)
        QGuiApplication::clipboard()->setMimeData(m_model->mimeData({m_table->currentIndex()}));
}

void RulesPage::pasteFromClipboard()
{
    flush();
    pasteRules(QGuiApplication::clipboard()->text(), newPosition());
}

void RulesPage::pasteRules(const QString &json, qsizetype position)
{
    const Result<std::vector<workspace::Rule>> rules = rulesFromText(json);
    if (!rules || rules->empty() || shownRoute() == nullptr)
        return emit pasteFailed(rules ? Error{tr("There are no rules on the clipboard."), {}, {}} : rules.error());
    const EditGroup group(m_parts.editor,
                          rules->size() == 1 ? tr("Paste a rule") : tr("Paste %1 rules").arg(rules->size()));
    qsizetype place = position;
    for (const workspace::Rule &rule : *rules) {
        m_parts.editor.addRule({tr("Paste a rule")}, m_route, rule, place);
        place += place < 0 ? 0 : 1;
    }
}

} // namespace framewright::ui
