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
        lines << tr("A stream of messages runs beside the rules.");
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
