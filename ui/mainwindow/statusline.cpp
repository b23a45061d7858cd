// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/statusline.h"

#include "ui/common/celldelegate.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPainter>

namespace framewright::ui {

StatusLine::StatusLine(const Theme &theme, const engine::Engine &engine, const ConnectionBook &book, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_book(book)
    , m_servers(new ElidedLabel(theme, this))
    , m_live(new ElidedLabel(theme, this))
    , m_recorded(new ElidedLabel(theme, this))
    , m_file(new ElidedLabel(theme, this))
{
    setObjectName(u"statusLine"_qs);
    m_servers->setObjectName(u"statusServers"_qs);
    m_live->setObjectName(u"statusLive"_qs);
    m_recorded->setObjectName(u"statusRecorded"_qs);
    m_file->setObjectName(u"statusFile"_qs);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(measure::Medium + 14, 0, measure::Medium, 0);
    layout->setSpacing(measure::Large + measure::Hair);
    layout->addWidget(m_servers);
    layout->addWidget(m_live);
    layout->addStretch(1);
    layout->addWidget(m_recorded);
    layout->addWidget(m_file);
    connect(&engine, &engine::Engine::serversChanged, this, &StatusLine::handleServers);
    connect(&engine, &engine::Engine::captureChanged, this, &StatusLine::handleCapture);
    connect(&book, &ConnectionBook::changed, this, &StatusLine::handleConnections);
    handleServers(engine.servers());
    handleCapture({});
    handleConnections();
}

void StatusLine::setFile(const QString &text)
{
    m_file->setText(text);
}

void StatusLine::handleServers(const QList<engine::ServerStatus> &servers)
{
    const auto count = [&](engine::ServerState state) {
        return std::count_if(servers.cbegin(), servers.cend(),
                             [state](const engine::ServerStatus &status) { return status.state == state; });
    };
    const auto listening = count(engine::ServerState::Listening);
    const auto failed = count(engine::ServerState::Failed);
    QString text = listening == 1 ? tr("1 server listening") : tr("%1 servers listening").arg(listening);
    if (failed > 0)
        text += u", " % tr("%1 failed").arg(failed);
    m_servers->setText(text);
    m_listening = listening > 0;
    m_failed = failed > 0;
    update();
}

void StatusLine::handleCapture(const traffic::CaptureStatus &status)
{
    QString text = tr("%1 recorded, %2 missed").arg(format::count(status.recorded), format::count(status.missed));
    if (status.dropped > 0)
        text += u", " % tr("%1 oldest dropped").arg(format::count(status.dropped));
    if (!status.problem.isEmpty())
        text += u" · " % status.problem;
    m_recorded->setText(text);
    m_recorded->setTone(status.missed > 0 || !status.problem.isEmpty() ? Token::Failure : Token::Muted);
}

void StatusLine::handleConnections()
{
    m_live->setText(tr("%1 live").arg(format::count(m_book.live())));
}

void StatusLine::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const Token tone = m_failed ? Token::Failure : m_listening ? Token::Out : Token::Faint;
    drawDot(painter, m_theme.color(tone), QRect(measure::Medium, 0, 8, height()));
}

} // namespace framewright::ui
