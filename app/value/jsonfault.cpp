// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/jsonfault.h"

#include "app/value/jsonreader.h"

#include <QString>

#include <algorithm>

namespace framewright::value {

int utf8Length(const char *at, const char *end)
{
    const auto byteAt = [at](int index) { return static_cast<unsigned char>(at[index]); };
    const auto follows = [&](int index, unsigned char low, unsigned char high) {
        return end - at > index && byteAt(index) >= low && byteAt(index) <= high;
    };
    const unsigned char first = byteAt(0);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return follows(1, 0x80, 0xbf) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const unsigned char low = first == 0xe0 ? 0xa0 : 0x80;
        const unsigned char high = first == 0xed ? 0x9f : 0xbf;
        return follows(1, low, high) && follows(2, 0x80, 0xbf) ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const unsigned char low = first == 0xf0 ? 0x90 : 0x80;
        const unsigned char high = first == 0xf4 ? 0x8f : 0xbf;
        return follows(1, low, high) && follows(2, 0x80, 0xbf) && follows(3, 0x80, 0xbf) ? 4 : 0;
    }
    return 0;
}

int hexadecimalUnit(const char *at, const char *end)
{
    if (end - at < 4)
        return -1;
    int unit = 0;
    for (const char character : QByteArrayView(at, 4)) {
        int digit = -1;
        if (character >= '0' && character <= '9')
            digit = character - '0';
        else if (character >= 'a' && character <= 'f')
            digit = character - 'a' + 10;
        else if (character >= 'A' && character <= 'F')
            digit = character - 'A' + 10;
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

namespace {

[[nodiscard]] QString nameOfPlace(QByteArrayView text, qsizetype offset)
{
    if (offset >= text.size())
        return u"the end of the text"_qs;
    const char *const at = text.begin() + offset;
    const int length = utf8Length(at, text.end());
    const auto byte = static_cast<unsigned char>(*at);
    if (length == 0 || byte < 0x20 || byte == 0x7f)
        return u"the byte 0x%1"_qs.arg(byte, 2, 16, QLatin1Char('0'));
    return u"\"%1\""_qs.arg(QString::fromUtf8(at, length));
}

/// The sentence; %1 stands for what was found.
[[nodiscard]] QString sentence(JsonFault fault)
{
    switch (fault) {
    case JsonFault::None:
        return {};
    case JsonFault::Empty:
        return u"There is no value, only %1."_qs;
    case JsonFault::ByteOrderMark:
        return u"The text begins with a byte order mark, which JSON does not have."_qs;
    case JsonFault::ValueExpected:
        return u"A value was expected, not %1."_qs;
    case JsonFault::TrailingComma:
        return u"Nothing follows this comma."_qs;
    case JsonFault::KeyExpected:
        return u"A key between double quotes was expected, not %1."_qs;
    case JsonFault::ColonExpected:
        return u"A colon was expected after the key, not %1."_qs;
    case JsonFault::CommaOrBraceExpected:
        return u"A comma or \"}\" was expected, not %1."_qs;
    case JsonFault::CommaOrBracketExpected:
        return u"A comma or \"]\" was expected, not %1."_qs;
    case JsonFault::MoreAfterValue:
        return u"The value is complete, but %1 follows."_qs;
    case JsonFault::Comment:
        return u"Comments are not JSON."_qs;
    case JsonFault::SingleQuote:
        return u"JSON has double quotes only."_qs;
    case JsonFault::UnknownWord:
        return u"JSON knows the words true, false and null only."_qs;
    case JsonFault::BadNumber:
        return u"This is no number of JSON."_qs;
    case JsonFault::LeadingZero:
        return u"A number does not begin with a zero."_qs;
    case JsonFault::UnclosedText:
        return u"This text has no closing quote."_qs;
    case JsonFault::ControlCharacter:
        return u"%1 inside a text must be written as an escape."_qs;
    case JsonFault::BadEscape:
        return u"This is no escape of JSON."_qs;
    case JsonFault::LoneSurrogate:
        return u"This escape is half of a surrogate pair, which is no character."_qs;
    case JsonFault::BadUtf8:
        return u"%1 is not UTF-8 here."_qs;
    case JsonFault::TooDeep:
        return u"Lists and objects are nested too deep."_qs;
    }
    Q_UNREACHABLE();
}

[[nodiscard]] QString advice(JsonFault fault)
{
    switch (fault) {
    case JsonFault::Comment:
        return u"Take the comment out."_qs;
    case JsonFault::TrailingComma:
        return u"Take the comma out."_qs;
    case JsonFault::ByteOrderMark:
        return u"Save it as UTF-8 without one."_qs;
    case JsonFault::ControlCharacter:
        return u"A line end is \\n, a tabulator \\t."_qs;
    default:
        return {};
    }
}

} // namespace

Error describeFault(JsonFault fault, QByteArrayView text, qsizetype offset)
{
    QString what = sentence(fault);
    if (what.contains(QLatin1StringView("%1")))
        what = what.arg(nameOfPlace(text, offset));
    if (!what.isEmpty())
        what[0] = what[0].toUpper();
    return Error{what, positionAt(text, offset).text(), advice(fault)};
}

} // namespace framewright::value
