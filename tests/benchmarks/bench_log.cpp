// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the log answers with very many rows of mixed kinds in it: writes them through the store, then scrolls, types
// a filter, follows while more arrive and clears, and prints one JSON object for each with how long the window's
// thread was away, and busy. No engine in between: what is measured is the list, its model and its readers.
//
//     bench_log [rows [picture.png]]

#include "app/traffic/trafficstore.h"
#include "app/workspace/workspacefile.h"
#include "tests/benchmarks/windowbench.h"
#include "tests/ui/partsfixture.h"
#include "ui/messages/messagelist.h"
#include "ui/messages/trafficmodel.h"
#include "ui/traffic/trafficpanel.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTimer>
#include <QVBoxLayout>

#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

using namespace framewright;
using namespace framewright::ui;
using event::Direction;
using event::EventKind;

namespace {

constexpr int batchRows = 5000;
constexpr std::uint64_t packedConnection = 61;
constexpr std::uint64_t mqttConnection = 62;

/// Two of the connections speak other codecs than JSON.
void speakCodecs(PartsFixture &fixture)
{
    fixture.document.start(*workspace::readWorkspace(R"({"framewright":1,"servers":[{"name":"s","port":0,"routes":[
            {"path":"/","codec":"json"},{"path":"/packed","codec":"msgpack"},{"path":"/mqtt","codec":"mqtt"}]}]})"));
    const workspace::Server &server = fixture.document.workspace().servers.front();
    QList<wire::ConnectionFacts> all;
    for (std::uint64_t number = 1; number <= mqttConnection; ++number) {
        wire::ConnectionFacts facts;
        facts.id = {number};
        facts.server = server.id;
        facts.route = server.routes[number == packedConnection ? 1 : number == mqttConnection ? 2 : 0].id;
        facts.state = wire::ConnectionState::Open;
        all.append(facts);
    }
    fixture.book.take(all);
}

void addRow(event::EventBatch &batch, qint64 number)
{
    event::EventRecord record;
    record.time = 1'790'000'000'000'000'000 + number * 1'000'000;
    record.connection = static_cast<std::uint64_t>(1 + number % 50);
    record.kind = EventKind::Message;
    record.direction = number % 2 == 0 ? Direction::In : Direction::Out;
    record.opcode = 1;
    record.wireSize = 90;
    record.label = number % 2 == 0 ? 0 : 1;
    const std::string text =
        R"({"event":"tick","id":)" + std::to_string(number) + R"(,"price":101.50,"note":"steady"})";
    switch (number % 40) {
    case 3:
        record.kind = EventKind::Ping;
        return batch.add(record, "keep");
    case 7:
        record.opcode = 2;
        return batch.add(record, std::string(300, '\x9c'));
    case 11:
        record.kind = EventKind::Close;
        return batch.add(record, "\x0f\xa1too late");
    case 17:
        record.kind = EventKind::RuleError;
        record.direction = Direction::None;
        return batch.add(record, "Welcome, do[0].send.text: nobody is not defined");
    case 23:
        record.kind = EventKind::Refused;
        record.direction = Direction::None;
        return batch.add(record, "GET /private HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 401 Unauthorized\r\n\r\n");
    case 29: // {"event": "quote", "price": 101.5}
        record.connection = packedConnection;
        record.opcode = 2;
        return batch.add(record,
                         QByteArray::fromHex("82a56576656e74a571756f7465a57072696365cb4059600000000000").toStdString());
    case 31: // PUBLISH of MQTT 3.1.1: topic "quotes", payload {"price":101}
        record.connection = mqttConnection;
        record.opcode = 2;
        return batch.add(record, "\x30\x15" + std::string(1, '\0') + "\x06quotes{\"price\":101}");
    default:
        return batch.add(record, text);
    }
}

void write(traffic::TrafficStore &store, qint64 first, qint64 count)
{
    for (qint64 next = first; next < first + count;) {
        event::EventBatch batch;
        batch.labels = {{1, "Welcome"}};
        for (const qint64 end = std::min(next + batchRows, first + count); next < end; ++next)
            addRow(batch, next);
        store.write(batch);
        store.commit();
    }
}

double processorMilliseconds()
{
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// How long the event loop was away, beyond the millisecond that was asked for, and how long of it its thread was
/// busy: that says something on a machine that does other things too.
class Ticker final
{
public:
    Ticker()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_delays.push_back(std::max(0.0, static_cast<double>(m_clock.nsecsElapsed()) / 1e6 - 1));
            m_clock.restart();
            const double now = processorMilliseconds();
            m_busy.push_back(now - m_last);
            m_last = now;
        });
        m_clock.start();
        m_timer.start(1);
    }

    /// Prints what was measured since the last report.
    void report(const char *what)
    {
        const auto at = [](std::vector<double> &times, double share) {
            std::sort(times.begin(), times.end());
            return times.empty() ? 0 : times[static_cast<std::size_t>(share * double(times.size() - 1))];
        };
        std::printf("{\"what\":\"%s\",\"ui_p50_ms\":%.2f,\"ui_p99_ms\":%.2f,\"ui_worst_ms\":%.2f,"
                    "\"busy_p99_ms\":%.2f,\"busy_worst_ms\":%.2f}\n",
                    what, at(m_delays, 0.5), at(m_delays, 0.99), at(m_delays, 1), at(m_busy, 0.99), at(m_busy, 1));
        std::fflush(stdout);
        m_worst = std::max(m_worst, at(m_busy, 1));
        m_delays.clear();
        m_busy.clear();
        m_clock.restart();
    }
    [[nodiscard]] double worst() const { return m_worst; }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_delays;
    std::vector<double> m_busy;
    double m_last = processorMilliseconds();
    double m_worst = 0;
};

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// On another thread, while the event loop of this one goes on for `least` milliseconds.
void inBackground(const std::function<void()> &work, int least)
{
    std::atomic<bool> isDone = false;
    std::thread thread([&] {
        work();
        isDone = true;
    });
    wait(least);
    while (!isDone)
        wait(1);
    thread.join();
}

