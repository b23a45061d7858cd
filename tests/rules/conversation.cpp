// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include "app/value/jsonreader.h"
#include "app/workspace/workspacefile.h"

#include <QRegularExpression>

namespace framewright::rules {

namespace {

constexpr std::int64_t wallTimeAtStart = 1'700'000'000'000'000'000;

QByteArray unescaped(const QByteArray &text)
{
    QByteArray plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char code = text.at(at) == '\\' && at + 1 < text.size() ? text.at(++at) : '.';
        const char plainOne = code == 'n'   ? '\n'
                              : code == 'r' ? '\r'
                              : code == '0' ? '\0'
                              : code == 'e' ? '\x1e'
                                            : code;
        plain.append(code == '.' ? text.at(at) : plainOne);
    }
    return plain;
}

} // namespace

std::shared_ptr<const CompiledRoute> routeOf(const QByteArray &json)
{
    const Result<workspace::Workspace> workspace =
        workspace::readWorkspace("{\"framewright\": 1, \"data\": {\"users\": [{\"name\": \"ann\"}]},"
                                 " \"environments\": [{\"name\": \"dev\", \"variables\": {\"token\": \"x\"}}],"
                                 " \"environment\": \"dev\", \"servers\": [{\"name\": \"Local\", \"routes\": [" +
                                 json + "]}]}");
    if (!workspace)
        qFatal("No route: %s", qPrintable(workspace.error().text()));
    return compileRoute(workspace->servers.front().routes.front(), *workspace);
}

std::vector<std::uint64_t> countsOf(const std::vector<RuleHits> &hits)
{
    std::vector<std::uint64_t> counts;
    for (const RuleHits &each : hits)
        counts.push_back(each.count);
    return counts;
}

Request requestOf(const CompiledRoute &route, const QByteArray &target, const QByteArrayList &fields)
{
    Request request;
    request.head.method = "GET";
    request.head.target = target;
    request.head.fields.append("Host", "localhost:9001");
    request.head.raw = "GET " + target + " HTTP/1.1\r\nHost: localhost:9001\r\n";
    for (const QByteArray &field : fields) {
        const qsizetype colon = field.indexOf(':');
        request.head.fields.append(field.first(colon), field.sliced(colon + 1).trimmed());
        request.head.raw += field + "\r\n";
    }
    request.head.raw += "\r\n";
    request.parameters = route.match(request.head.path()).value_or(std::map<QByteArray, QByteArray>());
    request.host = QStringLiteral("localhost:9001");
    request.address = QStringLiteral("127.0.0.1");
    request.subprotocols = request.head.fields.elements("Sec-WebSocket-Protocol");
    return request;
}

Conversation::Conversation(const QByteArray &route)
    : Conversation(routeOf(route))
{
}

Conversation::Conversation(std::shared_ptr<const CompiledRoute> route)
    : m_route(std::move(route))
    , m_state(m_route, m_stage, m_clock, m_random, SharedVariables{}, wallTimeAtStart)
{
}

QString Conversation::play(const QByteArray &script)
{
    int number = 0;
    const QStringList lines = QString::fromUtf8(script).split(u'\n');
    for (const QString &raw : lines) {
        ++number;
        const QString line = raw.trimmed();
        if (line.isEmpty() || line.startsWith(u'#'))
            continue;
        const QString mistake = playLine(line);
        if (!mistake.isEmpty())
            return QStringLiteral("line %1: %2\n  %3").arg(number).arg(line, mistake);
    }
    return expectNothing(QStringLiteral("the end"));
}

QString Conversation::expectNothing(const QString &before) const
{
    return m_stage.lines.isEmpty()
               ? QString()
               : QStringLiteral("before %1 came: %2").arg(before, m_stage.lines.join(QStringLiteral("\n  and: ")));
}

