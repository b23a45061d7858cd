// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/codec/messagepack.h"

#include "app/codec/bytereader.h"
#include "app/codec/spelling.h"

#include <bit>
#include <limits>

namespace framewright::codec {

namespace {

class MessagePackReader final
{
public:
    explicit MessagePackReader(QByteArrayView bytes)
        : m_in(bytes)
    {
    }

    [[nodiscard]] Result<Value> read()
    {
        Value value = readValue(depthLimit);
        if (m_why.isEmpty() && m_in.hasFailed())
            m_why = QStringLiteral("The message ends in the middle of a value.");
        if (m_why.isEmpty() && !m_in.isAtEnd())
            m_why = QStringLiteral("There is more behind the value.");
        if (!m_why.isEmpty())
            return fail(QStringLiteral("No MessagePack: ") + m_why, atByte(m_in.position()));
        return value;
    }

private:
    [[nodiscard]] bool mayGoOn() const { return m_why.isEmpty() && !m_in.hasFailed(); }
    Value stop(const QString &why)
    {
        if (m_why.isEmpty())
            m_why = why;
        return {};
    }

    [[nodiscard]] Value readValue(int depthLeft);
    [[nodiscard]] Value readMarked(std::uint8_t marker, int depthLeft);
    [[nodiscard]] Value readList(std::uint64_t count, int depthLeft);
    [[nodiscard]] Value readObject(std::uint64_t count, int depthLeft);
    [[nodiscard]] Value readExtension(std::uint64_t count);
    [[nodiscard]] Value readSigned(int byteCount)
    {
        const auto unused = static_cast<unsigned>(64 - 8 * byteCount);
        return Value::integer(static_cast<std::int64_t>(m_in.number(byteCount) << unused) >> unused);
    }
    [[nodiscard]] Value readUnsigned(int byteCount)
    {
        const QByteArray digits = QByteArray::number(static_cast<qulonglong>(m_in.number(byteCount)));
        return Value::number(value::Number::trusted(digits));
    }

    ByteReader m_in;
    QString m_why;
    qsizetype m_valuesLeft = valueLimit;
};

Value MessagePackReader::readValue(int depthLeft)
{
    if (depthLeft == 0)
        return stop(QStringLiteral("Lists and maps lie more than %1 deep in each other.").arg(depthLimit));
    if (m_valuesLeft-- == 0)
        return stop(QStringLiteral("It is made of more than %1 values.").arg(valueLimit));
    const std::uint8_t marker = m_in.byte();
    if (marker <= 0x7f)
        return Value::integer(marker);
    if (marker >= 0xe0)
        return Value::integer(static_cast<std::int8_t>(marker));
    if (marker <= 0x8f)
        return readObject(marker & 0x0fU, depthLeft);
    if (marker <= 0x9f)
        return readList(marker & 0x0fU, depthLeft);
    // What a text's bytes are not, is shown as the bytes that they are.
    if (marker <= 0xbf)
        return textOrBytes(m_in.bytes(marker & 0x1fU));
    return readMarked(marker, depthLeft);
}

Value MessagePackReader::readMarked(std::uint8_t marker, int depthLeft)
{
    switch (marker) {
    case 0xc0:
        return Value::null();
    case 0xc2:
    case 0xc3:
        return Value::boolean(marker == 0xc3);
    case 0xc4:
    case 0xc5:
    case 0xc6:
        return Value::bytes(m_in.bytes(m_in.number(1 << (marker - 0xc4))));
    case 0xc7:
    case 0xc8:
    case 0xc9:
        return readExtension(m_in.number(1 << (marker - 0xc7)));
    case 0xca:
        return Value::real(static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(m_in.number(4)))));
    case 0xcb:
        return Value::real(std::bit_cast<double>(m_in.number(8)));
    case 0xcc:
    case 0xcd:
    case 0xce:
    case 0xcf:
        return readUnsigned(1 << (marker - 0xcc));
    case 0xd0:
    case 0xd1:
    case 0xd2:
    case 0xd3:
        return readSigned(1 << (marker - 0xd0));
    case 0xd4:
    case 0xd5:
    case 0xd6:
    case 0xd7:
    case 0xd8:
        return readExtension(1U << (marker - 0xd4U));
    case 0xd9:
    case 0xda:
    case 0xdb:
        return textOrBytes(m_in.bytes(m_in.number(1 << (marker - 0xd9))));
    case 0xdc:
    case 0xdd:
        return readList(m_in.number(marker == 0xdc ? 2 : 4), depthLeft);
    case 0xde:
    case 0xdf:
        return readObject(m_in.number(marker == 0xde ? 2 : 4), depthLeft);
    default:
        return stop(QStringLiteral("The byte c1 begins no value."));
    }
}

