// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long the window stands still while it does long work: opens a workspace of 50 MB, edits, saves and reloads it,
// clears a million rows, stops thousands of connections. A ticker in the thread of the window measures; what the status
// bar says of the work, and whether it could be cancelled there, is looked at, too. Prints one JSON object for each.
//
//     bench_longwork [rows [connections [megabytes]]]
//
// Starts bench_load, which lies beside this program.

#include "app/engine/engine.h"
#include "app/traffic/capturestatus.h"
#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "tests/benchmarks/uiticker.h"
#include "tests/benchmarks/windowbench.h"
#include "ui/common/dialogs.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/workspacefiles.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QEventLoop>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <thread>

using namespace framewright;

namespace {

constexpr double mostMilliseconds = 100;
constexpr int patience = 120'000;

/// Runs the event loop until `done` says so.
bool waitFor(const std::function<bool()> &done, int milliseconds = patience)
{
    QElapsedTimer elapsed;
    elapsed.start();
    QEventLoop loop;
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (done() || elapsed.hasExpired(milliseconds))
            loop.quit();
    });
    look.start(5);
    loop.exec();
    return done();
}

/// A window with its engine.
struct Bench
{
    explicit Bench(ui::Theme &theme)
        : window(theme, engine, document, dialogs)
    {
        window.resize(1280, 720);
        window.show();
        QObject::connect(&engine, &engine::Engine::captureChanged, &window,
                         [this](const traffic::CaptureStatus &status) { capture = status; });
        QObject::connect(&engine, &engine::Engine::preparingChanged, &window,
                         [this](bool preparing) { isPreparing = preparing; });
    }

    [[nodiscard]] bool serve()
    {
        document.start(*workspace::readWorkspace(bench::echoWorkspace));
        engine.apply(document.snapshot(), {});
        engine.startAll();
        return waitFor([this] {
            return !engine.servers().isEmpty() && engine.servers().constFirst().state == engine::ServerState::Listening;
        });
    }
    void load(QProcess &process, const QStringList &options) const
    {
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QCoreApplication::applicationDirPath() % u"/bench_load",
                      QStringList{u"--port"_qs, QString::number(engine.servers().constFirst().port)} + options);
    }

    workspace::Document document;
    engine::Engine engine{engine::EngineSettings{}};
    ui::DesktopDialogs dialogs;
    ui::MainWindow window;
    traffic::CaptureStatus capture;
    bool isPreparing = false;
};

/// Watches the window from `begin` until the work is done and the window has settled.
bool measure(const char *name, Bench &bench, const std::function<void()> &begin, const std::function<bool()> &done)
{
    const auto *line = bench.window.findChild<QWidget *>(u"workLine"_qs);
    const auto *cancel = bench.window.findChild<QAbstractButton *>(u"workCancel"_qs);
    bool isShown = false;
    bool isCancellable = false;
    bench::UiTicker ticker;
    QElapsedTimer elapsed;
    elapsed.start();
    begin();
    const double began = static_cast<double>(elapsed.nsecsElapsed()) / 1e6;
    const bool finished = waitFor([&] {
        isShown |= line->isVisible();
        isCancellable |= cancel->isVisible();
        return done();
    });
    const qint64 took = elapsed.elapsed();
    waitFor([] { return false; }, 1000);
    const double worst = std::max(began, ticker.percentile(1));
    std::printf("{\"work\":\"%s\",\"finished\":%s,\"took_ms\":%lld,\"ui_p99_ms\":%.2f,\"ui_worst_ms\":%.2f,"
                "\"ui_worst_own_ms\":%.2f,"
                "\"progress_shown\":%s,\"cancel_shown\":%s}\n",
                name, finished ? "true" : "false", static_cast<long long>(took), ticker.percentile(0.99), worst,
                ticker.worstOwnMilliseconds(), isShown ? "true" : "false", isCancellable ? "true" : "false");
    std::fflush(stdout);
    return finished && worst < mostMilliseconds;
}

