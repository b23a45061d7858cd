// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/value/path.h"

#include "app/value/jsonreader.h"

#include <QString>

#include <algorithm>
#include <limits>
#include <optional>

namespace framewright::value {

namespace {

[[nodiscard]] bool beginsName(char character)
{
    const auto byte = static_cast<unsigned char>(character);
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '$' || byte >= 0x80;
}

[[nodiscard]] bool continuesName(char character)
{
    return beginsName(character) || (character >= '0' && character <= '9');
}

/// Reads a path from left to right; each step takes what it names, or nothing when it stands somewhere else.
class PathReader final
{
public:
    explicit PathReader(QByteArrayView text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] qsizetype position() const { return m_at; }

    [[nodiscard]] bool take(char character)
    {
        if (atEnd() || m_text[m_at] != character)
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] std::optional<QByteArray> name()
    {
        const qsizetype start = m_at;
        if (atEnd() || !beginsName(m_text[m_at]))
            return std::nullopt;
        while (!atEnd() && continuesName(m_text[m_at]))
            ++m_at;
        return m_text.sliced(start, m_at - start).toByteArray();
    }

    [[nodiscard]] std::optional<qsizetype> index()
    {
        const qsizetype start = m_at;
        while (!atEnd() && m_text[m_at] >= '0' && m_text[m_at] <= '9')
            ++m_at;
        const QByteArrayView digits = m_text.sliced(start, m_at - start);
        // A leading zero is octal or an error in JavaScript; ten digits are more than any list has items.
        if (digits.isEmpty() || digits.size() > 9 || (digits.size() > 1 && digits.front() == '0'))
            return std::nullopt;
        return static_cast<qsizetype>(digits.toByteArray().toLongLong());
    }

