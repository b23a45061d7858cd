// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/refusallist.h"

#include "app/protocol/responsehead.h"
#include "app/workspace/document.h"
#include "ui/common/formlayout.h"
#include "ui/common/icons.h"
#include "ui/common/jsonfield.h"
#include "ui/common/theme.h"
#include "ui/routes/headerlines.h"
#include "ui/routes/refusalcondition.h"
#include "ui/rules/completion.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <limits>

namespace framewright::ui {

using workspace::DropKind;
using workspace::Refuse;
using workspace::Route;

namespace {

QList<std::pair<QString, QString>> answers()
{
    QList<std::pair<QString, QString>> all;
    for (const int status : {302, 400, 401, 403, 404, 407, 410, 429, 500, 502, 503, 504}) {
        const QString number = QString::number(status);
        all.append({number % u' ' % QString::fromLatin1(protocol::statusPhrase(status)), number});
    }
    return all + QList<std::pair<QString, QString>>{{RefusalList::tr("nothing: TCP reset"), u"reset"_qs},
                                                    {RefusalList::tr("nothing: TCP end"), u"fin"_qs},
                                                    {RefusalList::tr("nothing: let it hang"), u"hang"_qs}};
}

QString answerOf(const Refuse &refuse)
{
    switch (refuse.drop) {
    case DropKind::Reset:
        return u"reset"_qs;
    case DropKind::Fin:
        return u"fin"_qs;
    case DropKind::Hang:
        return u"hang"_qs;
    case DropKind::None:
        break;
    }
    return QString::number(refuse.status);
}

void setAnswer(Refuse &refuse, const QString &answer)
{
    refuse.drop = answer == QLatin1String("reset")  ? DropKind::Reset
                  : answer == QLatin1String("fin")  ? DropKind::Fin
                  : answer == QLatin1String("hang") ? DropKind::Hang
                                                    : DropKind::None;
    if (refuse.drop == DropKind::None)
        refuse.status = answer.toLongLong();
}

} // namespace

/// The fields of one refusal. It goes with its widget, whose fields call it.
struct RefusalList::Line final : QObject
{
    Line(QWidget *row, WorkspaceEditor &editor, PartForm<Refuse>::Edit edit)
        : QObject(row)
        , widget(row)
        , form(editor, std::move(edit))
    {
    }

