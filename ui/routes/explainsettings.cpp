// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/credential.h"
#include "ui/routes/explanation.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace framewright::ui {

using value::Value;
using workspace::Accept;
using workspace::Deflate;
using workspace::DropKind;
using workspace::Refuse;
using workspace::Route;
using workspace::RouteLimits;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Explanation", text);
}

/// "{room} in the path is one part of it; rules know it as req.params.room."
void addPath(QStringList &lines, const QString &path)
{
    static const QRegularExpression parameter(u"\\{([^{}*]+)(\\*?)\\}"_qs);
    QRegularExpressionMatchIterator found = parameter.globalMatch(path);
    while (found.hasNext()) {
        const QRegularExpressionMatch match = found.next();
        const QString text = match.capturedView(2).isEmpty()
                                 ? tr("%1 in the path stands for one part of it; rules know it as req.params.%2.")
                                 : tr("%1 in the path stands for all that is left of it; rules know it as "
                                      "req.params.%2.");
        lines << text.arg(match.captured(0), match.captured(1));
    }
}

void addCompanions(QStringList &lines, const Value &list)
{
    for (const Value &entry : list.items()) {
        const QString method = entry["method"].isText() ? entry["method"].toString().toUpper() : u"GET"_qs;
        const QString status = entry["status"].isUndefined() ? u"200"_qs : entry["status"].toString();
        QString text = tr("A plain HTTP %1 of %2 is answered with %3").arg(method, entry["path"].toString(), status);
        if (const Value &json = entry["json"]; !json.isUndefined() && !json.isNull())
            text += tr(", with %1 as body").arg(sayValue(json));
        else if (const Value &body = entry["body"]; body.isText() && !body.view().isEmpty())
            text += tr(", with %1 as body").arg(sayValue(body));
        if (const QString headers = sayHeaders(entry["headers"]); !headers.isEmpty())
            text += u", " % headers;
        const Value &emission = entry["emit"];
        if (emission.isText())
            text += tr("; that raises the signal %1").arg(emission.toString());
        else if (emission.isObject())
            text += tr("; that makes the rules %1").arg(sayEmission(emission));
        lines << text + u'.';
    }
}

/// Which handshakes: "To the first 3 handshakes since the start without the header x-key".
QString sayRefused(const Refuse &refuse)
{
    const QString text =
        refuse.first ? tr("To the first %1 handshakes since the start").arg(*refuse.first) : tr("To every handshake");
    if (refuse.when.isEmpty())
        return text;
    if (const auto credentials = readCredentials(refuse.when))
        return text % u' ' % wordCredentials(*credentials);
    return text % u' ' % tr("for which this holds: %1,").arg(refuse.when.simplified());
}

QString sayRefusal(const Refuse &refuse)
{
    const QString late = refuse.delay > 0 ? tr(" after %1 ms").arg(refuse.delay) : QString();
    switch (refuse.drop) {
    case DropKind::Reset:
        return tr("there is no answer: the connection is cut off%1 with a TCP reset").arg(late);
    case DropKind::Fin:
        return tr("there is no answer: the connection is ended%1").arg(late);
    case DropKind::Hang:
        return tr("there is never an answer, and the connection stays open");
    case DropKind::None:
        break;
    }
    QString text = tr("the answer is %1").arg(refuse.status) % late;
    if (!refuse.json.isNull())
        text += tr(", with %1 as body").arg(sayValue(refuse.json));
    else if (!refuse.body.isEmpty())
        text += tr(", with %1 as body").arg(sayValue(Value::text(refuse.body.toUtf8())));
    if (const QString headers = sayHeaders(refuse.headers); !headers.isEmpty())
        text += u", " % headers;
    return text;
}

void addRefusals(QStringList &lines, const std::vector<Refuse> &refusals)
{
    for (const Refuse &refuse : refusals)
        lines << sayRefused(refuse) % u' ' % sayRefusal(refuse) % u'.';
}

void addAccept(QStringList &lines, const Accept &accept, bool isAfterRefusals)
{
    QString text = isAfterRefusals ? tr("Every other handshake is taken") : tr("Every handshake is taken");
    if (accept.delay > 0)
        text += tr(" after %1 ms").arg(accept.delay);
    if (const QString headers = sayHeaders(accept.headers); !headers.isEmpty())
        text += u' ' % headers;
    lines << text + u'.';
    if (accept.subprotocols.isEmpty())
        return;
    const QString names = sayList(accept.subprotocols, tr(" and "));
    QString agreed = accept.subprotocols.size() == 1
                         ? tr("The subprotocol %1 is agreed on if the client offers it").arg(names)
                         : tr("Of the subprotocols %1 the first that the client offers is agreed on").arg(names);
    agreed += accept.requireSubprotocol ? tr("; a client that offers none of them is refused with 400.")
                                        : tr("; a client that offers none of them is taken all the same.");
    lines << agreed;
}

