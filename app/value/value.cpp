// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/value.h"

#include <QVarLengthArray>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

namespace framewright::value {

/// What copies of a Value share. It knows its kind by the Value that points to it.
struct Value::Block
{
    std::atomic<std::uint32_t> references = 1;
};

struct Value::BytesBlock : Block
{
    QByteArray bytes;
};

struct Value::ListBlock : Block
{
    List items;
};

struct Value::ObjectBlock : Block
{
    Object members;
};

QLatin1StringView nameOf(Kind kind)
{
    switch (kind) {
    case Kind::Undefined:
        return QLatin1StringView("undefined");
    case Kind::Null:
        return QLatin1StringView("null");
    case Kind::Boolean:
        return QLatin1StringView("boolean");
    case Kind::Number:
        return QLatin1StringView("number");
    case Kind::Text:
        return QLatin1StringView("text");
    case Kind::Bytes:
        return QLatin1StringView("bytes");
    case Kind::List:
        return QLatin1StringView("list");
    case Kind::Object:
        return QLatin1StringView("object");
    }
    Q_UNREACHABLE();
}

template <class T>
T *Value::block() const
{
    Block *address = nullptr;
    // NOLINTNEXTLINE(bugprone-sizeof-expression): the address itself is what is kept.
    std::memcpy(&address, m_inside.data() + (InsideSize - sizeof(address)), sizeof(address));
    return static_cast<T *>(address);
}

void Value::setBlock(Kind kind, Block *block)
{
    m_kind = kind;
    m_length = Shared;
    // NOLINTNEXTLINE(bugprone-sizeof-expression)
    std::memcpy(m_inside.data() + (InsideSize - sizeof(block)), &block, sizeof(block));
}

void Value::retain() const noexcept
{
    block<Block>()->references.fetch_add(1, std::memory_order_relaxed);
}

void Value::release() noexcept
{
    if (block<Block>()->references.fetch_sub(1, std::memory_order_acq_rel) != 1)
        return;
    switch (m_kind) {
    case Kind::List:
        delete block<ListBlock>();
        break;
    case Kind::Object:
        delete block<ObjectBlock>();
        break;
    default:
        delete block<BytesBlock>();
    }
}

Value &Value::operator=(const Value &other) noexcept
{
    // Through a copy: `other` may lie inside what this one lets go.
    return *this = Value(other);
}

Value &Value::operator=(Value &&other) noexcept
{
    Value taken(std::move(other));
    std::swap(m_kind, taken.m_kind);
    std::swap(m_length, taken.m_length);
    std::swap(m_inside, taken.m_inside);
    return *this;
}

const Value &Value::undefined()
{
    static const Value nothing;
    return nothing;
}

Value Value::null()
{
    Value result;
    result.m_kind = Kind::Null;
    return result;
}

Value Value::boolean(bool truth)
{
    Value result;
    result.m_kind = Kind::Boolean;
    result.m_inside[0] = truth ? 1 : 0;
    return result;
}

Value Value::ofBytes(Kind kind, QByteArrayView bytes)
{
    if (bytes.size() > static_cast<qsizetype>(InsideSize))
        return ofSharedBytes(kind, bytes.toByteArray());
    Value result;
    result.m_kind = kind;
    result.m_length = static_cast<std::uint8_t>(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(result.m_inside.data(), bytes.data(), static_cast<std::size_t>(bytes.size()));
    return result;
}

Value Value::ofSharedBytes(Kind kind, const QByteArray &bytes)
{
    if (bytes.size() <= static_cast<qsizetype>(InsideSize))
        return ofBytes(kind, bytes);
    Value result;
    auto *block = new BytesBlock;
    block->bytes = bytes;
    result.setBlock(kind, block);
    return result;
}

Value Value::number(Number number)
{
    return ofBytes(Kind::Number, number.digits());
}

Value Value::integer(std::int64_t number)
{
    return ofBytes(Kind::Number, digitsOf(number));
}

Value Value::real(double number)
{
    const QByteArray digits = digitsOf(number);
    return digits.isEmpty() ? null() : ofBytes(Kind::Number, digits);
}

Value Value::text(QByteArrayView utf8)
{
    return ofBytes(Kind::Text, utf8);
}

Value Value::text(const QByteArray &utf8)
{
    return ofSharedBytes(Kind::Text, utf8);
}

Value Value::text(const QString &text)
{
    return ofSharedBytes(Kind::Text, text.toUtf8());
}

Value Value::bytes(QByteArrayView bytes)
{
    return ofBytes(Kind::Bytes, bytes);
}

Value Value::bytes(const QByteArray &bytes)
{
    return ofSharedBytes(Kind::Bytes, bytes);
}

Value Value::list()
{
    return list(List());
}

Value Value::list(List items)
{
    Value result;
    auto *block = new ListBlock;
    block->items = std::move(items);
    result.setBlock(Kind::List, block);
    return result;
}

Value Value::object()
{
    return object(Object());
}

Value Value::object(Object members)
{
    Value result;
    auto *block = new ObjectBlock;
    block->members = std::move(members);
    result.setBlock(Kind::Object, block);
    return result;
}

bool Value::toBoolean(bool otherwise) const
{
    return isBoolean() ? m_inside[0] != 0 : otherwise;
}

Number Value::toNumber() const
{
    return isNumber() ? Number::trusted(view()) : Number();
}

QByteArrayView Value::view() const
{
    switch (m_kind) {
    case Kind::Number:
    case Kind::Text:
    case Kind::Bytes:
        return isShared() ? QByteArrayView(block<BytesBlock>()->bytes) : QByteArrayView(m_inside.data(), m_length);
    default:
        return {};
    }
}

QByteArray Value::toByteArray() const
{
    const bool hasBytes = m_kind == Kind::Number || m_kind == Kind::Text || m_kind == Kind::Bytes;
    return hasBytes && isShared() ? block<BytesBlock>()->bytes : view().toByteArray();
}

QString Value::toString() const
{
    QByteArrayView utf8 = view();
    QString marks;
    // QString takes a leading U+FEFF for a byte order mark and drops it; here it is a character like any other.
    while (utf8.startsWith("\xef\xbb\xbf")) {
        marks += QChar(u'\ufeff');
        utf8 = utf8.sliced(3);
    }
    return marks + QString::fromUtf8(utf8);
}

qsizetype Value::size() const
{
    return isList()     ? std::ssize(block<ListBlock>()->items)
           : isObject() ? std::ssize(block<ObjectBlock>()->members)
                        : 0;
}

std::span<const Value> Value::items() const
{
    return isList() ? std::span<const Value>(block<ListBlock>()->items) : std::span<const Value>();
}

std::span<const Value::Member> Value::members() const
{
    return isObject() ? std::span<const Member>(block<ObjectBlock>()->members) : std::span<const Member>();
}

const Value &Value::at(qsizetype index) const
{
    const std::span<const Value> list = items();
    return index >= 0 && index < std::ssize(list) ? list[static_cast<std::size_t>(index)] : undefined();
}

const Value *Value::find(QByteArrayView key) const
{
    const std::span<const Member> object = members();
    // From the end, as the last of a double key wins.
    for (auto member = object.rbegin(); member != object.rend(); ++member) {
        if (member->key() == key)
            return &member->value;
    }
    return nullptr;
}

const Value &Value::operator[](QByteArrayView key) const
{
    const Value *value = find(key);
    return value ? *value : undefined();
}

Value::List &Value::detachedList()
{
    if (!isList())
        *this = list();
    else if (block<Block>()->references.load(std::memory_order_acquire) != 1)
        *this = list(block<ListBlock>()->items);
    return block<ListBlock>()->items;
}

Value::Object &Value::detachedObject()
{
    if (!isObject())
        *this = object();
    else if (block<Block>()->references.load(std::memory_order_acquire) != 1)
        *this = object(block<ObjectBlock>()->members);
    return block<ObjectBlock>()->members;
}

void Value::append(Value item)
{
    detachedList().push_back(std::move(item));
}

bool Value::replace(qsizetype index, Value item)
{
    Value *place = mutableAt(index);
    if (place)
        *place = std::move(item);
    return place != nullptr;
}

void Value::set(QByteArrayView key, Value value)
{
    if (Value *place = mutableFind(key))
        *place = std::move(value);
    else
        detachedObject().emplace_back(key, std::move(value));
}

bool Value::remove(QByteArrayView key)
{
    if (!contains(key))
        return false;
    return std::erase_if(detachedObject(), [key](const Member &member) { return member.key() == key; }) > 0;
}

Value *Value::mutableAt(qsizetype index)
{
    if (index < 0 || !isList() || index >= size())
        return nullptr;
    return &detachedList()[static_cast<std::size_t>(index)];
}

Value *Value::mutableFind(QByteArrayView key)
{
    const std::span<const Member> object = members();
    for (std::size_t index = object.size(); index > 0; --index) {
        if (object[index - 1].key() == key)
            return &detachedObject()[index - 1].value;
    }
    return nullptr;
}

namespace {

using EffectiveMembers = QVarLengthArray<const Value::Member *, 32>;

/// The members that lookups see, sorted by key.
[[nodiscard]] EffectiveMembers effectiveMembers(std::span<const Value::Member> members)
{
    EffectiveMembers sorted;
    sorted.reserve(std::ssize(members));
    for (const Value::Member &member : members)
        sorted.append(&member);
    const auto keyIsLess = [](const Value::Member *left, const Value::Member *right) {
        return left->key().compare(right->key()) < 0;
    };
    std::stable_sort(sorted.begin(), sorted.end(), keyIsLess);
    // Of equal keys the last one stays.
    qsizetype kept = 0;
    for (qsizetype index = 0; index < sorted.size(); ++index) {
        const bool isLast = index + 1 == sorted.size() || sorted[index]->key() != sorted[index + 1]->key();
        if (isLast)
            sorted[kept++] = sorted[index];
    }
    sorted.resize(kept);
    return sorted;
}

/// Each pair of values is looked at once: comparing in order first and sorted after that would double at every level.
[[nodiscard]] bool objectsAreEqual(std::span<const Value::Member> left, std::span<const Value::Member> right)
{
    const EffectiveMembers a = effectiveMembers(left);
    const EffectiveMembers b = effectiveMembers(right);
    if (a.size() != b.size())
        return false;
    const auto sameKey = [](const Value::Member *one, const Value::Member *other) {
        return one->key() == other->key();
    };
    if (!std::equal(a.begin(), a.end(), b.begin(), sameKey))
        return false;
    const auto sameValue = [](const Value::Member *one, const Value::Member *other) {
        return one->value == other->value;
    };
    return std::equal(a.begin(), a.end(), b.begin(), sameValue);
}

} // namespace

bool Value::equals(const Value &other) const
{
    if (m_kind != other.m_kind)
        return false;
    switch (m_kind) {
    case Kind::Undefined:
    case Kind::Null:
        return true;
    case Kind::Boolean:
        return m_inside[0] == other.m_inside[0];
    case Kind::Number:
        return toNumber() == other.toNumber();
    case Kind::Text:
    case Kind::Bytes:
        return view() == other.view();
    case Kind::List:
        return block<Block>() == other.block<Block>() || std::ranges::equal(items(), other.items());
    case Kind::Object:
        return block<Block>() == other.block<Block>() || objectsAreEqual(members(), other.members());
    }
    Q_UNREACHABLE();
}

bool Value::isIdentical(const Value &other) const
{
    if (m_kind != other.m_kind)
        return false;
    switch (m_kind) {
    case Kind::Undefined:
    case Kind::Null:
        return true;
    case Kind::Boolean:
        return m_inside[0] == other.m_inside[0];
    case Kind::Number:
    case Kind::Text:
    case Kind::Bytes:
        return view() == other.view();
    case Kind::List:
        return block<Block>() == other.block<Block>() ||
               std::ranges::equal(items(), other.items(),
                                  [](const Value &one, const Value &two) { return one.isIdentical(two); });
    case Kind::Object:
        return block<Block>() == other.block<Block>() ||
               std::ranges::equal(members(), other.members(), [](const Member &one, const Member &two) {
                   return one.key() == two.key() && one.value.isIdentical(two.value);
               });
    }
    Q_UNREACHABLE();
}

} // namespace framewright::value
