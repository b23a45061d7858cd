// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/tryitpage.h"

#include "app/workspace/document.h"
#include "ui/common/celldelegate.h"
#include "ui/common/theme.h"
#include "ui/common/workspaceeditor.h"
#include "ui/rules/codeedit.h"
#include "ui/rules/completion.h"
#include "ui/rules/papertrial.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

constexpr int typingPause = 200;
constexpr int ruleRole = Qt::UserRole;

enum Form
{
    TextForm,
    HexForm,
};

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
{
    setObjectName(u"tryItPage"_qs);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(measure::Medium, measure::Small, measure::Medium, 0);
    layout->setSpacing(measure::Small);
    buildMessage(completion);
    buildTables();
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(&m_typing, &QTimer::timeout, this, &TryItPage::run);
    connect(&parts.editor.document(), &workspace::Document::changed, this, [this] {
        if (isVisible())
            m_typing.start();
    });
}

void TryItPage::buildMessage(const Completion &completion)
{
    m_form = new QComboBox(this);
    m_form->setObjectName(u"tryItForm"_qs);
    m_form->setAccessibleName(tr("Form of the message"));
    m_form->setAccessibleDescription(tr("Form of the message"));
    m_form->addItems({tr("Text"), tr("Hex")});
    m_message = new CodeEdit(m_parts.theme, CodeLanguage::Json, CodeEdit::Extent::Lines, this);
    m_message->setObjectName(u"tryItMessage"_qs);
    m_message->setAccessibleName(tr("Message to try"));
    m_message->setPlaceholderText(tr("A message as a client would send it; nothing goes on the wire"));
    m_target = new CodeEdit(m_parts.theme, CodeLanguage::Plain, CodeEdit::Extent::Line, this);
    m_target->setObjectName(u"tryItTarget"_qs);
    m_target->setAccessibleName(tr("Path and query of the client"));
    m_target->setPlaceholderText(u"/chat/blue?name=ann"_qs);
    m_target->setLetters(20, 40);
    m_summary = new QLabel(this);
    m_summary->setObjectName(u"tryItSummary"_qs);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_parts.theme.tint(m_summary, Token::Muted);
    auto *label = new QLabel(tr("from a client at"), this);
    label->setBuddy(m_target);
    m_parts.theme.tint(label, Token::Muted);
    auto *line = new QHBoxLayout;
    line->setSpacing(measure::Small);
    line->addWidget(m_form);
    line->addWidget(label);
    line->addWidget(m_target);
    line->addWidget(m_summary, 1);
    auto *layout = static_cast<QVBoxLayout *>(this->layout());
    layout->addLayout(line);
    layout->addWidget(m_message);
    m_message->setNames([&completion] { return completion.names(); });
    const auto start = [this] { m_typing.start(); };
    connect(m_message, &CodeEdit::edited, this, start);
    connect(m_target, &CodeEdit::edited, this, start);
    connect(m_form, &QComboBox::currentIndexChanged, this, [this](int form) {
        m_message->setLanguage(form == TextForm ? CodeLanguage::Json : CodeLanguage::Plain);
        run();
    });
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
    table->setFrameShape(QFrame::NoFrame);
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
    m_effects->setColumnWidth(0, 9 * letter);
    m_effects->setColumnWidth(1, 15 * letter);
    splitter->addWidget(m_verdicts);
    splitter->addWidget(m_effects);
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
    const workspace::Route *shown = m_parts.editor.workspace().findRoute(route);
    m_target->setCode(shown == nullptr ? QString() : QString(shown->path).remove(u'{').remove(u'}').remove(u'*'));
    if (isVisible())
        run();
}

void TryItPage::setMessage(protocol::Opcode opcode, const QByteArray &payload)
{
    const bool isBinary = opcode == protocol::Opcode::Binary;
    m_form->setCurrentIndex(isBinary ? HexForm : TextForm);
    m_message->setCode(isBinary ? QString::fromLatin1(payload.toHex(' ')) : QString::fromUtf8(payload));
    run();
}

void TryItPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    run();
}

void TryItPage::run()
{
    m_typing.stop();
    auto *verdicts = static_cast<QStandardItemModel *>(m_verdicts->model());
    auto *effects = static_cast<QStandardItemModel *>(m_effects->model());
    verdicts->removeRows(0, verdicts->rowCount());
    effects->removeRows(0, effects->rowCount());
    const workspace::Route *route = m_parts.editor.workspace().findRoute(m_route);
    const QString text = m_message->code();
    if (route == nullptr || text.isEmpty())
        return m_summary->setText(route == nullptr ? tr("No route") : QString());
    TrialMessage message;
    message.target = m_target->code().isEmpty() ? route->path : m_target->code();
    message.payload = text.toUtf8();
    if (m_form->currentIndex() == HexForm) {
        message.opcode = protocol::Opcode::Binary;
        message.payload = QByteArray::fromHex(message.payload);
    }
    const TrialResult result = tryMessage(m_parts.editor.workspace(), *route, message);
    for (const RuleVerdict &verdict : result.verdicts)
        addVerdict(verdict);
    for (const TrialEffect &effect : result.effects)
        addEffect(effect);
    if (result.isCut)
        m_summary->setText(tr("It would go on after this."));
    else
        m_summary->setText(result.effects.isEmpty() ? tr("Nothing would be sent.") : QString());
}

void TryItPage::addVerdict(const RuleVerdict &verdict)
{
    using Outcome = RuleVerdict::Outcome;
    const bool answers = verdict.outcome == Outcome::Answers || verdict.outcome == Outcome::Continues;
    const Token tone = answers ? Token::Out : verdict.outcome == Outcome::Broken ? Token::Failure : Token::Muted;
    const QString outcome = wordOutcome(verdict.outcome);
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
    static_cast<QStandardItemModel *>(m_effects->model())
        ->appendRow({after, cell(effect.recipient, tone), cell(effect.what.simplified(), tone, true)});
}

} // namespace framewright::ui
