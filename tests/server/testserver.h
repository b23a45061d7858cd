// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/ruleclock.h"
#include "app/base/steadyclock.h"
#include "app/event/eventqueue.h"
#include "app/server/mockserver.h"
#include "app/wire/capture.h"
#include "app/workspace/workspace.h"

#include <QTemporaryDir>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace framewright::test {

/// A row of the log with its bytes.
struct LoggedRow
{
    event::EventRecord record;
    QByteArray payload;
    QByteArray detail;
};

/// A clock that a test moves.
class DrivenClock final : public Clock
{
public:
    [[nodiscard]] std::int64_t now() const override { return m_now; }
    void advance(std::int64_t milliseconds) { m_now += milliseconds * nanosecondsPerMillisecond; }

private:
    std::int64_t m_now = 1'000'000'000;
};

/// One mock server from the JSON of its "servers" entry, on the test's thread, with its log and its facts.
class TestServer final
{
public:
    /// `routes` is the JSON of the list; `more` what else stands in the server's object, each with a comma behind.
    explicit TestServer(const QByteArray &routes, const QByteArray &more = {}, const Clock *clock = nullptr);
    ~TestServer();
    Q_DISABLE_COPY_MOVE(TestServer)

    /// False: see status().error.
    [[nodiscard]] bool start();
    [[nodiscard]] quint16 port() const { return m_server->status().port; }
    [[nodiscard]] const server::ServerStatus &status() const { return m_server->status(); }
    [[nodiscard]] server::MockServer &server() { return *m_server; }
    [[nodiscard]] RuleClock &ruleClock() { return m_ruleClock; }
    /// A live edit.
    void apply(const QByteArray &routes, const QByteArray &more = {});

    /// The last that was said of each connection.
    [[nodiscard]] const std::map<ConnectionId, wire::ConnectionFacts> &facts() const { return m_facts; }
    /// Waits until so many connections have ended or were refused, and gives the last of them.
    [[nodiscard]] std::optional<wire::ConnectionFacts> waitForEnd(int count = 1);
    [[nodiscard]] int countIn(wire::ConnectionState state) const;
    /// All rows so far.
    [[nodiscard]] const std::vector<LoggedRow> &rows();
    [[nodiscard]] std::vector<LoggedRow> rowsOf(event::EventKind kind);
    [[nodiscard]] const QList<rules::Report> &reports() const { return m_reports; }

private:
    [[nodiscard]] server::ServerSetup setup(const QByteArray &routes, const QByteArray &more);

    SteadyClock m_steady;
    RuleClock m_ruleClock;
    RandomSource m_random{1};
    event::EventQueue m_queue;
    wire::Capture m_capture;
    std::uint64_t m_lastId = 0;
    std::uint64_t m_nextIdentity = 1000;
    server::Surroundings m_surroundings;
    QTemporaryDir m_folder;
    workspace::Workspace m_workspace;
    std::map<ConnectionId, wire::ConnectionFacts> m_facts;
    std::vector<LoggedRow> m_rows;
    QList<rules::Report> m_reports;
    std::unique_ptr<server::MockServer> m_server;
};

} // namespace framewright::test
