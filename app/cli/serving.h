// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/workspace.h"

#include <QObject>
#include <QSet>

#include <memory>

namespace framewright::cli {

struct ServeOptions;

/// One run of `serve`: the engine, and what of it a terminal or a script is told.
class Serving final : public QObject
{
    Q_OBJECT
public:
    Serving(const ServeOptions &options, std::shared_ptr<const workspace::Workspace> workspace);

    void start();
    /// Clients get 1001. A second call does not wait for them.
    void stop();

signals:
    /// Once; with the command's exit code.
    void finished(int exitCode);

private:
    void handleServers(const QList<engine::ServerStatus> &servers);
    void tellListening(const engine::ServerStatus &server);
    void tellProblems(RouteId route, const QList<rules::Problem> &problems);
    void tellReport(RouteId route, const rules::Report &report);
    void finish(int exitCode);
    [[nodiscard]] QString pathOf(RouteId route) const;

    std::shared_ptr<const workspace::Workspace> m_workspace;
    QString m_folder;
    engine::Engine m_engine;
    QSet<ServerId> m_told; ///< Whose line is printed.
    bool m_stopping = false;
    bool m_finished = false;
    int m_exitCode;
};

} // namespace framewright::cli
