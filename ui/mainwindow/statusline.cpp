// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/statusline.h"

#include "ui/common/celldelegate.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/common/panelhead.h"
#include "ui/common/quietsize.h"
#include "ui/common/theme.h"
#include "ui/mainwindow/servermoves.h"
#include "ui/mainwindow/sparkline.h"
#include "ui/mainwindow/workline.h"

#include <QHBoxLayout>
#include <QPainter>

namespace framewright::ui {

namespace {

constexpr int newsLast = 30'000;

} // namespace

StatusLine::StatusLine(const WindowParts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_spark(new SparkLine(parts.theme, this))
{
    setObjectName(u"statusLine"_qs);
    QFont quiet = font();
    setQuietSize(quiet, quiet);
    setFont(quiet); // Its labels take it over.
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(measure::Medium + 14, 0, measure::Medium, 0);
    layout->setSpacing(measure::Large + measure::Hair);
    m_servers = addLabel(layout, u"statusServers"_qs);
    m_beyond = addLabel(layout, u"statusBeyond"_qs);
    m_live = addLabel(layout, u"statusLive"_qs);
    m_rate = addLabel(layout, u"statusRate"_qs);
    layout->addWidget(m_spark);
    m_news = addLabel(layout, u"statusNews"_qs);
    m_news->setTone(Token::Text);
    layout->addStretch(1);
    layout->addWidget(new WorkLine(parts.theme, parts.work, this));
    m_recorded = addLabel(layout, u"statusRecorded"_qs);
    m_file = addLabel(layout, u"statusFile"_qs);
    m_beyond->setTone(Token::Control);
    m_newsAge.setSingleShot(true);
    m_newsAge.setInterval(newsLast);
    connect(&m_newsAge, &QTimer::timeout, this, [this] { showNews({}); });
    connect(new ServerMoves(parts, this), &ServerMoves::moved, this, &StatusLine::showNews);
    connect(&parts.engine, &engine::Engine::serversChanged, this, &StatusLine::handleServers);
    connect(&parts.engine, &engine::Engine::captureChanged, this, &StatusLine::handleCapture);
    connect(&parts.book, &ConnectionBook::changed, this, &StatusLine::handleConnections);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &StatusLine::measureRate);
    m_second.start();
    m_since.start();
    handleServers(parts.engine.servers());
    handleCapture({});
    handleConnections();
    measureRate();
}

ElidedLabel *StatusLine::addLabel(QHBoxLayout *layout, const QString &name)
{
    auto *label = new ElidedLabel(m_parts.theme, this);
    label->setObjectName(name);
    layout->addWidget(label);
    return label;
}

void StatusLine::showNews(const QString &news)
{
    m_news->setText(news);
    m_news->setAccessibleName(news);
    if (!news.isEmpty())
        m_newsAge.start();
}

void StatusLine::setFile(const QString &text, const QString &toolTip)
{
    m_file->setText(text);
    m_file->setToolTip(toolTip);
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
    handleBeyond(servers);
    update();
}

void StatusLine::handleBeyond(const QList<engine::ServerStatus> &servers)
{
    QStringList names;
    for (const engine::ServerStatus &status : servers) {
        if (status.state == engine::ServerState::Listening && status.beyondLoopback)
            names.append(status.name);
    }
    m_beyond->setVisible(!names.isEmpty());
    m_beyond->setText(tr("open to the network: %1").arg(names.join(u", ")));
}

void StatusLine::handleCapture(const traffic::CaptureStatus &status)
{
    QString text = tr("%1 recorded, %2 missed").arg(format::count(status.recorded), format::count(status.missed));
    if (status.dropped > 0)
        text += u", " % tr("bound reached, %1 oldest dropped").arg(format::count(status.dropped));
    if (!status.problem.isEmpty())
        text += u" · " % status.problem;
    m_recorded->setText(text);
    const bool bad = status.missed > 0 || !status.problem.isEmpty();
    m_recorded->setTone(bad ? Token::Failure : status.dropped > 0 ? Token::Control : Token::Muted);
}

void StatusLine::handleConnections()
{
    m_live->setText(tr("%1 live").arg(format::count(m_parts.book.live())));
}

void StatusLine::measureRate()
{
    const qint64 milliseconds = std::max<qint64>(1, m_since.restart());
    const std::uint64_t now = m_parts.book.messages();
    const double rate = double(now - m_counted) * 1000 / double(milliseconds);
    m_counted = now;
    m_rate->setText(tr("%1 msg/s").arg(format::count(qRound64(rate))));
    m_spark->add(rate);
}

void StatusLine::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    const Token tone = m_failed ? Token::Failure : m_listening ? Token::Out : Token::Faint;
    drawDot(painter, m_parts.theme.color(tone), QRect(measure::Medium, 0, 8, height()));
}

} // namespace framewright::ui
