// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/ndjsonlog.h"
#include "app/traffic/ndjsonline.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

namespace framewright::traffic {

namespace {

constexpr qsizetype flushFrom = 256 * 1024;
constexpr int lookMilliseconds = 50;

[[nodiscard]] bool isPipe(int descriptor)
{
    struct stat facts = {};
    return ::fstat(descriptor, &facts) == 0 && S_ISFIFO(facts.st_mode);
}

[[nodiscard]] QByteArrayView viewOf(std::string_view bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

} // namespace

Result<std::unique_ptr<NdjsonLog>> NdjsonLog::open(const QString &fileName)
{
    if (fileName == u'-')
        return std::make_unique<NdjsonLog>(STDOUT_FILENO, Descriptor::Borrowed);
    const int descriptor =
        ::open(QFile::encodeName(fileName).constData(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fail(u"The log cannot be written: "_qs + QString::fromLocal8Bit(std::strerror(errno)) + u'.',
                    QDir::toNativeSeparators(fileName), u"Choose another file, or - for standard output."_qs);
    return std::make_unique<NdjsonLog>(descriptor, Descriptor::Owned);
}

NdjsonLog::NdjsonLog(int descriptor, Descriptor ownership)
    : m_descriptor(descriptor)
    , m_ownership(ownership)
    , m_isPipe(isPipe(descriptor))
{
}

NdjsonLog::~NdjsonLog()
{
    flush();
    if (m_ownership == Descriptor::Owned)
        ::close(m_descriptor);
}

void NdjsonLog::write(const event::EventBatch &batch)
{
    for (const event::Label &label : batch.labels)
        m_labels.insert_or_assign(label.number, label);
    for (const event::EventRecord &record : batch.records) {
        appendNdjsonLine(m_lines, record, viewOf(batch.payload(record)), viewOf(batch.detail(record)),
                         m_labels[record.label]);
        if (m_lines.size() >= flushFrom)
            flush();
    }
}

void NdjsonLog::flush()
{
    if (m_lines.isEmpty())
        return;
    if (m_lineIsTorn)
        m_lines.prepend('\n');
    qsizetype written = 0;
    while (written < m_lines.size()) {
        if (!waitForRoom()) {
            m_problem = u"Nobody read the log at the end; its last lines are lost."_qs;
            break;
        }
        const qsizetype count = writeSome(written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            m_problem = u"The log cannot be written: "_qs + QString::fromLocal8Bit(std::strerror(errno)) + u'.';
            break;
        }
        written += count;
    }
    // What the disk or the reader refused is lost: lines must not pile up here.
    if (written > 0)
        m_lineIsTorn = m_lines[written - 1] != '\n';
    m_lines.resize(0);
}

void NdjsonLog::giveUpAfter(std::chrono::milliseconds silence)
{
    m_patience = static_cast<int>(silence.count());
}

bool NdjsonLog::waitForRoom()
{
    pollfd descriptor = {m_descriptor, POLLOUT, 0};
    for (int waited = 0; !m_hasGivenUp; waited += lookMilliseconds) {
        // An error is write()'s to tell.
        if (::poll(&descriptor, 1, lookMilliseconds) != 0)
            return true;
        const int patience = m_patience;
        m_hasGivenUp = patience >= 0 && waited >= patience;
    }
    return false;
}

qsizetype NdjsonLog::writeSome(qsizetype from)
{
    // A pipe that has room takes as much as this without blocking (POSIX, write()); a file never blocks.
    const qsizetype most = m_isPipe ? PIPE_BUF : m_lines.size();
    return ::write(m_descriptor, m_lines.constData() + from,
                   static_cast<size_t>(std::min(most, m_lines.size() - from)));
}

} // namespace framewright::traffic
