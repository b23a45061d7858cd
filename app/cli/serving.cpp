// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/serving.h"

#include "app/cli/servecommand.h"
#include "app/cli/standarderror.h"

#include <QFileInfo>

#include <cstdio>

namespace framewright::cli {

namespace {

[[nodiscard]] engine::EngineSettings engineSettings(const ServeOptions &options)
{
    engine::EngineSettings settings;
    settings.captureFile = options.capture;
    settings.logFile = options.log;
    settings.record = !options.capture.isEmpty();
    return settings;
}

/// On one line of a terminal, whatever a name or a message holds.
[[nodiscard]] QByteArray oneLine(const QString &text)
{
    return forTerminal(text.simplified());
}

void complain(const QString &text)
{
    writeError(QStringLiteral("framewright-cli serve: %1").arg(text.simplified()));
}

} // namespace

Serving::Serving(const ServeOptions &options, std::shared_ptr<const workspace::Workspace> workspace)
    : m_workspace(std::move(workspace))
    , m_folder(QFileInfo(options.file).absolutePath())
    , m_engine(engineSettings(options))
    , m_exitCode(serveexit::clean)
{
    if (options.speed != 1)
        m_engine.setClockSpeed(options.speed);
    connect(&m_engine, &engine::Engine::serversChanged, this, &Serving::handleServers);
    connect(&m_engine, &engine::Engine::problemsFound, this, &Serving::tellProblems);
    connect(&m_engine, &engine::Engine::ruleReported, this, &Serving::tellReport);
    connect(&m_engine, &engine::Engine::stopped, this, [this] { finish(m_exitCode); });
}

void Serving::start()
{
    if (const std::optional<Error> error = m_engine.captureError()) {
        complain(error->text());
        finish(serveexit::badFile);
        return;
    }
    m_engine.apply(m_workspace, m_folder);
    m_engine.startAll();
}

void Serving::stop()
{
    if (std::exchange(m_stopping, true))
        finish(m_exitCode);
    else
        m_engine.stopAll();
}

void Serving::handleServers(const QList<engine::ServerStatus> &servers)
{
    for (const engine::ServerStatus &server : servers) {
        if (server.state == engine::ServerState::Listening && !m_told.contains(server.server)) {
            m_told.insert(server.server);
            tellListening(server);
        } else if (server.state == engine::ServerState::Failed && !m_stopping) {
            m_exitCode = serveexit::cannotListen;
            complain(server.error ? server.error->text() : QStringLiteral("The server %1 failed.").arg(server.name));
            stop();
            return;
        }
    }
}

void Serving::tellListening(const engine::ServerStatus &server)
{
    const QByteArray url = server.urls.isEmpty() ? QByteArray() : server.urls.constFirst().toEncoded();
    const QByteArray line = QByteArray("listening " + url + ' ' + oneLine(server.name)).trimmed();
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
    if (server.beyondLoopback)
        complain(QStringLiteral("Warning: %1 can be reached from other machines.").arg(server.name));
}

void Serving::tellProblems(RouteId route, const QList<rules::Problem> &problems)
{
    for (const rules::Problem &problem : problems)
        complain(QStringLiteral("Warning: %1, %2, %3: %4")
                     .arg(pathOf(route), problem.rulePlace, problem.field, problem.text));
}

void Serving::tellReport(RouteId route, const rules::Report &report)
{
    complain(QStringLiteral("%1, %2, %3: %4").arg(pathOf(route), report.rule, report.field, report.text));
}

void Serving::finish(int exitCode)
{
    if (!std::exchange(m_finished, true))
        emit finished(exitCode);
}

QString Serving::pathOf(RouteId route) const
{
    const workspace::Route *found = m_workspace->findRoute(route);
    return found != nullptr ? found->path : QString();
}

} // namespace framewright::cli
