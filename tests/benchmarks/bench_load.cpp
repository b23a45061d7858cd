// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A load client that costs less than any server it measures: one thread, epoll, frames encoded once.
// It knows three shapes: echo (N connections, W messages in flight each), burst (N handshakes at once)
// and idle (N connections held, the server's memory read; "hold" for so many seconds). One JSON object on standard
// output.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <cerrno>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Time = std::chrono::steady_clock::time_point;

double secondsSince(Time start)
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Options
{
    std::string mode = "echo";
    std::string path = "/echo";
    std::uint16_t port = 0;
    std::size_t connections = 50;
    std::size_t window = 16;
    std::size_t size = 100;
    std::string text; ///< Sent as a text message instead of `size` bytes.
    double seconds = 2;
    double warmup = 0.3;
    double rate = 0; ///< Messages a second over all connections; 0: as fast as the window allows.
    bool tls = false;
    long pid = 0;
};

/// Reads a number of kilobytes from a /proc file of the server.
long procKilobytes(long pid, const char *file, const std::string &key)
{
    std::ifstream in("/proc/" + std::to_string(pid) + "/" + file);
    for (std::string line; std::getline(in, line);) {
        if (line.rfind(key, 0) == 0)
            return std::strtol(line.c_str() + key.size(), nullptr, 10);
    }
    return 0;
}

/// Processor time of the server so far, in seconds.
double procSeconds(long pid)
{
    std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto end = text.rfind(')');
    if (end == std::string::npos)
        return 0;
    std::istringstream fields(text.substr(end + 2));
    std::string field;
    double ticks = 0;
    for (int i = 3; fields >> field; ++i) {
        if (i == 14 || i == 15)
            ticks += std::strtod(field.c_str(), nullptr);
    }
    return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

/// One message as a client sends it.
std::string clientFrame(bool isText, const std::string &payload)
{
    const std::size_t size = payload.size();
    std::string frame;
    frame += isText ? '\x81' : '\x82';
    if (size < 126) {
        frame += static_cast<char>(0x80 | size);
    } else if (size < 65536) {
        frame += '\xFE';
        frame += static_cast<char>(size >> 8);
        frame += static_cast<char>(size & 255);
    } else {
        frame += '\xFF';
        for (int shift = 56; shift >= 0; shift -= 8)
            frame += static_cast<char>((size >> shift) & 255);
    }
    const std::array<unsigned char, 4> key{0x1f, 0x2e, 0x3d, 0x4c};
    frame.append(reinterpret_cast<const char *>(key.data()), key.size());
    for (std::size_t i = 0; i < size; ++i)
        frame += static_cast<char>(static_cast<unsigned char>(payload[i]) ^ key[i & 3]);
    return frame;
}

/// Counts whole messages in what a server sends, without looking at payloads.
class ReplyCounter final
{
public:
    /// Messages that ended in these bytes; -1 for a close frame.
    long add(const char *data, std::size_t size)
    {
        long messages = 0;
        while (size > 0) {
            if (m_left == 0) {
                m_head[m_have++] = static_cast<unsigned char>(*data++);
                --size;
                if (!headComplete())
                    continue;
                if ((m_head[0] & 0x0F) == 8)
                    return -1;
                m_left = length();
                m_counts = (m_head[0] & 0x80) != 0 && (m_head[0] & 8) == 0;
                m_have = 0;
                if (m_left == 0 && m_counts)
                    ++messages;
                continue;
            }
            const std::size_t part = std::min<std::size_t>(size, m_left);
            m_left -= part;
            data += part;
            size -= part;
            if (m_left == 0 && m_counts)
                ++messages;
        }
        return messages;
    }

private:
    [[nodiscard]] std::size_t headLength() const
    {
        const int shortLength = m_head[1] & 127;
        return shortLength == 126 ? 4u : shortLength == 127 ? 10u : 2u;
    }
    [[nodiscard]] bool headComplete() const { return m_have >= 2 && m_have >= headLength(); }
    [[nodiscard]] std::uint64_t length() const
    {
        const std::size_t bytes = headLength() - 2;
        if (bytes == 0)
            return m_head[1] & 127;
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i)
            value = (value << 8) | m_head[2 + i];
        return value;
    }

    std::array<unsigned char, 10> m_head{};
    std::size_t m_have = 0;
    std::uint64_t m_left = 0;
    bool m_counts = true;
};