Value MessagePackReader::readList(std::uint64_t count, int depthLeft)
{
    Value::List items;
    for (; count > 0 && mayGoOn(); --count)
        items.push_back(readValue(depthLeft - 1));
    return Value::list(std::move(items));
}

Value MessagePackReader::readObject(std::uint64_t count, int depthLeft)
{
    Value::Object members;
    for (; count > 0 && mayGoOn(); --count) {
        const Value key = readValue(depthLeft - 1);
        members.emplace_back(keyOf(key), readValue(depthLeft - 1));
    }
    return Value::object(std::move(members));
}

Value MessagePackReader::readExtension(std::uint64_t count)
{
    const auto type = static_cast<std::int8_t>(m_in.byte());
    Value extension = Value::object();
    extension.set("$ext", Value::integer(type));
    extension.set("data", Value::bytes(m_in.bytes(count)));
    return extension;
}

/// The markers of a kind whose size stands behind the marker, by how many bytes the size takes; 0: there is none.
struct SizeMarkers
{
    std::uint8_t one;
    std::uint8_t two;
    std::uint8_t four;
};

class MessagePackWriter final
{
public:
    [[nodiscard]] bool write(const Value &value, int depthLeft);
    [[nodiscard]] QByteArray take() { return std::move(m_out); }
    [[nodiscard]] const QString &why() const { return m_why; }

private:
    void append(std::uint8_t byte) { m_out.append(static_cast<char>(byte)); }
    void append(std::uint8_t marker, std::uint64_t number, int byteCount)
    {
        append(marker);
        appendNumber(m_out, number, byteCount);
    }
    bool appendSize(qsizetype size, SizeMarkers markers);
    void appendUnsigned(std::uint64_t number);
    void appendNegative(std::int64_t number);
    void appendDigits(const Value &number);
    [[nodiscard]] bool writeObject(const Value &object, int depthLeft);
    [[nodiscard]] bool writeExtension(const Value &extension);
    bool stop(const QString &why)
    {
        m_why = why;
        return false;
    }

    QByteArray m_out;
    QString m_why;
};

bool MessagePackWriter::appendSize(qsizetype size, SizeMarkers markers)
{
    const auto count = static_cast<std::uint64_t>(size);
    if (count <= 0xff && markers.one != 0)
        append(markers.one, count, 1);
    else if (count <= 0xffff)
        append(markers.two, count, 2);
    else if (count <= 0xffffffff)
        append(markers.four, count, 4);
    else
        return stop(QStringLiteral("More than 4 GiB are no MessagePack."));
    return true;
}

void MessagePackWriter::appendUnsigned(std::uint64_t number)
{
    if (number <= 0x7f)
        append(static_cast<std::uint8_t>(number));
    else if (number <= 0xff)
        append(0xcc, number, 1);
    else if (number <= 0xffff)
        append(0xcd, number, 2);
    else if (number <= 0xffffffff)
        append(0xce, number, 4);
    else
        append(0xcf, number, 8);
}

void MessagePackWriter::appendNegative(std::int64_t number)
{
    const auto bits = static_cast<std::uint64_t>(number);
    if (number >= -32)
        append(static_cast<std::uint8_t>(bits));
    else if (number >= std::numeric_limits<std::int8_t>::min())
        append(0xd0, bits, 1);
    else if (number >= std::numeric_limits<std::int16_t>::min())
        append(0xd1, bits, 2);
    else if (number >= std::numeric_limits<std::int32_t>::min())
        append(0xd2, bits, 4);
    else
        append(0xd3, bits, 8);
}

