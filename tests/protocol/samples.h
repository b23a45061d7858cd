// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QStringBuilder>

#include <random>

namespace framewright::protocol::testing {

/// Text that compresses, like a log of JSON; the same for the same seed.
inline QByteArray someJson(qsizetype size, unsigned seed = 1)
{
    std::mt19937 random(seed);
    QByteArray text;
    while (text.size() < size) {
        text += QByteArray("{\"type\":\"tick\",\"symbol\":\"FW") + QByteArray::number(random() % 40) +
                "\",\"price\":" + QByteArray::number(random() % 100000) + ",\"note\":\"\xC3\xA4\xE2\x82\xAC\"}\n";
    }
    text.truncate(size);
    // No character cut in two.
    while (!text.isEmpty() && (static_cast<unsigned char>(text.back()) & 0x80) != 0)
        text.chop(1);
    return text.leftJustified(size, '.');
}

/// Bytes that do not compress.
inline QByteArray someNoise(qsizetype size, unsigned seed = 1)
{
    std::mt19937 random(seed);
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(random());
    return bytes;
}

} // namespace framewright::protocol::testing
