// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/tryitpage.h"

#include "app/workspace/document.h"
#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/routes/livevariables.h"
#include "ui/routes/trialinput.h"

#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace framewright::ui {

namespace {

constexpr int typingPause = 200;
constexpr int ruleRole = Qt::UserRole;

QString wordOutcome(RuleVerdict::Outcome outcome)
{
    using Outcome = RuleVerdict::Outcome;
    switch (outcome) {
    case Outcome::Answers:
        return TryItPage::tr("answers");
    case Outcome::Continues:
        return TryItPage::tr("answers and goes on");
    case Outcome::DoesNotFit:
        return TryItPage::tr("does not fit");
    case Outcome::NotReached:
        return TryItPage::tr("is not reached");
    case Outcome::OtherThing:
        return TryItPage::tr("is not about messages");
    case Outcome::Off:
        return TryItPage::tr("is off");
    case Outcome::Broken:
        return TryItPage::tr("cannot work");
    }
    return {};
}

QStandardItem *cell(const QString &text, Token tone = Token::Text, bool isFixed = false)
{
    auto *item = new QStandardItem(text); // The model takes it.
    item->setEditable(false);
    item->setData(int(tone), ToneRole);
    item->setData(isFixed, FixedRole);
    item->setToolTip(text);
    return item;
}

} // namespace

TryItPage::TryItPage(const WindowParts &parts, const Completion &completion, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_live(new LiveVariables(parts, this))
    , m_input(new TrialInput(parts, completion, *m_live, this))
    , m_summary(new QLabel(this))
{
    setObjectName(u"tryItPage"_qs);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_summary->setObjectName(u"tryItSummary"_qs);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    parts.theme.tint(m_summary, Token::Muted);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Medium, measure::Small, measure::Medium, 0);
    layout->setSpacing(measure::Small);
    layout->addWidget(m_input);
    layout->addWidget(m_summary);
    buildTables();
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &TryItPage::run);
    connect(m_input, &TrialInput::edited, &m_typing, qOverload<>(&QTimer::start));
    connect(m_input, &TrialInput::changed, this, &TryItPage::run);
    connect(&parts.editor.document(), &workspace::Document::changed, this, &TryItPage::follow);
}

QTableView *TryItPage::makeTable(const QString &name, const QString &title, const QStringList &columns)
{
    auto *table = new QTableView(this);
    auto *model = new QStandardItemModel(0, static_cast<int>(columns.size()), table);
    model->setHorizontalHeaderLabels(columns);
    table->setModel(model);
    table->setObjectName(name);
    table->setAccessibleName(title);
    table->setItemDelegate(new CellDelegate(m_parts.theme, table));
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table->setTabKeyNavigation(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table->verticalHeader()->setMinimumSectionSize(Theme::rowHeight(font()));
    table->verticalHeader()->setDefaultSectionSize(Theme::rowHeight(font()));
    table->horizontalHeader()->setSectionsClickable(false);
    table->horizontalHeader()->setHighlightSections(false);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table->horizontalHeader()->setSectionResizeMode(static_cast<int>(columns.size()) - 1, QHeaderView::Stretch);
    return table;
}

void TryItPage::buildTables()
{
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"tryItSplitter"_qs);
    splitter->setChildrenCollapsible(false);
    m_verdicts = makeTable(u"tryItVerdicts"_qs, tr("What each rule makes of it"), {tr("Rule"), tr("Verdict")});
    m_effects = makeTable(u"tryItEffects"_qs, tr("What would be sent"), {tr("After"), tr("To"), tr("What")});
    const int letter = fontMetrics().averageCharWidth();
    m_verdicts->setColumnWidth(0, 16 * letter);
    m_effects->setColumnWidth(0, 12 * letter);
    m_effects->setColumnWidth(1, 15 * letter);
    splitter->addWidget(m_verdicts);
    splitter->addWidget(m_effects);
    splitter->setSizes({55 * letter, 45 * letter});
    static_cast<QVBoxLayout *>(layout())->addWidget(splitter, 1);
    connect(m_verdicts, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        emit ruleWanted(RuleId{index.siblingAtColumn(0).data(ruleRole).toULongLong()});
    });
}

void TryItPage::setRoute(RouteId route)
{
    if (route == m_route)
        return;
    m_route = route;
    m_live->setRoute(route);
    m_input->setRoute(m_parts.editor.workspace().findRoute(route));
    if (isVisible())
        run();
}

void TryItPage::take(const TrialWish &wish)
{
    m_input->take(wish);
}

void TryItPage::follow()
{
    if (const workspace::Route *route = m_parts.editor.workspace().findRoute(m_route))
        m_input->followRoute(*route);
    if (isVisible())
        m_typing.start();
}

void TryItPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_live->setWatched(this, true);
    run();
}

void TryItPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_live->setWatched(this, false);
}

void TryItPage::say(const QString &text, bool isMistake)
{
    m_summary->setText(text);
    m_summary->setVisible(!text.isEmpty());
    // Each tint follows the theme from then on: not one more with each message.
    if (std::exchange(m_saysMistake, isMistake) != isMistake)
        m_parts.theme.tint(m_summary, isMistake ? Token::Failure : Token::Muted);
}

