// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/workerthread.h"
#include "app/engine/routecompiler.h"

#include <QObject>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>

namespace framewright::engine {

/// Compiles so that the document's thread does not wait: a few rules at once, many on a thread of its own, which is
/// made when it is first needed. Of states that come faster than they are compiled only the last one counts, and those
/// that something waits for. Lives on the document's thread.
class CompilerRoom final : public QObject
{
    Q_OBJECT
public:
    using Setups = std::vector<server::ServerSetup>;
    using FoundProblems = std::vector<std::pair<RouteId, std::vector<rules::Problem>>>;

    explicit CompilerRoom(QObject *parent = nullptr);
    ~CompilerRoom() override; ///< Gives up what it compiles.
    Q_DISABLE_COPY_MOVE(CompilerRoom)

    /// `done` takes the setups, on this thread or on the compiler's; not at all where a later state made this one
    /// needless.
    void compile(const std::shared_ptr<const workspace::Workspace> &workspace, const QString &folder,
                 const std::function<void(Setups)> &done);
    /// Runs it behind what is being compiled, on the compiler's thread; at once where nothing is.
    void runBehind(const std::function<void()> &function);

signals:
    /// For each compile; of many routes a few at a time, so that the thread of those who hear it is not held up.
    void problemsFound(framewright::RouteId route, const std::vector<framewright::rules::Problem> &problems);
    /// It began to compile many rules, or has done so.
    void busyChanged(bool isBusy);

private:
    void compileBehind(const std::shared_ptr<const workspace::Workspace> &workspace, const QString &folder,
                       const std::function<void(Setups)> &done);
    void postBehind(std::function<void()> job);
    void tell(FoundProblems found);
    void tellSome();
    void handleDone();

    RouteCompiler m_compiler;               ///< The thread's while anything is behind, else of this one.
    std::atomic<std::uint64_t> m_latest{0}; ///< The number of the last state.
    std::atomic<std::uint64_t> m_needed{0}; ///< Of the last state that something waits behind.
    int m_behind = 0;
    std::deque<std::pair<RouteId, std::vector<rules::Problem>>> m_untold;
    std::unique_ptr<WorkerThread> m_thread;
};

} // namespace framewright::engine
