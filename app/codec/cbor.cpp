// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/cbor.h"

#include "app/codec/bignumber.h"
#include "app/codec/bytereader.h"
#include "app/codec/spelling.h"

#include <bit>
#include <cmath>
#include <limits>

namespace framewright::codec {

namespace {

/// RFC 8949 section 3.1.
enum Major : std::uint8_t
{
    Unsigned,
    Negative,
    Bytes,
    Text,
    List,
    Map,
    Tag,
    Simple,
};

/// Section 3: the argument that says "until the break".
constexpr std::uint8_t indefinite = 31;
constexpr std::uint8_t breakByte = 0xff;
constexpr std::uint64_t positiveBig = 2;
constexpr std::uint64_t negativeBig = 3;
constexpr std::uint64_t selfDescribed = 55799;

/// RFC 8949 appendix D.
double halfToDouble(std::uint64_t half)
{
    const auto exponent = static_cast<int>((half >> 10U) & 0x1fU);
    const auto mantissa = static_cast<double>(half & 0x3ffU);
    const double magnitude = exponent == 0    ? std::ldexp(mantissa, -24)
                             : exponent != 31 ? std::ldexp(mantissa + 1024, exponent - 25)
                             : mantissa == 0  ? std::numeric_limits<double>::infinity()
                                              : std::numeric_limits<double>::quiet_NaN();
    return (half & 0x8000U) != 0 ? -magnitude : magnitude;
}

class CborReader final
{
public:
    explicit CborReader(QByteArrayView bytes)
        : m_bytes(bytes)
        , m_in(bytes)
    {
    }

    [[nodiscard]] Result<Value> read()
    {
        Value value = readItem(depthLimit);
        if (m_why.isEmpty() && m_in.hasFailed())
            m_why = QStringLiteral("The message ends in the middle of an item.");
        if (m_why.isEmpty() && !m_in.isAtEnd())
            m_why = QStringLiteral("There is more behind the item.");
        if (!m_why.isEmpty())
            return fail(QStringLiteral("No CBOR: ") + m_why, atByte(m_in.position()));
        return value;
    }

private:
    struct Head
    {
        std::uint8_t major = 0;
        std::uint8_t kind = 0; ///< The five bits beside it.
        std::uint64_t argument = 0;

        [[nodiscard]] bool isIndefinite() const { return kind == indefinite; }
    };

    [[nodiscard]] bool mayGoOn() const { return m_why.isEmpty() && !m_in.hasFailed(); }
    Value stop(const QString &why)
    {
        if (m_why.isEmpty())
            m_why = why;
        return {};
    }
    [[nodiscard]] Head readHead();
    /// Whether one more item of a list or a map follows.
    [[nodiscard]] bool hasMore(const Head &head, std::uint64_t done);
    [[nodiscard]] Value readItem(int depthLeft);
    [[nodiscard]] QByteArray readRun(const Head &head);
    [[nodiscard]] Value readText(const Head &head);
    [[nodiscard]] Value readList(const Head &head, int depthLeft);
    [[nodiscard]] Value readMap(const Head &head, int depthLeft);
    [[nodiscard]] Value readTagged(const Head &head, int depthLeft);
    [[nodiscard]] Value readSimple(const Head &head);

