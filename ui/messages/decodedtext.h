// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "app/traffic/row.h"
#include "app/wire/connectionfacts.h"
#include "app/workspace/workspace.h"

#include <optional>

namespace framewright::ui {

/// The codec that a connection's messages are written with: its route's, or by the subprotocol where there is no
/// route. Nothing for JSON and text, which are read as they are.
[[nodiscard]] std::optional<codec::Codec> codecOf(const wire::ConnectionFacts &facts,
                                                  const workspace::Workspace &workspace);

/// The messages that a frame carries, as JSON; what cannot be decoded says why. Nothing where the frame holds only
/// a part of one.
[[nodiscard]] std::optional<QString> decodedText(codec::Codec codec, const traffic::Row &row, const QByteArray &payload,
                                                 const QByteArray &subprotocol);

} // namespace framewright::ui
