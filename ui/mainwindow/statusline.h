// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"

#include <QWidget>

namespace framewright::ui {

class ConnectionBook;
class ElidedLabel;
class Theme;

/// The status bar's content: how many servers listen, how many connections live, what is recorded and what was
/// missed, the file.
class StatusLine final : public QWidget
{
    Q_OBJECT
public:
    StatusLine(const Theme &theme, const engine::Engine &engine, const ConnectionBook &book, QWidget *parent = nullptr);

    void setFile(const QString &text);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void handleServers(const QList<engine::ServerStatus> &servers);
    void handleCapture(const traffic::CaptureStatus &status);
    void handleConnections();

    const Theme &m_theme;
    const ConnectionBook &m_book;
    ElidedLabel *m_servers;
    ElidedLabel *m_live;
    ElidedLabel *m_recorded;
    ElidedLabel *m_file;
    bool m_listening = false;
    bool m_failed = false;
};

} // namespace framewright::ui
