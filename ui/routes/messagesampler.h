// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/codec/codec.h"
#include "app/traffic/capturestatus.h"
#include "ui/messages/rowsource.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <memory>

namespace framewright::workspace {
class Document;
struct Route;
} // namespace framewright::workspace

namespace framewright::ui {

class Completion;
class ConnectionBook;

/// Shows a completion the latest messages that clients have sent on a route, read by the route's codec, so that it can
/// offer their fields and values. Looks at a few rows of the log at a time, at most once in two seconds, and only while
/// it is asked to.
class MessageSampler final : public QObject
{
    Q_OBJECT
public:
    MessageSampler(RowSourceFactory rows, const ConnectionBook &book, const workspace::Document &document,
                   Completion &completion, QObject *parent = nullptr);

    void setRoute(RouteId route);
    void setStatus(const traffic::CaptureStatus &status);
    /// Nobody looks: nothing is read.
    void setActive(bool isActive);

private:
    void sample();
    void plan();
    void follow(const workspace::Route &route);
    void addRow(const workspace::Route &route, const traffic::Row &row);
    [[nodiscard]] std::shared_ptr<codec::Agreement> agreementOf(ConnectionId connection);

    const RowSourceFactory m_factory;
    const ConnectionBook &m_book;
    const workspace::Document &m_document;
    Completion &m_completion;
    std::unique_ptr<RowSource> m_rows; ///< Made at the first look.
    QTimer m_pause;
    RouteId m_route;
    QString m_codec; ///< By which the rows so far were read.
    QHash<ConnectionId, std::shared_ptr<codec::Agreement>> m_agreements;
    traffic::CaptureStatus m_status;
    qint64 m_seen = 0; ///< Rows up to this one were looked at.
    bool m_isActive = false;
};

} // namespace framewright::ui