void addDeflate(QStringList &lines, const Deflate &deflate)
{
    const Deflate usual;
    if (!deflate.enabled) {
        lines << tr("Messages are never compressed, even if the client offers it.");
        return;
    }
    if (deflate == usual)
        return;
    QString text =
        tr("If the client offers compression, messages of %1 bytes and more are compressed").arg(deflate.threshold);
    if (deflate.takeover)
        text += tr(", each with what was learnt from the ones before");
    if (deflate.windowBits != usual.windowBits)
        text += tr(", with a window of 2^%1 bytes").arg(deflate.windowBits);
    lines << text + u'.';
}

/// A delimiter as it can be read: "\n" for a line end.
QString sayDelimiter(QString delimiter)
{
    delimiter.replace(u'\n', u"\\n"_qs).replace(u'\r', u"\\r"_qs).replace(u'\t', u"\\t"_qs);
    return u'“' % delimiter % u'”';
}

QString sayCodec(const QString &codec)
{
    struct Words
    {
        const char *codec;
        const char *words;
    };
    static constexpr Words table[] = {
        {"json", QT_TRANSLATE_NOOP("Explanation", "Messages are read and written as JSON.")},
        {"text", QT_TRANSLATE_NOOP("Explanation", "Messages are plain text.")},
        {"msgpack", QT_TRANSLATE_NOOP("Explanation", "Messages are read and written as MessagePack.")},
        {"cbor", QT_TRANSLATE_NOOP("Explanation", "Messages are read and written as CBOR.")},
        {"stomp", QT_TRANSLATE_NOOP("Explanation", "Messages are frames of STOMP.")},
        {"socket.io", QT_TRANSLATE_NOOP("Explanation", "Messages are packets of Socket.IO.")},
        {"mqtt", QT_TRANSLATE_NOOP("Explanation", "Messages are packets of MQTT.")},
        {"signalr", QT_TRANSLATE_NOOP("Explanation", "Messages are records of SignalR.")},
        {"phoenix", QT_TRANSLATE_NOOP("Explanation", "Messages are those of Phoenix channels.")},
    };
    for (const Words &each : table) {
        if (codec == QLatin1StringView(each.codec))
            return tr(each.words);
    }
    return tr("Messages should be read as %1, which is not known: they are read as JSON.").arg(codec);
}

void addMessages(QStringList &lines, const Route &route)
{
    lines << sayCodec(route.codec);
    if (route.delimiter)
        lines << tr("A frame is split into several messages at %1.").arg(sayDelimiter(*route.delimiter));
    if (route.batch)
        lines << tr("Each item of a list that comes is a message of its own; the answers leave together as one list.");
}

void addLimits(QStringList &lines, const RouteLimits &limits)
{
    if (limits.message != RouteLimits().message)
        lines << tr("A message of more than %1 bytes closes its connection with 1009.").arg(limits.message);
    if (limits.connections)
        lines << tr("Beyond %1 connections at a time, handshakes are refused with 503.").arg(*limits.connections);
    if (limits.idle > 0)
        lines << tr("A connection on which nothing was said for %1 ms is closed.").arg(limits.idle);
}

void addVariables(QStringList &lines, const Route &route)
{
    if (route.conn.size() > 0)
        lines << tr("Each connection begins with the variables %1.").arg(sayAssignments(route.conn));
    if (route.variables.size() > 0)
        lines << tr("The route begins with the variables %1.").arg(sayAssignments(route.variables));
}

void addSignals(QStringList &lines, const Value &list)
{
    for (const Value &signal : list.items()) {
        const bool hasValues = signal["with"].isObject() && signal["with"].size() > 0;
        QString text = tr("The button %1 raises the signal of that name").arg(signal["name"].toString());
        if (hasValues)
            text += tr(", with %1").arg(sayAssignments(signal["with"]));
        lines << text + u'.';
    }
}

} // namespace

QStringList saySettings(const Route &route)
{
    QStringList lines;
    addPath(lines, route.path);
    addCompanions(lines, route.http);
    addRefusals(lines, route.refuse);
    addAccept(lines, route.accept, !route.refuse.empty());
    addDeflate(lines, route.accept.deflate);
    addMessages(lines, route);
    addLimits(lines, route.limits);
    addVariables(lines, route);
    addSignals(lines, route.signalList);
    return lines;
}

} // namespace framewright::ui