QString Conversation::playLine(const QString &line)
{
    static const QRegularExpression acting(
        QStringLiteral("^(?:open (?<open>\\d+) (?<target>\\S+)(?: (?<subprotocol>\\S+))?|close (?<close>\\d+) "
                       "(?<code>\\d+) ?(?<reason>.*)"
                       "|(?<begin>begin)|raise (?<raise>\\S+)(?: (?<with>\\{.*\\}))?(?: to (?<targets>[\\d ]+))?"
                       "|\\+(?<pass>\\d+)|jump (?<jump>\\d+)|(?<from>\\d+) > ?(?<content>.*))$"));
    const QRegularExpressionMatch act = acting.match(line);
    if (!act.hasMatch()) {
        if (m_stage.lines.isEmpty())
            return QStringLiteral("nothing came");
        const QString came = m_stage.lines.takeFirst().trimmed();
        const bool isSame = line.endsWith(u'*') ? came.startsWith(line.chopped(1)) : came == line;
        return isSame ? QString() : QStringLiteral("came:  %1").arg(came);
    }
    if (QString mistake = expectNothing(QStringLiteral("this")); !mistake.isEmpty())
        return mistake;
    const auto number = [&](const char *name) { return act.captured(QLatin1StringView(name)).toULongLong(); };
    if (act.capturedLength(u"open") > 0)
        m_state.opened(ConnectionId{number("open")}, requestOf(*m_route, act.captured(u"target").toUtf8()),
                       act.captured(u"subprotocol").toUtf8());
    else if (act.capturedLength(u"close") > 0)
        m_state.closed(ConnectionId{number("close")}, static_cast<protocol::CloseCode>(number("code")),
                       act.captured(u"reason").toUtf8());
    else if (act.capturedLength(u"begin") > 0)
        m_state.begin();
    else if (act.capturedLength(u"raise") > 0)
        raise(act);
    else if (act.capturedLength(u"pass") > 0)
        pass(static_cast<std::int64_t>(number("pass")));
    else if (act.capturedLength(u"jump") > 0) {
        m_clock.time += static_cast<std::int64_t>(number("jump")) * nanosecondsPerMillisecond;
        m_stage.wakeTime.reset();
        m_state.wake();
    } else
        receive(ConnectionId{number("from")}, act.captured(u"content"));
    return {};
}

void Conversation::raise(const QRegularExpressionMatch &act)
{
    std::vector<ConnectionId> targets;
    const QStringList numbers = act.captured(u"targets").split(u' ', Qt::SkipEmptyParts);
    for (const QString &number : numbers)
        targets.push_back(ConnectionId{number.toULongLong()});
    const QByteArray with = act.captured(u"with").toUtf8();
    m_state.raise(act.captured(u"raise").toUtf8(), with.isEmpty() ? value::Value() : value::readJson(with).value(),
                  targets);
}

void Conversation::receive(ConnectionId connection, const QString &content)
{
    const QByteArray bytes = content.toUtf8();
    if (bytes.startsWith("ping:")) {
        m_state.pinged(connection, bytes.sliced(5));
    } else if (bytes.startsWith("pong:")) {
        m_state.ponged(connection, bytes.sliced(5));
    } else if (bytes.startsWith("hex:")) {
        const QByteArray payload = QByteArray::fromHex(bytes.sliced(4));
        m_state.received(connection, {protocol::Opcode::Binary, payload, {}});
    } else if (bytes.startsWith("text:")) {
        say(static_cast<int>(connection.value), unescaped(bytes.sliced(5)));
    } else {
        say(static_cast<int>(connection.value), bytes);
    }
}

void Conversation::say(int connection, const QByteArray &text)
{
    // Gone after the call, as the wire's buffer is.
    QByteArray buffer(text.constData(), text.size());
    m_state.received(ConnectionId{static_cast<std::uint64_t>(connection)}, {protocol::Opcode::Text, buffer, {}});
    buffer.fill('#');
}

void Conversation::pass(std::int64_t milliseconds)
{
    const std::int64_t end = m_clock.time + milliseconds * nanosecondsPerMillisecond;
    while (m_stage.wakeTime && *m_stage.wakeTime <= end) {
        m_clock.time = std::max(m_clock.time, *m_stage.wakeTime);
        m_stage.wakeTime.reset();
        m_state.wake();
    }
    m_clock.time = end;
}

} // namespace framewright::rules
