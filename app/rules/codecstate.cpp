// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/codecstate.h"

#include "app/rules/connection.h"

namespace framewright::rules {

CodecState &codecStateOf(Connection &connection, codec::Codec codec, qsizetype limit)
{
    if (connection.codecState == nullptr || connection.codecState->codec != codec) {
        auto state = std::make_unique<CodecState>();
        state->codec = codec;
        state->agreement = std::make_shared<codec::Agreement>(codec::Agreement{connection.subprotocol, 0});
        state->incoming = codec::makeSession(codec, codec::Direction::ToServer, state->agreement, limit);
        if (connection.codecState != nullptr)
            state->countedBytes = connection.codecState->countedBytes;
        connection.codecState = std::move(state);
    }
    return *connection.codecState;
}

} // namespace framewright::rules
