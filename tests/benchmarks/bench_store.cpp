// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How fast the store takes rows and gives them back: bench_store [ROWS] [PAYLOAD BYTES] [DISK LIMIT MIB]

#include "app/base/steadyclock.h"
#include "app/traffic/trafficreader.h"
#include "app/traffic/trafficstore.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>
#include <memory>
#include <string>

using namespace framewright;
using namespace framewright::traffic;

namespace {

constexpr int rowsOfBatch = 4000;

/// Of the clock on the wall and of the processor: on a busy machine the second one tells more.
struct Stopwatch
{
    std::int64_t wall = SteadyClock().now();
    std::clock_t processor = std::clock();

    [[nodiscard]] double wallSeconds() const { return static_cast<double>(SteadyClock().now() - wall) / 1e9; }
    [[nodiscard]] double processorSeconds() const
    {
        return static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC;
    }
};

[[nodiscard]] event::EventBatch makeBatch(std::size_t payloadSize)
{
    const auto owner = std::make_shared<const std::string>(payloadSize, 'x');
    event::EventBatch batch;
    batch.labels.push_back({1, "echo"});
    for (int i = 0; i < rowsOfBatch; ++i) {
        event::EventRecord record;
        record.time = 1'790'000'000'000'000'000 + i;
        record.connection = static_cast<std::uint64_t>(i % 50 + 1);
        record.kind = event::EventKind::Message;
        record.direction = i % 2 ? event::Direction::Out : event::Direction::In;
        record.label = i % 2;
        record.opcode = 1;
        record.wireSize = static_cast<std::uint32_t>(payloadSize + 6);
        batch.add(record, *owner, {}, {owner, owner->data(), owner->size()});
    }
    return batch;
}

void print(const char *what, qint64 rows, const Stopwatch &watch)
{
    std::printf("%-20s %8.3f M rows/s (%lld rows in %.2f s; %.3f M rows each second of processor time)\n", what,
                static_cast<double>(rows) / watch.wallSeconds() / 1e6, static_cast<long long>(rows),
                watch.wallSeconds(), static_cast<double>(rows) / watch.processorSeconds() / 1e6);
}

bool readAll(const QString &fileName)
{
    Result<std::unique_ptr<TrafficReader>> reader = TrafficReader::open(fileName);
    if (!reader)
        return false;
    const qint64 first = (*reader)->firstRow().value_or(0);
    const qint64 last = (*reader)->lastRow().value_or(0);
    qint64 rows = 0;
    const Stopwatch watch;
    for (qint64 row = first; row <= last; row += 10'000)
        rows += (*reader)->rows(row, 10'000)->size();
    print("read in order", rows, watch);

    constexpr qint64 lookups = 200'000;
    std::uint64_t chance = 42;
    rows = 0;
    const Stopwatch randomWatch;
    for (qint64 i = 0; i < lookups; ++i) {
        chance = chance * 6364136223846793005u + 1442695040888963407u;
        rows += (*reader)
                    ->row(first + static_cast<qint64>((chance >> 20) % static_cast<quint64>(last - first + 1)))
                    ->has_value();
    }
    print("read one at random", rows, randomWatch);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const qint64 rows = arguments.value(1, u"2000000"_qs).toLongLong();
    const auto payloadSize = arguments.value(2, u"100"_qs).toULongLong();
    const qint64 limit = arguments.value(3, u"2048"_qs).toLongLong() << 20;

    const QTemporaryDir folder;
    const QString fileName = folder.filePath(u"bench.sqlite"_qs);
    const Stopwatch opening;
    Result<std::unique_ptr<TrafficStore>> store = TrafficStore::open({fileName, limit, {}});
    if (!store) {
        std::fprintf(stderr, "%s\n", qPrintable(store.error().text()));
        return 1;
    }
    std::printf("opened in %.1f ms\n", opening.wallSeconds() * 1000);
    const event::EventBatch batch = makeBatch(payloadSize);
    const Stopwatch watch;
    for (qint64 written = 0; written < rows; written += rowsOfBatch)
        (*store)->write(batch);
    (*store)->commit();
    print("written", rows, watch);

    const CaptureStatus status = (*store)->status();
    std::printf("kept %lld to %lld, dropped %lld, missed %lld, %.1f MiB on disk of %.0f\n",
                static_cast<long long>(status.firstRow), static_cast<long long>(status.lastRow),
                static_cast<long long>(status.dropped), static_cast<long long>(status.missed),
                static_cast<double>(status.diskBytes) / (1 << 20), static_cast<double>(limit) / (1 << 20));
    if (!readAll(fileName))
        return 1;
    const Stopwatch clearing;
    (*store)->clear();
    std::printf("cleared in %.2f s, %.1f MiB on disk\n", clearing.wallSeconds(),
                static_cast<double>((*store)->status().diskBytes) / (1 << 20));
    return 0;
}
