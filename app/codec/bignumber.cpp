// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/bignumber.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace framewright::codec {

namespace {

/// Nine digits at a time.
constexpr std::uint64_t limb = 1'000'000'000;
constexpr int limbDigits = 9;

/// number * factor + addend, the lowest limb first.
template <class Limb>
void multiplyAndAdd(std::vector<Limb> &number, std::uint64_t base, std::uint64_t factor, std::uint64_t addend)
{
    for (Limb &part : number) {
        addend += static_cast<std::uint64_t>(part) * factor;
        part = static_cast<Limb>(addend % base);
        addend /= base;
    }
    for (; addend > 0; addend /= base)
        number.push_back(static_cast<Limb>(addend % base));
}

} // namespace

QByteArray digitsOfBytes(QByteArrayView bytes)
{
    std::vector<std::uint32_t> limbs;
    for (const char byte : bytes)
        multiplyAndAdd(limbs, limb, 256, static_cast<std::uint8_t>(byte));
    if (limbs.empty())
        return QByteArrayLiteral("0");
    QByteArray digits = QByteArray::number(limbs.back());
    for (auto part = limbs.rbegin() + 1; part != limbs.rend(); ++part)
        digits += QByteArray::number(*part).rightJustified(limbDigits, '0');
    return digits;
}

QByteArray bytesOfDigits(QByteArrayView digits)
{
    std::vector<std::uint8_t> bytes;
    for (const char digit : digits)
        multiplyAndAdd(bytes, 256, 10, static_cast<std::uint64_t>(digit - '0'));
    std::ranges::reverse(bytes);
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace framewright::codec
