// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A route that broadcasts its tick to many clients: how late a tick is against a grid that begins with the
// earliest one, whether the grid drifts, and how long the way from the first client to the last takes. The
// engine runs in this process with its capture, the clients on a thread of their own with epoll. When a tick has
// come to a client is what the kernel says of its bytes, not when that client has its turn: a thousand clients
// woken one by one on the processors that the server runs on would measure themselves. One JSON object on standard
// output; ends with 1 where a target is missed.
//   bench_broadcast [CLIENTS] [PERIOD ms] [SECONDS] [floor]
// With "floor" a bare loop of sends takes the engine's place: what no server on this machine can do better.

#include "app/engine/engine.h"
#include "app/workspace/workspacefile.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

constexpr double lateTarget = 2;  ///< Milliseconds at the 99th percentile.
constexpr double spanTarget = 10; ///< From the first client to the last, likewise.
constexpr double driftTarget = 1; ///< Between the first tenth and the last.

constexpr std::chrono::milliseconds readingPause{2}; ///< So long a tick has to arrive before clients read it.

double milliseconds()
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The kernel tells arrivals by the clock on the wall: what to add for the one above.
double fromWallClock()
{
    const auto wall = std::chrono::system_clock::now().time_since_epoch();
    return milliseconds() - std::chrono::duration<double, std::milli>(wall).count();
}

/// When a tick came to the first client and to the last one so far.
struct Arrival
{
    double first = 0;
    double last = 0;
    int count = 0;
};

/// Clients that read "N" as the only text of a frame, on one thread.
class Crowd final
{
public:
    Crowd(std::uint16_t port, int clients)
        : m_epoll(epoll_create1(EPOLL_CLOEXEC))
        , m_pending(static_cast<std::size_t>(clients))
    {
        for (int index = 0; index < clients; ++index)
            add(port, index);
    }
    ~Crowd()
    {
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
        ::close(m_epoll);
    }
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    [[nodiscard]] bool isWhole() const { return m_upgraded == static_cast<int>(m_descriptors.size()); }

    void readFor(double seconds)
    {
        const double end = milliseconds() + seconds * 1000;
        std::array<epoll_event, 256> events{};
        while (milliseconds() < end) {
            int count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 20);
            if (count > 0)
                std::this_thread::sleep_for(readingPause);
            m_fromWallClock = fromWallClock();
            for (; count > 0; count = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0)) {
                for (int index = 0; index < count; ++index)
                    read(static_cast<std::size_t>(events[static_cast<std::size_t>(index)].data.u64));
            }
        }
    }

    [[nodiscard]] const std::vector<Arrival> &arrivals() const { return m_arrivals; }

