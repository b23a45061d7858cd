// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace framewright::test {

/// A disk for SQLite that fails on demand: a VFS over the system's that counts writes. One at a time.
class FailingDisk final
{
public:
    FailingDisk();
    ~FailingDisk();
    Q_DISABLE_COPY_MOVE(FailingDisk)

    /// The name to open databases with.
    [[nodiscard]] static QByteArray vfs() { return "framewright-failing"; }

    /// Writes from the `nth` on fail (1 is the next one), `count` of them; as a full disk or as a broken one.
    enum class Failure
    {
        Full,
        Broken,
    };
    static void failWrites(int nth, int count, Failure failure);
    static void heal();
    [[nodiscard]] static int writes();
};

} // namespace framewright::test
