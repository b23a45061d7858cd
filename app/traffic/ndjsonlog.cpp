// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/traffic/ndjsonlog.h"
#include "app/traffic/ndjsonline.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace framewright::traffic {

namespace {

constexpr qsizetype flushFrom = 256 * 1024;

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
        m_labels.insert(label.number, viewOf(label.text).toByteArray());
    for (const event::EventRecord &record : batch.records) {
        appendNdjsonLine(m_lines, record, viewOf(batch.payload(record)), viewOf(batch.detail(record)),
                         m_labels.value(record.label));
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
        const ssize_t count =
            ::write(m_descriptor, m_lines.constData() + written, static_cast<size_t>(m_lines.size() - written));
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

} // namespace framewright::traffic
