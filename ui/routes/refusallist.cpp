// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/refusallist.h"

#include "app/workspace/document.h"
#include "ui/common/formlayout.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/routes/refusalcondition.h"
#include "ui/rules/completion.h"

#include <QHBoxLayout>
#include <QPushButton>
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
    return {{RefusalList::tr("401 Unauthorized"), u"401"_qs},
            {RefusalList::tr("403 Forbidden"), u"403"_qs},
            {RefusalList::tr("404 Not Found"), u"404"_qs},
            {RefusalList::tr("429 Too Many Requests"), u"429"_qs},
            {RefusalList::tr("500 Internal Server Error"), u"500"_qs},
            {RefusalList::tr("503 Service Unavailable"), u"503"_qs},
            {RefusalList::tr("nothing: TCP reset"), u"reset"_qs},
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
    connect(&parts.engine, &engine::Engine::problemsFound, this, &RefusalList::showProblems);
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
        body->setToolTip(refuse.json.isNull() ? QString() : tr("The file has a body as JSON"));
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
    auto *removal = new QToolButton(line.widget);
    removal->setObjectName(u"removeRefusal"_qs);
    removal->setAccessibleName(tr("Remove this refusal"));
    removal->setToolTip(tr("Remove this refusal"));
    removal->setIcon(themedIcon(m_parts.theme, u"trash"_qs));
    removal->setAutoRaise(true);
    removal->setFocusPolicy(Qt::TabFocus);
    layout->addWidget(removal);
    connect(removal, &QToolButton::clicked, this, [this, place] { remove(place); });
}

void RefusalList::showProblems(RouteId route, const QList<rules::Problem> &problems)
{
    if (route != m_route)
        return;
    for (std::size_t place = 0; place < m_lines.size(); ++place) {
        const QString field = u"refuse[%1].when"_qs.arg(place);
        const auto found = std::ranges::find(problems, field, &rules::Problem::field);
        m_lines[place]->condition->setProblem(found == problems.end() ? QString() : found->text);
    }
}

void RefusalList::add()
{
    m_parts.editor.editRoute({tr("Add refusal")}, m_route, [](Route &route) { route.refuse.emplace_back(); });
}

void RefusalList::remove(std::size_t place)
{
    m_parts.editor.editRoute({tr("Remove refusal")}, m_route, [place](Route &route) {
        if (place < route.refuse.size())
            route.refuse.erase(route.refuse.begin() + std::ptrdiff_t(place));
    });
}

} // namespace framewright::ui