QByteArray manyRules(qsizetype bytes)
{
    const QByteArray rule =
        R"({"name":"Answer","match":{"$.type":"ask","$.id":{"exists":true}},)"
        R"("do":[{"send":{"json":{"type":"answer","id":"{{$.id}}","at":"{{now()}}"}}},{"wait":5}]})";
    QByteArray text = R"({"framewright":1,"name":"Large","servers":[{"name":"A","port":0,"routes":[)";
    for (int route = 0; text.size() < bytes; ++route) {
        text += (route == 0 ? "" : ",") + QByteArray(R"({"path":"/r)") + QByteArray::number(route) + R"(","rules":[)";
        for (int number = 0; number < 100; ++number)
            text += (number == 0 ? "" : ",") + rule;
        text += "]}";
    }
    return text + "]}]}";
}

QByteArray muchData(qsizetype bytes)
{
    QByteArray text = R"({"framewright":1,"name":"Large","data":{"users":[)";
    for (int number = 0; text.size() < bytes; ++number)
        text += (number == 0 ? "" : ",") + QByteArray(R"({"name":"Ann","age":)") + QByteArray::number(number) +
                R"(,"tags":["a","b","c"]})";
    return text + "]}}";
}

bool write(const QString &fileName, const QByteArray &text)
{
    QFile file(fileName);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// Another program changes the file, and the person takes what it has.
bool reload(const std::string &name, Bench &bench, const QString &fileName, const QByteArray &text)
{
    QAbstractButton *button = nullptr;
    std::thread other;
    const QByteArray theirs = QByteArray(text).replace("\"Large\"", "\"Theirs\"");
    bool good = measure((name + ", changed on disk").c_str(), bench,
                        [&] { other = std::thread([&] { (void)write(fileName, theirs); }); },
                        [&] {
                            button = bench.window.findChild<QAbstractButton *>(u"reloadFile"_qs);
                            return button != nullptr && button->isVisible();
                        });
    other.join();
    if (button == nullptr)
        return false;
    good &= measure((name + ", reload").c_str(), bench, [&] { button->click(); },
                    [&] { return bench.document.workspace().name == u"Theirs"_qs && !bench.isPreparing; });
    return good;
}

bool open(ui::Theme &theme, const std::string &name, const QByteArray &text)
{
    const QTemporaryDir folder;
    const QString fileName = folder.filePath(u"large.json"_qs);
    if (!write(fileName, text))
        return false;
    Bench bench(theme);
    waitFor([] { return false; }, 300);
    bool isOpened = false;
    QObject::connect(&bench.window.files(), &ui::WorkspaceFiles::opened, &bench.window, [&] { isOpened = true; });
    bool good = measure((name + ", open").c_str(), bench,
                        [&] { (void)bench.window.files().openFile(fileName, workspace::Document::Origin::Foreign); },
                        [&] { return isOpened && !bench.isPreparing; });
    good &= measure((name + ", edit").c_str(), bench, [&] { bench.document.setName(u"Mine"_qs); },
                    [&] { return !bench.isPreparing; });
    good &= measure((name + ", save").c_str(), bench, [&] { (void)bench.window.files().save(); },
                    [&] { return !bench.document.isModified(); });
    return reload(name, bench, fileName, text) && good;
}

bool clear(ui::Theme &theme, qint64 rows)
{
    Bench bench(theme);
    if (!bench.serve())
        return false;
    QProcess load;
    bench.load(load, {u"--seconds"_qs, u"600"_qs});
    waitFor([&] { return bench.capture.lastRow >= rows; });
    load.kill();
    load.waitForFinished();
    waitFor([] { return false; }, 1000);
    auto *action = bench.window.findChild<QAction *>(u"clearTraffic"_qs);
    const qint64 last = bench.capture.lastRow;
    return last >= rows && measure(
                               "clear rows", bench, [&] { action->trigger(); },
                               [&] { return bench.capture.firstRow == 0 || bench.capture.firstRow > last; });
}

bool stop(ui::Theme &theme, int connections)
{
    Bench bench(theme);
    if (!bench.serve())
        return false;
    QProcess load;
    bench.load(load, {u"--mode"_qs, u"hold"_qs, u"--seconds"_qs, u"600"_qs, u"--connections"_qs,
                      QString::number(connections)});
    const auto live = [&] { return bench.engine.servers().constFirst().live; };
    const bool areThere = measure(
                              "connect", bench, [] {}, [&] { return live() == connections; }) ||
                          live() == connections;
    waitFor([] { return false; }, 500);
    const bool good =
        areThere && measure(
                        "stop connections", bench, [&] { bench.engine.stopAll(); },
                        [&] { return bench.engine.servers().constFirst().state == engine::ServerState::Stopped; });
    load.kill();
    load.waitForFinished();
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    ui::Theme theme;
    bench::setUp(application, theme);
    const QStringList arguments = QCoreApplication::arguments();
    const qint64 rows = arguments.value(1, u"1000000"_qs).toLongLong();
    const int connections = arguments.value(2, u"5000"_qs).toInt();
    const qsizetype bytes = arguments.value(3, u"50"_qs).toLongLong() << 20;
    bool good = open(theme, "rules", manyRules(bytes));
    good &= open(theme, "data", muchData(bytes));
    good &= clear(theme, rows);
    good &= stop(theme, connections);
    std::printf("{\"good\":%s}\n", good ? "true" : "false");
    return good ? 0 : 1;
}
