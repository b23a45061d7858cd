// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace framewright::codec {

/// A big number of more bytes or digits than this is left as it is: turning it costs their square.
constexpr qsizetype bigNumberLimit = 1024;

/// A whole number without sign, the highest byte first, as digits and back.
[[nodiscard]] QByteArray digitsOfBytes(QByteArrayView bytes);
[[nodiscard]] QByteArray bytesOfDigits(QByteArrayView digits);

} // namespace framewright::codec
