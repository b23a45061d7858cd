// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Our client session beside a bare QWebSocket, both against the same server, in turns in one process: round trip
// and messages a second. Usage: bench_client PORT ROUNDS [tls]. Exit code: how many figures were not reached.

#include "app/client/session.h"
#include "app/client/upgrader.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSslConfiguration>
#include <QWebSocket>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace framewright;

namespace {

constexpr int patience = 10000;

/// Runs the event loop until the condition holds; false when it took too long.
bool runUntil(const std::function<bool()> &done)
{
    QElapsedTimer timer;
    timer.start();
    while (!done() && timer.elapsed() < patience)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 100);
    return done();
}

/// What both contestants can do.
class Contestant
{
public:
    virtual ~Contestant() = default;
    [[nodiscard]] virtual bool open(const QUrl &url) = 0;
    virtual void send(const QByteArray &message) = 0;
    std::function<void()> arrived = [] {};
};

class BareSocket final : public Contestant
{
public:
    bool open(const QUrl &url) override
    {
        bool opened = false;
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [&opened] { opened = true; });
        QObject::connect(&m_socket, &QWebSocket::binaryMessageReceived, &m_socket, [this] { arrived(); });
        QSslConfiguration configuration = m_socket.sslConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        m_socket.setSslConfiguration(configuration);
        m_socket.setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
        m_socket.open(url);
        const bool good = runUntil([&opened] { return opened; });
        QObject::disconnect(&m_socket, &QWebSocket::connected, nullptr, nullptr);
        return good;
    }
    void send(const QByteArray &message) override { m_socket.sendBinaryMessage(message); }

private:
    QWebSocket m_socket;
};

class OwnSession final : public Contestant
{
public:
    bool open(const QUrl &url) override
    {
        client::SessionRequest request;
        request.url = url;
        request.verifyCertificate = false;
        request.offerDeflate = false;
        m_session = std::make_unique<client::Session>(ConnectionId{1}, request, &m_upgrader, nullptr);
        QObject::connect(m_session.get(), &client::Session::received, m_session.get(), [this] { arrived(); });
        m_session->open();
        return runUntil([this] { return m_session->isOpen(); });
    }
    void send(const QByteArray &message) override
    {
        if (!m_session->send({protocol::Opcode::Binary, message, message, 0}))
            qFatal("the session does not send");
    }

private:
    client::Upgrader m_upgrader;
    std::unique_ptr<client::Session> m_session;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// Microseconds, the median of many.
double roundTrip(Contestant &contestant, int count)
{
    const QByteArray message(100, 'a');
    std::vector<double> times;
    QElapsedTimer timer;
    bool got = false;
    contestant.arrived = [&got] { got = true; };
    for (int i = 0; i < count; ++i) {
        got = false;
        timer.start();
        contestant.send(message);
        if (!runUntil([&got] { return got; }))
            break;
        times.push_back(double(timer.nsecsElapsed()) / 1000);
    }
    return median(times);
}

/// Messages a second with so many in flight.
double throughput(Contestant &contestant, qsizetype size, int window, int milliseconds)
{
    const QByteArray message(size, 'a');
    qint64 count = 0;
    int flying = window;
    bool stopping = false;
    contestant.arrived = [&] {
        ++count;
        --flying;
        if (!stopping) {
            contestant.send(message);
            ++flying;
        }
    };
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < window; ++i)
        contestant.send(message);
    while (timer.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 10);
    const double rate = double(count) / (double(timer.nsecsElapsed()) / 1e9);
    stopping = true;
    runUntil([&flying] { return flying == 0; });
    contestant.arrived = [] {};
    return rate;
}

using Samples = std::map<std::string, std::map<std::string, std::vector<double>>>;

bool measure(Contestant &contestant, const std::string &name, const QUrl &url, Samples &samples)
{
    if (!contestant.open(url))
        return false;
    (void)roundTrip(contestant, 200);
    samples["round trip, us"][name].push_back(roundTrip(contestant, 3000));
    samples["100 B, 64 in flight, messages/s"][name].push_back(throughput(contestant, 100, 64, 500));
    samples["64 KiB, 8 in flight, messages/s"][name].push_back(throughput(contestant, 65536, 8, 500));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const int rounds = std::max(1, arguments.value(2).toInt());
    QUrl url(QStringLiteral("ws://127.0.0.1/echo"));
    url.setPort(arguments.value(1).toInt());
    if (arguments.value(3) == QLatin1String("tls"))
        url.setScheme(QStringLiteral("wss"));

    Samples samples;
    for (int round = 0; round < rounds; ++round) {
        BareSocket bare;
        OwnSession own;
        if (!measure(bare, "QWebSocket", url, samples) || !measure(own, "session", url, samples)) {
            std::fprintf(stderr, "cannot connect to %s\n", qPrintable(url.toString()));
            return 1;
        }
    }
    for (auto &[figure, values] : samples) {
        const double bare = median(values["QWebSocket"]);
        const double own = median(values["session"]);
        std::printf("%-32s QWebSocket %10.1f   session %10.1f   ratio %.2f\n", figure.c_str(), bare, own, own / bare);
    }
    return 0;
}
