// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/passphrase.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

namespace framewright::cli {

namespace {

/// More than OpenSSL takes.
constexpr qsizetype longest = 1024;

void say(int terminal, QByteArrayView text)
{
    // A terminal that takes nothing cannot be told so either.
    [[maybe_unused]] const ssize_t written = ::write(terminal, text.data(), static_cast<size_t>(text.size()));
}

/// Tells of Ctrl+C as something to read, for as long as it lives. A signal that only interrupts a read is lost where it
/// comes between the question and the read, or to another thread.
class Interruption final
{
public:
    Interruption()
    {
        s_descriptor = ::eventfd(0, EFD_CLOEXEC);
        struct sigaction telling = {};
        telling.sa_handler = [](int) { [[maybe_unused]] const int result = ::eventfd_write(s_descriptor, 1); };
        ::sigaction(SIGINT, nullptr, &m_before);
        if (m_before.sa_handler != SIG_IGN) // Who started this wants it so, as nohup does.
            ::sigaction(SIGINT, &telling, nullptr);
    }
    ~Interruption()
    {
        ::sigaction(SIGINT, &m_before, nullptr);
        ::close(s_descriptor);
    }
    Q_DISABLE_COPY_MOVE(Interruption)

    /// Blocks until there is something to read at the terminal; false: interrupted.
    [[nodiscard]] bool waitForInput(int terminal) const
    {
        std::array<pollfd, 2> waiting{pollfd{s_descriptor, POLLIN, 0}, pollfd{terminal, POLLIN, 0}};
        while (::poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
        }
        return waiting[0].revents == 0;
    }

private:
    static inline volatile std::sig_atomic_t s_descriptor = -1; // A handler of signals reaches nothing else.
    struct sigaction m_before = {};
};

/// None: interrupted.
std::optional<QByteArray> readLine(int terminal, const Interruption &interruption)
{
    QByteArray line;
    for (char letter = 0; line.size() < longest;) {
        if (!interruption.waitForInput(terminal))
            return std::nullopt;
        const ssize_t got = ::read(terminal, &letter, 1);
        if (got <= 0 || letter == '\n')
            break;
        line.append(letter);
    }
    return line;
}

/// Hides what is typed for as long as it lives.
class SilentTerminal final
{
public:
    SilentTerminal(int terminal, const termios &before)
        : m_terminal(terminal)
        , m_before(before)
    {
        termios silent = before;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        silent.c_lflag |= ECHONL;
        ::tcsetattr(terminal, TCSAFLUSH, &silent);
    }
    ~SilentTerminal() { ::tcsetattr(m_terminal, TCSANOW, &m_before); } // What is typed ahead stays.
    Q_DISABLE_COPY_MOVE(SilentTerminal)

private:
    int m_terminal;
    termios m_before;
};

/// Ctrl+C ends the reading, not the program: else the terminal stays silent.
std::optional<QByteArray> readSilently(int terminal, const termios &before, const QString &question)
{
    std::optional<QByteArray> line;
    {
        const Interruption interruption;
        const SilentTerminal silent(terminal, before);
        say(terminal, question.toLocal8Bit());
        line = readLine(terminal, interruption);
    }
    if (!line)
        std::raise(SIGINT);
    return line;
}

} // namespace

std::optional<QByteArray> askPassphrase(const QString &question)
{
    const int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (terminal < 0)
        return std::nullopt;
    std::optional<QByteArray> passphrase;
    termios before{};
    if (::tcgetattr(terminal, &before) == 0)
        passphrase = readSilently(terminal, before, question);
    ::close(terminal);
    return passphrase;
}

} // namespace framewright::cli
