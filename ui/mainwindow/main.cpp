// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/dialogs.h"
#include "ui/common/theme.h"
#include "ui/mainwindow/windows.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QSettings>

using namespace framewright;

namespace {

struct Arguments
{
    QStringList files;
    bool serve = false;
};

Arguments parseArguments(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate(
        "main", "A desktop workbench for WebSockets: mock routes, a log of all traffic, a client to poke them with.\n"
                "Without a file it opens what was open last, or an example that already works. For no window at all: "
                "framewright-cli."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption serve(
        u"serve"_qs, QCoreApplication::translate("main", "Start the servers of the file at once; otherwise they wait "
                                                         "for Start."));
    parser.addOption(serve);
    parser.addPositionalArgument(u"files"_qs,
                                 QCoreApplication::translate("main", "Workspaces to open, each in its own window."),
                                 u"[files...]"_qs);
    parser.process(arguments);
    return {parser.positionalArguments(), parser.isSet(serve)};
}

/// --help and --version answer without a display, too.
bool asksOnly(int count, char **arguments)
{
    for (int place = 1; place < count; ++place) {
        const QByteArrayView argument(arguments[place]);
        if (argument == "--help" || argument == "-h" || argument == "--version" || argument == "-v" ||
            argument == "--help-all")
            return true;
    }
    return false;
}

void nameApplication()
{
    QCoreApplication::setOrganizationName(u"Framewright"_qs);
    QCoreApplication::setApplicationName(u"framewright"_qs);
    QCoreApplication::setApplicationVersion(QStringLiteral(FRAMEWRIGHT_VERSION));
}

} // namespace

int main(int argc, char **argv)
{
    if (asksOnly(argc, argv)) {
        const QCoreApplication application(argc, argv);
        nameApplication();
        parseArguments(QCoreApplication::arguments());
        return 0;
    }
    QApplication application(argc, argv);
    nameApplication();
    QApplication::setWindowIcon(QIcon(u":/icons/framewright.svg"_qs));
    const Arguments arguments = parseArguments(QApplication::arguments());

    ui::Theme theme;
    theme.setChoice(static_cast<ui::ThemeChoice>(QSettings().value(u"window/theme"_qs).toInt()));
    theme.install(application);
    ui::DesktopDialogs dialogs;
    ui::Windows windows(theme, dialogs);
    windows.openAtStart(arguments.files, arguments.serve);
    return QApplication::exec();
}
