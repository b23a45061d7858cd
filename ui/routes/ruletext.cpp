// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/ruletext.h"

#include "app/value/jsonwriter.h"
#include "ui/routes/credential.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

using value::Value;

constexpr qsizetype longestPart = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("routes", text);
}

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= longestPart ? line : QString(line.left(longestPart - 1) % u'…');
}

QString show(const Value &value)
{
    return shortened(value.isText() ? value.toString() : QString::fromUtf8(value::writeJson(value)));
}

QString wordTests(const Value &matcher);

/// One matcher of an object, "regex": "^a" as "~ /^a/".
QString wordTest(QByteArrayView name, const Value &argument)
{
    const auto is = [&](const char *wanted) { return name == QByteArrayView(wanted); };
    if (is("equals"))
        return u"= " % show(argument);
    if (is("regex"))
        return u"~ /" % show(argument) % u'/';
    if (is("exists"))
        return argument.toBoolean(true) ? tr("is there") : tr("is not there");
    if (is("gt"))
        return u"> " % show(argument);
    if (is("lt"))
        return u"< " % show(argument);
    if (is("in"))
        return tr("is one of %1").arg(show(argument));
    if (is("contains"))
        return tr("contains %1").arg(show(argument));
    if (is("startsWith"))
        return tr("starts with %1").arg(show(argument));
    if (is("type"))
        return tr("is %1").arg(show(argument));
    if (is("subset"))
        return tr("has %1").arg(show(argument));
    if (is("not"))
        return argument.isObject() ? tr("not %1").arg(wordTests(argument)) : QString(u"≠ " % show(argument));
    return QString::fromUtf8(name) % u' ' % show(argument);
}

QString wordTests(const Value &matcher)
{
    QStringList tests;
    for (const Value::Member &member : matcher.members())
        tests << wordTest(member.key(), member.value);
    return tests.join(tr(" and "));
}

QString wordMatcher(const QString &selector, const Value &matcher)
{
    if (!matcher.isObject() || matcher.size() == 0)
        return selector % u" = " % show(matcher);
    return selector % u' ' % wordTests(matcher);
}

QStringList wordConditions(const Value &match, int depth = 0);

/// "($.a = 1 or $.b = 2)"
QString wordAlternatives(const Value &any, int depth)
{
    constexpr int deepest = 4;
    if (!any.isList() || any.size() == 0 || depth == deepest)
        return tr("any of %1").arg(show(any));
    QStringList alternatives;
    for (const Value &match : any.items())
        alternatives << wordConditions(match, depth + 1).join(tr(" and "));
    return alternatives.size() == 1 ? alternatives.constFirst() : QString(u'(' % alternatives.join(tr(" or ")) % u')');
}

QStringList wordConditions(const Value &match, int depth)
{
    QStringList parts;
    for (const Value::Member &member : match.members()) {
        if (member.key() == QByteArrayView("any"))
            parts << wordAlternatives(member.value, depth);
        else
            parts << wordMatcher(QString::fromUtf8(member.key()), member.value);
    }
    return parts;
}

QString wordMatch(const workspace::Rule &rule)
{
    QStringList parts = wordConditions(rule.match);
    if (!rule.when.isEmpty())
        parts << shortened(rule.when);
    return parts.join(tr(" and "));
}

QString wordAll(const QString &trigger)
{
    if (trigger == QLatin1String("message"))
        return tr("every message");
    if (trigger == QLatin1String("unmatched"))
        return tr("anything else");
    if (trigger.startsWith(QLatin1String("signal:")))
        return tr("every time");
    if (trigger == QLatin1String("ping") || trigger == QLatin1String("pong"))
        return tr("every one");
    return trigger == QLatin1String("start") ? tr("once") : tr("every connection");
}

/// What an object that is sent is known by: the whole of it is cut anyway.
const Value &tellingPart(const Value &message)
{
    if (!message.isObject())
        return message;
    for (const char *key : {"event", "type", "action", "method", "op", "text", "json"}) {
        const Value &value = message[QByteArrayView(key)];
        if (value.isObject() && message.size() == 1)
            return tellingPart(value);
        if (value.isText() && !value.view().contains("{{"))
            return value;
    }
    return message;
}

/// What is sent, by its form.
QString wordContent(const Value &content)
{
    const QString form =
        content.size() == 1 && content.isObject() ? content.members().front().name.toString() : QString();
    const Value &inside = form.isEmpty() ? content : content.members().front().value;
    if (form == QLatin1String("same"))
        return tr("the same back");
    if (form == QLatin1String("file"))
        return tr("the file %1").arg(show(inside));
    if (form == QLatin1String("raw"))
        return tr("the raw bytes %1").arg(show(inside));
    if (form == QLatin1String("batch") && inside.isList())
        return tr("%1 messages in one frame").arg(inside.size());
    const QStringList said{u"hex"_qs, u"base64"_qs, u"ping"_qs, u"pong"_qs};
    if (said.contains(form) && inside.isText())
        return QString(form % u' ' % show(inside)).trimmed();
    return show(tellingPart(content));
}

