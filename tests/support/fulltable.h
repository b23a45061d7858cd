// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGlobal>

#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace framewright::test {

/// Leaves the process no descriptor: a low limit, and all below it taken. Gives them back when it goes.
class FullTable final
{
public:
    FullTable()
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        rlimit low = m_before;
        low.rlim_cur = limit;
        if (::setrlimit(RLIMIT_NOFILE, &low) != 0)
            qFatal("The limit of descriptors cannot be lowered");
        fill();
    }
    ~FullTable()
    {
        empty();
        ::setrlimit(RLIMIT_NOFILE, &m_before);
    }
    Q_DISABLE_COPY_MOVE(FullTable)

    /// Room for so many more.
    void leave(int count)
    {
        for (; count > 0 && !m_taken.empty(); --count) {
            ::close(m_taken.back());
            m_taken.pop_back();
        }
    }
    void fill()
    {
        for (int taken = ::open("/dev/null", O_RDONLY | O_CLOEXEC); taken >= 0;
             taken = ::open("/dev/null", O_RDONLY | O_CLOEXEC))
            m_taken.push_back(taken);
    }
    void empty() { leave(static_cast<int>(m_taken.size())); }

private:
    static constexpr rlim_t limit = 256;

    rlimit m_before{};
    std::vector<int> m_taken;
};

} // namespace framewright::test
