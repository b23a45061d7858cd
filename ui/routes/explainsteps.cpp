// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/closecode.h"
#include "ui/routes/explanation.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace framewright::ui {

using value::Value;
using workspace::Action;

namespace {

/// How deep steps within steps are told; a file may nest them without end.
constexpr int deepest = 12;

QString tr(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

/// Milliseconds, as a number or as a template.
QString sayTime(const Value &time)
{
    return time.isText() ? tr("%1 (in ms)").arg(sayValue(time)) : tr("%1 ms").arg(sayValue(time));
}

/// A name of a room, timer or signal: as it is, or what it is made of.
QString sayName(const Value &name)
{
    return name.isText() && !name.view().contains("{{") ? name.toString() : sayValue(name);
}

struct AudienceWords
{
    const char *word; ///< Or how it begins, with what follows as %1.
    const char *message;
    const char *signal;
};

constexpr AudienceWords audienceWords[] = {
    {"self", "", ""},
    {"all", QT_TRANSLATE_NOOP("Explanation", "to every client of the route"),
     QT_TRANSLATE_NOOP("Explanation", "on every connection of the route")},
    {"others", QT_TRANSLATE_NOOP("Explanation", "to every client but this one"),
     QT_TRANSLATE_NOOP("Explanation", "on every connection but this one")},
    {"room:", QT_TRANSLATE_NOOP("Explanation", "to everybody in the room %1"),
     QT_TRANSLATE_NOOP("Explanation", "on every connection in the room %1")},
    {"conn:", QT_TRANSLATE_NOOP("Explanation", "to the connection with the number %1"),
     QT_TRANSLATE_NOOP("Explanation", "on the connection with the number %1")},
};

QString sayAudience(const Value &to, const char *AudienceWords::*words, const char *computed)
{
    const QString word = to.isUndefined() ? u"self"_qs : to.toString();
    for (const AudienceWords &each : audienceWords) {
        const QLatin1StringView known(each.word);
        if (word == known)
            return *(each.*words) == '\0' ? QString() : tr(each.*words);
        if (known.endsWith(u':') && word.startsWith(known))
            return tr(each.*words).arg(sayName(Value::text(word.mid(known.size()).toUtf8())));
    }
    return tr(computed).arg(sayValue(to));
}

/// "to every client of the route, except this one, only to those for whom this holds: peer.ready"
QString sayRecipients(const Value &body)
{
    QString text =
        sayAudience(body["to"], &AudienceWords::message, QT_TRANSLATE_NOOP("Explanation", "to whom %1 names"));
    if (!text.isEmpty())
        text.prepend(u' ');
    if (body["exceptSelf"].toBoolean())
        text += tr(", except this one");
    if (const Value &where = body["where"]; !where.isUndefined())
        text += tr(", only to those for whom this holds: %1").arg(where.toString().simplified());
    return text;
}

QString sayFragments(const Value &fragment)
{
    if (fragment.isUndefined() || fragment.isNull())
        return {};
    const Value &size = fragment.isObject() ? fragment["size"] : fragment;
    QString text = tr(", in frames of %1 bytes").arg(sayValue(size));
    if (fragment.isObject() && fragment.contains("gap"))
        text += tr(" with %1 between them").arg(sayTime(fragment["gap"]));
    return text;
}

QString sayBatch(const Value &list)
{
    QStringList parts;
    for (const Value &item : list.items())
        parts << sayContent(item);
    return tr("several messages in one frame: %1").arg(sayList(parts, tr(" and ")));
}

QString sayPayload(const QString &frame, const Value &payload)
{
    const bool isEmpty = payload.isText() && payload.view().isEmpty();
    return isEmpty ? frame : tr("%1 with %2").arg(frame, sayValue(payload));
}

QString saySend(const Action &action)
{
    return tr("send %1").arg(sayContent(action.argument())) + sayRecipients(action.body) +
           sayFragments(action.option("fragment"));
}

QString sayWait(const Action &action)
{
    const Value &time = action.argument();
    if (time.isObject())
        return tr("wait between %1 and %2, by chance").arg(sayValue(time["min"]), sayTime(time["max"]));
    return tr("wait %1").arg(sayTime(time));
}

QString saySet(const Action &action)
{
    QStringList parts;
    for (const Value::Member &member : action.argument().members())
        parts << tr("%1 to %2").arg(sayVariable(QString::fromUtf8(member.key())), sayValue(member.value));
    return tr("set %1").arg(parts.isEmpty() ? tr("nothing") : sayList(parts, tr(" and ")));
}

QString sayUnset(const Action &action)
{
    return tr("take away %1").arg(sayVariable(action.argument().toString()));
}

QString sayJoin(const Action &action)
{
    return tr("put the client into the room %1").arg(sayName(action.argument()));
}

QString sayLeave(const Action &action)
{
    if (action.argument().toString() == u"*")
        return tr("take the client out of all its rooms");
    return tr("take the client out of the room %1").arg(sayName(action.argument()));
}

QString sayClose(const Action &action)
{
    const Value &code = action.argument();
    const std::int64_t number = code.isNumber() ? code.toNumber().toInteger().value_or(0) : 0;
    QString text = tr("close the connection with the code %1").arg(sayValue(code));
    if (number == protocol::closecode::NoStatus)
        text = tr("close the connection with a close frame that has no code");
    else if (number > 0 && number < 65536)
        text += u" (" % protocol::closeCodeName(protocol::CloseCode(number)) % u')';
    if (const Value &reason = action.option("reason"); reason.isText() && !reason.view().isEmpty())
        text += tr(" and the reason %1").arg(sayValue(reason));
    return text;
}

QString sayDrop(const Action &action)
{
    const QString manner = action.argument().toString();
    if (manner == u"fin")
        return tr("end the connection without a close frame, as a program that stops does");
    if (manner == u"hang")
        return tr("fall silent: nothing is answered any more, and the connection stays open");
    return tr("cut the connection off without a close frame (TCP reset)");
}

QString sayRun(const Action &action)
{
    return tr("run the script %1").arg(action.argument().toString().simplified());
}

QString sayStop(const Action &action)
{
    const bool isOfRoute = action.option("scope").toString() == u"route";
    return (isOfRoute ? tr("stop the route's timer %1") : tr("stop the timer %1")).arg(sayName(action.argument()));
}

QString sayEmit(const Action &action)
{
    return sayEmission(action.body);
}

/// "start the timer tick: every 100 ms, 3 times in all, do this:"
QString sayStart(const Action &action)
{
    const auto option = [&action](const char *key) -> const Value & { return action.option(key); };
    const auto isSet = [&option](const char *key) { return !option(key).isUndefined() && !option(key).isNull(); };
    QStringList how;
    if (isSet("every"))
        how << tr("every %1").arg(sayTime(option("every")));
    if (isSet("after"))
        how << (isSet("every") ? tr("for the first time after %1") : tr("after %1")).arg(sayTime(option("after")));
    if (isSet("jitter"))
        how << tr("give or take %1").arg(sayTime(option("jitter")));
    if (isSet("times"))
        how << tr("%1 times in all").arg(sayValue(option("times")));
    if (option("idle").toBoolean())
        how << tr("counted from the last message that was sent");
    if (option("keep").toBoolean())
        how << tr("unless it runs already");
    const bool isOfRoute = option("scope").toString() == u"route";
    const QString start = isOfRoute ? tr("start the route's timer %1, which goes on when the connection has ended")
                                    : tr("start the timer %1");
    return start.arg(sayName(action.argument())) % u": " % how.join(u", "_qs) % tr(", do this:");
}

QString sayIf(const Action &action)
{
    return tr("if this holds: %1").arg(action.argument().toString().simplified());
}

QString sayEach(const Action &action)
{
    return tr("for each item (it) of %1:").arg(sayValue(action.argument()));
}

QString sayChoose(const Action &action)
{
    return action.option("order").toString() == u"random" ? tr("do one of these, at random:")
                                                          : tr("do one of these, a different one each time, in turn:");
}

struct VerbWords
{
    const char *verb;
    QString (*say)(const Action &);
};

constexpr VerbWords verbWords[] = {
    {"send", saySend},   {"wait", sayWait},   {"set", saySet},   {"unset", sayUnset}, {"join", sayJoin},
    {"leave", sayLeave}, {"close", sayClose}, {"drop", sayDrop}, {"run", sayRun},     {"stop", sayStop},
    {"emit", sayEmit},   {"start", sayStart}, {"if", sayIf},     {"each", sayEach},   {"choose", sayChoose},
};

void addSteps(QStringList &lines, const Value &list, int depth);

/// What stands below a step.
void addInner(QStringList &lines, const Action &action, int depth)
{
    const QString indent(2 * depth, u' ');
    if (action.option("do").isList())
        addSteps(lines, action.option("do"), depth + 1);
    if (action.verb() == "choose") {
        const Value &choices = action.argument();
        for (qsizetype index = 0; index < choices.size(); ++index) {
            lines << indent % u"  " % tr("%1 of %2:").arg(index + 1).arg(choices.size());
            addSteps(lines, choices.at(index), depth + 2);
        }
    }
    if (action.option("then").isList()) {
        if (action.verb() == "start" && action.option("then").size() > 0)
            lines << indent % u"  " % tr("and after the last time:");
        addSteps(lines, action.option("then"), depth + (action.verb() == "start" ? 2 : 1));
    }
    if (action.option("else").size() > 0) {
        lines << indent % u"- " % tr("otherwise:");
        addSteps(lines, action.option("else"), depth + 1);
    }
}

void addStep(QStringList &lines, const Action &action, int depth)
{
    const QByteArray verb = action.verb();
    const auto found = std::ranges::find_if(verbWords, [&](const VerbWords &each) { return verb == each.verb; });
    const QString text =
        found != std::end(verbWords)
            ? found->say(action)
            : tr("%1 %2 (no such step is known)").arg(QString::fromUtf8(verb), sayValue(action.argument()));
    lines << QString(QString(2 * depth, u' ') % u"- " % text);
    addInner(lines, action, depth);
}

void addSteps(QStringList &lines, const Value &list, int depth)
{
    if (depth > deepest) {
        lines << QString(QString(2 * depth, u' ') % u"- …");
        return;
    }
    for (const Value &body : list.items())
        addStep(lines, Action{body}, depth);
    if (list.size() == 0)
        lines << QString(QString(2 * depth, u' ') % u"- " % tr("nothing"));
}

} // namespace

/// The message of a step, by the form it is written in.
QString sayContent(const Value &content)
{
    if (!content.isObject() || content.size() != 1)
        return sayValue(content);
    const QByteArrayView form = content.members().front().key();
    const Value &argument = content.members().front().value;
    const auto is = [form](const char *name) { return form == QByteArrayView(name); };
    if (is("text"))
        return tr("the text %1").arg(sayValue(argument));
    if (is("json"))
        return tr("%1 as JSON").arg(sayValue(argument));
    if (is("hex"))
        return tr("a binary message with the bytes %1").arg(argument.toString());
    if (is("base64"))
        return tr("a binary message with what %1 is in base64").arg(sayValue(argument));
    if (is("file"))
        return tr("what is in the file %1").arg(argument.toString());
    if (is("same"))
        return tr("the same message back");
    if (is("batch"))
        return sayBatch(argument);
    if (is("ping"))
        return sayPayload(tr("a ping frame"), argument);
    if (is("pong"))
        return sayPayload(tr("a pong frame"), argument);
    if (is("raw"))
        return tr("the bytes %1, which go onto the wire as they are, outside of the protocol").arg(argument.toString());
    return sayValue(content);
}

QString sayEmission(const Value &body)
{
    QString text = tr("raise the signal %1").arg(sayName(body["emit"]));
    if (const QString on =
            sayAudience(body["to"], &AudienceWords::signal, QT_TRANSLATE_NOOP("Explanation", "on those whom %1 names"));
        !on.isEmpty())
        text += u' ' % on;
    if (body["exceptSelf"].toBoolean())
        text += tr(", except on this one");
    if (const Value &where = body["where"]; !where.isUndefined())
        text += tr(", only on those for which this holds: %1").arg(where.toString().simplified());
    if (const Value &with = body["with"]; with.isObject() && with.size() > 0)
        text += tr(", with %1").arg(sayAssignments(with));
    else if (!with.isUndefined() && !with.isObject())
        text += tr(", with %1").arg(sayValue(with));
    return text;
}

QStringList saySteps(const std::vector<Action> &steps)
{
    QStringList lines;
    for (const Action &action : steps)
        addStep(lines, action, 0);
    return lines;
}

} // namespace framewright::ui