    QByteArrayView m_bytes;
    ByteReader m_in;
    QString m_why;
    qsizetype m_valuesLeft = valueLimit;
};

CborReader::Head CborReader::readHead()
{
    const std::uint8_t first = m_in.byte();
    Head head{static_cast<std::uint8_t>(first >> 5U), static_cast<std::uint8_t>(first & 0x1fU), 0};
    if (head.kind < 24)
        head.argument = head.kind;
    else if (head.kind < 28)
        head.argument = m_in.number(1 << (head.kind - 24));
    else if (!head.isIndefinite() || head.major <= Negative || head.major == Tag)
        (void)stop(QStringLiteral("The byte %1 begins no item.").arg(first, 2, 16, QLatin1Char('0')));
    return head;
}

bool CborReader::hasMore(const Head &head, std::uint64_t done)
{
    if (!mayGoOn())
        return false;
    if (!head.isIndefinite())
        return done < head.argument;
    const bool isBreak = !m_in.isAtEnd() && static_cast<std::uint8_t>(m_bytes[m_in.position()]) == breakByte;
    if (isBreak)
        (void)m_in.byte();
    return !isBreak;
}

Value CborReader::readItem(int depthLeft)
{
    if (depthLeft == 0)
        return stop(QStringLiteral("Items lie more than %1 deep in each other.").arg(depthLimit));
    if (m_valuesLeft-- == 0)
        return stop(QStringLiteral("It is made of more than %1 items.").arg(valueLimit));
    const Head head = readHead();
    if (!mayGoOn())
        return {};
    switch (head.major) {
    case Unsigned:
        return Value::number(value::Number::trusted(QByteArray::number(static_cast<qulonglong>(head.argument))));
    case Negative: {
        // -1 - argument, which may be one more than 64 bits hold.
        const bool isLast = head.argument == std::numeric_limits<std::uint64_t>::max();
        const QByteArray digits = isLast ? QByteArray("18446744073709551616")
                                         : QByteArray::number(static_cast<qulonglong>(head.argument) + 1);
        return Value::number(value::Number::trusted(QByteArray("-" + digits)));
    }
    case Bytes:
        return Value::bytes(readRun(head));
    case Text:
        return readText(head);
    case List:
        return readList(head, depthLeft);
    case Map:
        return readMap(head, depthLeft);
    case Tag:
        return readTagged(head, depthLeft);
    default:
        return readSimple(head);
    }
}

/// Bytes or a text, in one piece or (section 3.2.3) in several.
QByteArray CborReader::readRun(const Head &head)
{
    if (!head.isIndefinite())
        return m_in.bytes(head.argument).toByteArray();
    QByteArray whole;
    while (hasMore(head, 0)) {
        const Head piece = readHead();
        if (piece.major != head.major || piece.isIndefinite())
            (void)stop(QStringLiteral("A run in pieces has a piece of another kind."));
        if (mayGoOn())
            whole.append(m_in.bytes(piece.argument));
    }
    return whole;
}

Value CborReader::readText(const Head &head)
{
    const QByteArray text = readRun(head);
    return isUtf8(text) ? Value::text(text) : stop(QStringLiteral("A text is not UTF-8."));
}

Value CborReader::readList(const Head &head, int depthLeft)
{
    Value::List items;
    while (hasMore(head, items.size()))
        items.push_back(readItem(depthLeft - 1));
    return Value::list(std::move(items));
}

Value CborReader::readMap(const Head &head, int depthLeft)
{
    Value::Object members;
    while (hasMore(head, members.size())) {
        const Value key = readItem(depthLeft - 1);
        members.emplace_back(keyOf(key), readItem(depthLeft - 1));
    }
    return Value::object(std::move(members));
}

Value CborReader::readTagged(const Head &head, int depthLeft)
{
    Value item = readItem(depthLeft - 1);
    if (!mayGoOn() || head.argument == selfDescribed)
        return item;
    const bool isBig = head.argument == positiveBig || head.argument == negativeBig;
    if (isBig && item.isBytes() && item.view().size() <= bigNumberLimit) {
        if (head.argument == positiveBig)
            return Value::number(value::Number::trusted(digitsOfBytes(item.view())));
        // Section 3.4.3: -1 - n. One more than n is found byte by byte from the right.
        QByteArray next = '\0' + item.toByteArray();
        qsizetype at = next.size() - 1;
        while (static_cast<std::uint8_t>(next.at(at)) == 0xff)
            next[at--] = '\0';
        next[at] = static_cast<char>(next.at(at) + 1);
        return Value::number(value::Number::trusted(QByteArray("-" + digitsOfBytes(next))));
    }
    Value tagged = Value::object();
    tagged.set("$tag",
               Value::number(value::Number::trusted(QByteArray::number(static_cast<qulonglong>(head.argument)))));
    tagged.set("value", std::move(item));
    return tagged;
}

Value CborReader::readSimple(const Head &head)
{
    switch (head.kind) {
    case 20:
    case 21:
        return Value::boolean(head.kind == 21);
    case 22:
        return Value::null();
    case 23:
        return {};
    case 24:
        // Section 3.3: what fits into five bits must stand there.
        if (head.argument < 32)
            return stop(QStringLiteral("A simple value below 32 has two bytes."));
        break;
    case 25:
        return Value::real(halfToDouble(head.argument));
    case 26:
        return Value::real(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(head.argument))));
    case 27:
        return Value::real(std::bit_cast<double>(head.argument));
    case indefinite:
        return stop(QStringLiteral("There is a break where nothing can end."));
    default:
        break;
    }
    Value simple = Value::object();
    simple.set("$simple", Value::integer(static_cast<std::int64_t>(head.argument)));
    return simple;
}

class CborWriter final
{
public:
    [[nodiscard]] bool write(const Value &value, int depthLeft);
    [[nodiscard]] QByteArray take() { return std::move(m_out); }
    [[nodiscard]] const QString &why() const { return m_why; }

private:
    void appendHead(Major major, std::uint64_t argument);
    void appendRun(Major major, QByteArrayView bytes)
    {
        appendHead(major, static_cast<std::uint64_t>(bytes.size()));
        m_out.append(bytes);
    }
    void appendDigits(const Value &number);
    void appendWhole(QByteArrayView digits, bool isNegative);
    void appendReal(double number);
    [[nodiscard]] bool writeObject(const Value &object, int depthLeft);
    bool stop(const QString &why)
    {
        m_why = why;
        return false;
    }

    QByteArray m_out;
    QString m_why;
};

