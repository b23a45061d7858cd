// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a hundred thousand named timers and ten thousand rooms cost on the pure engine: bench_many

#include "app/base/steadyclock.h"
#include "tests/rules/conversation.h"

#include <malloc.h>

#include <cstdio>

using namespace framewright;
using rules::Conversation;

namespace {

const QByteArray timers = R"--({"path": "/", "rules": [
    {"match": {"text": "soon"}, "do": [{"start": "soon", "after": 10, "do": [{"send": "ticked"}]}]},
    {"do": [{"start": "sub:{{text}}", "every": 3600000, "do": [{"send": "late"}]}]}]})--";
const QByteArray rooms = R"--({"path": "/", "rules": [
    {"match": {"$.to": {"exists": true}}, "do": [{"send": "hi", "to": "room:{{$.to}}"}]},
    {"do": [{"join": "{{$.join}}"}]}]})--";

/// Does something so many times, and says what each time took.
template <class Act>
void measure(const char *what, int count, Act act)
{
    const auto bytesBefore = mallinfo2().uordblks;
    const std::int64_t begin = SteadyClock().now();
    for (int index = 0; index < count; ++index)
        act(index);
    const double each = static_cast<double>(SteadyClock().now() - begin) / count / 1000;
    const auto bytes = static_cast<double>(mallinfo2().uordblks) - static_cast<double>(bytesBefore);
    std::printf("%-44s %8d times, %7.2f us and %6.0f bytes each\n", what, count, each, bytes / count);
}

void measureTimers()
{
    Conversation conversation(timers);
    if (!conversation.play("open 1 /").isEmpty())
        qFatal("The conversation does not begin");
    const auto start = [&](int number) { conversation.say(1, QByteArray::number(number)); };
    const auto tick = [&](int) {
        conversation.say(1, "soon");
        conversation.pass(10);
        conversation.stage().lines.clear();
    };
    measure("start one of the first timers", 10'000, start);
    measure("start and tick one of 10 000", 1000, tick);
    measure("start one of the next", 80'000, [&](int number) { start(10'000 + number); });
    measure("start one of the last", 9'999, [&](int number) { start(90'000 + number); });
    measure("start and tick one of 100 000", 1000, tick);
}

void measureRooms()
{
    Conversation conversation(rooms);
    for (int connection = 1; connection <= 10; ++connection) {
        if (!conversation.play("open " + QByteArray::number(connection) + " /").isEmpty())
            qFatal("The conversation does not begin");
    }
    const auto join = [&](int room) {
        conversation.say(1 + room / 1000, "{\"join\": " + QByteArray::number(room) + "}");
    };
    const auto send = [&](int room) {
        conversation.say(1, "{\"to\": " + QByteArray::number(room) + "}");
        conversation.stage().lines.clear();
    };
    measure("join one of the first rooms", 1000, join);
    measure("send to one of 1000", 1000, send);
    measure("join one of the next", 9000, [&](int room) { join(1000 + room); });
    measure("send to one of 10 000", 10'000, send);
}

} // namespace

int main()
{
    measureTimers();
    measureRooms();
    return 0;
}
