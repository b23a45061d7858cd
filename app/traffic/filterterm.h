// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/row.h"
#include "app/value/path.h"
#include "app/value/value.h"

#include <QList>
#include <QRegularExpression>

#include <array>
#include <optional>
#include <span>
#include <variant>

namespace framewright::traffic {

/// Text that is looked for in bytes without regard to case. What is ASCII is searched as bytes, the rest as text.
class Needle final
{
public:
    explicit Needle(const QString &text);

    [[nodiscard]] bool isIn(QByteArrayView bytes) const;
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
    QByteArray m_folded; ///< Lower case; empty where the text is not ASCII.
    std::array<qsizetype, 256> m_skip{};
};

/// A kind of row by the word for it: `type:ping`.
struct RowType
{
    QLatin1String word;
    const char *meaning; ///< To be translated.
    bool (*matches)(const Row &row);
};
[[nodiscard]] std::span<const RowType> rowTypes();

/// Whose row it is: `from:client`.
enum class Sender : std::uint8_t
{
    Client,
    Server
};
/// The sender as the wire had it; nothing for rows of no direction.
[[nodiscard]] std::optional<Sender> senderOf(const Row &row);

enum class Comparison : std::uint8_t
{
    Exists,
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Contains
};

struct TextTerm
{
    Needle needle;
};
struct PatternTerm
{
    QRegularExpression pattern;
};
struct SenderTerm
{
    Sender sender = Sender::Client;
};
struct TypeTerm
{
    QList<const RowType *> types; ///< One of them.
};
struct ConnectionTerm
{
    QList<ConnectionId> connections; ///< One of them.
};
/// A path as a client asks for it: the same, below it, or by the template of a route: /chat/{room}.
struct RouteTerm
{
    QString path;
    [[nodiscard]] bool matches(QByteArrayView target) const;
};
struct SizeTerm
{
    qint64 least = 0;
    qint64 most = 0;
};
struct RuleTerm
{
    QString text;
};
/// A value inside a message: `$.event=login`.
struct FieldTerm
{
    value::Path path;
    Comparison comparison = Comparison::Exists;
    QByteArray word;      ///< As it was typed, without quotes.
    value::Value literal; ///< The word read as JSON; undefined where it is none.
    /// Of a message in JSON.
    [[nodiscard]] bool matches(QByteArrayView payload) const;
    [[nodiscard]] bool matches(const value::Value &message) const;
};

/// One condition of a filter.
struct FilterTerm
{
    std::variant<TextTerm, PatternTerm, SenderTerm, TypeTerm, ConnectionTerm, RouteTerm, SizeTerm, RuleTerm, FieldTerm>
        what;
    bool excluded = false;
};

} // namespace framewright::traffic
