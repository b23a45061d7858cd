// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/realclient.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace framewright::test {

namespace {

constexpr int patience = 20'000;

/// Reads commands as JSON lists, one a line; writes "NAME\tWHAT" for each thing that happens.
constexpr auto program = R"(
import asyncio, base64, http.client, json, os, sys, urllib.parse, websockets

sockets = {}

def say(name, what):
    print(name + "\t" + what, flush=True)

async def hold(name, url, headers):
    try:
        socket = await websockets.connect(url, extra_headers=headers, open_timeout=20)
    except websockets.InvalidStatusCode as error:
        return say(name, "refused %d" % error.status_code)
    except Exception as error:
        return say(name, "failed %r" % error)
    sockets[name] = socket
    say(name, "open")
    try:
        async for message in socket:
            say(name, "got " + (message if isinstance(message, str) else "0x" + message.hex()))
    except websockets.ConnectionClosed:
        pass
    say(name, "closed %d %s" % (socket.close_code, socket.close_reason))

def ask(name, url):
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=20)
    connection.request("GET", parts.path + ("?" + parts.query if parts.query else ""), headers={
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode()})
    response = connection.getresponse()
    say(name, "%d %s" % (response.status, response.read().decode()))

async def main():
    loop = asyncio.get_running_loop()
    tasks = []
    while True:
        line = await loop.run_in_executor(None, sys.stdin.readline)
        if not line:
            return
        verb, name, *rest = json.loads(line)
        if verb == "connect":
            headers = [tuple(header.split(": ", 1)) for header in rest[1:]]
            tasks.append(asyncio.create_task(hold(name, rest[0], headers)))
        elif verb == "ask":
            await loop.run_in_executor(None, ask, name, rest[0])
        elif verb == "send":
            await sockets[name].send(rest[0])
        elif verb == "bytes":
            await sockets[name].send(bytes.fromhex(rest[0]))
        elif verb == "close":
            tasks.append(asyncio.create_task(sockets[name].close(int(rest[0]), rest[1])))

asyncio.run(main())
)";

} // namespace

RealClient::RealClient()
{
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(u"/usr/bin/python3"_qs, {u"-c"_qs, QString::fromLatin1(program)});
    if (!m_process.waitForStarted())
        qFatal("There is no python3: %s", qPrintable(m_process.errorString()));
}

RealClient::~RealClient()
{
    m_process.kill();
    m_process.waitForFinished();
}

void RealClient::command(const QStringList &words)
{
    m_process.write(QJsonDocument(QJsonArray::fromStringList(words)).toJson(QJsonDocument::Compact) + '\n');
}

void RealClient::read()
{
    m_rest += m_process.readAllStandardOutput();
    for (qsizetype end = m_rest.indexOf('\n'); end >= 0; end = m_rest.indexOf('\n')) {
        const QString line = QString::fromUtf8(m_rest.left(end));
        m_rest.remove(0, end + 1);
        m_heard[line.section(u'\t', 0, 0)].append(line.section(u'\t', 1));
    }
}

QString RealClient::attempt(const QString &name, const QString &url, const QStringList &headers)
{
    m_heard.remove(name);
    m_taken.remove(name);
    command(QStringList{u"connect"_qs, name, url} + headers);
    (void)QTest::qWaitFor([&] { return !heard(name).isEmpty(); }, patience);
    return heard(name).value(0);
}

void RealClient::connectAs(const QString &name, const QString &url, const QStringList &headers)
{
    const QString answer = attempt(name, url, headers);
    if (answer != QLatin1StringView("open"))
        qFatal("%s cannot connect to %s: %s", qPrintable(name), qPrintable(url), qPrintable(answer));
}

QString RealClient::answerTo(const QString &url)
{
    const QString name = u"asker"_qs;
    m_heard.remove(name);
    command({u"ask"_qs, name, url});
    (void)QTest::qWaitFor([&] { return !heard(name).isEmpty(); }, patience);
    return heard(name).value(0);
}

void RealClient::send(const QString &name, const QString &text)
{
    command({u"send"_qs, name, text});
}

void RealClient::sendBytes(const QString &name, const QByteArray &bytes)
{
    command({u"bytes"_qs, name, QString::fromLatin1(bytes.toHex())});
}

void RealClient::close(const QString &name, int code, const QString &reason)
{
    command({u"close"_qs, name, QString::number(code), reason});
}

QStringList RealClient::heard(const QString &name)
{
    read();
    return m_heard.value(name);
}

QStringList RealClient::messages(const QString &name)
{
    constexpr QLatin1StringView got("got ");
    QStringList texts;
    for (const QString &line : heard(name)) {
        if (line.startsWith(got))
            texts << line.mid(got.size());
    }
    return texts;
}

QString RealClient::next(const QString &name)
{
    qsizetype &taken = m_taken[name];
    if (!QTest::qWaitFor([&] { return messages(name).size() > taken; }, patience))
        return {};
    return messages(name).at(taken++);
}

bool RealClient::hears(const QString &name, const QString &line)
{
    return QTest::qWaitFor([&] { return heard(name).contains(line); }, patience);
}

void RealClient::forget(const QString &name)
{
    read();
    m_heard[name].clear();
    m_taken[name] = 0;
}

} // namespace framewright::test
