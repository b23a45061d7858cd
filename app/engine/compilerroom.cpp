// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/compilerroom.h"

#include "app/workspace/preparation.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace framewright::engine {

namespace {

/// So many are compiled in a few frames of a screen.
constexpr std::size_t fewRules = 1000;
constexpr std::size_t routesAtOnce = 50;

std::size_t countRules(const workspace::Workspace &workspace)
{
    std::size_t count = 0;
    for (const workspace::Server &server : workspace.servers) {
        for (const workspace::Route &route : server.routes)
            count += route.rules.size() + 1;
    }
    return count;
}

} // namespace

CompilerRoom::CompilerRoom(QObject *parent)
    : QObject(parent)
{
}

CompilerRoom::~CompilerRoom()
{
    m_needed = 0;
    ++m_latest;
    m_thread.reset();
}

void CompilerRoom::compile(const std::shared_ptr<const workspace::Workspace> &workspace, const QString &folder,
                           const std::function<void(Setups)> &done)
{
    ++m_latest;
    if (m_behind > 0 || countRules(*workspace) > fewRules || workspace::isLarge(*workspace)) {
        compileBehind(workspace, folder, done);
        return;
    }
    FoundProblems found;
    std::optional<Setups> setups = m_compiler.compile(*workspace, folder, found, [] { return true; });
    tell(std::move(found));
    done(*std::move(setups));
}

void CompilerRoom::compileBehind(const std::shared_ptr<const workspace::Workspace> &workspace, const QString &folder,
                                 const std::function<void(Setups)> &done)
{
    postBehind([this, workspace, folder, done, number = m_latest.load()] {
        FoundProblems found;
        auto setups = m_compiler.compile(*workspace, folder, found,
                                         [this, number] { return m_latest == number || m_needed >= number; });
        if (setups)
            done(*std::move(setups));
        QMetaObject::invokeMethod(
            this, [this, found = std::move(found)]() mutable { tell(std::move(found)); }, Qt::QueuedConnection);
    });
}

void CompilerRoom::runBehind(const std::function<void()> &function)
{
    if (m_behind == 0)
        return function();
    m_needed = m_latest.load();
    postBehind(function);
}

void CompilerRoom::postBehind(std::function<void()> job)
{
    if (!m_thread)
        m_thread = std::make_unique<WorkerThread>(QStringLiteral("compiler"));
    if (m_behind++ == 0)
        emit busyChanged(true);
    m_thread->post([this, job = std::move(job)] {
        job();
        QMetaObject::invokeMethod(this, &CompilerRoom::handleDone, Qt::QueuedConnection);
    });
}

void CompilerRoom::handleDone()
{
    if (--m_behind == 0)
        emit busyChanged(false);
}

void CompilerRoom::tell(FoundProblems found)
{
    const bool isTelling = !m_untold.empty();
    std::ranges::move(found, std::back_inserter(m_untold));
    if (!isTelling)
        tellSome();
}

void CompilerRoom::tellSome()
{
    for (std::size_t told = 0; told < routesAtOnce && !m_untold.empty(); ++told) {
        // Who hears it may compile anew.
        const auto [route, problems] = std::move(m_untold.front());
        m_untold.pop_front();
        emit problemsFound(route, problems);
    }
    if (!m_untold.empty())
        QMetaObject::invokeMethod(this, &CompilerRoom::tellSome, Qt::QueuedConnection);
}

} // namespace framewright::engine
