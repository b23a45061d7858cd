// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/servecommand.h"

#include "app/cli/serving.h"
#include "app/cli/standarderror.h"
#include "app/cli/stopsignals.h"
#include "app/workspace/workspacefile.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <csignal>
#include <memory>
#include <string>

namespace framewright::cli {

namespace {

constexpr const char *serveFooter =
    R"(Prints one line on standard output for each server that accepts connections:
  listening ws://127.0.0.1:9001 NAME
Ends on SIGINT or SIGTERM; clients get the close code 1001. With --log -, events are lines that
begin with "{"; values of Authorization and Cookie fields are masked in them.

Ends with 0 after a signal, 2 on bad usage, 3 when a file is missing, broken or not ours, 4 when
a server cannot listen; then one line on standard error says what to do.)";

/// The options as CLI11 fills them.
struct ServeArguments
{
    std::string file;
    int port = -1;
    std::string host;
    std::string log;
    std::string capture;
    double speed = 1;
};

int complain(const Error &error, int exitCode)
{
    writeError(QStringLiteral("framewright-cli serve: %1").arg(error.text()));
    return exitCode;
}

/// What the command line says instead of the file.
[[nodiscard]] Result<void> overrideServers(workspace::Workspace &workspace, const ServeOptions &options)
{
    const auto served = std::count_if(workspace.servers.cbegin(), workspace.servers.cend(),
                                      [](const workspace::Server &server) { return server.enabled; });
    if (options.port.value_or(0) != 0 && served > 1)
        return fail(QStringLiteral("--port %1 fits only a workspace with one server; this one has %2.")
                        .arg(*options.port)
                        .arg(served),
                    {}, QStringLiteral("Use --port 0 for a free port for each."));
    for (workspace::Server &server : workspace.servers) {
        if (options.port)
            server.port = *options.port;
        if (options.host)
            server.host = *options.host;
    }
    return {};
}

int run(const ServeArguments &arguments)
{
    ServeOptions options;
    options.file = QString::fromStdString(arguments.file);
    if (arguments.port >= 0)
        options.port = arguments.port;
    if (!arguments.host.empty())
        options.host = QString::fromStdString(arguments.host);
    options.log = QString::fromStdString(arguments.log);
    options.capture = QString::fromStdString(arguments.capture);
    options.speed = arguments.speed;
    return runServe(options);
}

} // namespace

void addServeCommand(CLI::App &app, int &exitCode)
{
    const auto arguments = std::make_shared<ServeArguments>();
    CLI::App *command = app.add_subcommand("serve", "Serve the mock routes of a workspace without a window");
    command->add_option("FILE", arguments->file, "The workspace")->required();
    command->add_option("--port", arguments->port, "Listen on this port; 0: a free one for each server")
        ->type_name("N")
        ->check(CLI::Range(0, 65535));
    command->add_option("--host", arguments->host, "Listen on this address, name or interface; * for all")
        ->type_name("H");
    command->add_option("--log", arguments->log, "Write each event as a line of JSON; - is standard output")
        ->type_name("FILE.ndjson|-");
    command->add_option("--capture", arguments->capture, "Record all traffic into this file")->type_name("FILE.sqlite");
    command
        ->add_option("--speed", arguments->speed,
                     "Let the clock of the rules run N times as fast: a timer of 30 s rings after 1.5 s with 20")
        ->type_name("N")
        ->check(CLI::Range(0.01, 1000.0));
    command->footer(serveFooter);
    command->callback([arguments, &exitCode] { exitCode = run(*arguments); });
}

int runServe(const ServeOptions &options)
{
    Result<workspace::Workspace> workspace = workspace::loadWorkspace(options.file);
    if (!workspace)
        return complain(workspace.error(), serveexit::badFile);
    if (const Result<void> overridden = overrideServers(*workspace, options); !overridden)
        return complain(overridden.error(), serveexit::usage);
    if (std::none_of(workspace->servers.cbegin(), workspace->servers.cend(),
                     [](const workspace::Server &server) { return server.enabled; }))
        return complain({QStringLiteral("The workspace has no server that is enabled."), options.file,
                         QStringLiteral("Add one, or take \"enabled\": false out.")},
                        serveexit::badFile);

    // A reader of standard output that goes away is told by write(), not by a signal.
    std::signal(SIGPIPE, SIG_IGN);
    StopSignals stopSignals; // Before any thread starts.
    Serving serving(options, std::make_shared<const workspace::Workspace>(*std::move(workspace)));
    QObject::connect(&stopSignals, &StopSignals::stopRequested, &serving, &Serving::stop);
    QObject::connect(&serving, &Serving::finished, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    serving.start();
    const int exitCode = QCoreApplication::exec();
    letSignalsKill(); // The log is written to its end, but for one who has enough of that.
    return exitCode;
}

} // namespace framewright::cli
