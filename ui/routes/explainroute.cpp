// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

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

QString wordTrigger(const QString &on)
{
    if (on.startsWith(QLatin1StringView("signal:")))
        return tr("the signal %1 is raised").arg(on.mid(7));
    for (const WordEntry &trigger : triggers()) {
        if (on == QLatin1StringView(trigger.word))
            return languageText(trigger.label);
    }
    return on;
}

QString explainRule(const workspace::Rule &rule)
{
    const RuleWording wording = wordRule(rule);
    const QString when = wordTrigger(rule.on);
    QString sentence = wording.matchesAll ? tr("When %1: %2.").arg(when, wording.then)
                                          : tr("When %1 and %2: %3.").arg(when, wording.matches, wording.then);
    if (rule.continues)
        sentence += u' ' + tr("Then it goes on with the next rules.");
    if (!rule.enabled)
        sentence += u' ' + tr("This rule is off.");
    return rule.name.isEmpty() ? sentence : QString(rule.name % u" — " % sentence);
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
    return sentence + u'.';
}

} // namespace

QString explainRoute(const workspace::Route &route)
{
    QStringList lines;
    lines << (route.name.isEmpty() ? route.path : QString(route.name % u"  " % route.path));
    if (!route.enabled)
        lines << tr("The route is off: nobody can connect to it.");
    lines << QString();
    for (const workspace::Refuse &refuse : route.refuse) {
        const RuleWording wording = wordRefusal(refuse);
        lines << tr("Of handshakes, %1: %2.").arg(wording.matches, wording.then);
    }
    if (route.refuse.empty())
        lines << tr("Every handshake is taken.");
    if (!route.accept.subprotocols.isEmpty())
        lines << tr("Subprotocols: %1.").arg(route.accept.subprotocols.join(u", "_qs));
    lines << tr("Messages are read as %1.").arg(route.codec);
    if (route.stream.isObject())
        lines << explainStream(route.stream);
    lines << QString();
    for (std::size_t index = 0; index < route.rules.size(); ++index)
        lines << tr("%1. %2").arg(index + 1).arg(explainRule(route.rules[index]));
    if (route.rules.empty())
        lines << tr("There are no rules: messages are logged and not answered.");
    else
        lines << QString() << tr("Of the rules for the same event, the first that matches answers.");
    return lines.join(u'\n');
}

} // namespace framewright::ui
