// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/headerfields.h"

#include <algorithm>

namespace framewright::protocol {

namespace {

bool isSame(QByteArrayView left, QByteArrayView right)
{
    return left.size() == right.size() && left.compare(right, Qt::CaseInsensitive) == 0;
}

bool isTokenCharacter(char character)
{
    const bool isAlphanumeric = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
                                (character >= 'A' && character <= 'Z');
    return isAlphanumeric || (character != '\0' && QByteArrayView("!#$%&'*+-.^_`|~").contains(character));
}

} // namespace

bool isToken(QByteArrayView bytes)
{
    return !bytes.isEmpty() && std::all_of(bytes.begin(), bytes.end(), isTokenCharacter);
}

QByteArrayView withoutOuterSpace(QByteArrayView bytes)
{
    const auto isSpace = [](char character) { return character == ' ' || character == '\t'; };
    while (!bytes.isEmpty() && isSpace(bytes.front()))
        bytes = bytes.sliced(1);
    while (!bytes.isEmpty() && isSpace(bytes.back()))
        bytes.chop(1);
    return bytes;
}

QList<QByteArray> splitOutsideQuotes(QByteArrayView list, char separator)
{
    QList<QByteArray> parts;
    const auto take = [&parts](QByteArrayView part) {
        part = withoutOuterSpace(part);
        if (!part.isEmpty())
            parts.append(part.toByteArray());
    };
    qsizetype begin = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < list.size(); ++i) {
        const char character = list[i];
        if (quoted && character == '\\') {
            ++i;
        } else if (character == '"') {
            quoted = !quoted;
        } else if (character == separator && !quoted) {
            take(list.sliced(begin, i - begin));
            begin = i + 1;
        }
    }
    take(list.sliced(begin));
    return parts;
}

void HeaderFields::set(const QByteArray &name, const QByteArray &value)
{
    const auto isNamed = [&name](const HeaderField &field) { return isSame(field.name, name); };
    const auto place = std::find_if(m_fields.begin(), m_fields.end(), isNamed);
    if (place == m_fields.end()) {
        append(name, value);
        return;
    }
    *place = {name, value};
    m_fields.erase(std::remove_if(place + 1, m_fields.end(), isNamed), m_fields.end());
}

void HeaderFields::remove(QByteArrayView name)
{
    m_fields.removeIf([name](const HeaderField &field) { return isSame(field.name, name); });
}

qsizetype HeaderFields::count(QByteArrayView name) const
{
    return std::count_if(m_fields.begin(), m_fields.end(),
                         [name](const HeaderField &field) { return isSame(field.name, name); });
}

std::optional<QByteArray> HeaderFields::first(QByteArrayView name) const
{
    for (const HeaderField &field : m_fields) {
        if (isSame(field.name, name))
            return field.value;
    }
    return std::nullopt;
}

QByteArray HeaderFields::joined(QByteArrayView name) const
{
    const QByteArrayView separator = isSame(name, "Cookie") ? "; " : ", ";
    QByteArray all;
    bool isFirst = true;
    for (const HeaderField &field : m_fields) {
        if (!isSame(field.name, name))
            continue;
        if (!isFirst)
            all.append(separator);
        all.append(field.value);
        isFirst = false;
    }
    return all;
}

bool HeaderFields::hasToken(QByteArrayView name, QByteArrayView token) const
{
    const QList<QByteArray> all = elements(name);
    return std::any_of(all.begin(), all.end(), [token](const QByteArray &element) { return isSame(element, token); });
}

QList<QByteArray> HeaderFields::elements(QByteArrayView name) const
{
    QList<QByteArray> all;
    for (const HeaderField &field : m_fields) {
        if (isSame(field.name, name))
            all.append(splitOutsideQuotes(field.value, ','));
    }
    return all;
}

QByteArray HeaderFields::encode() const
{
    QByteArray lines;
    for (const HeaderField &field : m_fields) {
        if (!isToken(field.name))
            continue;
        QByteArray value = field.value;
        if (value.contains('\r') || value.contains('\n') || value.contains('\0'))
            value.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
        lines.append(field.name).append(": ").append(value).append("\r\n");
    }
    return lines;
}

} // namespace framewright::protocol
