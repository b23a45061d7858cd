// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/longwork.h"
#include "ui/common/windowparts.h"

#include <QObject>

namespace framewright::ui {

/// Says as long work that servers stop: thousands of clients are told 1001 and may take a while to answer. "Drop
/// them" ends the wait without their answer. Also that thousands of rules are being compiled.
class StopWatcher final : public QObject
{
    Q_OBJECT
public:
    StopWatcher(const WindowParts &parts, QObject *parent);

private:
    void handleServers(const QList<engine::ServerStatus> &servers);
    void handleConnections();
    void handlePreparing(bool isPreparing);
    void dropAll();

    WindowParts m_parts;
    LongWork::Number m_number = 0;
    LongWork::Number m_preparing = 0;
    int m_first = 0; ///< How many lived when the stop began.
    QList<ServerId> m_stopping;
};

} // namespace framewright::ui
