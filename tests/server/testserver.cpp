// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/server/testserver.h"

#include "app/rules/compiledroute.h"
#include "app/workspace/workspacefile.h"
#include "tests/support/rawpeer.h"

#include <algorithm>

namespace framewright::test {

TestServer::TestServer(const QByteArray &routes, const QByteArray &more, const Clock *clock)
    : m_ruleClock(m_steady)
    , m_capture(&m_queue)
    , m_surroundings{clock != nullptr ? *clock : m_steady, m_ruleClock, m_random, m_capture,
                     [this] { return ConnectionId{++m_lastId}; }}
    , m_server(std::make_unique<server::MockServer>(m_surroundings, setup(routes, more)))
{
    QObject::connect(m_server.get(), &server::MockServer::connectionsChanged, m_server.get(),
                     [this](const QList<wire::ConnectionFacts> &connections) {
                         for (const wire::ConnectionFacts &facts : connections)
                             m_facts.insert_or_assign(facts.id, facts);
                         m_server->acknowledgeReport();
                     });
    QObject::connect(m_server.get(), &server::MockServer::ruleReported, m_server.get(),
                     [this](RouteId, const rules::Report &report) { m_reports.append(report); });
}

TestServer::~TestServer() = default;

server::ServerSetup TestServer::setup(const QByteArray &routes, const QByteArray &more)
{
    const QByteArray json = "{\"framewright\": 1, \"name\": \"Test\", \"servers\": [{\"name\": \"Mock\", "
                            "\"host\": \"127.0.0.1\", \"port\": 0, " +
                            more + "\"routes\": " + routes + "}]}";
    Result<workspace::Workspace> read = workspace::readWorkspace(json);
    if (!read)
        qFatal("The test's workspace is broken: %s", qUtf8Printable(read.error().text()));
    // As a document does on reload: like parts keep their identities, others get new ones.
    for (workspace::Server &each : read->servers) {
        each.id = {};
        for (workspace::Route &route : each.routes)
            route.id = {};
    }
    workspace::adoptIdentities(*read, m_workspace);
    workspace::assignIdentities(*read, m_nextIdentity);
    m_workspace = *std::move(read);

    server::ServerSetup setup;
    setup.server = m_workspace.servers.front();
    setup.folder = m_folder.path();
    setup.certificateFolder = m_folder.path();
    for (const workspace::Route &route : setup.server.routes) {
        if (!route.enabled)
            continue;
        setup.routes.push_back({route, rules::compileRoute(route, m_workspace)});
        for (const rules::Problem &problem : setup.routes.back().compiled->problems())
            qWarning("%s: %s: %s", qUtf8Printable(route.path), qUtf8Printable(problem.field),
                     qUtf8Printable(problem.text));
    }
    return setup;
}

bool TestServer::start()
{
    m_server->start();
    return RawPeer::waitUntil([this] {
               return status().state == server::ServerState::Listening || status().state == server::ServerState::Failed;
           }) &&
           status().state == server::ServerState::Listening;
}

void TestServer::apply(const QByteArray &routes, const QByteArray &more)
{
    m_server->apply(setup(routes, more));
}

int TestServer::countIn(wire::ConnectionState state) const
{
    return static_cast<int>(std::count_if(m_facts.cbegin(), m_facts.cend(),
                                          [state](const auto &each) { return each.second.state == state; }));
}

std::optional<wire::ConnectionFacts> TestServer::waitForEnd(int count)
{
    const auto ended = [this] {
        return countIn(wire::ConnectionState::Closed) + countIn(wire::ConnectionState::Refused);
    };
    if (!RawPeer::waitUntil([&] { return ended() >= count; }))
        return std::nullopt;
    const auto last = std::max_element(m_facts.cbegin(), m_facts.cend(), [](const auto &left, const auto &right) {
        return left.second.endedAt < right.second.endedAt;
    });
    return last->second;
}

const std::vector<LoggedRow> &TestServer::rows()
{
    m_capture.flush();
    for (;;) {
        std::optional<event::EventBatch> batch = m_queue.take(0);
        if (!batch || batch->isEmpty())
            return m_rows;
        const auto bytes = [](std::string_view view) {
            return QByteArray(view.data(), static_cast<qsizetype>(view.size()));
        };
        for (const event::EventRecord &record : batch->records)
            m_rows.push_back({record, bytes(batch->payload(record)), bytes(batch->detail(record))});
    }
}

std::vector<LoggedRow> TestServer::rowsOf(event::EventKind kind)
{
    std::vector<LoggedRow> found;
    for (const LoggedRow &row : rows()) {
        if (row.record.kind == kind)
            found.push_back(row);
    }
    return found;
}

} // namespace framewright::test
