// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

#include <memory>

namespace framewright::rules {

struct Connection;

/// How a connection's messages are read, where a frame alone does not say it. Made when the first one comes.
struct CodecState
{
    codec::Codec codec = codec::Codec::Json;
    std::shared_ptr<codec::Agreement> agreement;
    std::unique_ptr<codec::Session> incoming;
    qsizetype countedBytes = 0; ///< Of what `incoming` holds, in the route's budget.
};

/// That of a connection; a new one where an edit has given its route another codec. `limit`: of a message in bytes.
[[nodiscard]] CodecState &codecStateOf(Connection &connection, codec::Codec codec, qsizetype limit);

} // namespace framewright::rules
