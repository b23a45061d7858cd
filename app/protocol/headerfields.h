// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>

namespace framewright::protocol {

/// Whether these bytes are a token: one or more letters, digits and marks of the set of RFC 9110 section 5.6.2.
[[nodiscard]] bool isToken(QByteArrayView bytes);

/// Without the spaces and tabs around it (RFC 9110 section 5.6.3).
[[nodiscard]] QByteArrayView withoutOuterSpace(QByteArrayView bytes);

/// The parts between the separators, trimmed, empty ones left out. A separator inside a quoted string does not count.
[[nodiscard]] QList<QByteArray> splitOutsideQuotes(QByteArrayView list, char separator);

/// One field line of a head, as it stood there, without the white space around the value.
struct HeaderField
{
    QByteArray name;
    QByteArray value;

    bool operator==(const HeaderField &) const = default;
};

/// The fields of a head in their order, duplicates kept. Names compare without letter case (RFC 9110 5.1).
class HeaderFields final
{
public:
    HeaderFields() = default;
    HeaderFields(std::initializer_list<HeaderField> fields)
        : m_fields(fields)
    {
    }

    void append(QByteArray name, QByteArray value) { m_fields.append({std::move(name), std::move(value)}); }
    /// Replaces every field of that name by one, in the place of the first; appends where there was none.
    void set(const QByteArray &name, const QByteArray &value);
    void remove(QByteArrayView name);

    [[nodiscard]] qsizetype count(QByteArrayView name) const;
    [[nodiscard]] bool contains(QByteArrayView name) const { return count(name) > 0; }
    /// The first value of that name.
    [[nodiscard]] std::optional<QByteArray> first(QByteArrayView name) const;
    /// Every value of that name, joined by ", " as RFC 9110 5.3 allows ("; " for Cookie); empty where none.
    [[nodiscard]] QByteArray joined(QByteArrayView name) const;
    /// Whether a comma-separated field holds this token, in any letter case.
    [[nodiscard]] bool hasToken(QByteArrayView name, QByteArrayView token) const;
    /// The elements of a comma-separated field, over several lines, trimmed, empty ones left out.
    [[nodiscard]] QList<QByteArray> elements(QByteArrayView name) const;

    /// The field lines as they go out. A line's end or a NUL inside a value becomes a space, and a field whose name
    /// is no token is left out, so that no value can end the head or smuggle a field into it.
    [[nodiscard]] QByteArray encode() const;

    [[nodiscard]] auto begin() const { return m_fields.cbegin(); }
    [[nodiscard]] auto end() const { return m_fields.cend(); }
    [[nodiscard]] qsizetype size() const { return m_fields.size(); }
    [[nodiscard]] bool isEmpty() const { return m_fields.isEmpty(); }

    bool operator==(const HeaderFields &) const = default;

private:
    QList<HeaderField> m_fields;
};

} // namespace framewright::protocol
