// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the window costs, and how it answers while 50 clients echo at full speed: a ticker in the thread of the
// window, the engine and the window in one process, the load (bench_load, beside this program) in another. Runs
// once without and once with the window and prints one JSON object for each, then what the window took.
//
//     bench_window [seconds [connections]]
//
// The engine's thread has the first processor in both runs and all other threads the second; the load has those
// that are left, or shares the second where there are only two.

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "tests/benchmarks/uiticker.h"
#include "tests/benchmarks/windowbench.h"
#include "ui/common/dialogs.h"
#include "ui/mainwindow/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTimer>

#include <sched.h>
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <vector>

using namespace framewright;

namespace {

void pin(pid_t thread, const std::vector<int> &processors)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    for (const int processor : processors)
        CPU_SET(static_cast<std::size_t>(processor), &set);
    sched_setaffinity(thread, sizeof set, &set);
}

std::vector<int> processors()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    sched_getaffinity(0, sizeof set, &set);
    std::vector<int> all;
    for (int processor = 0; processor < CPU_SETSIZE; ++processor) {
        if (CPU_ISSET(static_cast<std::size_t>(processor), &set))
            all.push_back(processor);
    }
    return all;
}

/// Gives the engine's thread a processor of its own and all others the second.
void pinThreads(const std::vector<int> &all)
{
    if (all.size() < 2)
        return;
    const QStringList tasks = QDir(u"/proc/self/task"_qs).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &task : tasks) {
        QFile name(u"/proc/self/task/" % task % u"/comm");
        const bool engine = name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "engine";
        pin(task.toInt(), {engine ? all[0] : all[1]});
    }
}

struct Outcome
{
    double perSecond = 0;
    double p99 = 0;
    double worst = 0;
};

void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

double runLoad(quint16 port, const QString &seconds, const QString &connections, const std::vector<int> &all)
{
    QProcess load;
    load.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    load.setChildProcessModifier([all] {
        if (all.size() > 2)
            pin(0, {all.begin() + 2, all.end()});
    });
    QEventLoop loop;
    QObject::connect(&load, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&load, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    load.start(QCoreApplication::applicationDirPath() % u"/bench_load",
               {u"--port"_qs, QString::number(port), u"--path"_qs, u"/echo"_qs, u"--connections"_qs, connections,
                u"--seconds"_qs, seconds});
    loop.exec();
    const QJsonObject answer = QJsonDocument::fromJson(load.readAllStandardOutput()).object();
    return answer.value(u"per_second").toDouble();
}

Outcome measure(ui::Theme &theme, bool withWindow, const QStringList &arguments, const std::vector<int> &all)
{
    workspace::Document document;
    engine::Engine engine({});
    ui::DesktopDialogs dialogs;
    std::unique_ptr<ui::MainWindow> window;
    if (withWindow) {
        window = std::make_unique<ui::MainWindow>(theme, engine, document, dialogs);
        window->resize(1280, 720);
        window->show();
    }
    document.start(*workspace::readWorkspace(bench::echoWorkspace));
    engine.apply(document.snapshot(), {});
    engine.startAll();
    for (int tries = 0; tries < 200; ++tries) {
        wait(10);
        if (engine.servers().constFirst().state == engine::ServerState::Listening)
            break;
    }
    wait(500);
    pinThreads(all);
    bench::UiTicker ticker;
    Outcome outcome;
    outcome.perSecond =
        runLoad(engine.servers().constFirst().port, arguments.value(1, u"5"_qs), arguments.value(2, u"50"_qs), all);
    outcome.p99 = ticker.percentile(0.99);
    outcome.worst = ticker.percentile(1);
    std::printf("{\"window\":%s,\"per_second\":%.0f,\"ui_p99_ms\":%.2f,\"ui_worst_ms\":%.2f}\n",
                withWindow ? "true" : "false", outcome.perSecond, outcome.p99, outcome.worst);
    std::fflush(stdout);
    return outcome;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    ui::Theme theme;
    bench::setUp(application, theme);
    const QStringList arguments = QCoreApplication::arguments();
    const std::vector<int> all = processors();
    const Outcome without = measure(theme, false, arguments, all);
    const Outcome with = measure(theme, true, arguments, all);
    if (without.perSecond <= 0 || with.perSecond <= 0) {
        std::fprintf(stderr, "bench_load did not run: build it first, it lies beside this program.\n");
        return 2;
    }
    const double lost = 1 - with.perSecond / without.perSecond;
    const bool good = with.p99 < 16 && with.worst < 100 && lost < 0.2;
    std::printf("{\"lost\":%.3f,\"good\":%s}\n", lost, good ? "true" : "false");
    return good ? 0 : 1;
}
