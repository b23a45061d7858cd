// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/rawpeer.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <csignal>
#include <memory>

using namespace framewright::test;

namespace {

const QByteArray echoRoute = R"({"path": "/echo", "rules": [{"do": [{"send": {"same": true}}]}]})";

QByteArray server(const QByteArray &name, const QByteArray &more = {})
{
    return "{\"name\": \"" + name + "\", " + more + "\"port\": 0, \"routes\": [" + echoRoute + "]}";
}

QByteArray workspaceOf(const QByteArrayList &servers)
{
    return "{\"framewright\": 1, \"servers\": [" + servers.join(',') + "]}";
}

/// `framewright-cli serve` as a process.
class Command final
{
public:
    explicit Command(const QStringList &arguments)
    {
        m_process.start(QStringLiteral(FRAMEWRIGHT_CLI), arguments);
        m_started = m_process.waitForStarted();
    }
    ~Command()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    /// The next line of standard output; empty where none comes.
    [[nodiscard]] QByteArray readLine()
    {
        const bool came =
            RawPeer::waitUntil([this] { return m_process.canReadLine() || m_process.state() == QProcess::NotRunning; });
        return came ? m_process.readLine().trimmed() : QByteArray();
    }
    void interrupt(int signal) { ::kill(static_cast<pid_t>(m_process.processId()), signal); }
    /// The exit code; -1 where it does not end or crashed.
    [[nodiscard]] int waitForExit()
    {
        const bool ended = RawPeer::waitUntil([this] { return m_process.state() == QProcess::NotRunning; });
        return m_started && ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    [[nodiscard]] QByteArray errors() { return m_process.readAllStandardError(); }
    [[nodiscard]] QByteArray output() { return m_process.readAllStandardOutput(); }

private:
    QProcess m_process;
    bool m_started = false;
};

quint16 portOf(const QByteArray &line)
{
    const QList<QByteArray> words = line.split(' ');
    return words.size() >= 2 ? static_cast<quint16>(QUrl(QString::fromUtf8(words[1])).port(0)) : quint16(0);
}

} // namespace

class ServeTest final : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void saysWhereItListens();
    void saysSoForEachServer();
    void signalsEndIt_data();
    void signalsEndIt();
    void secondSignalEndsItToo();
    void failuresHaveCodes_data();
    void failuresHaveCodes();
    void portInUseIsExplained();
    void hostIsOverridden();
    void brokenRuleIsAWarning();
    void speedLetsTimersRingSooner();
    void logGoesToStandardOutput();
    void captureIsWritten();
    void servesOverTls();
    void helpAndVersion_data();
    void helpAndVersion();

private:
    [[nodiscard]] QString write(const QByteArray &workspace, const QString &name = u"mock.json"_qs);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ServeTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", m_folder->path().toUtf8());
    qputenv("XDG_CACHE_HOME", m_folder->path().toUtf8());
}

QString ServeTest::write(const QByteArray &workspace, const QString &name)
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(workspace) != workspace.size())
        qFatal("The test's folder cannot be written");
    return file.fileName();
}

void ServeTest::saysWhereItListens()
{
    Command command({u"serve"_qs, write(workspaceOf({server("My mock")})), u"--port"_qs, u"0"_qs});
    const QByteArray line = command.readLine();
    static const QRegularExpression pattern(u"^listening ws://127\\.0\\.0\\.1:\\d+ My mock$"_qs);
    QVERIFY2(pattern.match(QString::fromUtf8(line)).hasMatch(), line.constData());
    RawPeer peer;
    QVERIFY(peer.connectTo(portOf(line)) && peer.upgrade("/echo"));
    peer.sendText("x");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("x"));
}

void ServeTest::saysSoForEachServer()
{
    Command command(
        {u"serve"_qs, write(workspaceOf({server("A"), server("off", "\"enabled\": false, "), server("B")}))});
    QByteArrayList names;
    for (int each = 0; each < 2; ++each) {
        const QByteArray line = command.readLine();
        names.append(line.mid(line.lastIndexOf(' ') + 1));
        RawPeer peer;
        QVERIFY(peer.connectTo(portOf(line)) && peer.upgrade("/echo"));
    }
    std::sort(names.begin(), names.end());
    QCOMPARE(names, (QByteArrayList{"A", "B"}));
    command.interrupt(SIGTERM);
    QCOMPARE(command.waitForExit(), 0);
    QVERIFY(command.output().isEmpty()); // Nothing of the disabled one.
}

void ServeTest::signalsEndIt_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void ServeTest::signalsEndIt()
{
    QFETCH(int, signal);
    Command command({u"serve"_qs, write(workspaceOf({server("A")}))});
    const quint16 port = portOf(command.readLine());
    RawPeer peer;
    QVERIFY(peer.connectTo(port) && peer.upgrade("/echo"));
    command.interrupt(signal);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
    peer.send(closeFrame(1001));
    QCOMPARE(command.waitForExit(), 0);
    QCOMPARE(command.errors(), QByteArray());
}