    [[nodiscard]] std::optional<QByteArray> quoted()
    {
        if (atEnd() || (m_text[m_at] != '\'' && m_text[m_at] != '"'))
            return std::nullopt;
        const char quote = m_text[m_at++];
        QByteArray key;
        while (!atEnd() && m_text[m_at] != quote) {
            if (m_text[m_at] == '\\' && !takeEscape())
                return std::nullopt;
            key.append(m_text[m_at++]);
        }
        if (!take(quote))
            return std::nullopt;
        return key;
    }

private:
    /// Of the escapes only those that stand for themselves: the rest is for the script engine.
    [[nodiscard]] bool takeEscape()
    {
        ++m_at;
        return !atEnd() && (m_text[m_at] == '\\' || m_text[m_at] == '\'' || m_text[m_at] == '"');
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

[[nodiscard]] std::optional<Path::Segment> readSegment(PathReader &reader)
{
    if (reader.take('.')) {
        if (auto key = reader.name())
            return Path::Segment(std::move(*key));
        return std::nullopt;
    }
    if (!reader.take('['))
        return std::nullopt;
    std::optional<Path::Segment> segment;
    if (const auto index = reader.index())
        segment = Path::Segment(*index);
    else if (auto key = reader.quoted())
        segment = Path::Segment(std::move(*key));
    if (!segment || !reader.take(']'))
        return std::nullopt;
    return segment;
}

[[nodiscard]] const Value *step(const Value &from, const Path::Segment &segment)
{
    if (const auto *key = std::get_if<QByteArray>(&segment))
        return from.find(*key);
    const qsizetype index = std::get<qsizetype>(segment);
    if (from.isList())
        return index < from.size() ? &from.at(index) : nullptr;
    // {"0": "a"}[0] is "a" in JavaScript.
    return from.isObject() ? from.find(QByteArray::number(index)) : nullptr;
}

[[nodiscard]] Value lengthOf(const Value &value)
{
    if (value.isList())
        return Value::integer(value.size());
    if (!value.isText())
        return {};
    std::int64_t units = 0;
    for (const char character : value.view()) {
        const auto byte = static_cast<unsigned char>(character);
        // One unit for each character, two for those beyond the basic plane (four bytes).
        units += (byte & 0xc0U) == 0x80U ? 0 : byte >= 0xf0U ? 2 : 1;
    }
    return Value::integer(units);
}

/// Whether lists and objects lie in each other more than `limit` times.
[[nodiscard]] bool isDeeperThan(const Value &value, int limit)
{
    if (!value.isList() && !value.isObject())
        return false;
    if (limit == 0)
        return true;
    const auto items = value.items();
    const auto members = value.members();
    return std::ranges::any_of(items, [limit](const Value &item) { return isDeeperThan(item, limit - 1); }) ||
           std::ranges::any_of(members,
                               [limit](const Value::Member &member) { return isDeeperThan(member.value, limit - 1); });
}

[[nodiscard]] std::optional<qsizetype> asIndex(QByteArrayView key, qsizetype size)
{
    bool isNumber = false;
    const qlonglong index = key.toByteArray().toLongLong(&isNumber);
    if (!isNumber || index < 0 || index >= size || QByteArray::number(index) != key)
        return std::nullopt;
    return index;
}

[[nodiscard]] QString joined(std::span<const QByteArray> keys)
{
    QByteArray text;
    for (const QByteArray &key : keys)
        text += (text.isEmpty() ? QByteArray() : QByteArray(".")) + key;
    return QString::fromUtf8(text);
}

/// The place of `key` in `container`, made when it is missing; nullptr where nothing can have a key.
[[nodiscard]] Value *placeFor(Value &container, QByteArrayView key)
{
    if (container.isList()) {
        const auto index = asIndex(key, container.size());
        return index ? container.mutableAt(*index) : nullptr;
    }
    if (!container.isUndefined() && !container.isNull() && !container.isObject())
        return nullptr;
    if (Value *place = container.mutableFind(key))
        return place;
    container.set(key, Value::null());
    return container.mutableFind(key);
}

[[nodiscard]] Value *existingPlace(Value &container, QByteArrayView key)
{
    if (!container.isList())
        return container.mutableFind(key);
    const auto index = asIndex(key, container.size());
    return index ? container.mutableAt(*index) : nullptr;
}

/// Looks before anything is changed or copied: whether the keys lead to something.
[[nodiscard]] bool leadsSomewhere(const Value &start, std::span<const QByteArray> keys)
{
    const Value *at = &start;
    for (const QByteArray &key : keys) {
        if (at->isList()) {
            const auto index = asIndex(key, at->size());
            at = index ? &at->at(*index) : nullptr;
        } else {
            at = at->find(key);
        }
        if (!at)
            return false;
    }
    return true;
}

} // namespace

Path::Path(QByteArray root, std::vector<Segment> segments)
    : m_root(std::move(root))
    , m_segments(std::move(segments))
{
}

Result<Path> Path::parse(QByteArrayView spelling)
{
    PathReader reader(spelling);
    const auto root = reader.name();
    if (!root)
        return fail(u"A path begins with a name, such as $ or conn."_qs, QString::fromUtf8(spelling));
    std::vector<Segment> segments;
    while (!reader.atEnd()) {
        const qsizetype start = reader.position();
        auto segment = readSegment(reader);
        if (!segment)
            return fail(u"This is no path from character %1 on."_qs.arg(start + 1), QString::fromUtf8(spelling),
                        u"Write it like $.a.b, $[2] or $['a.b']."_qs);
        segments.push_back(std::move(*segment));
    }
    return Path(*root, std::move(segments));
}

const Value *Path::find(const Value &start) const
{
    const Value *at = start.isUndefined() ? nullptr : &start;
    for (const Segment &segment : m_segments) {
        if (!at)
            return nullptr;
        at = step(*at, segment);
    }
    return at;
}

Value Path::evaluate(const Value &start) const
{
    const Value *at = &start;
    for (std::size_t position = 0; position < m_segments.size(); ++position) {
        const Value *next = step(*at, m_segments[position]);
        if (!next) {
            const auto *key = std::get_if<QByteArray>(&m_segments[position]);
            const bool asksForLength = key && *key == "length" && position + 1 == m_segments.size();
            return asksForLength ? lengthOf(*at) : Value();
        }
        at = next;
    }
    return *at;
}

bool Path::missesBeforeLast(const Value &start) const
{
    const Value *at = &start;
    for (const Segment &segment : m_segments) {
        if (!at || at->isUndefined() || at->isNull())
            return true;
        at = step(*at, segment);
    }
    return false;
}

QByteArray Path::spelling() const
{
    QByteArray text = m_root;
    for (const Segment &segment : m_segments) {
        if (const auto *index = std::get_if<qsizetype>(&segment)) {
            text += '[' + QByteArray::number(*index) + ']';
            continue;
        }
        const QByteArray &key = std::get<QByteArray>(segment);
        if (!key.isEmpty() && beginsName(key.front()) && std::all_of(key.begin(), key.end(), continuesName)) {
            text += '.' + key;
            continue;
        }
        QByteArray escaped = key;
        escaped.replace("\\", "\\\\").replace("'", "\\'");
        text += "['" + escaped + "']";
    }
    return text;
}

Result<void> setAlong(Value &start, std::span<const QByteArray> keys, Value value)
{
    if (keys.size() >= static_cast<std::size_t>(JsonDepthLimit) ||
        isDeeperThan(value, JsonDepthLimit - static_cast<int>(keys.size())))
        return fail(u"The value would be nested more than %1 levels deep."_qs.arg(JsonDepthLimit), joined(keys));
    Value *at = &start;
    for (std::size_t position = 0; position < keys.size(); ++position) {
        Value *next = placeFor(*at, keys[position]);
        if (!next) {
            const QString where = joined(keys.first(position + 1));
            const QString what = QString::fromUtf8(keys[position]);
            return at->isList()
                       ? fail(u"The list has no item %1."_qs.arg(what), where)
                       : fail(u"Nothing can be set under \"%1\": what it would be a part of is of the kind %2."_qs.arg(
                                  what, nameOf(at->kind())),
                              where, u"Set or unset that first."_qs);
        }
        at = next;
    }
    *at = std::move(value);
    return {};
}

bool unsetAlong(Value &start, std::span<const QByteArray> keys)
{
    if (!leadsSomewhere(start, keys))
        return false;
    if (keys.empty()) {
        start = Value();
        return true;
    }
    Value *at = &start;
    for (const QByteArray &key : keys.first(keys.size() - 1))
        at = existingPlace(*at, key);
    if (!at->isList())
        return at->remove(keys.back());
    // As `delete list[0]` in JavaScript, the others keep their index.
    return at->replace(*asIndex(keys.back(), at->size()), Value::null());
}

} // namespace framewright::value
