// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/workspacefiles.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/rules/conversation.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace framewright;
using namespace framewright::rules;

class TestWorkspaceFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void readsCsv_data();
    void readsCsv();
    void refusesCsv_data();
    void refusesCsv();
    void readsUnderItsFolder_data();
    void readsUnderItsFolder();
    void refusesOthers_data();
    void refusesOthers();
    void seesThatAFileChanged();
    void fillsDataSets();
    void sendsFiles();
    void saysWhatCannotBeRead();

private:
    void write(const QString &name, const QByteArray &content);
    [[nodiscard]] std::shared_ptr<const CompiledRoute> compile(const QByteArray &data, const QByteArray &rules);

    QTemporaryDir m_outside;
    QString m_folder;
};

void TestWorkspaceFiles::write(const QString &name, const QByteArray &content)
{
    QFile file(QDir(m_folder).filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

void TestWorkspaceFiles::initTestCase()
{
    m_folder = m_outside.filePath(QStringLiteral("workspace"));
    QVERIFY(QDir().mkpath(m_folder + QStringLiteral("/sub")));
    QVERIFY(QDir().mkpath(m_outside.filePath(QStringLiteral("workspace-of-others"))));
    write(QStringLiteral("users.json"), R"([{"name": "ann", "price": 1.10}])");
    write(QStringLiteral("sub/deep.json"), "{\"a\": 1}");
    write(QStringLiteral("users.csv"), "name;age\nann;5\n");
    write(QStringLiteral("broken.json"), "{\n \"a\": }");
    write(QStringLiteral("a.bin"), QByteArray("\x00\xff\x01", 3));
    write(QStringLiteral("hello.txt"), "hällo");
    write(QStringLiteral("latin.txt"), "h\xe4llo");
    write(QStringLiteral("../secret.json"), "{}");
    write(QStringLiteral("../workspace-of-others/x.json"), "{}");
    QVERIFY(QFile::link(m_outside.filePath(QStringLiteral("secret.json")), m_folder + QStringLiteral("/link.json")));
    QVERIFY(QFile::link(m_folder + QStringLiteral("/users.json"), m_folder + QStringLiteral("/inside.json")));
    QVERIFY(::mkfifo(QFile::encodeName(m_folder + QStringLiteral("/pipe")).constData(), 0600) == 0);
    QFile large(m_folder + QStringLiteral("/large.bin"));
    QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(WorkspaceFiles::sizeLimit + 1));
}

void TestWorkspaceFiles::readsCsv_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const char *text, const char *json) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(json);
    };
    row("nothing", "", "[]");
    row("names only", "a,b\n", "[]");
    row("rows", "a,b\n1,x\n2,y\n", R"([{"a":1,"b":"x"},{"a":2,"b":"y"}])");
    row("no line end", "a\n1", R"([{"a":1}])");
    row("digits stay", "price,id\n1.10,9007199254740993\n", R"([{"price":1.10,"id":9007199254740993}])");
    row("no numbers", "zip,phone,big\n007,+49 1,1e\n", R"([{"zip":"007","phone":"+49 1","big":"1e"}])");
    row("quoted number", "a\n\"5\"\n", R"([{"a":"5"}])");
    row("quotes", "a,b\n\"x, \"\"y\"\"\nz\",2\r\n", R"([{"a":"x, \"y\"\nz","b":2}])");
    row("semicolons", "a;b\n1;\"2,5\"\n", R"([{"a":1,"b":"2,5"}])");
    row("tabs", "a\tb\n1\tx y\n", "[{\"a\":1,\"b\":\"x y\"}]");
    row("mark in front",
        "\xEF\xBB\xBF"
        "a\n1\n",
        R"([{"a":1}])");
    row("short row", "a,b\n1\n", R"([{"a":1}])");
    row("empty lines", "a\n\n1\n\n", R"([{"a":1}])");
    row("empty field", "a,b\n,\n", R"([{"a":"","b":""}])");
    row("names of a spreadsheet", "a,,\n1,,\n", R"([{"a":1,"":""}])");
    row("umlaut in latin", "a\n\xe4\n", "[{\"a\":\"ä\"}]");
}

