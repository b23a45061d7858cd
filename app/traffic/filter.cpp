// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/filter.h"

#include "app/protocol/closecode.h"

#include <algorithm>

namespace framewright::traffic {

namespace {

using event::EventKind;

template <class... Functions>
struct Overloaded : Functions...
{
    using Functions::operator()...;
};
template <class... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

[[nodiscard]] RowPart partOf(const FilterTerm &term)
{
    return std::visit(
        Overloaded{[](const TextTerm &) { return RowPart::Payload; },
                   [](const PatternTerm &) { return RowPart::Payload; },
                   [](const FieldTerm &) { return RowPart::Payload; },
                   // Handshakes are looked into.
                   [](const RouteTerm &) { return RowPart::Payload; }, [](const SizeTerm &) { return RowPart::Sizes; },
                   [](const RuleTerm &) { return RowPart::Sizes; }, [](const auto &) { return RowPart::Facts; }},
        term.what);
}

/// A close frame is searched as a person reads it: "4001 bye", not two bytes of code.
[[nodiscard]] QByteArray closeWords(QByteArrayView payload)
{
    const protocol::ClosePayload close = protocol::decodeClose(payload).payload;
    const QByteArray code = QByteArray::number(close.code.value_or(protocol::closecode::NoStatus));
    return close.reason.isEmpty() ? code : code + ' ' + close.reason;
}

[[nodiscard]] bool hasSize(const Row &row)
{
    return row.kind == EventKind::Message || row.kind == EventKind::Ping || row.kind == EventKind::Pong ||
           row.kind == EventKind::Close || row.kind == EventKind::Raw;
}

} // namespace

RowPart Filter::part() const
{
    RowPart part = RowPart::Facts;
    for (const FilterTerm &term : m_terms)
        part = std::max(part, partOf(term));
    return part;
}

bool Filter::asksForRoutes() const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [](const FilterTerm &term) { return std::holds_alternative<RouteTerm>(term.what); });
}

bool Filter::asksForFields() const
{
    return std::any_of(m_terms.begin(), m_terms.end(),
                       [](const FilterTerm &term) { return std::holds_alternative<FieldTerm>(term.what); });
}

QByteArray requestTarget(QByteArrayView head)
{
    const qsizetype from = head.indexOf(' ') + 1;
    const qsizetype to = from > 0 ? head.indexOf(' ', from) : -1;
    return to < 0 ? QByteArray() : head.sliced(from, to - from).toByteArray();
}

FilterPass::FilterPass(Filter filter, const QHash<ConnectionId, QByteArray> &targets)
    : m_filter(std::move(filter))
    , m_part(m_filter.part())
    , m_asksForRoutes(m_filter.asksForRoutes())
    , m_asksForFields(m_filter.asksForFields())
    , m_onRoute(m_filter.terms().size())
{
    if (!m_asksForRoutes)
        return;
    for (auto target = targets.cbegin(); target != targets.cend(); ++target)
        learn(target.key(), target.value());
}

void FilterPass::learn(ConnectionId connection, QByteArrayView target)
{
    for (std::size_t place = 0; place < m_onRoute.size(); ++place) {
        const auto *route = std::get_if<RouteTerm>(&m_filter.terms()[place].what);
        if (route != nullptr && route->matches(target))
            m_onRoute[place].insert(connection);
    }
}

void FilterPass::setSpoken(SpokenCodecs spoken)
{
    m_knowsCodecs = true;
    m_conversations.setSpoken(std::move(spoken));
}

bool FilterPass::learnsFrom(const Row &row) const
{
    const bool isHandshake = row.kind == EventKind::Opened || row.kind == EventKind::Refused;
    return (m_asksForRoutes && isHandshake) || (m_asksForFields && m_conversations.needs(row));
}

bool FilterPass::lacksCodec(const Row &row) const
{
    return m_asksForFields && m_knowsCodecs && row.kind == EventKind::Message && !m_conversations.knows(row.connection);
}

bool FilterPass::passes(const Row &row)
{
    if (m_asksForRoutes && (row.kind == EventKind::Opened || row.kind == EventKind::Refused))
        learn(row.connection, requestTarget(row.preview));
    if (m_asksForFields)
        m_conversations.take(row);
    const std::vector<FilterTerm> &terms = m_filter.terms();
    for (std::size_t place = 0; place < terms.size(); ++place) {
        if (holds(terms[place], place, row) == terms[place].excluded)
            return false;
    }
    return true;
}

bool FilterPass::holds(const FilterTerm &term, std::size_t place, const Row &row)
{
    return std::visit(
        Overloaded{
            [&](const TextTerm &text) {
                return text.needle.isIn(row.kind == EventKind::Close ? closeWords(row.preview) : row.preview);
            },
            [&](const PatternTerm &pattern) { return searches(pattern, row); },
            [&](const SenderTerm &sender) { return senderOf(row) == sender.sender; },
            [&](const TypeTerm &type) {
                return std::any_of(type.types.begin(), type.types.end(),
                                   [&](const RowType *each) { return each->matches(row); });
            },
            [&](const ConnectionTerm &connection) { return connection.connections.contains(row.connection); },
            [&](const RouteTerm &) { return m_onRoute[place].contains(row.connection); },
            [&](const SizeTerm &size) {
                return hasSize(row) && row.payloadSize >= size.least && row.payloadSize <= size.most;
            },
            [&](const RuleTerm &rule) {
                return row.label.contains(rule.text, Qt::CaseInsensitive) ||
                       row.name.contains(rule.text, Qt::CaseInsensitive);
            },
            [&](const FieldTerm &field) { return row.kind == EventKind::Message && m_conversations.hold(field, row); }},
        term.what);
}

bool FilterPass::searches(const PatternTerm &term, const Row &row)
{
    const QByteArray &bytes = row.kind == EventKind::Close ? closeWords(row.preview) : row.preview;
    const QRegularExpressionMatch match = term.pattern.match(QString::fromUtf8(bytes));
    if (!match.isValid())
        m_tooCostly = true; // The step limit: see the parser.
    return match.hasMatch();
}

} // namespace framewright::traffic
