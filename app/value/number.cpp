// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace framewright::value {

namespace {

constexpr std::int64_t LargestExponent = 999'999'999'999'999'999;

[[nodiscard]] bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

[[nodiscard]] const char *skipDigits(const char *at, const char *end)
{
    while (at != end && isDigit(*at))
        ++at;
    return at;
}

/// RFC 8259 section 6: number = [ minus ] int [ frac ] [ exp ].
[[nodiscard]] bool followsGrammar(QByteArrayView text)
{
    const char *at = text.begin();
    const char *const end = text.end();
    if (at != end && *at == '-')
        ++at;
    if (at == end || !isDigit(*at))
        return false;
    at = *at == '0' ? at + 1 : skipDigits(at, end);
    if (at != end && *at == '.') {
        const char *const fraction = ++at;
        at = skipDigits(at, end);
        if (at == fraction)
            return false;
    }
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        if (at != end && (*at == '+' || *at == '-'))
            ++at;
        const char *const exponent = at;
        at = skipDigits(at, end);
        if (at == exponent)
            return false;
    }
    return at == end;
}

[[nodiscard]] std::int64_t readExponent(const char *at, const char *end)
{
    const bool negative = at != end && *at == '-';
    if (at != end && (*at == '-' || *at == '+'))
        ++at;
    std::int64_t exponent = 0;
    for (; at != end; ++at) {
        const std::int64_t digit = *at - '0';
        if (exponent > (LargestExponent - digit) / 10) {
            exponent = LargestExponent;
            break;
        }
        exponent = exponent * 10 + digit;
    }
    return negative ? -exponent : exponent;
}

/// A number taken apart: (-) 0.DIGITS x 10^exponent, the first digit not zero; no digits for zero. The digits stay
/// where they are, in up to two runs around the point.
class Decimal final
{
public:
    explicit Decimal(QByteArrayView text)
    {
        const char *at = text.begin();
        const char *const end = text.end();
        negative = *at == '-';
        if (negative)
            ++at;
        const char *wholeEnd = skipDigits(at, end);
        const char *fraction = wholeEnd;
        const char *fractionEnd = wholeEnd;
        if (wholeEnd != end && *wholeEnd == '.') {
            fraction = wholeEnd + 1;
            fractionEnd = skipDigits(fraction, end);
        }
        exponent = fractionEnd == end ? 0 : readExponent(fractionEnd + 1, end);
        trim(at, wholeEnd, fraction, fractionEnd);
    }

    [[nodiscard]] bool isZero() const { return size() == 0; }
    [[nodiscard]] std::ptrdiff_t size() const { return (m_wholeEnd - m_whole) + (m_fractionEnd - m_fraction); }
    [[nodiscard]] char digit(std::ptrdiff_t index) const
    {
        const std::ptrdiff_t whole = m_wholeEnd - m_whole;
        return index < whole ? m_whole[index] : m_fraction[index - whole];
    }

    bool negative = false;
    std::int64_t exponent = 0;

private:
    void trim(const char *whole, const char *wholeEnd, const char *fraction, const char *fractionEnd)
    {
        while (whole != wholeEnd && *whole == '0')
            ++whole;
        exponent += wholeEnd - whole;
        if (whole == wholeEnd) {
            while (fraction != fractionEnd && *fraction == '0') {
                ++fraction;
                --exponent;
            }
        }
        while (fraction != fractionEnd && fractionEnd[-1] == '0')
            --fractionEnd;
        if (fraction == fractionEnd) {
            while (whole != wholeEnd && wholeEnd[-1] == '0')
                --wholeEnd;
        }
        m_whole = whole;
        m_wholeEnd = wholeEnd;
        m_fraction = fraction;
        m_fractionEnd = fractionEnd;
    }

    const char *m_whole = nullptr;
    const char *m_wholeEnd = nullptr;
    const char *m_fraction = nullptr;
    const char *m_fractionEnd = nullptr;
};

[[nodiscard]] std::strong_ordering compareMagnitude(const Decimal &left, const Decimal &right)
{
    if (left.exponent != right.exponent)
        return left.exponent <=> right.exponent;
    const std::ptrdiff_t common = std::min(left.size(), right.size());
    for (std::ptrdiff_t index = 0; index < common; ++index) {
        if (left.digit(index) != right.digit(index))
            return left.digit(index) <=> right.digit(index);
    }
    return left.size() <=> right.size();
}