private:
    void add(std::uint16_t port, int index)
    {
        const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
            std::perror("connect");
        const std::string head = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
        if (::send(descriptor, head.data(), head.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(head.size()))
            std::perror("send");
        ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
        const int on = 1;
        if (::setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) != 0)
            std::perror("setsockopt");
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.u64 = static_cast<std::uint64_t>(index);
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
        m_descriptors.push_back(descriptor);
        m_isUpgraded.push_back(false);
    }

    /// The bytes that have come, and when the last of them did.
    ssize_t receive(std::size_t index, std::span<char> buffer, double &time) const
    {
        std::array<char, 256> control{};
        iovec part{buffer.data(), buffer.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t got = ::recvmsg(m_descriptors[index], &message, 0);
        time = milliseconds();
        for (cmsghdr *each = CMSG_FIRSTHDR(&message); each != nullptr; each = CMSG_NXTHDR(&message, each)) {
            if (each->cmsg_level != SOL_SOCKET || each->cmsg_type != SCM_TIMESTAMPNS)
                continue;
            timespec stamp{};
            std::memcpy(&stamp, CMSG_DATA(each), sizeof stamp);
            time = static_cast<double>(stamp.tv_sec) * 1e3 + static_cast<double>(stamp.tv_nsec) / 1e6 + m_fromWallClock;
        }
        return got;
    }

    void read(std::size_t index)
    {
        std::array<char, 4096> buffer{};
        double time = 0;
        const ssize_t got = receive(index, buffer, time);
        if (got <= 0)
            return;
        std::string &pending = m_pending[index];
        pending.append(buffer.data(), static_cast<std::size_t>(got));
        if (!m_isUpgraded[index]) {
            const std::size_t end = pending.find("\r\n\r\n");
            if (end == std::string::npos)
                return;
            pending.erase(0, end + 4);
            m_isUpgraded[index] = true;
            ++m_upgraded;
        }
        // A server's frames of a few bytes (RFC 6455 section 5.2): no mask, the length in the second byte.
        while (pending.size() >= 2 && pending.size() >= 2 + static_cast<std::size_t>(pending[1] & 127)) {
            const auto length = static_cast<std::size_t>(pending[1] & 127);
            note(std::strtoul(pending.substr(2, length).c_str(), nullptr, 10), time);
            pending.erase(0, 2 + length);
        }
    }

    void note(std::size_t tick, double time)
    {
        if (m_arrivals.size() <= tick)
            m_arrivals.resize(tick + 1);
        Arrival &arrival = m_arrivals[tick];
        const bool isFirst = arrival.count++ == 0;
        arrival.first = isFirst ? time : std::min(arrival.first, time);
        arrival.last = isFirst ? time : std::max(arrival.last, time);
    }

    int m_epoll;
    int m_upgraded = 0;
    double m_fromWallClock = fromWallClock();
    std::vector<int> m_descriptors;
    std::vector<bool> m_isUpgraded;
    std::vector<std::string> m_pending;
    std::vector<Arrival> m_arrivals; ///< By tick.
};

/// The least that the system takes: one thread that sends the tick to one client after the other when it is due.
class BareServer final
{
public:
    BareServer(int clients, int period)
        : m_period(period)
        , m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 ||
            ::listen(m_listener, clients) != 0 ||
            ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) != 0)
            std::perror("listen");
        m_port = ntohs(address.sin_port);
        m_thread = std::thread([this, clients] { serve(clients); });
    }
    ~BareServer()
    {
        m_isStopping = true;
        m_thread.join();
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
        ::close(m_listener);
    }
    BareServer(const BareServer &) = delete;
    BareServer &operator=(const BareServer &) = delete;

    [[nodiscard]] std::uint16_t port() const { return m_port; }

private:
    void serve(int clients)
    {
        while (static_cast<int>(m_descriptors.size()) < clients)
            accept();
        const auto start = std::chrono::steady_clock::now();
        for (int tick = 0; !m_isStopping; ++tick) {
            std::this_thread::sleep_until(start + std::chrono::milliseconds(m_period) * tick);
            const std::string number = std::to_string(tick);
            const std::string frame = std::string("\x81") + static_cast<char>(number.size()) + number;
            for (const int descriptor : m_descriptors) {
                if (::send(descriptor, frame.data(), frame.size(), MSG_NOSIGNAL) < 0)
                    return; // The clients have gone.
            }
        }
    }

    void accept()
    {
        const int descriptor = ::accept(m_listener, nullptr, nullptr);
        const int on = 1;
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        std::array<char, 1024> head{};
        const std::string answer = "HTTP/1.1 101 Switching Protocols\r\n\r\n";
        if (::recv(descriptor, head.data(), head.size(), 0) <= 0 ||
            ::send(descriptor, answer.data(), answer.size(), MSG_NOSIGNAL) < 0)
            std::perror("handshake");
        ::fcntl(descriptor, F_SETFL, O_NONBLOCK);
        m_descriptors.push_back(descriptor);
    }

    int m_period;
    int m_listener;
    std::uint16_t m_port = 0;
    std::vector<int> m_descriptors;
    std::atomic<bool> m_isStopping = false;
    std::thread m_thread;
};

double percentile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

