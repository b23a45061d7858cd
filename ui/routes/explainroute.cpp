// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/explanation.h"
#include "ui/routes/ruletext.h"
#include "ui/rules/language.h"

#include <QCoreApplication>
#include <QStringList>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("routes", text);
}

QString sayTrigger(const QString &on)
{
    if (on.startsWith(QLatin1StringView("signal:")))
        return tr("the signal %1 is raised").arg(on.mid(7));
    if (on == QLatin1StringView("unmatched"))
        return tr("a message arrives that no other rule takes");
    for (const WordEntry &trigger : triggers()) {
        if (on == QLatin1StringView(trigger.word))
            return languageText(trigger.label);
    }
    return tr("%1 happens (no such event is known)").arg(on);
}

/// What holds for the whole rule, behind its steps.
QStringList sayManner(const workspace::Rule &rule)
{
    QStringList sentences;
    if (rule.continues)
        sentences << tr("Then the rules below are tried as well.");
    if (rule.overtake)
        sentences << tr("It does not wait until the answers to earlier messages have left.");
    if (!rule.enabled)
        sentences << tr("This rule is off.");
    return sentences;
}

/// "When a message arrives and its text is “ping”: send “pong”." Several steps stand on lines of their own.
QStringList explainRule(const workspace::Rule &rule)
{
    const QString conditions = sayConditions(rule.match, rule.when);
    const QString trigger = sayTrigger(rule.on);
    QString head = conditions.isEmpty() ? tr("When %1").arg(trigger) : tr("When %1 and %2").arg(trigger, conditions);
    if (!rule.name.isEmpty())
        head = tr("%1 — %2").arg(rule.name, QString(head.at(0).toLower() % head.mid(1)));
    const QStringList steps = saySteps(rule.actions);
    const QString manner = sayManner(rule).join(u' ');
    const QString end = manner.isEmpty() ? u"."_qs : QString(u". " % manner);
    if (steps.isEmpty())
        return {head % u": " % tr("do nothing") % end};
    if (steps.size() == 1)
        return {head % u": " % steps.constFirst().mid(2) % end};
    QStringList lines{head + u':'};
    for (const QString &step : steps)
        lines << u"   " % step;
    if (!manner.isEmpty())
        lines << u"   " % manner;
    return lines;
}

/// "Every 1000 ms all connections get the same: the next of 2 messages."
QString explainStream(const value::Value &stream)
{
    const qsizetype count = stream["messages"].size();
    const bool isRandom = stream["order"].toString() == QLatin1StringView("random");
    const QString what = count == 1 ? tr("its one message")
                         : isRandom ? tr("one of %1 messages, at random").arg(count)
                                    : tr("the next of %1 messages").arg(count);
    const QString every = stream["every"].isUndefined() ? u"1000"_qs : stream["every"].toString();
    const bool isBroadcast = stream["mode"].toString() == QLatin1StringView("broadcast");
    QString sentence =
        (isBroadcast ? tr("Every %1 ms all connections get the same: %2") : tr("Every %1 ms each connection gets %2"))
            .arg(every, what);
    if (!stream["times"].isUndefined() && !stream["times"].isNull())
        sentence += tr(", %1 times").arg(stream["times"].toString());
    sentence += u'.';
    for (qsizetype index = 0; index < count; ++index)
        sentence += u"\n   - " % sayContent(stream["messages"].at(index));
    return sentence;
}

} // namespace

QString explainRoute(const workspace::Route &route)
{
    QStringList lines;
    lines << (route.name.isEmpty() ? route.path : QString(route.name % u"  " % route.path));
    if (!route.enabled)
        lines << tr("The route is off: nobody can connect to it.");
    lines << QString() << saySettings(route);
    if (route.stream.isObject())
        lines << explainStream(route.stream);
    lines << QString();
    bool isLong = false; // One that has lines of its own stands apart from its neighbours.
    for (std::size_t index = 0; index < route.rules.size(); ++index) {
        QStringList rule = explainRule(route.rules[index]);
        rule.first().prepend(tr("%1. ").arg(index + 1));
        if (index > 0 && (rule.size() > 1 || isLong))
            lines << QString();
        isLong = rule.size() > 1;
        lines << rule;
    }
    if (route.rules.empty())
        lines << tr("There are no rules: messages are logged and not answered.");
    else
        lines << QString() << tr("Of the rules for the same event, the first that matches answers.");
    return lines.join(u'\n');
}

} // namespace framewright::ui