/// Whole numbers as they are, as far as 64 bits go; the others as doubles.
void MessagePackWriter::appendDigits(const Value &number)
{
    if (isWhole(number)) {
        if (const std::optional<std::uint64_t> whole = unsignedOf(number)) {
            appendUnsigned(*whole);
            return;
        }
        if (const std::optional<std::int64_t> whole = number.toNumber().toInteger()) {
            appendNegative(*whole);
            return;
        }
    }
    append(0xcb, std::bit_cast<std::uint64_t>(number.toNumber().toDouble()), 8);
}

bool MessagePackWriter::writeExtension(const Value &extension)
{
    const std::optional<std::int64_t> type = extension["$ext"].toNumber().toInteger();
    const QByteArrayView payload = extension["data"].view();
    if (!extension["$ext"].isNumber() || !type || *type < -128 || *type > 127 || !extension["data"].isBytes())
        return stop(QStringLiteral("An extension is {\"$ext\": -128 to 127, \"data\": bytes}."));
    const auto size = static_cast<std::size_t>(payload.size());
    if (std::has_single_bit(size) && size <= 16)
        append(static_cast<std::uint8_t>(0xd4 + std::countr_zero(size)));
    else if (!appendSize(payload.size(), {0xc7, 0xc8, 0xc9}))
        return false;
    append(static_cast<std::uint8_t>(*type));
    m_out.append(payload);
    return true;
}

bool MessagePackWriter::writeObject(const Value &object, int depthLeft)
{
    if (object.size() == 2 && object.contains("$ext") && object.contains("data"))
        return writeExtension(object);
    qsizetype count = 0;
    for (const Value::Member &member : object.members())
        count += member.value.isUndefined() ? 0 : 1;
    if (count <= 0x0f)
        append(static_cast<std::uint8_t>(0x80 + count));
    else if (!appendSize(count, {0, 0xde, 0xdf}))
        return false;
    for (const Value::Member &member : object.members()) {
        if (!member.value.isUndefined() && (!write(member.name, depthLeft) || !write(member.value, depthLeft - 1)))
            return false;
    }
    return true;
}

bool MessagePackWriter::write(const Value &value, int depthLeft)
{
    if (depthLeft == 0)
        return stop(QStringLiteral("Lists and objects lie more than %1 deep in each other.").arg(depthLimit));
    switch (value.kind()) {
    case value::Kind::Undefined:
    case value::Kind::Null:
        append(0xc0);
        return true;
    case value::Kind::Boolean:
        append(value.toBoolean() ? 0xc3 : 0xc2);
        return true;
    case value::Kind::Number:
        appendDigits(value);
        return true;
    case value::Kind::Text:
        if (value.view().size() <= 0x1f)
            append(static_cast<std::uint8_t>(0xa0 + value.view().size()));
        else if (!appendSize(value.view().size(), {0xd9, 0xda, 0xdb}))
            return false;
        m_out.append(value.view());
        return true;
    case value::Kind::Bytes:
        if (!appendSize(value.view().size(), {0xc4, 0xc5, 0xc6}))
            return false;
        m_out.append(value.view());
        return true;
    case value::Kind::Object:
        return writeObject(value, depthLeft);
    case value::Kind::List:
        break;
    }
    if (value.size() <= 0x0f)
        append(static_cast<std::uint8_t>(0x90 + value.size()));
    else if (!appendSize(value.size(), {0, 0xdc, 0xdd}))
        return false;
    for (const Value &item : value.items()) {
        if (!write(item, depthLeft - 1))
            return false;
    }
    return true;
}

} // namespace

Result<Value> readMessagePack(QByteArrayView bytes)
{
    return MessagePackReader(bytes).read();
}

Result<QByteArray> writeMessagePack(const Value &value)
{
    MessagePackWriter writer;
    if (!writer.write(value, depthLimit))
        return fail(writer.why());
    return writer.take();
}

} // namespace framewright::codec
