// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

#include <memory>
#include <vector>

namespace framewright::workspace {
struct Route;
}

namespace framewright::ui {

/// The codec of a route; JSON where the file names none that there is.
[[nodiscard]] codec::Codec codecOfRoute(const workspace::Route &route);

/// The messages of one frame as the rules of its route see them: split at the delimiter, read by the codec, a batch
/// item by item, at most a hundred. Nothing where the frame holds only a part of one. `agreement`: what earlier frames
/// of the connection have said, if it is known; this one may add to it.
[[nodiscard]] std::vector<codec::Decoded> messagesOf(const workspace::Route &route, protocol::Opcode opcode,
                                                     QByteArrayView payload,
                                                     std::shared_ptr<codec::Agreement> agreement = {},
                                                     codec::Direction direction = codec::Direction::ToServer);

} // namespace framewright::ui
