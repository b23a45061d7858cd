// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/connectcommand.h"
#include "app/cli/servecommand.h"

#include <CLI/CLI.hpp>

#include <QCoreApplication>

#include <cstdio>

namespace {

constexpr int badUsage = 2;

int parse(CLI::App &commands, int argc, char **argv)
{
    try {
        commands.parse(argc, argv);
    } catch (const CLI::Success &asked) { // --help, --version
        return commands.exit(asked);
    } catch (const CLI::ParseError &error) {
        std::fprintf(stderr, "framewright-cli: %s See framewright-cli --help.\n", error.what());
        return badUsage;
    }
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("framewright"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FRAMEWRIGHT_VERSION));

    int exitCode = 0;
    CLI::App commands("Framewright: mock, watch and send WebSockets", "framewright-cli");
    commands.set_version_flag("--version", "framewright-cli " FRAMEWRIGHT_VERSION);
    commands.require_subcommand(1);
    framewright::cli::addServeCommand(commands, exitCode);
    framewright::cli::addConnectCommand(commands, exitCode);
    for (CLI::App *command : commands.get_subcommands({}))
        command->set_version_flag("--version", "framewright-cli " FRAMEWRIGHT_VERSION);
    const int parsed = parse(commands, argc, argv);
    return parsed != 0 ? parsed : exitCode;
}
