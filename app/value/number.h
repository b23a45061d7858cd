// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <compare>
#include <cstdint>
#include <optional>

namespace framewright::value {

/// The digits of a JSON number, looked at and not copied: whoever has the Number keeps the text alive.
/// Compared by value and exactly, whatever the length: 1 == 1.0 == 10e-1, and 9007199254740993 is not
/// 9007199254740992. An exponent of more than 18 digits counts as one of 18 nines.
class Number final
{
public:
    /// Zero.
    Number() = default;
    /// Nothing when `digits` is no number by RFC 8259 section 6 (+1, 01, .5, NaN and 0x1 are none).
    [[nodiscard]] static std::optional<Number> parse(QByteArrayView digits);
    /// For digits that the grammar has been through already.
    [[nodiscard]] static Number trusted(QByteArrayView digits) { return Number(digits); }

    /// As they came.
    [[nodiscard]] QByteArrayView digits() const { return m_digits; }
    /// The nearest double; infinite where it is too large.
    [[nodiscard]] double toDouble() const;
    /// The whole number that this is by value (1e3 and 5.0 are whole), when 64 bits hold it.
    [[nodiscard]] std::optional<std::int64_t> toInteger() const;

    friend bool operator==(Number left, Number right);
    friend std::strong_ordering operator<=>(Number left, Number right);

private:
    explicit Number(QByteArrayView digits)
        : m_digits(digits)
    {
    }

    QByteArrayView m_digits = QByteArrayView("0", 1);
};

/// The digits of a whole number.
[[nodiscard]] QByteArray digitsOf(std::int64_t number);
/// The shortest digits that read back as this double, written as JavaScript writes them (1, 0.1, 1e+21).
/// Empty for what JSON cannot say: infinite, not a number.
[[nodiscard]] QByteArray digitsOf(double number);

} // namespace framewright::value
