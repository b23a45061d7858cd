// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/inbox.h"

#include "app/event/event.h"
#include "app/protocol/framewriter.h"

#include <algorithm>
#include <cstring>

namespace framewright::wire {

namespace {

constexpr std::size_t sparesKept = 4;
constexpr qsizetype spareBytes = 512 * 1024;
constexpr qsizetype firstReserve = 4096;

} // namespace

Inbox::Inbox() = default;
Inbox::~Inbox()
{
    clear();
}

std::vector<std::unique_ptr<Inbox::Store>> &Inbox::spares()
{
    static thread_local std::vector<std::unique_ptr<Store>> list;
    return list;
}

Inbox::Store &Inbox::store()
{
    if (m_store)
        return *m_store;
    auto &list = spares();
    if (list.empty()) {
        m_store = std::make_unique<Store>();
    } else {
        m_store = std::move(list.back());
        list.pop_back();
    }
    return *m_store;
}

void Inbox::putBytes(QByteArrayView bytes)
{
    Store &into = store();
    if (into.segments.empty() || into.segments.back().shared) {
        into.segments.emplace_back();
        into.segments.back().bytes.reserve(std::max(firstReserve, bytes.size()));
    }
    into.segments.back().bytes.append(bytes);
    into.put += static_cast<quint64>(bytes.size());
    m_size += bytes.size();
}

void Inbox::putFrame(protocol::Opcode opcode, QByteArrayView payload)
{
    char header[protocol::longestFrameHeader];
    const int length = protocol::encodeFrameHeader(header, {}, opcode, static_cast<std::uint64_t>(payload.size()));
    putBytes(QByteArrayView(header, length));
    if (!payload.isEmpty())
        putBytes(payload);
}

void Inbox::putMessage(const protocol::Assembled &message, std::uint64_t ticket)
{
    Store &into = store();
    const bool isLarge = !message.owned.isNull() && message.payload.size() >= qsizetype(event::EventBatch::largeFrom);
    if (isLarge) {
        char header[protocol::longestFrameHeader];
        const auto length = static_cast<std::uint64_t>(message.owned.size());
        putBytes(QByteArrayView(header, protocol::encodeFrameHeader(header, {}, message.opcode, length)));
        into.segments.push_back({message.owned, true});
        into.put += length;
        m_size += message.owned.size();
    } else {
        putFrame(message.opcode, message.payload);
    }
    const qsizetype length = message.payload.size();
    const Segment &last = into.segments.back();
    into.messages.push_back(
        {message.opcode, into.segments.size() - 1, last.bytes.size() - length, length, into.put, ticket});
}

qint64 Inbox::read(char *out, qint64 most)
{
    qint64 got = 0;
    while (got < most && m_size > 0) {
        const QByteArray &bytes = m_store->segments[m_store->segment].bytes;
        const qint64 part = std::min<qint64>(most - got, bytes.size() - m_store->offset);
        std::memcpy(out + got, bytes.constData() + m_store->offset, static_cast<std::size_t>(part));
        got += part;
        m_store->offset += part;
        m_size -= part;
        if (m_store->offset == bytes.size() && m_size > 0) {
            ++m_store->segment;
            m_store->offset = 0;
        }
    }
    if (m_store) {
        m_store->read += static_cast<quint64>(got);
        while (m_store->message < m_store->messages.size() && m_store->messages[m_store->message].end < m_store->read)
            ++m_store->message;
    }
    return got;
}

Incoming Inbox::messageJustRead() const
{
    if (!m_store || m_store->message == m_store->messages.size())
        return {};
    const Message &message = m_store->messages[m_store->message];
    if (message.end != m_store->read)
        return {};
    const Segment &segment = m_store->segments[message.segment];
    const QByteArrayView payload = QByteArrayView(segment.bytes).sliced(message.offset, message.length);
    return {message.opcode, payload, segment.shared ? segment.bytes : QByteArray(), message.ticket};
}

void Inbox::release()
{
    if (m_size == 0)
        clear();
}

void Inbox::clear()
{
    m_size = 0;
    if (!m_store)
        return;
    Store &used = *m_store;
    used.messages.clear();
    used.segment = 0;
    used.offset = 0;
    used.message = 0;
    used.put = 0;
    used.read = 0;
    // One buffer is worth keeping, where it is ours and not huge.
    const bool isKept =
        !used.segments.empty() && !used.segments.front().shared && used.segments.front().bytes.capacity() <= spareBytes;
    used.segments.resize(isKept ? 1 : 0);
    if (isKept)
        used.segments.front().bytes.resize(0);
    auto &list = spares();
    if (list.size() < sparesKept)
        list.push_back(std::move(m_store));
    m_store.reset();
}

} // namespace framewright::wire
