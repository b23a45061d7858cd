// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/event/event.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <chrono>
#include <memory>
#include <unordered_map>

namespace framewright::traffic {

/// Writes each event as a line of JSON to a file or to standard output, as `serve --log` asks. An existing file
/// goes on; a new one is for its owner only. Lives on the capture thread: a slow reader of standard output fills
/// the event queue, and what is missed is counted there.
class NdjsonLog final
{
public:
    /// "-" is standard output.
    [[nodiscard]] static Result<std::unique_ptr<NdjsonLog>> open(const QString &fileName);
    /// Writes to an open descriptor; closes it at the end where it `owns` it.
    enum class Descriptor
    {
        Owned,
        Borrowed,
    };
    NdjsonLog(int descriptor, Descriptor ownership);
    ~NdjsonLog();
    Q_DISABLE_COPY_MOVE(NdjsonLog)

    void write(const event::EventBatch &batch);
    void flush();
    /// The end has come: from here on a reader that takes nothing for so long loses what is left. Any thread.
    void giveUpAfter(std::chrono::milliseconds silence);

    /// Why lines were lost; empty when none were.
    [[nodiscard]] QString problem() const { return m_problem; }

private:
    /// False: nobody reads, and the end has come.
    [[nodiscard]] bool waitForRoom();
    [[nodiscard]] qsizetype writeSome(qsizetype from);

    const int m_descriptor;
    const Descriptor m_ownership;
    std::unordered_map<std::uint32_t, event::Label> m_labels;
    QByteArray m_lines;
    QString m_problem;
    const bool m_isPipe;
    bool m_lineIsTorn = false;
    bool m_hasGivenUp = false;
    std::atomic<int> m_patience{-1}; ///< Milliseconds; below zero: without end.
};

} // namespace framewright::traffic
