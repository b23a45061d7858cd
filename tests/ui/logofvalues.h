// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/messages/rowsource.h"

#include <memory>
#include <mutex>

/// A log made of values, for models: rows are added and dropped as the store would. A POST was answered
/// with 200, other requests without an upgrade were refused with 401. Read by two threads.
class LogOfValues final
{
public:
    framewright::traffic::Row &add(framewright::event::EventKind kind, framewright::event::Direction direction,
                                   std::uint64_t connection, const QByteArray &payload = {});
    void dropBelow(qint64 number);
    [[nodiscard]] framewright::ui::RowSourceFactory source() const;
    [[nodiscard]] qint64 first() const;
    [[nodiscard]] qint64 last() const;

private:
    struct Shared
    {
        mutable std::mutex mutex;
        QList<framewright::traffic::Row> rows;
        qint64 first = 1;
    };
    class Reader;

    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};
