// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/event/event.h"

#include <algorithm>
#include <limits>

namespace framewright::event {

namespace {

/// An arena above this is given back when its batch is emptied: one burst must not keep its memory for ever.
constexpr std::size_t keptArena = 4u << 20;

/// The most bytes a slice can name. The message limit of a connection is far below.
constexpr std::size_t sliceLimit = std::numeric_limits<std::uint32_t>::max();

} // namespace

void EventBatch::add(EventRecord record, std::string_view payload, std::string_view detail, SharedBytes shared)
{
    record.payload = put(payload, std::move(shared));
    record.detail = put(detail, {});
    records.push_back(record);
}

std::size_t EventBatch::byteCount() const
{
    std::size_t bytes = m_bytes + records.size() * sizeof(EventRecord);
    for (const Label &label : labels)
        bytes += sizeof(Label) + label.text.size() + label.name.size();
    return bytes;
}

void EventBatch::clear()
{
    records.clear();
    labels.clear();
    m_large.clear();
    m_bytes = 0;
    firstTicket = 0;
    if (m_arena.capacity() > keptArena)
        m_arena = {};
    m_arena.clear();
}

std::string_view EventBatch::bytes(const Slice &slice) const
{
    if (slice.size == 0)
        return {};
    if (slice.large)
        return {m_large[static_cast<std::size_t>(slice.position)].data, slice.size};
    return {m_arena.data() + slice.position, slice.size};
}

Slice EventBatch::put(std::string_view bytes, SharedBytes shared)
{
    bytes = bytes.substr(0, sliceLimit);
    Slice slice;
    slice.size = static_cast<std::uint32_t>(bytes.size());
    m_bytes += bytes.size();
    if (bytes.size() < largeFrom) {
        slice.position = m_arena.size();
        m_arena.insert(m_arena.end(), bytes.begin(), bytes.end());
        return slice;
    }
    slice.large = true;
    slice.position = m_large.size();
    if (!shared.owner) {
        // Nobody can share it: one copy of its own, so that the arena does not grow and move because of it.
        const auto copy = std::make_shared<const std::string>(bytes);
        shared = {copy, copy->data(), copy->size()};
    } else {
        shared.data = bytes.data();
        shared.size = bytes.size();
    }
    m_large.push_back(std::move(shared));
    return slice;
}

} // namespace framewright::event
