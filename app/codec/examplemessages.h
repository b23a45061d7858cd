// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

#include <vector>

namespace framewright::codec {

/// A message of each type that a codec knows, so that an editor can offer their fields and values before one has
/// come. Empty for those whose messages may be anything: json, text, msgpack, cbor.
[[nodiscard]] std::vector<Value> exampleMessages(Codec codec);

} // namespace framewright::codec