void ServeTest::secondSignalEndsItToo()
{
    Command command({u"serve"_qs, write(workspaceOf({server("A")}))});
    RawPeer peer;
    QVERIFY(peer.connectTo(portOf(command.readLine())) && peer.upgrade("/echo"));
    command.interrupt(SIGTERM);
    QCOMPARE(peer.readFrame().value_or(RawFrame()).closeCode(), 1001);
    command.interrupt(SIGTERM); // The client does not answer.
    QCOMPARE(command.waitForExit(), 0);
}

void ServeTest::failuresHaveCodes_data()
{
    QTest::addColumn<QByteArray>("workspace");
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    const QByteArray good = workspaceOf({server("A")});
    const QByteArray two = workspaceOf({server("A"), server("B")});
    const QStringList none;
    QTest::newRow("unknown option") << good << QStringList{u"--nonsense"_qs} << 2 << QByteArray("nonsense");
    QTest::newRow("port out of range") << good << QStringList{u"--port"_qs, u"70000"_qs} << 2 << QByteArray("port");
    QTest::newRow("port is no number") << good << QStringList{u"--port"_qs, u"x"_qs} << 2 << QByteArray("port");
    QTest::newRow("no speed at all") << good << QStringList{u"--speed"_qs, u"0"_qs} << 2 << QByteArray("speed");
    QTest::newRow("one port for two") << two << QStringList{u"--port"_qs, u"9001"_qs} << 2 << QByteArray("--port 0");
    QTest::newRow("no JSON") << QByteArray("{\n  \"framewright\": 1,\n  x\n}") << none << 3 << QByteArray("3");
    QTest::newRow("not ours") << QByteArray("{}") << none << 3 << QByteArray("mock.json");
    QTest::newRow("newer") << QByteArray("{\"framewright\": 99}") << none << 3 << QByteArray("99");
    QTest::newRow("no server") << workspaceOf({}) << none << 3 << QByteArray("no server");
    QTest::newRow("log in no folder") << good << QStringList{u"--log"_qs, u"/nowhere/x.ndjson"_qs} << 3
                                      << QByteArray("/nowhere/x.ndjson");
    QTest::newRow("capture in no folder")
        << good << QStringList{u"--capture"_qs, u"/nowhere/x.sqlite"_qs} << 3 << QByteArray("/nowhere");
    QTest::newRow("address of nobody") << good << QStringList{u"--host"_qs, u"192.0.2.7"_qs} << 4
                                       << QByteArray("192.0.2.7");
    QTest::newRow("missing certificate") << workspaceOf({server("A", R"("tls": {"certificate": "no.pem"}, )")}) << none
                                         << 4 << QByteArray("no.pem");
}

void ServeTest::failuresHaveCodes()
{
    QFETCH(QByteArray, workspace);
    QFETCH(QStringList, options);
    QFETCH(QByteArray, said);
    Command command(QStringList{u"serve"_qs, write(workspace)} + options);
    QTEST(command.waitForExit(), "code");
    const QByteArray errors = command.errors();
    QVERIFY2(errors.contains(said), errors.constData());
    QCOMPARE(errors.trimmed().count('\n'), 0); // One line.
    QCOMPARE(command.output(), QByteArray());
}

void ServeTest::portInUseIsExplained()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress(QHostAddress::LocalHost), 0));
    const QString port = QString::number(other.serverPort());
    Command command({u"serve"_qs, write(workspaceOf({server("A")})), u"--port"_qs, port});
    QCOMPARE(command.waitForExit(), 4);
    const QByteArray errors = command.errors();
    const QByteArray owner = "tst_serve (pid " + QByteArray::number(QCoreApplication::applicationPid()) + ')';
    QVERIFY2(errors.contains(port.toUtf8()) && errors.contains(owner) && errors.contains("is free"),
             errors.constData());
}

void ServeTest::hostIsOverridden()
{
    Command command({u"serve"_qs, write(workspaceOf({server("A")})), u"--host"_qs, u"*"_qs});
    const QByteArray line = command.readLine();
    QVERIFY2(line.startsWith("listening ws://127.0.0.1:"), line.constData());
    RawPeer peer;
    QVERIFY(peer.connectTo(portOf(line), QHostAddress(QStringLiteral("127.0.0.2"))) && peer.upgrade("/echo"));
    QByteArray errors;
    QTRY_VERIFY((errors += command.errors()).contains("other machines"));
}

