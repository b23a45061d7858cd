// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/wire/maskingkeys.h"

#include <QRandomGenerator>

#include <cstring>

namespace framewright::wire {

std::array<unsigned char, 4> nextMaskingKey()
{
    static thread_local std::array<quint32, 256> block;
    static thread_local std::size_t used = block.size();
    if (used == block.size()) {
        QRandomGenerator::system()->fillRange(block.data(), static_cast<qsizetype>(block.size()));
        used = 0;
    }
    std::array<unsigned char, 4> key;
    std::memcpy(key.data(), &block[used++], key.size());
    return key;
}

} // namespace framewright::wire
