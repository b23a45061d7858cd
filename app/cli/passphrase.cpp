// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/passphrase.h"

#include <csignal>
#include <fcntl.h>
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

/// None: interrupted.
std::optional<QByteArray> readLine(int terminal)
{
    QByteArray line;
    for (char letter = 0; line.size() < longest;) {
        const ssize_t got = ::read(terminal, &letter, 1);
        if (got < 0)
            return std::nullopt;
        if (got == 0 || letter == '\n')
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
    struct sigaction interrupting = {};
    struct sigaction usual = {};
    interrupting.sa_handler = [](int) {};
    ::sigaction(SIGINT, &interrupting, &usual);
    std::optional<QByteArray> line;
    {
        const SilentTerminal silent(terminal, before);
        say(terminal, question.toLocal8Bit());
        line = readLine(terminal);
    }
    ::sigaction(SIGINT, &usual, nullptr);
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
