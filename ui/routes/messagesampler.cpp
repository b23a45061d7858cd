// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/messagesampler.h"

#include "app/protocol/opcode.h"
#include "app/value/jsonreader.h"
#include "ui/common/connectionbook.h"
#include "ui/rules/completion.h"

#include <algorithm>

namespace framewright::ui {

namespace {

constexpr int pause = 2000;
constexpr qint64 mostRows = 400;
/// A longer message is left out: its beginning alone is no JSON.
constexpr qsizetype longestMessage = 4096;

} // namespace

MessageSampler::MessageSampler(RowSourceFactory rows, const ConnectionBook &book, Completion &completion,
                               QObject *parent)
    : QObject(parent)
    , m_factory(std::move(rows))
    , m_book(book)
    , m_completion(completion)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &MessageSampler::sample);
}

void MessageSampler::setRoute(RouteId route)
{
    if (route == m_route)
        return;
    m_route = route;
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

void MessageSampler::sample()
{
    if (!m_isActive || !m_route || m_status.lastRow <= m_seen)
        return;
    if (m_rows == nullptr)
        m_rows = m_factory();
    const qint64 first = std::max({m_seen + 1, m_status.firstRow, m_status.lastRow - mostRows + 1});
    m_seen = m_status.lastRow;
    const QSet<ConnectionId> connections = m_book.onRoute(m_route);
    for (const traffic::Row &row : m_rows->rows(first, m_status.lastRow - first + 1, longestMessage)) {
        const bool isWanted = row.kind == event::EventKind::Message && row.direction == event::Direction::In &&
                              row.opcode == quint8(protocol::Opcode::Text) && row.payloadSize <= longestMessage;
        if (!isWanted || !connections.contains(row.connection))
            continue;
        if (const Result<value::Value> message = value::readJson(row.preview))
            m_completion.addMessage(*message);
    }
}

} // namespace framewright::ui
