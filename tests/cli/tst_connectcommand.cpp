// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/client/rawserver.h"

#include <QProcess>
#include <QTest>

#include <csignal>
#include <memory>

using namespace framewright;
using test::closePayload;
using test::RawConnection;
using test::rawFrame;
using test::RawServer;

/// `framewright-cli connect` as a real process against a raw server.
class TestConnectCommand final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void sendsLinesAndPrintsMessages();
    void leavesOutWhatIsNoText();
    void printsBinaryAsHex();
    void closesAtEndOfInput();
    void sendsLastLineWithoutLineEnd();
    void passesOptionsOn();
    void saysWhoClosed_data();
    void saysWhoClosed();
    void saysWhenConnectionBroke_data();
    void saysWhenConnectionBroke();
    void showsRefusal();
    void saysWhyItCannotConnect();
    void refusesBadUsage_data();
    void refusesBadUsage();
    void echoes();
    void echoesLargeMessages();
    void closesOnSignal_data();
    void closesOnSignal();
    void givesUpOnSignalWhileOpening();
    void endsWhenNobodyReadsItsOutput();
    void tellsOfPingsWhenVerbose();
    void explainsItself();

private:
    void start(const QStringList &options = {}, const QByteArray &answerLines = {});
    [[nodiscard]] int exitCode();
    [[nodiscard]] QByteArray errors() { return m_errors; }
    [[nodiscard]] QByteArray frame();
    void answerClose();

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<QProcess> m_process;
    RawConnection *m_peer = nullptr;
    QByteArray m_output;
    QByteArray m_errors;
};

void TestConnectCommand::init()
{
    m_output.clear();
    m_errors.clear();
    m_server = std::make_unique<RawServer>();
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(QStringLiteral(FRAMEWRIGHT_CLI));
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this,
            [this] { m_output += m_process->readAllStandardOutput(); });
    connect(m_process.get(), &QProcess::readyReadStandardError, this,
            [this] { m_errors += m_process->readAllStandardError(); });
}

void TestConnectCommand::cleanup()
{
    if (m_process->state() != QProcess::NotRunning) {
        m_process->kill();
        m_process->waitForFinished();
    }
    m_process.reset();
    m_server.reset();
}

void TestConnectCommand::start(const QStringList &options, const QByteArray &answerLines)
{
    m_process->setArguments(QStringList{u"connect"_qs, m_server->url(u"/x"_qs).toString()} + options);
    m_process->start();
    m_peer = m_server->next();
    QVERIFY(m_peer);
    m_peer->accept(answerLines);
}

int TestConnectCommand::exitCode()
{
    if (!test::waitUntil([this] { return m_process->state() == QProcess::NotRunning; }))
        return -1;
    return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -2;
}

QByteArray TestConnectCommand::frame()
{
    const auto frame = m_peer->frame();
    return frame ? frame->payload : QByteArray("no frame came");
}

void TestConnectCommand::answerClose()
{
    const auto close = m_peer->frame();
    QVERIFY(close);
    QCOMPARE(int(close->firstByte), 0x88);
    m_peer->write(rawFrame(8, close->payload));
    m_peer->finish();
}

void TestConnectCommand::sendsLinesAndPrintsMessages()
{
    start();
    m_process->write("hello\nw\xc3\xb6rld\r\n\n");
    QCOMPARE(frame(), QByteArray("hello"));
    QCOMPARE(frame(), QByteArray("w\xc3\xb6rld"));
    QCOMPARE(frame(), QByteArray(""));
    m_peer->write(rawFrame(1, "one") + rawFrame(1, "tw\xc3\xb6") + rawFrame(1, ""));
    QVERIFY(test::waitUntil([this] { return m_output == "one\ntw\xc3\xb6\n\n"; }));
    m_process->closeWriteChannel();
    answerClose();
    QCOMPARE(exitCode(), 0);
}

void TestConnectCommand::leavesOutWhatIsNoText()
{
    start();
    m_process->write("good\nb\xff"
                     "d\nbetter\n");
    QCOMPARE(frame(), QByteArray("good"));
    QCOMPARE(frame(), QByteArray("better"));
    QVERIFY(test::waitUntil([this] { return m_errors.contains("line 2"); }));
    QVERIFY(m_errors.contains("UTF-8"));
}

void TestConnectCommand::printsBinaryAsHex()
{
    start();
    m_peer->write(rawFrame(2, QByteArray("\0\xff"
                                         "a",
                                         3)) +
                  rawFrame(2, ""));
    QVERIFY(test::waitUntil([this] { return m_output == "hex:00ff61\nhex:\n"; }));
}

