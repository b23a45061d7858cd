// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/engine/routecompiler.h"

#include "app/workspace/workspacefile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace framewright;
using namespace framewright::engine;

class RouteCompilerTest final : public QObject
{
    Q_OBJECT
private slots:
    void compilesWhatAnEditHasTouched();
    void followsTheFilesOfTheWorkspace();
    void keepsWhatItHadWhenItIsNotWantedAnyMore();

private:
    std::vector<std::shared_ptr<const rules::CompiledRoute>> compile(const workspace::Workspace &workspace);

    QTemporaryDir m_folder;
    RouteCompiler m_compiler;
    QStringList m_problems;
    int m_compiled = 0;
};

std::vector<std::shared_ptr<const rules::CompiledRoute>>
RouteCompilerTest::compile(const workspace::Workspace &workspace)
{
    m_problems.clear();
    m_compiled = 0;
    RouteCompiler::FoundProblems found;
    const auto setups = m_compiler.compile(workspace, m_folder.path(), found, [] { return true; });
    for (const auto &[route, problems] : found) {
        ++m_compiled;
        for (const rules::Problem &problem : problems)
            m_problems.append(problem.field + u": "_qs + problem.text);
    }
    std::vector<std::shared_ptr<const rules::CompiledRoute>> routes;
    for (const server::RouteSetup &route : setups->front().routes)
        routes.push_back(route.compiled);
    return routes;
}

void RouteCompilerTest::compilesWhatAnEditHasTouched()
{
    Result<workspace::Workspace> workspace =
        workspace::readWorkspace(R"({"framewright": 1, "servers": [{"routes": [{"path": "/a"}, {"path": "/b"}]}]})");
    QVERIFY(workspace);
    std::uint64_t next = 1;
    workspace::assignIdentities(*workspace, next);
    const auto before = compile(*workspace);
    QCOMPARE(m_compiled, 2);
    workspace->servers.front().routes.front().path = u"/c"_qs;
    const auto after = compile(*workspace);
    QCOMPARE(m_compiled, 1);
    QVERIFY(before[0] != after[0]);
    QCOMPARE(before[1], after[1]);
    workspace->data.set("users", value::Value::list());
    compile(*workspace);
    QCOMPARE(m_compiled, 2);
}

void RouteCompilerTest::followsTheFilesOfTheWorkspace()
{
    Result<workspace::Workspace> workspace = workspace::readWorkspace(
        R"({"framewright": 1, "data": {"users": {"file": "users.csv"}}, "servers": [{"routes": [{"path": "/a"}]}]})");
    QVERIFY(workspace);
    std::uint64_t next = 1;
    workspace::assignIdentities(*workspace, next);
    compile(*workspace);
    QCOMPARE(m_problems, QStringList{u"data.users: There is no file \"users.csv\" beside the workspace."_qs});
    compile(*workspace);
    QCOMPARE(m_compiled, 0);
    QFile file(m_folder.filePath(u"users.csv"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name\nann\n");
    file.close();
    compile(*workspace);
    QCOMPARE(m_compiled, 1);
    QCOMPARE(m_problems, QStringList());
}

void RouteCompilerTest::keepsWhatItHadWhenItIsNotWantedAnyMore()
{
    Result<workspace::Workspace> workspace =
        workspace::readWorkspace(R"({"framewright": 1, "servers": [{"routes": [{"path": "/a"}, {"path": "/b"}]}]})");
    QVERIFY(workspace);
    std::uint64_t next = 1;
    workspace::assignIdentities(*workspace, next);
    int asked = 0;
    RouteCompiler::FoundProblems found;
    QVERIFY(!m_compiler.compile(*workspace, m_folder.path(), found, [&asked] { return ++asked < 2; }));
    QCOMPARE(found.size(), std::size_t(1));
    compile(*workspace);
    QCOMPARE(m_compiled, 1); // The second one; the first is compiled.
}

QTEST_GUILESS_MAIN(RouteCompilerTest)
#include "tst_routecompiler.moc"
