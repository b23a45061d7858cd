// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"

#include <QByteArrayList>

namespace framewright::codec {

/// Frames in lines: a text as it is with \n, \r, \0, \e (the byte 1e) and \\ escaped, or hex: and its bytes.
[[nodiscard]] std::vector<Frame> framesOf(const QByteArray &lines);
[[nodiscard]] QByteArray linesOf(const std::vector<Frame> &frames);

/// A value as JSON with bytes as "hex:01ff", and the value of such a JSON.
[[nodiscard]] QByteArray shown(const Value &value);
[[nodiscard]] Value valueOf(const QByteArray &json);

/// What frames are decoded to, one line each: the value shown, or "! " and the error.
[[nodiscard]] QByteArrayList decoded(Session &session, const std::vector<Frame> &frames);

/// A session with a limit of 1 MiB.
[[nodiscard]] std::unique_ptr<Session> sessionOf(Codec codec, Direction direction, int version = 0,
                                                 const QByteArray &subprotocol = {});

/// The frames of each value, in the codec's lines; "! " and the error.
[[nodiscard]] QByteArrayList encoded(Session &session, const QByteArrayList &values);

} // namespace framewright::codec