void TestConnectCommand::closesAtEndOfInput()
{
    start();
    m_process->closeWriteChannel();
    const auto close = m_peer->frame();
    QVERIFY(close);
    QCOMPARE(close->payload, closePayload(1000));
    // What comes before the server's close is printed still.
    m_peer->write(rawFrame(1, "late") + rawFrame(8, closePayload(1000)));
    m_peer->finish();
    QCOMPARE(exitCode(), 0);
    QCOMPARE(m_output, QByteArray("late\n"));
    QVERIFY2(m_errors.startsWith("closed 1000 Normal") && m_errors.trimmed().endsWith("by client"),
             m_errors.constData());
}

void TestConnectCommand::sendsLastLineWithoutLineEnd()
{
    start();
    m_process->write("no line end");
    m_process->closeWriteChannel();
    QCOMPARE(frame(), QByteArray("no line end"));
    answerClose();
    QCOMPARE(exitCode(), 0);
}

void TestConnectCommand::passesOptionsOn()
{
    start({u"--header"_qs, u"X-One: a b"_qs, u"--header"_qs, u"X-Two:c:d"_qs, u"--subprotocol"_qs, u"v2"_qs,
           u"--subprotocol"_qs, u"v1"_qs, u"--no-deflate"_qs, u"--verbose"_qs},
          "Sec-WebSocket-Protocol: v1\r\n");
    QCOMPARE(m_peer->field("X-One"), QByteArray("a b"));
    QCOMPARE(m_peer->field("X-Two"), QByteArray("c:d"));
    QCOMPARE(m_peer->field("Sec-WebSocket-Protocol"), QByteArray("v2, v1"));
    QVERIFY(m_peer->field("Sec-WebSocket-Extensions").isEmpty());
    QVERIFY(test::waitUntil([this] { return m_errors.contains("subprotocol v1"); }));
}

void TestConnectCommand::saysWhoClosed_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QByteArray>("says");
    QTest::addColumn<int>("exit");

    QTest::newRow("1000") << closePayload(1000) << QByteArray("closed 1000 ") << 0;
    QTest::newRow("1001") << closePayload(1001) << QByteArray("closed 1001 ") << 0;
    QTest::newRow("no code") << QByteArray() << QByteArray("closed 1005 ") << 0;
    QTest::newRow("4000 and a reason") << closePayload(4000, "bye") << QByteArray("by server: bye") << 0;
    QTest::newRow("a code that is not legal") << closePayload(999) << QByteArray("by protocol error") << 1;
}

void TestConnectCommand::saysWhoClosed()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, says);
    QFETCH(int, exit);
    start();
    m_peer->write(rawFrame(8, payload));
    QVERIFY(m_peer->frame());
    m_peer->finish();
    QCOMPARE(exitCode(), exit);
    QVERIFY2(m_errors.contains(says), m_errors.constData());
    if (exit == 0)
        QVERIFY2(m_errors.contains(" by server"), m_errors.constData());
}

void TestConnectCommand::saysWhenConnectionBroke_data()
{
    QTest::addColumn<bool>("reset");
    QTest::newRow("FIN") << false;
    QTest::newRow("RST") << true;
}

void TestConnectCommand::saysWhenConnectionBroke()
{
    QFETCH(bool, reset);
    start();
    if (reset)
        m_peer->reset();
    else
        m_peer->finish();
    QCOMPARE(exitCode(), 1);
    QVERIFY2(m_errors.contains("closed 1006 ") && m_errors.contains("by network"), m_errors.constData());
    QVERIFY2(m_errors.contains(reset ? "reset" : "ended"), m_errors.constData());
}

void TestConnectCommand::showsRefusal()
{
    m_process->setArguments({u"connect"_qs, m_server->url(u"/x"_qs).toString()});
    m_process->start();
    RawConnection *peer = m_server->next();
    QVERIFY(peer);
    QVERIFY(!peer->head().isEmpty());
    peer->write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 13\r\n\r\nlog in first!");
    QCOMPARE(exitCode(), 5);
    QVERIFY2(m_errors.contains("401 Unauthorized") && m_errors.contains("log in first!"), m_errors.constData());
    QVERIFY(m_output.isEmpty());
}

void TestConnectCommand::saysWhyItCannotConnect()
{
    const QString url = m_server->url().toString();
    m_server->close();
    m_process->setArguments({u"connect"_qs, url});
    m_process->start();
    QCOMPARE(exitCode(), 6);
    QVERIFY2(m_errors.contains("Nothing listens"), m_errors.constData());
    QCOMPARE(m_errors.count('\n'), 1);
}

void TestConnectCommand::refusesBadUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");

    const QString url = u"ws://127.0.0.1:1/"_qs;
    QTest::newRow("no URL") << QStringList{} << QByteArray("URL");
    QTest::newRow("another scheme") << QStringList{u"ftp://127.0.0.1/"_qs} << QByteArray("ws://");
    QTest::newRow("header without a colon") << QStringList{url, u"--header"_qs, u"X"_qs} << QByteArray("\"X\"");
    QTest::newRow("header with a line break")
        << QStringList{url, u"--header"_qs, u"X: a\r\nY: b"_qs} << QByteArray("line break");
    QTest::newRow("bad subprotocol") << QStringList{url, u"--subprotocol"_qs, u"a b"_qs} << QByteArray("subprotocol");
    QTest::newRow("unknown option") << QStringList{url, u"--no-such"_qs} << QByteArray("--no-such");
    QTest::newRow("two URLs") << QStringList{url, url} << QByteArray("--help");
}

