// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/examples/liveplay.h"

#include "app/value/jsonwriter.h"

namespace framewright::test {

using value::Value;

namespace {

/// How long nothing must come where nothing is to come, in milliseconds.
constexpr int silence = 150;

/// What stands in the server's object beside its routes, each with a comma behind.
[[nodiscard]] QByteArray otherMembers(const Value &server)
{
    QByteArray more;
    for (const Value::Member &member : server.members()) {
        if (member.key() != "routes")
            more += value::writeJson(Value::text(member.key())) + ": " + value::writeJson(member.value) + ", ";
    }
    return more;
}

[[nodiscard]] bool isLike(const QByteArray &came, const QByteArray &wanted)
{
    return wanted.endsWith('*') ? came.startsWith(wanted.chopped(1)) : came == wanted;
}

[[nodiscard]] QString notButCame(const QByteArray &wanted, const QByteArray &came)
{
    return QStringLiteral("not %1, but %2").arg(QString::fromUtf8(wanted), QString::fromUtf8(came));
}

[[nodiscard]] QByteArray nameOf(PeerEnd end)
{
    switch (end) {
    case PeerEnd::Open:
        return "nothing";
    case PeerEnd::Fin:
        return "fin";
    case PeerEnd::Reset:
        return "reset";
    case PeerEnd::TlsFailed:
        return "no TLS";
    }
    Q_UNREACHABLE();
    return {};
}

} // namespace

LivePlay::LivePlay(const Value &server)
    : m_server(value::writeJson(server["routes"]), otherMembers(server))
    , m_security(server["tls"].isObject() ? Security::Tls : Security::Plain)
{
}

QString LivePlay::run(const Value &lines)
{
    if (!m_server.start())
        return QStringLiteral("the server does not start: ") + m_server.status().error.value_or(Error()).text();
    for (const Value &item : lines.items()) {
        const QByteArray line = item.toByteArray();
        if (const QString mistake = playLine(line); !mistake.isEmpty())
            return QString::fromUtf8(line) + QStringLiteral(": ") + mistake;
    }
    return m_asked != nullptr ? QStringLiteral("the last handshake wants an answer") : QString();
}

QString LivePlay::playLine(const QByteArray &line)
{
    if (m_asked != nullptr)
        return expectAnswer(line);
    if (line.startsWith("dial ") || line.startsWith("stall "))
        return dial(line);
    const qsizetype space = line.indexOf(' ');
    const auto peer = m_peers.find(line.first(std::max<qsizetype>(space, 0)));
    if (peer == m_peers.end() || line.size() < space + 3)
        return QStringLiteral("this is no line of a play");
    return act(*peer->second, line.at(space + 1), line.sliced(space + 3));
}

/// `dial 1 /path Name: value` sends a handshake, `stall 1` connects and says nothing.
QString LivePlay::dial(const QByteArray &line)
{
    const QByteArrayList words = line.split(' ');
    auto &peer = m_peers[words.value(1)];
    peer = std::make_unique<RawPeer>(m_security);
    m_asked = peer.get();
    if (!peer->connectTo(m_server.port()))
        return QStringLiteral("no connection comes about");
    const QByteArray field = words.mid(3).join(' ');
    if (words.front() == "dial")
        peer->send(RawPeer::handshake(words.value(2), field.isEmpty() ? QByteArray() : field + "\r\n"));
    return {};
}

/// `101`, with a line of the head behind it where that matters; `reset`, `fin`, or `nothing`.
QString LivePlay::expectAnswer(const QByteArray &wanted)
{
    RawPeer &peer = *std::exchange(m_asked, nullptr);
    const bool isAnswer = wanted.front() >= '0' && wanted.front() <= '9';
    if (!isAnswer) {
        const QByteArray came = nameOf(peer.waitForEnd(wanted == "nothing" ? silence : 10000));
        return came == wanted && peer.receivedBytes() == 0 ? QString() : notButCame(wanted, came);
    }
    QByteArray head;
    while (!head.endsWith("\r\n\r\n")) {
        const QByteArray byte = peer.readBytes(1);
        if (byte.isEmpty())
            return notButCame(wanted, head);
        head += byte;
    }
    const QByteArray status = head.split(' ').value(1);
    const QByteArray field = wanted.mid(4);
    const bool isThere = field.isEmpty() || head.toLower().contains(QByteArray("\r\n" + field.toLower() + "\r\n"));
    return status == wanted.first(3) && isThere ? QString() : notButCame(wanted, head);
}

QString LivePlay::act(RawPeer &peer, char verb, const QByteArray &what)
{
    if (verb == '>') {
        peer.sendText(what);
        return {};
    }
    if (verb == '!')
        return expectEnd(peer, what);
    const std::optional<RawFrame> frame = peer.readFrame();
    if (!frame || !frame->is(Opcode::Text))
        return QStringLiteral("no text came");
    return isLike(frame->payload, what) ? QString() : notButCame(what, frame->payload);
}

QString LivePlay::expectEnd(RawPeer &peer, const QByteArray &wanted)
{
    if (!wanted.startsWith("close ")) {
        const QByteArray came = nameOf(peer.waitForEnd());
        return came == wanted ? QString() : notButCame(wanted, came);
    }
    const std::optional<RawFrame> frame = peer.readFrame();
    if (!frame || frame->closeCode() < 0)
        return QStringLiteral("no close frame came");
    const QByteArray came = "close " + QByteArray::number(frame->closeCode()) + ' ' + frame->closeReason();
    return isLike(came.trimmed(), wanted) ? QString() : notButCame(wanted, came);
}

} // namespace framewright::test