QString wordSend(const workspace::Action &action)
{
    QString text = tr("send %1").arg(wordContent(action.argument()));
    if (const Value &to = action.option("to"); to.isText() && to.toString() != QLatin1String("self"))
        text += tr(" to %1").arg(to.toString());
    if (action.option("exceptSelf").toBoolean())
        text += tr(" but self");
    return text;
}

QString wordAction(const workspace::Action &action);

QString wordSteps(const Value &list)
{
    QStringList steps;
    for (const Value &body : list.items())
        steps << wordAction(workspace::Action{body});
    return steps.isEmpty() ? tr("nothing") : steps.join(u", "_qs);
}

QString wordTimer(const workspace::Action &action)
{
    QString text = tr("start %1").arg(show(action.argument()));
    if (const Value &every = action.option("every"); !every.isUndefined())
        text += tr(" every %1 ms").arg(show(every));
    if (const Value &after = action.option("after"); !after.isUndefined())
        text += tr(" after %1 ms").arg(show(after));
    return text + u": " + wordSteps(action.option("do"));
}

/// Verbs that hold others, or begin and end something.
QString wordFlow(const QByteArray &verb, const workspace::Action &action)
{
    if (verb == "start")
        return wordTimer(action);
    if (verb == "stop")
        return tr("stop %1").arg(show(action.argument()));
    if (verb == "emit")
        return tr("raise %1").arg(show(action.argument()));
    if (verb == "each")
        return tr("for each of %1: %2").arg(show(action.argument()), wordSteps(action.option("do")));
    if (verb == "choose") {
        QStringList lists;
        for (const Value &list : action.argument().items())
            lists << wordSteps(list);
        return tr("one of: %1").arg(lists.join(tr(" or ")));
    }
    QString text = tr("if %1: %2").arg(show(action.argument()), wordSteps(action.option("then")));
    if (const Value &otherwise = action.option("else"); otherwise.size() > 0)
        text += tr(", else %1").arg(wordSteps(otherwise));
    return text;
}

QString wordAction(const workspace::Action &action)
{
    const QByteArray verb = action.verb();
    if (verb == "send")
        return wordSend(action);
    if (verb == "wait") {
        const Value &time = action.argument();
        return time.isObject() ? tr("wait %1 to %2 ms").arg(show(time["min"]), show(time["max"]))
                               : tr("wait %1 ms").arg(show(time));
    }
    if (verb == "set") {
        QStringList parts;
        for (const Value::Member &member : action.argument().members())
            parts << QString::fromUtf8(member.key()) % u" = " % show(member.value);
        return tr("set %1").arg(parts.join(u", "_qs));
    }
    if (verb == "start" || verb == "if" || verb == "each" || verb == "choose" || verb == "emit" || verb == "stop")
        return wordFlow(verb, action);
    QString text = QString::fromUtf8(verb) % u' ' % show(action.argument());
    if (const Value &reason = action.option("reason"); reason.isText())
        text += u" “" % show(reason) % u"”";
    return text;
}

} // namespace

RuleWording wordRule(const workspace::Rule &rule)
{
    RuleWording wording;
    wording.when = rule.on;
    wording.matches = wordMatch(rule);
    wording.matchesAll = wording.matches.isEmpty();
    if (wording.matchesAll)
        wording.matches = wordAll(rule.on);
    QStringList steps;
    for (const workspace::Action &action : rule.actions)
        steps << wordAction(action);
    wording.then = steps.isEmpty() ? tr("nothing") : steps.join(u", "_qs);
    return wording;
}

RuleWording wordRefusal(const workspace::Refuse &refuse)
{
    RuleWording wording;
    wording.when = tr("handshake");
    QStringList conditions;
    if (refuse.first)
        conditions << tr("the first %1").arg(*refuse.first);
    if (const auto credentials = readCredentials(refuse.when))
        conditions << wordCredentials(*credentials);
    else if (!refuse.when.isEmpty())
        conditions << shortened(refuse.when);
    wording.matchesAll = conditions.isEmpty();
    wording.matches = conditions.isEmpty() ? tr("every handshake") : conditions.join(tr(" and "));
    switch (refuse.drop) {
    case workspace::DropKind::None:
        wording.then = tr("refuse with %1").arg(refuse.status);
        if (!refuse.json.isNull())
            wording.then += u' ' % show(refuse.json);
        else if (!refuse.body.isEmpty())
            wording.then += u' ' % shortened(refuse.body);
        break;
    case workspace::DropKind::Reset:
        wording.then = tr("drop with a TCP reset");
        break;
    case workspace::DropKind::Fin:
        wording.then = tr("drop with a TCP end");
        break;
    case workspace::DropKind::Hang:
        wording.then = tr("say nothing at all");
        break;
    }
    return wording;
}

} // namespace framewright::ui