void CborWriter::appendHead(Major major, std::uint64_t argument)
{
    const int width = argument < 24             ? 0
                      : argument <= 0xff        ? 1
                      : argument <= 0xffff      ? 2
                      : argument <= 0xffffffffU ? 4
                                                : 8;
    const auto kind =
        width == 0 ? argument : 24U + static_cast<unsigned>(std::countr_zero(static_cast<unsigned>(width)));
    m_out.append(static_cast<char>((static_cast<unsigned>(major) << 5U) | static_cast<unsigned>(kind)));
    appendNumber(m_out, argument, width);
}

void CborWriter::appendReal(double number)
{
    const auto narrow = static_cast<float>(number);
    if (static_cast<double>(narrow) == number) {
        m_out.append(static_cast<char>(0xfa));
        appendNumber(m_out, std::bit_cast<std::uint32_t>(narrow), 4);
    } else {
        m_out.append(static_cast<char>(0xfb));
        appendNumber(m_out, std::bit_cast<std::uint64_t>(number), 8);
    }
}

/// A negative one is written as one less than its size: -1 - n.
void CborWriter::appendWhole(QByteArrayView digits, bool isNegative)
{
    bool isGood = false;
    const std::uint64_t size = digits.toULongLong(&isGood);
    if (isGood) {
        const bool isBelowZero = isNegative && size > 0;
        appendHead(isBelowZero ? Negative : Unsigned, isBelowZero ? size - 1 : size);
        return;
    }
    QByteArray bytes = bytesOfDigits(digits);
    if (isNegative) {
        qsizetype at = bytes.size() - 1;
        while (bytes.at(at) == '\0')
            bytes[at--] = static_cast<char>(0xff);
        bytes[at] = static_cast<char>(bytes.at(at) - 1);
        if (bytes.startsWith('\0'))
            bytes.remove(0, 1);
    }
    if (isNegative && bytes.size() == 8) {
        ByteReader reader(bytes);
        appendHead(Negative, reader.number(8));
        return;
    }
    appendHead(Tag, isNegative ? negativeBig : positiveBig);
    appendRun(Bytes, bytes);
}

void CborWriter::appendDigits(const Value &number)
{
    const QByteArrayView digits = number.view();
    const bool isNegative = digits.startsWith('-');
    const QByteArrayView size = digits.sliced(isNegative ? 1 : 0);
    if (isWhole(number) && size.size() <= bigNumberLimit)
        appendWhole(size, isNegative);
    else
        appendReal(number.toNumber().toDouble());
}

bool CborWriter::writeObject(const Value &object, int depthLeft)
{
    if (object.size() == 2 && object["$tag"].isNumber() && object.contains("value")) {
        const std::optional<std::uint64_t> tag = unsignedOf(object["$tag"]);
        if (!tag)
            return stop(QStringLiteral("A tag is {\"$tag\": a whole number from 0, \"value\": ...}."));
        appendHead(Tag, *tag);
        return write(object["value"], depthLeft - 1);
    }
    if (object.size() == 1 && object["$simple"].isNumber()) {
        const std::optional<std::uint64_t> simple = unsignedOf(object["$simple"]);
        if (!simple || *simple > 255 || (*simple >= 24 && *simple < 32))
            return stop(QStringLiteral("A simple value is {\"$simple\": 0 to 23 or 32 to 255}."));
        appendHead(Simple, *simple);
        return true;
    }
    std::uint64_t count = 0;
    for (const Value::Member &member : object.members())
        count += member.value.isUndefined() ? 0 : 1;
    appendHead(Map, count);
    for (const Value::Member &member : object.members()) {
        if (member.value.isUndefined())
            continue;
        appendRun(Text, member.key());
        if (!write(member.value, depthLeft - 1))
            return false;
    }
    return true;
}

bool CborWriter::write(const Value &value, int depthLeft)
{
    if (depthLeft == 0)
        return stop(QStringLiteral("Lists and objects lie more than %1 deep in each other.").arg(depthLimit));
    switch (value.kind()) {
    case value::Kind::Undefined:
        appendHead(Simple, 23);
        return true;
    case value::Kind::Null:
        appendHead(Simple, 22);
        return true;
    case value::Kind::Boolean:
        appendHead(Simple, value.toBoolean() ? 21 : 20);
        return true;
    case value::Kind::Number:
        appendDigits(value);
        return true;
    case value::Kind::Text:
        appendRun(Text, value.view());
        return true;
    case value::Kind::Bytes:
        appendRun(Bytes, value.view());
        return true;
    case value::Kind::Object:
        return writeObject(value, depthLeft);
    case value::Kind::List:
        break;
    }
    appendHead(List, static_cast<std::uint64_t>(value.size()));
    for (const Value &item : value.items()) {
        if (!write(item, depthLeft - 1))
            return false;
    }
    return true;
}

} // namespace

Result<Value> readCbor(QByteArrayView bytes)
{
    return CborReader(bytes).read();
}

Result<QByteArray> writeCbor(const Value &value)
{
    CborWriter writer;
    if (!writer.write(value, depthLimit))
        return fail(writer.why());
    return writer.take();
}

} // namespace framewright::codec
