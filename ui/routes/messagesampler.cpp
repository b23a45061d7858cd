// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/messagesampler.h"

#include "app/protocol/opcode.h"
#include "app/workspace/document.h"
#include "ui/common/connectionbook.h"
#include "ui/common/routemessages.h"
#include "ui/rules/completion.h"

#include <algorithm>

namespace framewright::ui {

namespace {

constexpr int pause = 2000;
constexpr qint64 mostRows = 400;
/// A longer message is left out: its beginning alone cannot be read.
constexpr qsizetype longestMessage = 4096;
/// What their handshakes and first messages have said is kept for so many connections.
constexpr qsizetype mostAgreements = 200;

} // namespace

MessageSampler::MessageSampler(RowSourceFactory rows, const ConnectionBook &book, const workspace::Document &document,
                               Completion &completion, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(rows))
    , m_book(book)
    , m_document(document)
    , m_completion(completion)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &MessageSampler::sample);
    connect(&document, &workspace::Document::changed, this, [this] {
        const workspace::Route *route = m_document.workspace().findRoute(m_route);
        if (route != nullptr && !m_codec.isEmpty() && route->codec != m_codec)
            sample();
    });
}

void MessageSampler::setRoute(RouteId route)
{
    if (route == m_route)
        return;
    m_route = route;
    m_codec.clear();
    m_agreements.clear();
    m_seen = 0;
    if (m_isActive)
        sample();
}

void MessageSampler::setStatus(const traffic::CaptureStatus &status)
{
    // A log that was cleared begins anew.
    if (status.lastRow < m_seen)
        m_seen = 0;
    m_status = status;
    plan();
}

void MessageSampler::setActive(bool isActive)
{
    m_isActive = isActive;
    if (isActive)
        sample();
}

void MessageSampler::plan()
{
    if (m_isActive && m_route && m_status.lastRow > m_seen && !m_pause.isActive())
        m_pause.start();
}

void MessageSampler::follow(const workspace::Route &route)
{
    if (route.codec == m_codec)
        return;
    // Read by another codec, the same messages have other fields.
    if (!m_codec.isEmpty()) {
        m_completion.clearMessages();
        m_completion.setRoute(m_document.workspace(), &route);
        m_seen = 0;
    }
    m_agreements.clear();
    m_codec = route.codec;
}

void MessageSampler::sample()
{
    const workspace::Route *route = m_document.workspace().findRoute(m_route);
    if (!m_isActive || route == nullptr)
        return;
    follow(*route);
    if (m_status.lastRow <= m_seen)
        return;
    if (m_rows == nullptr)
        m_rows = m_factory();
    const qint64 first = std::max({m_seen + 1, m_status.firstRow, m_status.lastRow - mostRows + 1});
    m_seen = m_status.lastRow;
    const QSet<ConnectionId> connections = m_book.onRoute(m_route);
    for (const traffic::Row &row : m_rows->rows(first, m_status.lastRow - first + 1, longestMessage)) {
        const bool isWanted = row.kind == event::EventKind::Message && row.direction == event::Direction::In &&
                              row.payloadSize <= longestMessage;
        if (isWanted && connections.contains(row.connection))
            addRow(*route, row);
    }
}

void MessageSampler::addRow(const workspace::Route &route, const traffic::Row &row)
{
    const auto opcode = static_cast<protocol::Opcode>(row.opcode);
    if (opcode == protocol::Opcode::Text)
        m_completion.addText(row.preview);
    for (const codec::Decoded &message : messagesOf(route, opcode, row.preview, agreementOf(row.connection))) {
        if (!message.error)
            m_completion.addMessage(message.value);
    }
}

std::shared_ptr<codec::Agreement> MessageSampler::agreementOf(ConnectionId connection)
{
    if (m_agreements.size() > mostAgreements)
        m_agreements.clear();
    std::shared_ptr<codec::Agreement> &agreement = m_agreements[connection];
    if (agreement == nullptr) {
        const wire::ConnectionFacts *facts = m_book.find(connection);
        const QByteArray subprotocol = facts == nullptr ? QByteArray() : facts->subprotocol;
        agreement = std::make_shared<codec::Agreement>(codec::Agreement{subprotocol, 0});
    }
    return agreement;
}

} // namespace framewright::ui