class Connection final
{
public:
    int descriptor = -1;
    bool upgraded = false;
    std::size_t credit = 0; ///< Messages that may be sent now.
    std::size_t sentOfFrame = 0;
    bool wantsWrite = false;
    Time sentAt;
    ReplyCounter counter;

    Connection() = default;
    ~Connection()
    {
        SSL_free(m_ssl);
        if (descriptor >= 0)
            ::close(descriptor);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    bool open(const Options &options, SSL_CTX *context)
    {
        descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        int on = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(options.port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 && errno != EINPROGRESS)
            return false;
        if (context) {
            m_ssl = SSL_new(context);
            SSL_set_fd(m_ssl, descriptor);
            SSL_set_connect_state(m_ssl);
            SSL_set_mode(m_ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        }
        m_head = "GET " + options.path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(options.port) +
                 "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                 "Sec-WebSocket-Version: 13\r\n\r\n";
        return true;
    }

    /// -1: would block, -2: over.
    long read(char *data, std::size_t size)
    {
        if (!m_ssl) {
            const auto got = ::recv(descriptor, data, size, 0);
            return got > 0 ? got : (got < 0 && errno == EAGAIN) ? -1 : -2;
        }
        const int got = SSL_read(m_ssl, data, static_cast<int>(size));
        return got > 0 ? got : blocked(got);
    }
    long write(const char *data, std::size_t size)
    {
        if (!m_ssl) {
            const auto sent = ::send(descriptor, data, size, MSG_NOSIGNAL);
            return sent >= 0 ? sent : (errno == EAGAIN || errno == ENOTCONN) ? -1 : -2;
        }
        const int sent = SSL_write(m_ssl, data, static_cast<int>(size));
        return sent > 0 ? sent : blocked(sent);
    }
    /// Sends what is left of the request head; false: it failed.
    bool pushHead()
    {
        while (!m_head.empty()) {
            const long sent = write(m_head.data(), m_head.size());
            if (sent == -1)
                return true;
            if (sent < 0)
                return false;
            m_head.erase(0, static_cast<std::size_t>(sent));
        }
        return true;
    }
    [[nodiscard]] bool headSent() const { return m_head.empty(); }
    std::string answer;

private:
    long blocked(int result)
    {
        const int error = SSL_get_error(m_ssl, result);
        ERR_clear_error();
        return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? -1 : -2;
    }

    SSL *m_ssl = nullptr;
    std::string m_head;
};

class Load final
{
public:
    explicit Load(Options options)
        : m_options(std::move(options))
        , m_frame(m_options.text.empty() ? clientFrame(false, std::string(m_options.size, 'a'))
                                         : clientFrame(true, m_options.text))
        , m_buffer(1 << 20)
        , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    {
        // Many small frames leave in one call, as a busy client's would.
        while (m_frame.size() * m_copies < 65536 && m_copies < m_options.window)
            ++m_copies;
        for (std::size_t i = 0; i < m_copies; ++i)
            m_frames += m_frame;
        if (m_options.tls) {
            m_context = SSL_CTX_new(TLS_client_method());
            SSL_CTX_set_verify(m_context, SSL_VERIFY_NONE, nullptr);
        }
    }

    int run()
    {
        const long before = m_options.pid ? procKilobytes(m_options.pid, "smaps_rollup", "Pss:") : 0;
        const Time start = std::chrono::steady_clock::now();
        if (!connectAll(60))
            return finish("connect", start);
        const double connected = secondsSince(start);
        if (m_options.mode != "echo") {
            std::this_thread::sleep_for(
                std::chrono::duration<double>(m_options.mode == "hold" ? m_options.seconds : 0.5));
            const long after = m_options.pid ? procKilobytes(m_options.pid, "smaps_rollup", "Pss:") : 0;
            std::printf("{\"mode\":\"%s\",\"connections\":%zu,\"upgraded_s\":%.4f,\"pss_kb\":%ld,"
                        "\"kb_per_connection\":%.2f,\"errors\":%zu}\n",
                        m_options.mode.c_str(), m_options.connections, connected, after,
                        static_cast<double>(after - before) / static_cast<double>(m_options.connections), m_errors);
            return 0;
        }
        return echo();
    }

private:
    int finish(const char *what, Time start)
    {
        std::printf("{\"mode\":\"%s\",\"failed\":\"%s\",\"upgraded\":%zu,\"errors\":%zu,\"seconds\":%.3f}\n",
                    m_options.mode.c_str(), what, m_upgraded, m_errors, secondsSince(start));
        return 1;
    }

    bool connectAll(double limit)
    {
        const Time start = std::chrono::steady_clock::now();
        for (std::size_t i = 0; i < m_options.connections; ++i) {
            m_connections.push_back(std::make_unique<Connection>());
            if (!m_connections.back()->open(m_options, m_context)) {
                ++m_errors;
                return false;
            }
            epoll_event event{EPOLLIN | EPOLLOUT, {.u64 = i}};
            epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_connections.back()->descriptor, &event);
            // Keep the answers coming while the later ones still connect.
            if (i % 256 == 255)
                poll(0);
        }
        while (m_upgraded < m_options.connections && m_errors == 0 && secondsSince(start) < limit)
            poll(100);
        return m_upgraded == m_options.connections;
    }

    int echo()
    {
        m_running = true;
        for (std::size_t i = 0; i < m_connections.size(); ++i) {
            m_connections[i]->credit = m_options.rate > 0 ? 0 : m_options.window;
            push(i);
        }
        measureFor(m_options.warmup);
        m_messages = 0;
        m_latencies.clear();
        const double cpu = m_options.pid ? procSeconds(m_options.pid) : 0;
        const Time start = std::chrono::steady_clock::now();
        measureFor(m_options.seconds);
        const double seconds = secondsSince(start);
        const double used = m_options.pid ? procSeconds(m_options.pid) - cpu : 0;
        std::sort(m_latencies.begin(), m_latencies.end());
        const auto percentile = [this](double p) {
            return m_latencies.empty() ? 0.0
                                       : m_latencies[static_cast<std::size_t>(p * double(m_latencies.size() - 1))];
        };
        std::printf("{\"mode\":\"echo\",\"connections\":%zu,\"window\":%zu,\"size\":%zu,\"per_second\":%.0f,"
                    "\"p50_us\":%.1f,\"p99_us\":%.1f,\"server_cpu\":%.3f,\"pss_kb\":%ld,\"errors\":%zu}\n",
                    m_options.connections, m_options.window, m_options.size, double(m_messages) / seconds,
                    percentile(0.5), percentile(0.99), used / seconds,
                    m_options.pid ? procKilobytes(m_options.pid, "smaps_rollup", "Pss:") : 0, m_errors);
        return m_errors ? 1 : 0;
    }

    void measureFor(double seconds)
    {
        const Time start = std::chrono::steady_clock::now();
        double paid = 0;
        for (double now = 0; now < seconds && m_errors == 0; now = secondsSince(start)) {
            if (m_options.rate > 0) {
                // Paced: credit is given out as time goes by, round the connections.
                for (; paid < now * m_options.rate; ++paid) {
                    const std::size_t index = m_next++ % m_connections.size();
                    ++m_connections[index]->credit;
                    if (m_connections[index]->credit >= m_options.window || paid + 1 >= now * m_options.rate)
                        push(index);
                }
            }
            poll(m_options.rate > 0 ? 1 : 100);
        }
    }

    void poll(int milliseconds)
    {
        std::array<epoll_event, 512> events;
        const int count = epoll_wait(m_epoll, events.data(), int(events.size()), milliseconds);
        for (int i = 0; i < count; ++i)
            handle(events[std::size_t(i)].data.u64, events[std::size_t(i)].events);
    }

    void handle(std::size_t index, std::uint32_t events)
    {
        Connection &connection = *m_connections[index];
        if (!connection.upgraded && !connection.headSent() && !connection.pushHead()) {
            ++m_errors;
            return;
        }
        if (!connection.upgraded && connection.headSent())
            wantWrite(index, false);
        if (events & (EPOLLIN | EPOLLERR | EPOLLHUP))
            receive(index);
        if (connection.upgraded && connection.wantsWrite && (events & EPOLLOUT))
            push(index);
    }

    void receive(std::size_t index)
    {
        Connection &connection = *m_connections[index];
        for (;;) {
            const long got = connection.read(m_buffer.data(), m_buffer.size());
            if (got == -1)
                return;
            if (got < 0) {
                ++m_errors;
                epoll_ctl(m_epoll, EPOLL_CTL_DEL, connection.descriptor, nullptr);
                return;
            }
            const char *data = m_buffer.data();
            auto size = static_cast<std::size_t>(got);
            if (!connection.upgraded && !takeAnswer(connection, data, size))
                return;
            if (size > 0)
                count(index, data, size);
            if (static_cast<std::size_t>(got) < m_buffer.size() && !m_options.tls)
                return;
        }
    }

    bool takeAnswer(Connection &connection, const char *&data, std::size_t &size)
    {
        const std::size_t had = connection.answer.size();
        connection.answer.append(data, size);
        const auto end = connection.answer.find("\r\n\r\n");
        if (end == std::string::npos)
            return true;
        if (connection.answer.rfind("HTTP/1.1 101", 0) != 0) {
            ++m_errors;
            return false;
        }
        data += end + 4 - had;
        size -= end + 4 - had;
        connection.answer = {};
        connection.upgraded = true;
        ++m_upgraded;
        return true;
    }

    void count(std::size_t index, const char *data, std::size_t size)
    {
        Connection &connection = *m_connections[index];
        const long messages = connection.counter.add(data, size);
        if (messages < 0) {
            ++m_errors;
            return;
        }
        m_messages += static_cast<std::size_t>(messages);
        if (m_options.window == 1 && messages == 1) {
            const auto now = std::chrono::steady_clock::now();
            m_latencies.push_back(std::chrono::duration<double, std::micro>(now - connection.sentAt).count());
        }
        if (m_running && m_options.rate == 0) {
            connection.credit += static_cast<std::size_t>(messages);
            push(index);
        }
    }

    void push(std::size_t index)
    {
        Connection &connection = *m_connections[index];
        if (m_options.window == 1)
            connection.sentAt = std::chrono::steady_clock::now();
        while (connection.credit > 0) {
            const std::size_t batch = std::min(connection.credit, m_copies);
            const std::size_t bytes = batch * m_frame.size();
            const long sent =
                connection.write(m_frames.data() + connection.sentOfFrame, bytes - connection.sentOfFrame);
            if (sent == -1)
                return wantWrite(index, true);
            if (sent < 0) {
                ++m_errors;
                return;
            }
            const std::size_t done = connection.sentOfFrame + static_cast<std::size_t>(sent);
            connection.credit -= done / m_frame.size();
            connection.sentOfFrame = done % m_frame.size();
        }
        wantWrite(index, false);
    }

    void wantWrite(std::size_t index, bool wanted)
    {
        Connection &connection = *m_connections[index];
        if (connection.wantsWrite == wanted && connection.upgraded)
            return;
        connection.wantsWrite = wanted;
        epoll_event event{EPOLLIN | (wanted ? std::uint32_t(EPOLLOUT) : 0u), {.u64 = index}};
        epoll_ctl(m_epoll, EPOLL_CTL_MOD, connection.descriptor, &event);
    }

    Options m_options;
    std::string m_frame;
    std::string m_frames;
    std::size_t m_copies = 0;
    std::vector<char> m_buffer;
    int m_epoll;
    SSL_CTX *m_context = nullptr;
    std::vector<std::unique_ptr<Connection>> m_connections;
    std::vector<double> m_latencies;
    std::size_t m_upgraded = 0;
    std::size_t m_messages = 0;
    std::size_t m_errors = 0;
    std::size_t m_next = 0;
    bool m_running = false;
};

Options parse(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        const auto value = [&] { return std::string(i + 1 < argc ? argv[++i] : ""); };
        if (name == "--mode")
            options.mode = value();
        else if (name == "--path")
            options.path = value();
        else if (name == "--port")
            options.port = static_cast<std::uint16_t>(std::stoul(value()));
        else if (name == "--connections")
            options.connections = std::stoul(value());
        else if (name == "--window")
            options.window = std::stoul(value());
        else if (name == "--size")
            options.size = std::stoul(value());
        else if (name == "--text")
            options.text = value();
        else if (name == "--seconds")
            options.seconds = std::stod(value());
        else if (name == "--rate")
            options.rate = std::stod(value());
        else if (name == "--pid")
            options.pid = std::stol(value());
        else if (name == "--tls")
            options.tls = true;
        else {
            std::fprintf(stderr, "unknown option %s\n", name.c_str());
            std::exit(2);
        }
    }
    return options;
}

} // namespace

int main(int argc, char **argv)
{
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return Load(parse(argc, argv)).run();
}