[[nodiscard]] std::strong_ordering compare(const Decimal &left, const Decimal &right)
{
    if (left.isZero() || right.isZero()) {
        const int leftSign = left.isZero() ? 0 : left.negative ? -1 : 1;
        const int rightSign = right.isZero() ? 0 : right.negative ? -1 : 1;
        return leftSign <=> rightSign;
    }
    if (left.negative != right.negative)
        return left.negative ? std::strong_ordering::less : std::strong_ordering::greater;
    return left.negative ? compareMagnitude(right, left) : compareMagnitude(left, right);
}

/// Digits only, without a leading zero (but "0" itself) and not "-0": two such are equal when their bytes are.
[[nodiscard]] bool isPlainInteger(QByteArrayView digits)
{
    const bool negative = digits.startsWith('-');
    const char *const first = digits.begin() + (negative ? 1 : 0);
    return skipDigits(first, digits.end()) == digits.end() && !(negative && *first == '0');
}

} // namespace

std::optional<Number> Number::parse(QByteArrayView digits)
{
    if (!followsGrammar(digits))
        return std::nullopt;
    return Number(digits);
}

double Number::toDouble() const
{
    double result = 0;
    const auto [end, error] = std::from_chars(m_digits.begin(), m_digits.end(), result);
    if (error != std::errc::result_out_of_range)
        return result;
    const Decimal decimal(m_digits);
    const double magnitude = decimal.exponent > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    return decimal.negative ? -magnitude : magnitude;
}

std::optional<std::int64_t> Number::toInteger() const
{
    std::int64_t result = 0;
    const auto [end, error] = std::from_chars(m_digits.begin(), m_digits.end(), result);
    if (error == std::errc{} && end == m_digits.end())
        return result;
    const Decimal decimal(m_digits);
    if (decimal.isZero())
        return 0;
    // 0.DIGITS x 10^exponent is whole when the point lies behind the last digit; 64 bits hold 19 digits.
    if (decimal.exponent < decimal.size() || decimal.exponent > 19)
        return std::nullopt;
    std::array<char, 24> text{};
    std::size_t length = 0;
    if (decimal.negative)
        text[length++] = '-';
    for (std::int64_t index = 0; index < decimal.exponent; ++index)
        text[length++] = index < decimal.size() ? decimal.digit(index) : '0';
    const auto [wholeEnd, wholeError] = std::from_chars(text.data(), text.data() + length, result);
    if (wholeError != std::errc{})
        return std::nullopt;
    return result;
}

bool operator==(Number left, Number right)
{
    const QByteArrayView a = left.digits();
    const QByteArrayView b = right.digits();
    if (a.size() == b.size() && std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size())) == 0)
        return true;
    if (isPlainInteger(a) && isPlainInteger(b))
        return false;
    return compare(Decimal(a), Decimal(b)) == std::strong_ordering::equal;
}

std::strong_ordering operator<=>(Number left, Number right)
{
    return compare(Decimal(left.digits()), Decimal(right.digits()));
}

QByteArray digitsOf(std::int64_t number)
{
    std::array<char, 24> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number);
    return QByteArray(text.data(), end - text.data());
}

QByteArray digitsOf(double number)
{
    if (!std::isfinite(number))
        return {};
    if (number == 0)
        return QByteArray("0");
    // ECMA-262, Number::toString: no exponent from 1e-6 up to below 1e21.
    const double magnitude = std::fabs(number);
    const bool plain = magnitude >= 1e-6 && magnitude < 1e21;
    std::array<char, 64> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), number,
                                            plain ? std::chars_format::fixed : std::chars_format::scientific);
    QByteArray digits(text.data(), end - text.data());
    // C writes 1e-07 where JavaScript writes 1e-7.
    const qsizetype exponent = plain ? -1 : digits.indexOf('e');
    if (exponent >= 0 && digits.size() > exponent + 3 && digits.at(exponent + 2) == '0')
        digits.remove(exponent + 2, 1);
    return digits;
}

} // namespace framewright::value
