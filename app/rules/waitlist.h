// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/run.h"

#include <memory>
#include <optional>
#include <vector>

namespace framewright::rules {

/// Runs that wait, by the time at which they go on.
class WaitList final
{
public:
    void add(std::unique_ptr<WaitingRun> waiting);
    /// When the first goes on.
    [[nodiscard]] std::optional<std::int64_t> nextTime() const;
    /// The first that is due; nullptr where none is.
    [[nodiscard]] std::unique_ptr<WaitingRun> takeDue(std::int64_t now);
    /// Takes out all of a connection.
    [[nodiscard]] std::vector<std::unique_ptr<WaitingRun>> takeOf(const Connection &connection);

private:
    [[nodiscard]] static bool isLater(const std::unique_ptr<WaitingRun> &left,
                                      const std::unique_ptr<WaitingRun> &right);

    std::vector<std::unique_ptr<WaitingRun>> m_heap;
    std::uint64_t m_nextOrder = 0;
};

} // namespace framewright::rules