void TryItPage::run()
{
    m_typing.stop();
    auto *verdicts = static_cast<QStandardItemModel *>(m_verdicts->model());
    auto *effects = static_cast<QStandardItemModel *>(m_effects->model());
    verdicts->removeRows(0, verdicts->rowCount());
    effects->removeRows(0, effects->rowCount());
    m_effects->clearSpans();
    m_input->setProblem({});
    const workspace::Route *route = m_parts.editor.workspace().findRoute(m_route);
    if (route == nullptr)
        return say(tr("There is no route."));
    if (m_input->isEmpty())
        return say(tr("Type or paste a message, or choose one in the log and then “Try on paper…”. The rules of this "
                      "route say here what they would do with it."));
    const Result<TrialMessage> message = m_input->message(*route);
    if (!message) {
        m_input->setProblem(message.error().text());
        return say(message.error().text(), true);
    }
    const workspace::Document &document = m_parts.editor.document();
    if (m_files.folder() != document.folder())
        m_files = rules::WorkspaceFiles(document.folder());
    (void)m_files.refresh();
    showResult(tryMessage(document.workspace(), *route, *message, &m_files), route->codec);
}

void TryItPage::showResult(const TrialResult &result, const QString &codec)
{
    for (const RuleVerdict &verdict : result.verdicts)
        addVerdict(verdict);
    for (const TrialEffect &effect : result.effects)
        addEffect(effect);
    showAnswer(result.verdicts);
    QStringList parts;
    const bool isTold = codec != QLatin1StringView("json") && codec != QLatin1StringView("text");
    if (!result.isRead)
        parts << tr("This cannot be read as %1, so that $ is not there: %2").arg(codec, result.readings.value(0));
    else if (isTold && result.readings.isEmpty())
        parts << tr("This is only a part of a message; rules wait for the rest.");
    else if (result.readings.size() > 1)
        parts << tr("Read as %1 messages: %2").arg(result.readings.size()).arg(result.readings.join(u"  "_qs));
    else if (isTold)
        parts << tr("Read as %1: %2").arg(codec, result.readings.constFirst());
    if (result.effects.isEmpty()) {
        static_cast<QStandardItemModel *>(m_effects->model())
            ->appendRow(cell(tr("Nothing would be sent."), Token::Muted));
        m_effects->setSpan(0, 0, 1, m_effects->model()->columnCount());
    }
    if (result.isCut)
        parts << tr("It would go on after this.");
    constexpr qsizetype longest = 400;
    say(parts.join(u' ').left(longest));
}

/// Where there are more rules than lines, the one that answers is in sight.
void TryItPage::showAnswer(const QList<RuleVerdict> &verdicts)
{
    const auto answers = [](const RuleVerdict &verdict) {
        return verdict.outcome == RuleVerdict::Outcome::Answers || verdict.outcome == RuleVerdict::Outcome::Continues;
    };
    const auto found = std::ranges::find_if(verdicts, answers);
    if (found == verdicts.end())
        return;
    m_verdicts->doItemsLayout(); // The rows are new: without it there is nowhere to scroll yet.
    m_verdicts->scrollTo(m_verdicts->model()->index(int(found - verdicts.begin()), 0),
                         QAbstractItemView::PositionAtCenter);
}

void TryItPage::addVerdict(const RuleVerdict &verdict)
{
    using Outcome = RuleVerdict::Outcome;
    const bool answers = verdict.outcome == Outcome::Answers || verdict.outcome == Outcome::Continues;
    const Token tone = answers ? Token::Out : verdict.outcome == Outcome::Broken ? Token::Failure : Token::Muted;
    const bool saysWhy = verdict.outcome == Outcome::DoesNotFit && !verdict.reason.isEmpty();
    const QString outcome = saysWhy ? tr("no") : wordOutcome(verdict.outcome);
    QStandardItem *name = cell(verdict.name, answers ? Token::Text : Token::Muted);
    name->setData(QVariant::fromValue(qulonglong(verdict.rule.value)), ruleRole);
    if (answers)
        name->setData(u"check"_qs, IconRole);
    name->setData(int(Token::Out), IconToneRole);
    const QString text = verdict.reason.isEmpty() ? outcome : QString(outcome % u": " % verdict.reason);
    static_cast<QStandardItemModel *>(m_verdicts->model())->appendRow({name, cell(text, tone)});
}

void TryItPage::addEffect(const TrialEffect &effect)
{
    const Token tone = effect.isError ? Token::Failure : Token::Text;
    QStandardItem *after = cell(tr("%1 ms").arg(effect.milliseconds), Token::Muted);
    QStandardItem *what = cell(effect.what.simplified(), tone, true);
    if (!effect.rule.isEmpty())
        what->setToolTip(effect.what % u"\n\n" % tr("By the rule “%1”").arg(effect.rule));
    static_cast<QStandardItemModel *>(m_effects->model())->appendRow({after, cell(effect.recipient, tone), what});
}

} // namespace framewright::ui
