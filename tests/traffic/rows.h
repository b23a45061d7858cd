// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/event/event.h"
#include "app/traffic/trafficstore.h"

#include <string>
#include <string_view>

namespace framewright::test {

inline event::EventRecord message(std::uint64_t connection, std::uint32_t label = 0)
{
    event::EventRecord record;
    record.time = 1'790'000'000'123'456'789;
    record.connection = connection;
    record.kind = event::EventKind::Message;
    record.direction = event::Direction::In;
    record.opcode = 1;
    record.flags = event::eventflag::Masked;
    record.label = label;
    record.wireSize = 17;
    return record;
}

/// Messages whose connection and payload are numbers that go on from `first`; the payload is filled to `size`.
inline event::EventBatch messages(int count, int first = 1, std::size_t size = 0)
{
    event::EventBatch batch;
    for (int i = first; i < first + count; ++i) {
        std::string payload = std::to_string(i);
        payload.resize(std::max(payload.size(), size), '.');
        batch.add(message(static_cast<std::uint64_t>(i)), payload);
    }
    return batch;
}

inline void write(traffic::TrafficStore &store, const event::EventBatch &batch)
{
    store.write(batch);
    store.commit();
}

} // namespace framewright::test
