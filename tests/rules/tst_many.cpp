// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/conversation.h"

#include <QTest>

#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

using namespace framewright;
using namespace framewright::rules;

namespace {

/// What this program has asked for and not given back, and how often it asked.
std::size_t liveBytes = 0;
std::size_t requests = 0;

} // namespace

void *operator new(std::size_t size)
{
    void *memory = std::malloc(size > 0 ? size : 1);
    if (memory == nullptr)
        throw std::bad_alloc();
    liveBytes += malloc_usable_size(memory);
    ++requests;
    return memory;
}

void operator delete(void *memory) noexcept
{
    liveBytes -= memory != nullptr ? malloc_usable_size(memory) : 0;
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    operator delete(memory);
}

/// A hundred thousand timers and ten thousand rooms: each costs what the first ones cost, in memory and in work.
/// Counted, not timed.
class TestMany : public QObject
{
    Q_OBJECT

private slots:
    void timersTakeLinearMemory();
    void timersTakeTheSameWork();
    void roomsTakeLinearMemory();
    void roomsTakeTheSameWork();
};

namespace {

const QByteArray timers = R"--({"path": "/", "rules": [
    {"match": {"text": "soon"}, "do": [{"start": "soon", "after": 10, "do": [{"send": "ticked"}]}]},
    {"do": [{"start": "sub:{{text}}", "every": 3600000, "do": [{"send": "late"}]}]}]})--";

const QByteArray rooms = R"--({"path": "/", "rules": [
    {"match": {"text": {"startsWith": "to "}}, "do": [{"send": "hi", "to": "room:{{text.slice(3)}}"}]},
    {"do": [{"join": "{{text}}"}]}]})--";

void startTimers(Conversation &conversation, int from, int to)
{
    for (int number = from; number < to; ++number)
        conversation.say(1, QByteArray::number(number));
}

/// Ten connections, each in at most a thousand rooms of its own.
void fillRooms(Conversation &conversation, int from, int to)
{
    for (int room = from; room < to; ++room)
        conversation.say(1 + room / 1000, "room" + QByteArray::number(room));
}

/// How often memory is asked for, in the middle of some tries: a table that grows asks once more.
template <class Act>
[[nodiscard]] std::size_t requestsOf(Act act)
{
    std::vector<std::size_t> counts(9);
    for (std::size_t round = 0; round < counts.size(); ++round) {
        const std::size_t before = requests;
        act(static_cast<int>(round));
        counts[round] = requests - before;
    }
    std::ranges::sort(counts);
    return counts[counts.size() / 2];
}

/// Bytes for each of `count` things.
[[nodiscard]] double bytesEach(std::size_t before, std::size_t after, int count)
{
    return (static_cast<double>(after) - static_cast<double>(before)) / count;
}

} // namespace

void TestMany::timersTakeLinearMemory()
{
    Conversation conversation(timers);
    QCOMPARE(conversation.play("open 1 /"), QString());
    startTimers(conversation, 0, 10'000);
    const std::size_t atTenThousand = liveBytes;
    const qint64 heldAtTenThousand = conversation.state().heldBytes();
    startTimers(conversation, 10'000, 20'000);
    const double early = bytesEach(atTenThousand, liveBytes, 10'000);
    startTimers(conversation, 20'000, 90'000);
    const std::size_t before = liveBytes;
    startTimers(conversation, 90'000, 100'000);
    const double late = bytesEach(before, liveBytes, 10'000);
    QVERIFY2(early < 1500 && late < 1500, qPrintable(QStringLiteral("%1, then %2 bytes").arg(early).arg(late)));
    // A table of names doubles now and then; more than that would not be linear.
    const double all = bytesEach(atTenThousand, liveBytes, 90'000);
    QVERIFY2(all < 1500, qPrintable(QString::number(all)));
    // What the server's budget is told is as linear; the names grow by one digit at most.
    const qint64 held = conversation.state().heldBytes() - heldAtTenThousand;
    QVERIFY(held % 90'000 == 0);
    QCOMPARE(conversation.play("close 1 1000"), QString());
    QVERIFY(liveBytes < atTenThousand);
}

void TestMany::timersTakeTheSameWork()
{
    Conversation conversation(timers);
    QCOMPARE(conversation.play("open 1 /"), QString());
    const auto startNine = [&](int from) {
        return requestsOf([&](int round) { startTimers(conversation, from + round, from + round + 1); });
    };
    // One that comes soon, among many that do not.
    const auto tick = [&] {
        return requestsOf([&](int) {
            conversation.say(1, "soon");
            conversation.pass(10);
            QCOMPARE(conversation.stage().lines, QStringList{QStringLiteral("1 < ticked")});
            conversation.stage().lines.clear();
        });
    };
    startTimers(conversation, 0, 1000);
    const std::size_t start = startNine(1000);
    QVERIFY(tick() > 0); // What is made once is made.
    const std::size_t tickOfFew = tick();
    startTimers(conversation, 1009, 99'000);
    QCOMPARE(startNine(99'000), start);
    QCOMPARE(tick(), tickOfFew);
    // Started again it takes the place of the one before.
    QVERIFY(startNine(50'000) <= start);
}

void TestMany::roomsTakeLinearMemory()
{
    Conversation conversation(rooms);
    for (int connection = 1; connection <= 10; ++connection)
        QCOMPARE(conversation.play("open " + QByteArray::number(connection) + " /"), QString());
    const std::size_t empty = liveBytes;
    fillRooms(conversation, 0, 2'000);
    const double early = bytesEach(empty, liveBytes, 2'000);
    fillRooms(conversation, 2'000, 10'000);
    const std::size_t full = liveBytes;
    const double all = bytesEach(empty, full, 10'000);
    QVERIFY2(all < 1.5 * early && all < 300, qPrintable(QStringLiteral("%1, then %2 bytes").arg(early).arg(all)));
    // The table of rooms keeps its places for the next ones, and asks for no more.
    for (int connection = 1; connection <= 10; ++connection) {
        QCOMPARE(conversation.play("close " + QByteArray::number(connection) + " 1000\nopen " +
                                   QByteArray::number(connection) + " /"),
                 QString());
    }
    QVERIFY(liveBytes < full);
    fillRooms(conversation, 0, 10'000);
    QVERIFY(liveBytes < full + full / 100);
}

void TestMany::roomsTakeTheSameWork()
{
    Conversation conversation(rooms);
    for (int connection = 1; connection <= 10; ++connection)
        QCOMPARE(conversation.play("open " + QByteArray::number(connection) + " /"), QString());
    const auto sendTo = [&](const QByteArray &room) {
        return requestsOf([&](int) {
            conversation.say(1, "to " + room);
            QCOMPARE(conversation.stage().lines.size(), 1);
            QVERIFY(conversation.stage().lines.front().endsWith(u" < hi"));
            conversation.stage().lines.clear();
        });
    };
    fillRooms(conversation, 0, 10);
    QVERIFY(sendTo("room5") > 0); // What is made once is made.
    const std::size_t early = sendTo("room5");
    fillRooms(conversation, 10, 10'000);
    QCOMPARE(sendTo("room5"), early);
    QCOMPARE(sendTo("room9999"), early);
    QCOMPARE(conversation.play("1 > to room10000"), QString());
}

QTEST_GUILESS_MAIN(TestMany)
#include "tst_many.moc"