void TestConnectCommand::refusesBadUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    m_process->setArguments(QStringList{u"connect"_qs} + arguments);
    m_process->start();
    QCOMPARE(exitCode(), 2);
    QVERIFY2(m_errors.contains(says), m_errors.constData());
    QVERIFY(m_output.isEmpty());
}

void TestConnectCommand::echoes()
{
    start({u"--echo"_qs});
    m_process->closeWriteChannel(); // Its input is nothing to it.
    m_peer->write(rawFrame(1, "\xef\xbb\xbftext") + rawFrame(2, "bytes") + rawFrame(9, "p") + rawFrame(1, ""));
    QCOMPARE(frame(), QByteArray("\xef\xbb\xbftext"));
    const auto binary = m_peer->frame();
    QVERIFY(binary);
    QCOMPARE(int(binary->firstByte), 0x82);
    // A pong may leave before the answers to the messages of the same segment.
    QCOMPARE(frame(), QByteArray("p"));
    QCOMPARE(frame(), QByteArray(""));
    m_peer->write(rawFrame(8, closePayload(1000)));
    QCOMPARE(frame(), closePayload(1000));
    m_peer->finish();
    QCOMPARE(exitCode(), 0);
    QVERIFY(m_output.isEmpty());
}

void TestConnectCommand::echoesLargeMessages()
{
    start({u"--echo"_qs});
    const QByteArray large(16 << 20, 'x');
    m_peer->write(rawFrame(2, large) + rawFrame(1, large));
    for (int i = 0; i < 2; ++i) {
        const auto echo = m_peer->frame(30000);
        QVERIFY(echo);
        QVERIFY(echo->payload == large);
    }
}

void TestConnectCommand::closesOnSignal_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestConnectCommand::closesOnSignal()
{
    QFETCH(int, number);
    start({u"--verbose"_qs});
    QVERIFY(test::waitUntil([this] { return m_errors.contains("connected to"); }));
    ::kill(pid_t(m_process->processId()), number);
    const auto close = m_peer->frame();
    QVERIFY(close);
    QCOMPARE(close->payload, closePayload(1000));
    m_peer->write(rawFrame(8, close->payload));
    m_peer->finish();
    QCOMPARE(exitCode(), 0);
    QVERIFY2(m_errors.contains("by client"), m_errors.constData());
}

void TestConnectCommand::givesUpOnSignalWhileOpening()
{
    m_process->setArguments({u"connect"_qs, m_server->url().toString()});
    m_process->start();
    RawConnection *peer = m_server->next();
    QVERIFY(peer);
    QVERIFY(!peer->head().isEmpty());
    ::kill(pid_t(m_process->processId()), SIGINT);
    QCOMPARE(exitCode(), 1);
    QVERIFY(peer->waitForEnd());
}

void TestConnectCommand::endsWhenNobodyReadsItsOutput()
{
    m_process->setProgram(u"/bin/sh"_qs);
    m_process->setArguments(
        {u"-c"_qs, u"\"$0\" connect \"$1\" | true"_qs, QStringLiteral(FRAMEWRIGHT_CLI), m_server->url().toString()});
    m_process->start();
    m_peer = m_server->next();
    QVERIFY(m_peer);
    m_peer->accept();
    // Until `true` has ended, its pipe takes what is written.
    QVERIFY(test::waitUntil([this] {
        m_peer->write(rawFrame(1, "into the void"));
        return m_errors.contains("standard output");
    }));
    answerClose();
    QCOMPARE(exitCode(), 0);
    QVERIFY2(m_errors.contains("standard output"), m_errors.constData());
}

void TestConnectCommand::tellsOfPingsWhenVerbose()
{
    start({u"--verbose"_qs});
    m_peer->write(rawFrame(9, "beat"));
    QCOMPARE(frame(), QByteArray("beat"));
    QVERIFY(test::waitUntil([this] { return m_errors.contains("ping \"beat\""); }));
    QVERIFY(m_output.isEmpty());
}

void TestConnectCommand::explainsItself()
{
    m_process->setArguments({u"connect"_qs, u"--help"_qs});
    m_process->start();
    QCOMPARE(exitCode(), 0);
    for (const char *word : {"--header", "--subprotocol", "--ca", "--cert", "--key", "--insecure", "--echo",
                             "--no-deflate", "--verbose", "hex:"})
        QVERIFY2(m_output.contains(word), word);
}

QTEST_GUILESS_MAIN(TestConnectCommand)
#include "tst_connectcommand.moc"