void ServeTest::brokenRuleIsAWarning()
{
    const QByteArray broken = R"({"name": "A", "port": 0, "routes": [)" + echoRoute +
                              R"(, {"path": "/x", "rules": [{"do": [{"sned": 1}]}]}]})";
    Command command({u"serve"_qs, write(workspaceOf({broken}))});
    const quint16 port = portOf(command.readLine());
    RawPeer peer;
    QVERIFY(peer.connectTo(port) && peer.upgrade("/echo"));
    const QByteArray errors = command.errors();
    QVERIFY2(errors.contains("Warning: /x") && errors.contains("sned"), errors.constData());
}

void ServeTest::speedLetsTimersRingSooner()
{
    const QByteArray slow = R"({"name": "A", "port": 0, "routes": [{"path": "/", "rules": [
        {"on": "open", "do": [{"wait": 120000}, {"send": "two minutes"}]}]}]})";
    Command command({u"serve"_qs, write(workspaceOf({slow})), u"--speed"_qs, u"1000"_qs});
    RawPeer peer;
    QVERIFY(peer.connectTo(portOf(command.readLine())) && peer.upgrade("/"));
    const std::optional<RawFrame> frame = peer.readFrame();
    QVERIFY(frame);
    QCOMPARE(frame->payload, QByteArray("two minutes"));
}

void ServeTest::logGoesToStandardOutput()
{
    Command command({u"serve"_qs, write(workspaceOf({server("A")})), u"--log"_qs, u"-"_qs});
    const quint16 port = portOf(command.readLine());
    RawPeer peer;
    QVERIFY(peer.connectTo(port) && peer.upgrade("/echo", "Authorization: Bearer secret\r\n"));
    peer.sendText("héllo");
    QVERIFY(peer.readFrame());
    const QByteArray opened = command.readLine();
    QVERIFY2(opened.startsWith('{') && opened.contains("\"opened\""), opened.constData());
    QVERIFY(!opened.contains("secret"));
    QVERIFY(command.readLine().contains("héllo"));
}

void ServeTest::captureIsWritten()
{
    const QString file = m_folder->filePath(u"traffic.sqlite"_qs);
    Command command({u"serve"_qs, write(workspaceOf({server("A")})), u"--capture"_qs, file});
    RawPeer peer;
    QVERIFY(peer.connectTo(portOf(command.readLine())) && peer.upgrade("/echo"));
    peer.sendText("x");
    QVERIFY(peer.readFrame());
    command.interrupt(SIGTERM);
    QVERIFY(peer.readFrame());
    peer.send(closeFrame(1001));
    QCOMPARE(command.waitForExit(), 0);
    QFile capture(file);
    QVERIFY(capture.open(QIODevice::ReadOnly));
    QVERIFY(capture.read(16).startsWith("SQLite format 3"));
}

void ServeTest::servesOverTls()
{
    Command command({u"serve"_qs, write(workspaceOf({server("A", R"("tls": {}, )")}))});
    const QByteArray line = command.readLine();
    QVERIFY2(line.startsWith("listening wss://127.0.0.1:"), line.constData());
    RawPeer peer(Security::Tls);
    QVERIFY(peer.connectTo(portOf(line)) && peer.upgrade("/echo"));
    peer.sendText("x");
    QCOMPARE(peer.readFrame().value_or(RawFrame()).payload, QByteArray("x"));
}

void ServeTest::helpAndVersion_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    QTest::newRow("help") << QStringList{u"--help"_qs} << 0 << QByteArray("serve");
    QTest::newRow("version") << QStringList{u"--version"_qs} << 0 << QByteArray("framewright-cli 0.");
    QTest::newRow("help of serve") << QStringList{u"serve"_qs, u"--help"_qs} << 0 << QByteArray("--capture");
    QTest::newRow("version of serve") << QStringList{u"serve"_qs, u"--version"_qs} << 0
                                      << QByteArray("framewright-cli");
    QTest::newRow("help of connect") << QStringList{u"connect"_qs, u"--help"_qs} << 0 << QByteArray("--echo");
    QTest::newRow("nothing") << QStringList() << 2 << QByteArray();
    QTest::newRow("unknown command") << QStringList{u"dance"_qs} << 2 << QByteArray();
    QTest::newRow("no file") << QStringList{u"serve"_qs} << 2 << QByteArray();
    QTest::newRow("file that is not there") << QStringList{u"serve"_qs, u"/nowhere.json"_qs} << 3 << QByteArray();
}

void ServeTest::helpAndVersion()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, code);
    QFETCH(QByteArray, said);
    Command command(arguments);
    QCOMPARE(command.waitForExit(), code);
    const QByteArray output = command.output();
    QVERIFY2(output.contains(said), output.constData());
    if (code != 0)
        QCOMPARE(command.errors().trimmed().count('\n'), 0);
}

QTEST_GUILESS_MAIN(ServeTest)
#include "tst_serve.moc"
