// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "app/traffic/conversations.h"
#include "app/traffic/row.h"
#include "app/wire/connectionfacts.h"
#include "app/workspace/workspace.h"

#include <optional>

namespace framewright::ui {

class ConnectionBook;

/// The codec that a connection's messages are written with: its route's, or by the subprotocol where there is no
/// route. Nothing for JSON and text, which are read as they are.
[[nodiscard]] std::optional<codec::Codec> codecOf(const wire::ConnectionFacts &facts,
                                                  const workspace::Workspace &workspace);

/// Of every connection in the book that has opened, for filters.
[[nodiscard]] traffic::SpokenCodecs codecsOf(const ConnectionBook &book, const workspace::Workspace &workspace);

/// A message as JSON, or why it is none.
[[nodiscard]] QString wordDecoded(codec::Codec codec, const codec::Decoded &message);

/// The messages that a frame carries, of a codec that needs no more than the frame, as JSON.
[[nodiscard]] QString decodedText(codec::Codec codec, const traffic::Row &row, const QByteArray &payload);

} // namespace framewright::ui