    QWidget *widget;
    PartForm<Refuse> form;
    RefusalCondition *condition = nullptr;
    QMenu *options = nullptr;
    QLabel *problem = nullptr;
};

RefusalList::RefusalList(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_completion(new Completion(this))
    , m_rows(new QVBoxLayout)
{
    setObjectName(u"refusalList"_qs);
    setAccessibleName(tr("Refusals"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(measure::Large);
    auto *another = new QPushButton(tr("Refuse handsha&kes"), this);
    another->setObjectName(u"addRefusal"_qs);
    another->setIcon(themedIcon(parts.theme, u"add"_qs));
    another->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::Small);
    layout->addLayout(m_rows);
    layout->addWidget(another);
    connect(another, &QPushButton::clicked, this, &RefusalList::add);
}

RefusalList::~RefusalList() = default;

void RefusalList::setRoute(const Route &route)
{
    // What one has begun to choose is of the route that was shown.
    while (route.id != m_route && !m_lines.empty())
        removeLine();
    m_route = route.id;
    m_completion->setRoute(m_parts.editor.workspace(), &route);
    while (m_lines.size() > route.refuse.size())
        removeLine();
    while (m_lines.size() < route.refuse.size())
        addLine();
    for (std::size_t place = 0; place < m_lines.size(); ++place)
        m_lines[place]->form.show(route.refuse[place]);
}

void RefusalList::addLine()
{
    const std::size_t place = m_lines.size();
    auto *widget = new QWidget(this);
    auto edit = [this, place](const EditStep &step, const PartForm<Refuse>::Change &change) {
        const EditStep own{step.text, step.field.isEmpty() ? QString() : step.field % QString::number(place)};
        m_parts.editor.editRoute(own, m_route, [&](Route &route) {
            if (place < route.refuse.size())
                change(route.refuse[place]);
        });
    };
    m_lines.push_back(new Line(widget, m_parts.editor, edit));
    fill(*m_lines.back(), place);
    m_rows->addWidget(widget);
}

void RefusalList::removeLine()
{
    QWidget *widget = m_lines.back()->widget;
    m_lines.pop_back();
    widget->hide();
    widget->deleteLater(); // A button of it may be what was clicked.
}

void RefusalList::fill(Line &line, std::size_t place)
{
    auto *card = new QVBoxLayout(line.widget);
    card->setContentsMargins(0, 0, 0, place == 0 ? 0 : measure::Hair);
    card->setSpacing(measure::Hair);
    line.condition = new RefusalCondition(m_parts.theme, *m_completion, line.widget);
    card->addWidget(line.condition);
    line.form.whenShown([condition = line.condition](const Refuse &refuse) { condition->setCondition(refuse.when); });
    connect(line.condition, &RefusalCondition::edited, this, [this, place](const QString &when) {
        m_parts.editor.editRoute({tr("Change refusal"), u"refuseWhen"_qs % QString::number(place)}, m_route,
                                 [&](Route &route) {
                                     if (place < route.refuse.size())
                                         route.refuse[place].when = when;
                                 });
    });
    connect(line.condition, &RefusalCondition::settled, this, [this] { m_parts.editor.endTyping(); });
    auto *answer = new QHBoxLayout;
    answer->setSpacing(measure::Small);
    card->addLayout(answer);
    fillAnswer(line, place, answer);
    fillJson(line, place, card);
    fillOptions(line, place, card);
    line.problem = new QLabel(line.widget);
    line.problem->setObjectName(u"refuseProblem"_qs);
    line.problem->setWordWrap(true);
    line.problem->setTextFormat(Qt::PlainText);
    line.problem->hide();
    m_parts.theme.tint(line.problem, Token::Failure);
    card->addWidget(line.problem);
}

void RefusalList::fillAnswer(Line &line, std::size_t place, QHBoxLayout *layout)
{
    const auto word = [&](const QString &text) {
        auto *label = new QLabel(text, line.widget);
        m_parts.theme.tint(label, Token::Muted);
        layout->addWidget(label);
    };
    auto *answer = makeChoice(line.widget, u"refuseAnswer"_qs, tr("Answer"), answers());
    line.form.bind(answer, tr("Change refusal"), answerOf, setAnswer);
    word(tr("with"));
    layout->addWidget(answer);
    auto *body = makeLine(line.widget, u"refuseBody"_qs, tr("Body of the answer"), tr("no body"));
    line.form.bind(
        body, tr("Change body of the refusal"), [](const Refuse &refuse) { return refuse.body; },
        [](Refuse &refuse, const QString &text) { refuse.body = text; });
    line.form.whenShown([body](const Refuse &refuse) {
        body->setEnabled(refuse.drop == DropKind::None && refuse.json.isNull());
        body->setToolTip(refuse.json.isNull() ? QString() : tr("The body as JSON is sent in its place"));
    });
    word(tr("and"));
    layout->addWidget(body, 1);
    auto *first =
        makeNumber(line.widget, u"refuseFirst"_qs, tr("How many"), 0, std::numeric_limits<int>::max(), {}, tr("all"));
    first->setToolTip(tr("Only the first so many since the start"));
    line.form.bind(
        first, tr("Change refusal"), [](const Refuse &refuse) { return refuse.first.value_or(0); },
        [](Refuse &refuse, int number) {
            refuse.first = number > 0 ? std::optional<std::int64_t>(number) : std::nullopt;
        });
    word(tr("for the first"));
    layout->addWidget(first);
    const auto makeButton = [&](const QString &name, const QString &icon, const QString &title) {
        auto *button = new QToolButton(line.widget);
        button->setObjectName(name);
        button->setAccessibleName(title);
        button->setToolTip(title);
        button->setIcon(themedIcon(m_parts.theme, icon));
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        layout->addWidget(button);
        return button;
    };
    auto *more = makeButton(u"refuseMore"_qs, u"more"_qs, tr("Options of this refusal"));
    more->setPopupMode(QToolButton::InstantPopup);
    line.options = new QMenu(more);
    line.options->setObjectName(u"refuseOptions"_qs);
    more->setMenu(line.options);
    auto *removal = makeButton(u"removeRefusal"_qs, u"trash"_qs, tr("Remove this refusal"));
    connect(removal, &QToolButton::clicked, this, [this, place] { remove(place); });
}

/// A body as JSON, which goes before the one that is text.
void RefusalList::fillJson(Line &line, std::size_t place, QVBoxLayout *card)
{
    auto *json = new JsonField(m_parts.theme, JsonField::Shape::Any, u"refuseJson"_qs, tr("Body of the answer as JSON"),
                               line.widget);
    json->setLines(3);
    json->hide();
    line.form.bind(
        json, tr("Change body of the refusal"), [](const Refuse &refuse) -> value::Value { return refuse.json; },
        [](Refuse &refuse, const value::Value &value) { refuse.json = value; });
    card->addWidget(json);
    QAction *wanted = line.options->addAction(tr("Body as JSON"));
    wanted->setObjectName(u"refuseWantsJson"_qs);
    wanted->setCheckable(true);
    connect(wanted, &QAction::triggered, this, [this, place, json](bool isWanted) {
        m_parts.editor.editRoute({tr("Change body of the refusal")}, m_route, [&](Route &route) {
            if (place < route.refuse.size())
                route.refuse[place].json = isWanted ? workspace::Written::emptyObject() : workspace::Written::nothing();
        });
        if (isWanted)
            json->editor()->setFocus();
    });
    line.form.whenShown([json, wanted](const Refuse &refuse) {
        json->setVisible(!refuse.json.isNull());
        wanted->setChecked(!refuse.json.isNull());
    });
}

/// Headers and delay: shown where they are written; the menu adds them and takes them away.
void RefusalList::fillOptions(Line &line, std::size_t place, QVBoxLayout *card)
{
    const auto edit = [this, place](const QString &step, const PartForm<Refuse>::Change &change) {
        m_parts.editor.editRoute({step, u"refuseOption"_qs % QString::number(place)}, m_route, [&](Route &route) {
            if (place < route.refuse.size())
                change(route.refuse[place]);
        });
    };
    auto *headers = new HeaderLines(m_parts.theme, u"refuseHeaders"_qs, tr("Headers of the answer"), line.widget);
    headers->setWord(tr("headers"));
    connect(headers, &HeaderLines::edited, this, [edit](const value::Value &value) {
        edit(tr("Change headers of the refusal"), [&value](Refuse &refuse) { refuse.headers = value; });
    });
    auto *later = new QWidget(line.widget);
    auto *row = new QHBoxLayout(later);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(measure::Small);
    auto *delay = makeNumber(later, u"refuseDelay"_qs, tr("Delay of the answer"), 0, std::numeric_limits<int>::max(),
                             tr(" ms"), tr("at once"));
    line.form.bind(
        delay, tr("Change delay of the refusal"), [](const Refuse &refuse) { return refuse.delay; },
        [](Refuse &refuse, int number) { refuse.delay = number; });
    auto *word = new QLabel(tr("answer after"), later);
    word->setBuddy(delay);
    m_parts.theme.tint(word, Token::Muted);
    row->addWidget(word);
    row->addWidget(delay);
    row->addStretch(1);
    card->addWidget(later);
    card->addWidget(headers);
    const auto addOption = [&](const QString &name, const QString &text, QWidget *part, QWidget *field) {
        QAction *action = line.options->addAction(text);
        action->setObjectName(name);
        action->setCheckable(true);
        part->hide();
        connect(action, &QAction::toggled, part, &QWidget::setVisible);
        connect(action, &QAction::triggered, field, [field](bool isWanted) {
            if (isWanted)
                field->setFocus();
        });
        return action;
    };
    QAction *wantsHeaders = addOption(u"refuseWantsHeaders"_qs, tr("Headers"), headers, headers);
    QAction *wantsDelay = addOption(u"refuseWantsDelay"_qs, tr("Delay"), later, delay);
    connect(wantsHeaders, &QAction::triggered, this, [edit](bool isWanted) {
        if (!isWanted)
            edit(tr("Change headers of the refusal"),
                 [](Refuse &refuse) { refuse.headers = workspace::Written::emptyObject(); });
    });
    connect(wantsDelay, &QAction::triggered, this, [edit](bool isWanted) {
        if (!isWanted)
            edit(tr("Change delay of the refusal"), [](Refuse &refuse) { refuse.delay = 0; });
    });
    line.form.whenShown([headers, wantsHeaders, wantsDelay](const Refuse &refuse) {
        headers->setHeaders(refuse.headers);
        if (refuse.headers.size() > 0)
            wantsHeaders->setChecked(true);
        if (refuse.delay > 0)
            wantsDelay->setChecked(true);
    });
}

void RefusalList::setProblems(const QList<rules::Problem> &problems)
{
    for (std::size_t place = 0; place < m_lines.size(); ++place) {
        const QString own = u"refuse[%1]."_qs.arg(place);
        QStringList texts;
        QString ofCondition;
        for (const rules::Problem &problem : problems) {
            if (!problem.field.startsWith(own))
                continue;
            texts << problem.text;
            if (problem.field == own % u"when")
                ofCondition = problem.text;
        }
        m_lines[place]->condition->setProblem(ofCondition);
        m_lines[place]->problem->setText(texts.join(u'\n'));
        m_lines[place]->problem->setVisible(!texts.isEmpty());
    }
}

void RefusalList::add()
{
    const std::size_t before = m_lines.size();
    m_parts.editor.editRoute({tr("Add refusal")}, m_route, [](Route &route) { route.refuse.emplace_back(); });
    if (m_lines.size() > before)
        m_lines.back()->condition->findChild<QComboBox *>()->setFocus(Qt::TabFocusReason);
    // Once it has its place, which may be below what the form shows.
    QTimer::singleShot(0, this, [this] {
        QWidget *above = parentWidget();
        while (above != nullptr && qobject_cast<QScrollArea *>(above) == nullptr)
            above = above->parentWidget();
        if (above != nullptr && !m_lines.empty())
            static_cast<QScrollArea *>(above)->ensureWidgetVisible(m_lines.back()->widget);
    });
}

void RefusalList::remove(std::size_t place)
{
    m_parts.editor.editRoute({tr("Remove refusal")}, m_route, [place](Route &route) {
        if (place < route.refuse.size())
            route.refuse.erase(route.refuse.begin() + std::ptrdiff_t(place));
    });
}

} // namespace framewright::ui
