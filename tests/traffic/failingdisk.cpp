// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "failingdisk.h"

#include <sqlite3.h>

#include <array>
#include <atomic>

namespace framewright::test {

namespace {

std::atomic<int> writeCount{0};
std::atomic<int> failFrom{0};
std::atomic<int> failUntil{0};
std::atomic<int> failWith{SQLITE_FULL};

sqlite3_vfs failing;
int (*systemOpen)(sqlite3_vfs *, const char *, sqlite3_file *, int, int *) = nullptr;
int (*systemWrite)(sqlite3_file *, const void *, int, sqlite3_int64) = nullptr;

/// A set of file methods and ours in its place: the system's VFS has one set for each way of locking.
struct Replacement
{
    const sqlite3_io_methods *original = nullptr;
    sqlite3_io_methods ours;
};
std::array<Replacement, 8> replacements;

int write(sqlite3_file *file, const void *data, int amount, sqlite3_int64 offset)
{
    const int turn = ++writeCount;
    if (turn >= failFrom && turn < failUntil)
        return failWith;
    return systemWrite(file, data, amount, offset);
}

int open(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    sqlite3_vfs *system = sqlite3_vfs_find(nullptr);
    const int status = systemOpen(system, name, file, flags, outFlags);
    if (status != SQLITE_OK || !file->pMethods)
        return status;
    for (Replacement &replacement : replacements) {
        if (!replacement.original) {
            replacement.original = file->pMethods;
            replacement.ours = *file->pMethods;
            // All of them write with the same function.
            systemWrite = file->pMethods->xWrite;
            replacement.ours.xWrite = write;
        }
        if (replacement.original == file->pMethods) {
            file->pMethods = &replacement.ours;
            break;
        }
    }
    return status;
}

} // namespace

FailingDisk::FailingDisk()
{
    sqlite3_initialize();
    sqlite3_vfs *system = sqlite3_vfs_find(nullptr);
    failing = *system;
    failing.zName = "framewright-failing";
    failing.pNext = nullptr;
    systemOpen = system->xOpen;
    failing.xOpen = open;
    sqlite3_vfs_register(&failing, 0);
    heal();
}

FailingDisk::~FailingDisk()
{
    heal();
    sqlite3_vfs_unregister(&failing);
}

void FailingDisk::failWrites(int nth, int count, Failure failure)
{
    failWith = failure == Failure::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    writeCount = 0;
    failUntil = nth + count;
    failFrom = nth;
}

void FailingDisk::heal()
{
    failFrom = 0;
    failUntil = 0;
}

int FailingDisk::writes()
{
    return writeCount;
}

} // namespace framewright::test
