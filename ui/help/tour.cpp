// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/tour.h"

#include <QCoreApplication>

#include <algorithm>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Tour", text);
}

const engine::ServerStatus *findIn(const QList<engine::ServerStatus> &servers, engine::ServerState state)
{
    const auto found = std::find_if(servers.cbegin(), servers.cend(),
                                    [state](const engine::ServerStatus &status) { return status.state == state; });
    return found == servers.cend() ? nullptr : &*found;
}

WalkStep serverHint(const QList<engine::ServerStatus> &servers)
{
    const QString part = u"workspaceTree"_qs;
    if (findIn(servers, engine::ServerState::Listening) != nullptr)
        return {part, tr("A mock server is running"),
                tr("This example listens already. Point your own program at it, or take the client at the right.")};
    const engine::ServerStatus *failed = findIn(servers, engine::ServerState::Failed);
    if (failed != nullptr && failed->error)
        return {part, tr("A mock server could not start"),
                tr("%1 What can be done stands below this list. Once its dot is green, point your own program at it, "
                   "or take the client at the right.")
                    .arg(failed->error->what)};
    return {part, tr("A mock server"),
            tr("It is not running yet: start it above this list. Once its dot is green, point your own program at it, "
               "or take the client at the right.")};
}

} // namespace

std::vector<WalkStep> tourSteps()
{
    return {
        {{},
         tr("Five minutes with Framewright"),
         tr("It plays the server of a WebSocket for your program, shows every message that passes, and is a client "
            "to poke with. The window stays usable while you read: try things as you go.")},
        {u"workspaceDock"_qs, tr("Servers and their routes"),
         tr("A server listens on a port; a route is a path on it that answers. The green dot says that it listens, the "
            "number how many clients are on it. What you choose here narrows what the other panels show.")},
        {u"routePage"_qs, tr("What the route answers"),
         tr("Rules are read from the top: when this comes, do that. The first rule that matches answers. An edit holds "
            "from the next message on, and clients stay connected.")},
        {u"clientDock"_qs, tr("A client of your own"),
         tr("Choose a route's URL, press Connect, write a message and send it with Ctrl+Return. Ping, and Close with a "
            "code and a reason of your choice, are beside it.")},
        {u"logDock"_qs, tr("Everything that passed"),
         tr("One line for each message, from client ↓ and to client ↑, with the rule that answered. Choose a line to "
            "see it pretty, raw, as bytes, in its frames, and its handshake. The field above filters.")},
        {u"connectionsDock"_qs, tr("Who is there, who was"),
         tr("Live connections on top, past ones below with the code they were closed with. Choose one to see only its "
            "messages; disconnect it with a code to see how your program takes it.")},
        {u"toolBar"_qs, tr("Start, stop, undo"),
         tr("Everything that changes the workspace can be undone, step by step, also after a save. Servers start and "
            "stop here, all at once.")},
        {u"goToAnythingButton"_qs, tr("Go to anything"),
         tr("Ctrl+K finds any action, route, connection, saved message or example by a few letters of its name, and "
            "tells its shortcut. It knows the words of Mockoon and Postman too.")},
        {u"statusLine"_qs, tr("What is going on"),
         tr("How many servers listen and clients live, messages a second, what was recorded, and what was missed: it "
            "is never hidden. Help has the shortcuts and the words that rules know.")},
    };
}

std::vector<WalkStep> firstHints(const QList<engine::ServerStatus> &servers)
{
    return {
        serverHint(servers),
        {u"clientDock"_qs, tr("Send it something"),
         tr("Press Connect, then Send. The answer comes from the route's rules.")},
        {u"logDock"_qs, tr("See all of it"),
         tr("Each message that passes is a line here; choose one to see its bytes and its frames. Help has a tour of "
            "five minutes.")},
    };
}

} // namespace framewright::ui