void TestWorkspaceFiles::readsCsv()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, json);
    const Result<Value> read = readCsv(text);
    QVERIFY2(read, qPrintable(read ? QString() : read.error().text()));
    QCOMPARE(value::writeJson(*read), json);
}

void TestWorkspaceFiles::refusesCsv_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("error");
    QTest::newRow("open quote") << QByteArray("a,b\n1,\"x\n") << QStringLiteral("line 2: A quote is not closed.");
    QTest::newRow("open quote in the names") << QByteArray("\"a\n") << QStringLiteral("line 1: A quote is not closed.");
    QTest::newRow("too many") << QByteArray("a\n1\n1,2\n")
                              << QStringLiteral("line 3: There are 2 fields, but only 1 names in the first line.");
    QTest::newRow("a line inside of quotes counts")
        << QByteArray("a\n\"1\n2\"\n\n3,4\n")
        << QStringLiteral("line 5: There are 2 fields, but only 1 names in the first line.");
    QTest::newRow("something behind a quote")
        << QByteArray("a,b\n\"x\" ,1\n\"x\"y,2\n")
        << QStringLiteral("line 3: Something stands behind the quote that closes a field.");
    QTest::newRow("a name twice") << QByteArray("id,b,id\n1,2,3\n")
                                  << QStringLiteral("line 1: The name \"id\" stands twice in the first line.");
}

void TestWorkspaceFiles::refusesCsv()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, error);
    const Result<Value> read = readCsv(text);
    QVERIFY(!read);
    QCOMPARE(read.error().text(), error);
}

void TestWorkspaceFiles::readsUnderItsFolder_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"users.json", "./users.json", "sub/deep.json", "sub/../users.json", "inside.json"})
        QTest::newRow(name) << QString::fromLatin1(name);
    QTest::newRow("whole path") << m_folder + QStringLiteral("/users.json");
}

void TestWorkspaceFiles::readsUnderItsFolder()
{
    QFETCH(QString, name);
    WorkspaceFiles files(m_folder);
    QVERIFY(files.read(name));
    QVERIFY(files.readData(name));
}

void TestWorkspaceFiles::refusesOthers_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *why) {
        QTest::newRow(name) << QString::fromLatin1(name) << QString::fromUtf8(why);
    };
    row("none.json", "There is no file");
    row("../secret.json", "does not lie under the workspace's folder");
    row("sub/../../secret.json", "does not lie under the workspace's folder");
    row("../workspace-of-others/x.json", "does not lie under the workspace's folder");
    row("link.json", "does not lie under the workspace's folder");
    row("/etc/hostname", "");
    row("/dev/zero", "does not lie under the workspace's folder");
    row("pipe", "is no file");
    row("sub", "is no file");
    row(".", "");
    row("large.bin", "is larger than a message may be: 16 MiB");
}

void TestWorkspaceFiles::refusesOthers()
{
    QFETCH(QString, name);
    QFETCH(QString, why);
    WorkspaceFiles files(m_folder);
    const Result<QByteArray> read = files.read(name);
    QVERIFY(!read);
    QVERIFY2(read.error().text().contains(why), qPrintable(read.error().text()));
    WorkspaceFiles unsaved;
    const Result<QByteArray> nowhere = unsaved.read(name);
    QVERIFY(!nowhere);
    QVERIFY(nowhere.error().text().contains(u"is not saved yet"));
}

