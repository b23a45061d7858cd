// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/windowparts.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QHBoxLayout;

namespace framewright::ui {

class ElidedLabel;
class SparkLine;

/// The status bar's content: how many servers listen and whether others than this machine reach them, how many
/// connections live, messages a second, long work, what is recorded and what was missed, the file.
class StatusLine final : public QWidget
{
    Q_OBJECT
public:
    explicit StatusLine(const WindowParts &parts, QWidget *parent = nullptr);

    void setFile(const QString &text, const QString &toolTip);
    /// What happened by itself, said for a while.
    void showNews(const QString &news);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidedLabel *addLabel(QHBoxLayout *layout, const QString &name);
    void handleServers(const QList<engine::ServerStatus> &servers);
    void handleBeyond(const QList<engine::ServerStatus> &servers);
    void handleCapture(const traffic::CaptureStatus &status);
    void handleConnections();
    void measureRate();

    WindowParts m_parts;
    ElidedLabel *m_servers;
    ElidedLabel *m_beyond;
    ElidedLabel *m_live;
    ElidedLabel *m_rate;
    SparkLine *m_spark;
    ElidedLabel *m_news;
    ElidedLabel *m_recorded;
    ElidedLabel *m_file;
    QTimer m_second;
    QTimer m_newsAge;
    QElapsedTimer m_since;
    std::uint64_t m_counted = 0;
    bool m_listening = false;
    bool m_failed = false;
};

} // namespace framewright::ui
