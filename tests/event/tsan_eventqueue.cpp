// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Several producers and one consumer on a queue that is too small for them. Each row names its producer and its
// turn, so that a lost, doubled or reordered one shows. No Qt here: see tests/event/CMakeLists.txt.

#include "app/event/eventqueue.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

using namespace framewright::event;

namespace {

constexpr std::uint32_t producers = 4;
constexpr std::uint32_t batchesEach = 3000;
constexpr std::uint32_t rowsEach = 8;
constexpr std::uint32_t labelEvery = 10;

void require(bool condition, const char *what)
{
    if (condition)
        return;
    std::fprintf(stderr, "failed: %s\n", what);
    std::exit(1);
}

struct Tally
{
    std::uint64_t rows = 0;
    std::uint64_t labels = 0;
};

/// One producer's part. Returns the rows it was told are missed.
std::uint64_t produce(EventQueue &queue, std::uint32_t producer)
{
    EventBatch batch;
    std::uint64_t refused = 0;
    for (std::uint32_t turn = 0; turn < batchesEach; ++turn) {
        require(batch.isEmpty(), "push leaves an empty batch");
        if (turn % labelEvery == 0)
            batch.labels.push_back({producer * batchesEach + turn + 1, "label " + std::to_string(turn)});
        for (std::uint32_t row = 0; row < rowsEach; ++row) {
            EventRecord record;
            record.connection = producer;
            record.time = turn * rowsEach + row;
            const std::string payload = std::to_string(producer) + ":" + std::to_string(record.time);
            if (turn % 100 == 0 && row == 0) {
                const auto owner = std::make_shared<const std::string>(EventBatch::largeFrom, 'x');
                batch.add(record, *owner, payload, {owner, owner->data(), owner->size()});
            } else {
                batch.add(record, payload, payload);
            }
        }
        if (!queue.push(batch))
            refused += rowsEach;
    }
    return refused;
}

Tally consume(EventQueue &queue)
{
    Tally tally;
    std::vector<std::int64_t> last(producers, -1);
    std::vector<std::uint32_t> lastLabel(producers, 0);
    for (bool timed = false;; timed = !timed) {
        std::optional<EventBatch> batch = timed ? queue.take(5) : queue.take();
        if (!batch)
            return tally;
        for (const Label &label : batch->labels) {
            const std::uint32_t producer = (label.number - 1) / batchesEach;
            require(label.number > lastLabel[producer], "labels come once and in order");
            lastLabel[producer] = label.number;
            ++tally.labels;
        }
        for (const EventRecord &record : batch->records) {
            require(record.time > last[record.connection], "rows come once and in order");
            last[record.connection] = record.time;
            const std::string expected = std::to_string(record.connection) + ":" + std::to_string(record.time);
            require(batch->detail(record) == expected, "a row keeps its bytes");
            ++tally.rows;
        }
        if (tally.rows % 3 == 0)
            queue.recycle(std::move(*batch));
    }
}

void hammer(std::size_t byteLimit, bool mayMiss)
{
    EventQueue queue(byteLimit);
    std::vector<std::uint64_t> refused(producers, 0);
    Tally tally;
    std::thread consumer([&] { tally = consume(queue); });
    std::vector<std::thread> threads;
    for (std::uint32_t producer = 0; producer < producers; ++producer)
        threads.emplace_back([&, producer] { refused[producer] = produce(queue, producer); });
    std::thread watcher([&] {
        for (int i = 0; i < 1000; ++i) {
            require(queue.missedRows() <= std::uint64_t(producers) * batchesEach * rowsEach, "missed stays in range");
            require(queue.heldBytes() <= byteLimit + (std::size_t(1) << 20), "held bytes stay bounded");
            queue.wake();
        }
    });
    for (std::thread &thread : threads)
        thread.join();
    watcher.join();
    queue.close();
    consumer.join();

    std::uint64_t refusedRows = 0;
    for (const std::uint64_t rows : refused)
        refusedRows += rows;
    require(queue.missedRows() == refusedRows, "missed rows are counted exactly");
    require(tally.rows + refusedRows == std::uint64_t(producers) * batchesEach * rowsEach, "no row is lost");
    require(tally.labels == std::uint64_t(producers) * (batchesEach / labelEvery), "labels are always taken");
    require(queue.heldBytes() == 0, "nothing is held at the end");
    require(mayMiss || refusedRows == 0, "nothing is missed with room enough");
    std::printf("limit %zu: %llu rows taken, %llu missed\n", byteLimit, static_cast<unsigned long long>(tally.rows),
                static_cast<unsigned long long>(refusedRows));
}

} // namespace

int main()
{
    hammer(20'000, true);
    hammer(100'000, true);
    hammer(std::size_t(1) << 30, false);
    return 0;
}
