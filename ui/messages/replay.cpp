// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/replay.h"

#include "app/traffic/filterterm.h"
#include "ui/common/format.h"
#include "ui/messages/decodedtext.h"

#include <QCoreApplication>

#include <algorithm>
#include <vector>

namespace framewright::ui {

namespace {

/// Rows of one read: a long one would keep the writer's log from beginning anew.
constexpr qint64 chunk = 4096;
/// Messages at the beginning of a connection in which its peers agree on versions.
constexpr std::size_t greetings = 8;
/// Facts that are kept of one connection; 32 bytes each.
constexpr std::size_t factsAtMost = 1 << 20;
constexpr qsizetype heldAtMost = 16 << 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

} // namespace

/// Both directions, since each may depend on what the other has said.
struct Replay::Sessions
{
    Sessions(codec::Codec ofCodec, std::shared_ptr<codec::Agreement> known)
        : codec(ofCodec)
        , agreement(std::move(known))
    {
        restart();
    }

    void restart()
    {
        toServer = codec::makeSession(codec, codec::Direction::ToServer, agreement, heldAtMost);
        toClient = codec::makeSession(codec, codec::Direction::ToClient, agreement, heldAtMost);
    }
    [[nodiscard]] codec::Session &of(const Fact &fact) { return fact.fromClient ? *toServer : *toClient; }
    [[nodiscard]] QStringList messages(const Fact &fact)
    {
        QStringList found;
        while (const std::optional<codec::Decoded> message = of(fact).next())
            found.append(wordDecoded(codec, *message));
        return found;
    }

    codec::Codec codec;
    std::shared_ptr<codec::Agreement> agreement;
    std::unique_ptr<codec::Session> toServer;
    std::unique_ptr<codec::Session> toClient;
};

Replay::Replay(std::unique_ptr<RowSource> source)
    : m_source(std::move(source))
{
}

std::optional<QString> Replay::decode(const ReplayRequest &request, const std::function<bool()> &goesOn)
{
    if (!collect(request, goesOn))
        return std::nullopt;
    const auto found = std::lower_bound(m_facts.cbegin(), m_facts.cend(), request.row.number,
                                        [](const Fact &fact, qint64 number) { return fact.number < number; });
    if (found == m_facts.cend() || found->number != request.row.number)
        return std::nullopt;
    const auto place = static_cast<std::size_t>(found - m_facts.cbegin());
    const std::size_t first = beginning(place);
    Sessions sessions(request.codec, std::make_shared<codec::Agreement>(codec::Agreement{request.subprotocol, 0}));
    for (std::size_t each = 0; each < std::min(first, greetings); ++each) {
        play(sessions, m_facts[each]);
        static_cast<void>(sessions.messages(m_facts[each]));
    }
    if (first > 0)
        sessions.restart();
    for (std::size_t each = first; each < place; ++each) {
        if (!goesOn())
            return std::nullopt;
        play(sessions, m_facts[each]);
        while (sessions.of(m_facts[each]).next()) {
        }
    }
    play(sessions, m_facts[place]);
    const QStringList messages = sessions.messages(m_facts[place]);
    return messages.isEmpty() ? restOf(sessions, request, place, goesOn) : messages.join(u'\n');
}

/// Facts of another connection are of no use; of this one, those behind the row asked for last are still missing.
bool Replay::collect(const ReplayRequest &request, const std::function<bool()> &goesOn)
{
    const qint64 number = request.row.number;
    const bool isKnown = m_connection == request.row.connection && number >= m_from && m_to >= m_from;
    if (!isKnown) {
        m_connection = request.row.connection;
        m_facts.clear();
        m_from = number + 1;
        m_to = number;
        if (!collectBack(number, request.firstRow, goesOn)) {
            m_connection = {};
            return false;
        }
        m_from = std::min(m_from, number);
    }
    return collectOn(number, goesOn);
}

bool Replay::collectBack(qint64 from, qint64 first, const std::function<bool()> &goesOn)
{
    qint64 opening = 0;
    for (qint64 end = from + 1; end > first && opening == 0 && m_facts.size() < factsAtMost;) {
        const qint64 start = std::max(first, end - chunk);
        std::vector<Fact> found;
        m_source->visit(start, end - start, traffic::RowPart::Sizes, [&](const traffic::Row &row) {
            if (row.connection != m_connection)
                return true;
            if (row.kind == event::EventKind::Opened) {
                opening = row.number;
                found.clear(); // Before it the number was another connection's, of another run of the program.
            } else if (row.kind == event::EventKind::Message) {
                found.push_back(
                    {row.number, row.payloadSize, row.opcode, traffic::senderOf(row) == traffic::Sender::Client});
            }
            return true;
        });
        if (!goesOn())
            return false;
        m_facts.insert(m_facts.begin(), found.begin(), found.end());
        m_from = opening != 0 ? opening : start;
        end = start;
    }
    return true;
}

bool Replay::collectOn(qint64 last, const std::function<bool()> &goesOn)
{
    while (m_to < last) {
        const qint64 end = std::min(last, m_to + chunk);
        m_source->visit(m_to + 1, end - m_to, traffic::RowPart::Sizes, [&](const traffic::Row &row) {
            if (row.connection == m_connection && row.kind == event::EventKind::Message)
                m_facts.push_back(
                    {row.number, row.payloadSize, row.opcode, traffic::senderOf(row) == traffic::Sender::Client});
            return true;
        });
        m_to = end;
        if (!goesOn())
            return false;
    }
    return true;
}

std::size_t Replay::beginning(std::size_t place) const
{
    qint64 bytes = 0;
    std::size_t first = place;
    while (first > 0 && place - first < messagesBefore) {
        bytes += m_facts[first - 1].size;
        if (bytes > bytesBefore)
            break;
        --first;
    }
    return first;
}

void Replay::play(Sessions &sessions, const Fact &fact) const
{
    const QByteArray payload = m_source->payload(fact.number);
    // It has made room in the meantime: what came before it is of no use for what comes behind.
    if (payload.size() != fact.size)
        return sessions.restart();
    sessions.of(fact).add(static_cast<protocol::Opcode>(fact.opcode), payload);
}

QString Replay::restOf(Sessions &sessions, const ReplayRequest &request, std::size_t place,
                       const std::function<bool()> &goesOn)
{
    const Fact wanted = m_facts[place];
    const qint64 end = std::min(request.lastRow, wanted.number + rowsBehind);
    for (std::size_t next = place + 1;; ++next) {
        while (next >= m_facts.size() && m_to < end) {
            if (!collectOn(std::min(end, m_to + chunk), goesOn))
                return {};
        }
        if (next >= m_facts.size() || m_facts[next].number > end)
            break;
        if (!goesOn())
            return {};
        play(sessions, m_facts[next]);
        const QStringList messages = sessions.messages(m_facts[next]);
        if (m_facts[next].fromClient == wanted.fromClient && !messages.isEmpty())
            return tr("Part of a message that is whole with row %1:").arg(format::count(m_facts[next].number)) % u'\n' %
                   messages.constFirst();
    }
    return tr("Part of a message as %1 has it; the rest has not come.").arg(codec::nameOf(request.codec));
}

} // namespace framewright::ui