struct Log
{
    PartsFixture &fixture;
    TrafficPanel &panel;
    MessageList &list;
    traffic::TrafficStore &store;

    void publish() const { emit fixture.engine.captureChanged(store.status()); }
    [[nodiscard]] QAbstractItemModel &model() const { return *list.model(); }
};

void scroll(const Log &log)
{
    QScrollBar *bar = log.list.verticalScrollBar();
    log.list.setFollowing(false);
    // As a hand pulls the bar: each place far from the one before, nothing of it read yet.
    for (int step = 0; step < 200; ++step) {
        bar->setValue(static_cast<int>(double(bar->maximum()) * ((step * 37) % 200) / 200));
        wait(5);
    }
    for (int step = 0; step < 200; ++step) { // As the wheel does.
        bar->setValue(bar->value() + 60);
        wait(5);
    }
}

void typeFilter(const Log &log, const QString &words)
{
    auto *field = log.panel.findChild<QLineEdit *>(u"filterField"_qs);
    field->setFocus();
    for (qsizetype end = 1; end <= words.size(); ++end) {
        field->setText(words.left(end));
        wait(60);
    }
    wait(140); // The box waits for the last key.
    QElapsedTimer scan;
    scan.start();
    wait(20);
    auto *model = qobject_cast<TrafficModel *>(&log.model());
    for (int tries = 0; tries < 2000 && (wait(10), model->progress()); ++tries) {
    }
    const qint64 taken = scan.elapsed(); // But for the last rows, below what progress() speaks of.
    wait(300);
    std::printf("{\"filter\":\"%s\",\"rows\":%d,\"scan_ms\":%lld}\n", qUtf8Printable(words), model->rowCount(),
                static_cast<long long>(taken));
}

/// Rows arrive 20 times a second, as from the capture thread.
void arrive(const Log &log, qint64 &last)
{
    for (int turn = 0; turn < 60; ++turn) {
        inBackground([&] { write(log.store, last + 1, 2000); }, 50);
        last += 2000;
        log.publish();
    }
}

void clear(const Log &log)
{
    inBackground([&] { log.store.clear(); }, 20);
    log.publish();
    wait(200);
}

void run(qint64 rows, const QString &picture)
{
    const QTemporaryDir folder;
    const QString fileName = folder.filePath(u"log.sqlite"_qs);
    const auto store = std::move(*traffic::TrafficStore::open({fileName, qint64(2) << 30, {}}));
    write(*store, 1, rows);
    engine::EngineSettings settings;
    settings.record = false;
    PartsFixture fixture(settings);
    speakCodecs(fixture);
    auto *panel = new TrafficPanel(
        fixture.parts, [fileName] { return captureFileRows(fileName); }, &fixture.window);
    auto *layout = new QVBoxLayout(&fixture.window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(panel);
    fixture.window.resize(1280, 720);
    fixture.window.show();
    const Log log{fixture, *panel, *panel->findChild<MessageList *>(u"trafficList"_qs), *store};
    Ticker ticker;
    log.publish();
    wait(1000);
    ticker.report("first look");
    if (!picture.isEmpty())
        fixture.window.grab().save(picture);
    scroll(log);
    ticker.report("scroll");
    typeFilter(log, u"$.event=tick id -type:binary"_qs);
    scroll(log);
    ticker.report("filter typed and scrolled");
    typeFilter(log, u"$.event=quote"_qs);
    typeFilter(log, u"$.topic=quotes $.payload~101"_qs);
    ticker.report("fields of codecs typed");
    typeFilter(log, u"/price.*50.*7\\b/"_qs);
    ticker.report("pattern typed");
    panel->findChild<QLineEdit *>(u"filterField"_qs)->clear();
    wait(500);
    ticker.report("filter cleared");
    log.list.setFollowing(true);
    qint64 last = rows;
    arrive(log, last);
    ticker.report("follow, 40000 rows/s");
    log.list.setFollowing(false);
    arrive(log, last);
    ticker.report("arrive, not followed");
    clear(log);
    ticker.report("clear");
    std::printf("{\"worst\":%.1f,\"good\":%s}\n", ticker.worst(), ticker.worst() < 100 ? "true" : "false");
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Theme theme;
    bench::setUp(application, theme);
    const QStringList arguments = QCoreApplication::arguments();
    run(arguments.value(1, u"1000000"_qs).toLongLong(), arguments.value(2));
    return 0;
}
