// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/trafficreader.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <memory>

namespace framewright::ui {

/// Where lists read the rows of the log. One thread uses one; the real one reads the capture file while it is
/// being written. What cannot be read (dropped in the meantime) is left out.
class RowSource
{
public:
    virtual ~RowSource() = default;

    /// Rows from number `first`, at most `count` numbers, with the first `preview` bytes of their payloads.
    [[nodiscard]] virtual QList<traffic::Row> rows(qint64 first, qint64 count, qsizetype preview) = 0;
    /// As TrafficReader::visit(): for whoever goes through many rows and keeps none.
    virtual void visit(qint64 first, qint64 count, traffic::RowPart part,
                       const traffic::TrafficReader::Visitor &visitor) = 0;
    [[nodiscard]] virtual QByteArray payload(qint64 number) = 0;
    [[nodiscard]] virtual QByteArray detail(qint64 number) = 0;
};

/// Makes one for the thread that calls it.
using RowSourceFactory = std::function<std::unique_ptr<RowSource>()>;

/// Reads the capture file of that name; opened at the first question.
[[nodiscard]] std::unique_ptr<RowSource> captureFileRows(const QString &fileName);

} // namespace framewright::ui