double mean(const std::vector<double> &values, std::size_t from, std::size_t to)
{
    double sum = 0;
    for (std::size_t index = from; index < to; ++index)
        sum += values[index];
    return to > from ? sum / static_cast<double>(to - from) : 0;
}

int tell(const std::vector<Arrival> &arrivals, int clients, double period)
{
    std::vector<double> late;
    std::vector<double> span;
    int partial = 0;
    double grid = 0;
    for (std::size_t tick = 0; tick < arrivals.size(); ++tick) {
        const Arrival &arrival = arrivals[tick];
        if (arrival.count != clients) {
            partial += arrival.count > 0 ? 1 : 0;
            continue;
        }
        const double offset = arrival.first - static_cast<double>(tick) * period;
        grid = late.empty() ? offset : std::min(grid, offset);
        late.push_back(offset);
        span.push_back(arrival.last - arrival.first);
    }
    for (double &each : late)
        each -= grid;
    const std::size_t tenth = late.size() / 10;
    const double drift = mean(late, late.size() - tenth, late.size()) - mean(late, 0, tenth);
    const double lateAtWorst = percentile(late, 0.99);
    const double spanAtWorst = percentile(span, 0.99);
    std::printf("{\"clients\": %d, \"period_ms\": %.1f, \"ticks\": %zu, \"partial_ticks\": %d, \"late_ms_p50\": %.3f, "
                "\"late_ms_p99\": %.3f, \"drift_ms\": %.3f, \"fan_out_ms_p50\": %.3f, \"fan_out_ms_p99\": %.3f}\n",
                clients, period, late.size(), partial, percentile(late, 0.5), lateAtWorst, drift, percentile(span, 0.5),
                spanAtWorst);
    const bool isGood =
        !late.empty() && lateAtWorst <= lateTarget && spanAtWorst <= spanTarget && std::abs(drift) <= driftTarget;
    return isGood ? 0 : 1;
}

/// 0: good, 1: a target is missed, 2: not all clients got in.
int measure(std::uint16_t port, int clients, double seconds, int period)
{
    Crowd crowd(port, clients);
    crowd.readFor(2);
    if (!crowd.isWhole())
        return 2;
    crowd.readFor(seconds);
    return tell(crowd.arrivals(), clients, period);
}

} // namespace

int main(int argc, char **argv)
{
    using namespace framewright;
    QCoreApplication application(argc, argv);
    const int clients = argc > 1 ? std::atoi(argv[1]) : 1000;
    const int period = argc > 2 ? std::atoi(argv[2]) : 10;
    const double seconds = argc > 3 ? std::atof(argv[3]) : 10;
    if (argc > 4 && std::strcmp(argv[4], "floor") == 0) {
        const BareServer server(clients, period);
        return measure(server.port(), clients, seconds, period);
    }
    const QByteArray json = R"({"framewright": 1, "servers": [{"name": "S", "host": "127.0.0.1", "port": 0, "routes": [
        {"path": "/", "stream": {"mode": "broadcast", "every": )" +
                            QByteArray::number(period) + R"(, "messages": ["{{tick}}"]}}]}]})";
    const auto workspace = workspace::readWorkspace(json);
    if (!workspace)
        return 2;
    engine::Engine engine{engine::EngineSettings()};
    engine.apply(std::make_shared<const workspace::Workspace>(*workspace), {});
    engine.startAll();
    QElapsedTimer patience;
    patience.start();
    while (engine.servers().value(0).port == 0 && patience.elapsed() < 10000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 100);
    const quint16 port = engine.servers().value(0).port;
    if (port == 0)
        return 2;
    int result = 2;
    std::thread thread([&] {
        result = measure(port, clients, seconds, period);
        QMetaObject::invokeMethod(&application, &QCoreApplication::quit, Qt::QueuedConnection);
    });
    // Not processEvents() with a time: that never waits, and would keep a processor from the engine.
    QCoreApplication::exec();
    thread.join();
    return result;
}