void TestWorkspaceFiles::seesThatAFileChanged()
{
    write(QStringLiteral("growing.json"), "[1]");
    WorkspaceFiles files(m_folder);
    QCOMPARE(files.readData(QStringLiteral("growing.json"))->size(), 1);
    QVERIFY(!files.read(QStringLiteral("coming.json")));
    QVERIFY(!files.refresh());
    write(QStringLiteral("growing.json"), "[1, 2]");
    // Still what was read, until somebody asks.
    QCOMPARE(files.readData(QStringLiteral("growing.json"))->size(), 1);
    QVERIFY(files.refresh());
    QCOMPARE(files.readData(QStringLiteral("growing.json"))->size(), 2);
    QVERIFY(!files.read(QStringLiteral("coming.json")));
    write(QStringLiteral("coming.json"), "{}");
    QVERIFY(files.refresh());
    QVERIFY(files.read(QStringLiteral("coming.json")));
}

std::shared_ptr<const CompiledRoute> TestWorkspaceFiles::compile(const QByteArray &data, const QByteArray &rules)
{
    const Result<workspace::Workspace> workspace =
        workspace::readWorkspace("{\"framewright\": 1, \"data\": " + data +
                                 ", \"servers\": [{\"routes\": [{\"path\": \"/\", \"rules\": " + rules + "}]}]}");
    if (!workspace)
        qFatal("No workspace: %s", qPrintable(workspace.error().text()));
    WorkspaceFiles files(m_folder);
    return compileRoute(workspace->servers.front().routes.front(), *workspace, &files);
}

void TestWorkspaceFiles::fillsDataSets()
{
    Conversation conversation(compile(
        R"({"users": {"file": "users.json"}, "people": {"file": "users.csv"}, "own": {"file": "x", "more": 1}})",
        R"([{"do": [{"send": "{{data.users[0].name}} {{data.users[0].price}} {{data.people[0].age}} {{data.own.file}}"}]}])"));
    QCOMPARE(conversation.play("open 1 /\n1 > x\n1 < ann 1.10 5 x"), QString());
}

void TestWorkspaceFiles::sendsFiles()
{
    Conversation conversation(compile("{}", R"([
        {"match": {"text": "bin"}, "do": [{"send": {"file": "a.bin"}}]},
        {"match": {"text": "txt"}, "do": [{"send": {"file": "hello.txt"}, "to": "all"}]},
        {"match": {"text": "latin"}, "do": [{"send": {"file": "latin.txt"}, "fragment": 2}]}])"));
    QCOMPARE(
        conversation.play("open 1 /\n1 > bin\n1 < hex:00ff01\n1 > txt\n1 < hällo\n1 > latin\n1 < [2] hex:68e46c6c6f"),
        QString());
}

void TestWorkspaceFiles::saysWhatCannotBeRead()
{
    const auto route =
        compile(R"({"a": {"file": "none.json"}, "b": {"file": "broken.json"}, "c": {"file": "../secret.json"}})",
                R"json([{"do": [{"send": {"file": "none.bin"}}, {"send": {"file": "{{text}}"}},
                                  {"send": {"file": 5}}, {"run": "send({file: 'a.bin'})"}]}])json");
    QStringList lines;
    for (const Problem &problem : route->problems())
        lines.append(problem.field + QStringLiteral(": ") + problem.text);
    QCOMPARE(lines.size(), 6);
    QCOMPARE(lines[0], QStringLiteral("data.a: There is no file \"none.json\" beside the workspace."));
    QVERIFY2(lines[1].startsWith(u"data.b: broken.json, line 2, column"), qPrintable(lines[1]));
    QVERIFY2(lines[2].startsWith(u"data.c: \"../secret.json\" does not lie under"), qPrintable(lines[2]));
    QCOMPARE(lines[3], QStringLiteral("do[0].send: There is no file \"none.bin\" beside the workspace."));
    QVERIFY2(lines[4].contains(u"without a template"), qPrintable(lines[4]));
    QVERIFY2(lines[5].contains(u"name of a file"), qPrintable(lines[5]));
    Conversation conversation(route);
    QCOMPARE(conversation.play("open 1 /\n1 > x\n1 ! report do[3].run: Error: *"), QString());
}

QTEST_GUILESS_MAIN(TestWorkspaceFiles)
#include "tst_workspacefiles.moc"
