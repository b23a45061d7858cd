// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/traffic/conversations.h"
#include "app/traffic/filterterm.h"

#include <tl/expected.hpp>

#include <QHash>
#include <QSet>
#include <QString>

#include <memory>
#include <vector>

namespace framewright::traffic {

/// How much of a row must be read to judge it. Each has what the one before it has.
enum class RowPart : std::uint8_t
{
    Facts,  ///< Number, time, connection, kind, direction, opcode, flags.
    Sizes,  ///< Sizes and label.
    Payload ///< The whole payload, in `Row::preview`.
};

/// What is wrong with a filter, and where in its text.
struct FilterMistake
{
    Error error;
    qsizetype place = 0;
    qsizetype length = 0;
};

/// What a person typed to narrow the log: words, all of which must hold.
///
///     login "two words" /regex/i     text of the payload, without regard to case
///     from:client  to:client         who sent it
///     type:text,binary               a kind of row: see rowTypes()
///     conn:12,13  route:/chat        the connection, the path it asked for
///     size:>1k  size:10..2k          bytes of the payload
///     rule:welcome                   the rule that caused it
///     $.event=login  $.id>10         a value in a message, as a rule sees it; $.x alone: it is there; ~ contains
///     -type:ping                     not
///
/// An immutable value that crosses threads.
class Filter final
{
public:
    Filter() = default;
    [[nodiscard]] static tl::expected<Filter, FilterMistake> parse(const QString &text);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] bool isEmpty() const { return m_terms.empty(); }
    [[nodiscard]] const std::vector<FilterTerm> &terms() const { return m_terms; }
    [[nodiscard]] RowPart part() const;
    /// Whether connections must be known by the path they asked for.
    [[nodiscard]] bool asksForRoutes() const;
    /// Whether connections must be known by the codec they speak.
    [[nodiscard]] bool asksForFields() const;

    bool operator==(const Filter &other) const { return m_text == other.m_text; }

private:
    QString m_text;
    std::vector<FilterTerm> m_terms;
};

/// The path that a request head asks for: "/chat/blue?x=1".
[[nodiscard]] QByteArray requestTarget(QByteArrayView head);

/// A filter on its way through the log, from old rows to new ones: it learns from handshakes which connections are
/// on the routes it asks for, and plays the conversations of codecs whose packets it looks into. One thread uses it.
class FilterPass final
{
public:
    /// `targets`: of connections whose handshake may not be in the log any more.
    explicit FilterPass(Filter filter, const QHash<ConnectionId, QByteArray> &targets = {});

    [[nodiscard]] RowPart part() const { return m_part; }
    /// How connections speak, as far as it is known now. Without it messages are read as JSON.
    void setSpoken(SpokenCodecs spoken);
    /// Whether it must see the row even where nobody wants it, for the sake of later ones.
    [[nodiscard]] bool learnsFrom(const Row &row) const;
    /// Whether it must be told first how this row's connection speaks.
    [[nodiscard]] bool lacksCodec(const Row &row) const;
    [[nodiscard]] bool passes(const Row &row);
    /// A regular expression took too many steps on some row: that row did not pass.
    [[nodiscard]] bool isTooCostly() const { return m_tooCostly; }

private:
    void learn(ConnectionId connection, QByteArrayView target);
    [[nodiscard]] bool holds(const FilterTerm &term, std::size_t place, const Row &row);
    [[nodiscard]] bool searches(const PatternTerm &term, const Row &row);

    Filter m_filter;
    RowPart m_part;
    bool m_asksForRoutes;
    bool m_asksForFields;
    bool m_knowsCodecs = false;
    Conversations m_conversations;
    bool m_tooCostly = false;
    std::vector<QSet<ConnectionId>> m_onRoute; ///< For each term; empty ones for those that are no route.
};

} // namespace framewright::traffic
