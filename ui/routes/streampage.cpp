// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/streampage.h"

#include "ui/common/formlayout.h"

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
    rows.addRow(tr("Every"), every);
    auto *order = makeChoice(body, u"streamOrder"_qs, tr("Order"),
                             {{tr("one after the other"), u"sequence"_qs}, {tr("at random"), u"random"_qs}});
    form().bind(
        order, tr("Change stream"), [](const Route &route) { return textIn(route, "order", u"sequence"_qs); },
        [](Route &route, const QString &text) { route.stream.set("order", Value::text(text)); });
    rows.addRow(tr("Order"), order);
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
    rows.addRow(tr("Stop after"), times);
    m_fields << mode << every << order << times;
}

void StreamPage::addMessages(FormLayout &rows)
{
    rows.addHeading(tr("Messages"));
    rows.addHint(tr("A list of what to send: a text, an object that the codec writes, or {\"hex\": \"01ff\"} and the "
                    "other forms of send. {{tick}} counts them."));
    auto *messages = new JsonField(parts().theme, JsonField::Shape::List, u"streamMessages"_qs,
                                   tr("Messages of the stream"), rows.body());
    messages->setLines(6);
    form().bind(
        messages, tr("Change messages of the stream"),
        [](const Route &route) { return route.stream["messages"].isList() ? route.stream["messages"] : Value::list(); },
        [](Route &route, const Value &value) { route.stream.set("messages", value); });
    rows.addWide(messages);
    m_fields << messages;
}

} // namespace framewright::ui
