// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/number.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace framewright::value {

enum class Kind : std::uint8_t
{
    Undefined,
    Null,
    Boolean,
    Number,
    Text,
    Bytes,
    List,
    Object,
};

/// The word for a kind that rules and errors use: "null", "text", "object".
[[nodiscard]] QLatin1StringView nameOf(Kind kind);

/// What a message, a variable or a part of the workspace file is. Sixteen bytes; texts, bytes and digits of up
/// to fourteen bytes lie inside, longer ones and lists and objects are shared by copies until one is changed.
/// Copies may be used on different threads; one Value may not be changed on two.
///
/// An object keeps the order of its keys, and double keys if the text had them: the last one wins in every
/// lookup and comparison, all are written again.
class alignas(8) Value
{
public:
    struct Member;
    using List = std::vector<Value>;
    using Object = std::vector<Member>;

    /// Undefined: what is not there.
    Value() = default;
    Value(const Value &other) noexcept
        : m_kind(other.m_kind)
        , m_length(other.m_length)
        , m_inside(other.m_inside)
    {
        if (isShared())
            retain();
    }
    Value(Value &&other) noexcept
        : m_kind(std::exchange(other.m_kind, Kind::Undefined))
        , m_length(std::exchange(other.m_length, std::uint8_t(0)))
        , m_inside(other.m_inside)
    {
    }
    Value &operator=(const Value &other) noexcept;
    Value &operator=(Value &&other) noexcept;
    ~Value()
    {
        if (isShared())
            release();
    }

    [[nodiscard]] static const Value &undefined();
    [[nodiscard]] static Value null();
    [[nodiscard]] static Value boolean(bool truth);
    [[nodiscard]] static Value number(Number number);
    [[nodiscard]] static Value integer(std::int64_t number);
    /// Null where JSON has no digits for it (infinite, not a number), as JSON.stringify does.
    [[nodiscard]] static Value real(double number);
    /// `utf8` must be UTF-8: what comes from outside is checked before it becomes a text.
    [[nodiscard]] static Value text(QByteArrayView utf8);
    [[nodiscard]] static Value text(const QByteArray &utf8);
    [[nodiscard]] static Value text(const QString &text);
    [[nodiscard]] static Value text(const char *utf8) { return text(QByteArrayView(utf8)); }
    [[nodiscard]] static Value bytes(QByteArrayView bytes);
    [[nodiscard]] static Value bytes(const QByteArray &bytes);
    [[nodiscard]] static Value bytes(const char *bytes) { return Value::bytes(QByteArrayView(bytes)); }
    [[nodiscard]] static Value list();
    [[nodiscard]] static Value list(List items);
    [[nodiscard]] static Value object();
    [[nodiscard]] static Value object(Object members);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] bool isUndefined() const { return m_kind == Kind::Undefined; }
    [[nodiscard]] bool isNull() const { return m_kind == Kind::Null; }
    [[nodiscard]] bool isBoolean() const { return m_kind == Kind::Boolean; }
    [[nodiscard]] bool isNumber() const { return m_kind == Kind::Number; }
    [[nodiscard]] bool isText() const { return m_kind == Kind::Text; }
    [[nodiscard]] bool isBytes() const { return m_kind == Kind::Bytes; }
    [[nodiscard]] bool isList() const { return m_kind == Kind::List; }
    [[nodiscard]] bool isObject() const { return m_kind == Kind::Object; }

    [[nodiscard]] bool toBoolean(bool otherwise = false) const;
    /// Of a number; zero of anything else. Valid as long as this Value is.
    [[nodiscard]] Number toNumber() const;
    /// The bytes of a text (UTF-8), of bytes, or the digits of a number; empty of anything else.
    /// Valid as long as this Value is neither changed, moved nor destroyed.
    [[nodiscard]] QByteArrayView view() const;
    /// The same as a byte array; long ones are shared, not copied.
    [[nodiscard]] QByteArray toByteArray() const;
    /// The same as a string, for texts and digits.
    [[nodiscard]] QString toString() const;

    /// How many items or members; 0 for anything else.
    [[nodiscard]] qsizetype size() const;
    /// Of a list; empty for anything else.
    [[nodiscard]] std::span<const Value> items() const;
    /// Of an object, in the order of the text; empty for anything else.
    [[nodiscard]] std::span<const Member> members() const;
    /// The item of a list; undefined where there is none.
    [[nodiscard]] const Value &at(qsizetype index) const;
    /// The member of an object; nullptr where there is none.
    [[nodiscard]] const Value *find(QByteArrayView key) const;
    /// The member of an object; undefined where there is none.
    [[nodiscard]] const Value &operator[](QByteArrayView key) const;
    template <std::size_t N>
    [[nodiscard]] const Value &operator[](const char (&key)[N]) const
    {
        return operator[](QByteArrayView(key));
    }
    [[nodiscard]] bool contains(QByteArrayView key) const { return find(key) != nullptr; }

    /// Adds to a list; what was no list becomes one.
    void append(Value item);
    /// Sets an item of a list; an index outside of it changes nothing and gives false.
    bool replace(qsizetype index, Value item);
    /// Sets a member in its place, or adds it at the end; what was no object becomes one.
    void set(QByteArrayView key, Value value);
    /// Takes a member out, each of a double key.
    bool remove(QByteArrayView key);
    /// The item or member itself, to be changed in place; nullptr where there is none.
    [[nodiscard]] Value *mutableAt(qsizetype index);
    [[nodiscard]] Value *mutableFind(QByteArrayView key);

    /// Typed: the text "1" is not the number 1, bytes are not a text, null is not undefined. Numbers by value,
    /// exactly; the order of keys does not count.
    friend bool operator==(const Value &left, const Value &right) { return left.equals(right); }

    /// Whether both would be written the same: digits, order and double keys count.
    [[nodiscard]] bool isIdentical(const Value &other) const;

private:
    struct Block;
    struct BytesBlock;
    struct ListBlock;
    struct ObjectBlock;
    static constexpr std::uint8_t Shared = 0xff;
    static constexpr std::size_t InsideSize = 14;

    [[nodiscard]] static Value ofBytes(Kind kind, QByteArrayView bytes);
    [[nodiscard]] static Value ofSharedBytes(Kind kind, const QByteArray &bytes);
    [[nodiscard]] bool isShared() const { return m_length == Shared; }
    template <class T>
    [[nodiscard]] T *block() const;
    void setBlock(Kind kind, Block *block);
    void retain() const noexcept;
    void release() noexcept;
    [[nodiscard]] List &detachedList();
    [[nodiscard]] Object &detachedObject();
    [[nodiscard]] bool equals(const Value &other) const;

    Kind m_kind = Kind::Undefined;
    std::uint8_t m_length = 0;                  ///< Of what lies inside; Shared where a block has it.
    std::array<char, InsideSize> m_inside = {}; ///< The bytes, the truth, or the block's address in the last eight.
};

/// One key of an object with its value. The key is a text.
struct Value::Member
{
    Value name;
    Value value;

    Member() = default;
    Member(Value memberName, Value memberValue)
        : name(std::move(memberName))
        , value(std::move(memberValue))
    {
    }
    Member(QByteArrayView memberName, Value memberValue)
        : name(Value::text(memberName))
        , value(std::move(memberValue))
    {
    }

    [[nodiscard]] QByteArrayView key() const { return name.view(); }
};

} // namespace framewright::value
