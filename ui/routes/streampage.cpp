// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/streampage.h"

#include "ui/common/formlayout.h"
#include "ui/common/theme.h"
#include "ui/routes/messagerows.h"
#include "ui/rules/completion.h"
#include "ui/rules/flowlayout.h"

#include <QComboBox>
#include <QLabel>
#include <QSpinBox>

#include <limits>

namespace framewright::ui {

using value::Value;
using workspace::Route;

namespace {

constexpr int usualInterval = 1000;
constexpr int anyNumber = std::numeric_limits<int>::max();

Value newStream()
{
    Value stream = Value::object();
    stream.set("mode", Value::text("each"));
    stream.set("every", Value::integer(usualInterval));
    stream.set("messages", Value::list({Value::text("tick {{tick}}")}));
    return stream;
}

int numberIn(const Route &route, QByteArrayView key, int otherwise)
{
    const Value &value = route.stream[key];
    return value.isNumber() ? int(value.toNumber().toInteger().value_or(otherwise)) : otherwise;
}

QString textIn(const Route &route, QByteArrayView key, const QString &otherwise)
{
    const Value &value = route.stream[key];
    return value.isText() ? value.toString() : otherwise;
}

} // namespace

StreamPage::StreamPage(const WindowParts &parts, QWidget *parent)
    : SettingsPage(parts, u"streamPage"_qs, tr("Stream"), parent)
    , m_completion(new Completion(this))
{
    FormLayout rows(parts.theme, this);
    auto *on = new QCheckBox(tr("Send a stream of messages"), rows.body());
    on->setObjectName(u"streamOn"_qs);
    form().bind(
        on, tr("Switch stream"), [](const Route &route) { return route.stream.isObject(); },
        [](Route &route, bool wanted) { route.stream = wanted ? newStream() : Value::null(); });
    rows.addWide(on);
    addTiming(rows);
    addMessages(rows);
    form().whenShown([this](const Route &route) {
        for (QWidget *field : std::as_const(m_fields))
            field->setEnabled(route.stream.isObject());
    });
}

QLabel *StreamPage::wordFor(QWidget *field, const QString &word) const
{
    auto *label = new QLabel(word, field->parentWidget());
    label->setBuddy(field);
    label->setMinimumHeight(Theme::controlHeight(field->font()));
    parts().theme.tint(label, Token::Muted);
    return label;
}

void StreamPage::addTiming(FormLayout &rows)
{
    QWidget *body = rows.body();
    auto *mode = makeChoice(body, u"streamMode"_qs, tr("To whom"),
                            {{tr("each connection, its own from the start"), u"each"_qs},
                             {tr("all connections, the same at once"), u"broadcast"_qs}});
    form().bind(
        mode, tr("Change stream"), [](const Route &route) { return textIn(route, "mode", u"each"_qs); },
        [](Route &route, const QString &text) { route.stream.set("mode", Value::text(text)); });
    rows.addRow(tr("To"), mode);
    auto *every = makeNumber(body, u"streamEvery"_qs, tr("Interval"), 1, anyNumber, tr(" ms"));
    form().bind(
        every, tr("Change stream"), [](const Route &route) { return numberIn(route, "every", usualInterval); },
        [](Route &route, int number) { route.stream.set("every", Value::integer(number)); });
    auto *order = makeChoice(body, u"streamOrder"_qs, tr("Order"),
                             {{tr("one after the other"), u"sequence"_qs}, {tr("at random"), u"random"_qs}});
    form().bind(
        order, tr("Change stream"), [](const Route &route) { return textIn(route, "order", u"sequence"_qs); },
        [](Route &route, const QString &text) { route.stream.set("order", Value::text(text)); });
    auto *times =
        makeNumber(body, u"streamTimes"_qs, tr("How often"), 0, anyNumber, tr(" messages"), tr("without end"));
    form().bind(
        times, tr("Change stream"), [](const Route &route) { return numberIn(route, "times", 0); },
        [](Route &route, int number) {
            if (number > 0)
                route.stream.set("times", Value::integer(number));
            else
                route.stream.remove("times");
        });
    // In one sentence, so that the messages have their place on a small screen, too.
    auto *line = new QWidget(body);
    auto *words = new FlowLayout(line);
    words->addWidget(every);
    words->addWidget(wordFor(order, tr("in order")));
    words->addWidget(order);
    words->addWidget(wordFor(times, tr("stop after")));
    words->addWidget(times);
    rows.addRow(tr("Every"), line)->setBuddy(every);
    m_fields << mode << every << order << times;
    m_problem = makeProblem(u"streamProblem"_qs, body);
    rows.addWide(m_problem);
}

void StreamPage::addMessages(FormLayout &rows)
{
    rows.addHeading(tr("Messages"));
    rows.addHint(tr("Each a text, or JSON that the codec writes; {\"hex\": \"01ff\"} and the other forms of send go, "
                    "too. {{tick}} counts them, {{rnd(1, 100)}} is a number at random."));
    auto *messages = new MessageRows(parts().theme, *m_completion, rows.body());
    m_messages = messages;
    form().whenShown([this, messages](const Route &route) {
        m_completion->setRoute(parts().editor.workspace(), &route);
        messages->setMessages(route.stream["messages"].isList() ? route.stream["messages"] : Value::list());
    });
    connect(messages, &MessageRows::edited, this, [this](const Value &list, int row) {
        const EditStep step{tr("Change messages of the stream"), u"streamMessages/"_qs % QString::number(row)};
        parts().editor.editRoute(step, route(), [&list](Route &each) { each.stream.set("messages", list); });
    });
    connect(messages, &MessageRows::settled, this, [this] { parts().editor.endTyping(); });
    rows.addWide(messages);
    m_fields << messages;
}

void StreamPage::showProblems(const QList<rules::Problem> &problems)
{
    QHash<int, QString> ofMessages;
    QList<rules::Problem> others;
    for (const rules::Problem &problem : problems) {
        constexpr QLatin1StringView messages("stream.messages[");
        if (!problem.field.startsWith(u"stream"_qs))
            continue;
        const qsizetype end = problem.field.indexOf(u']');
        if (problem.field.startsWith(messages) && end > messages.size())
            ofMessages.insert(problem.field.mid(messages.size(), end - messages.size()).toInt(), problem.text);
        else
            others << problem;
    }
    m_messages->setProblems(ofMessages);
    showAt(m_problem, others, {u"stream"_qs});
}

} // namespace framewright::ui
