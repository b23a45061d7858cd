// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/vocabulary.h"

#include "ui/common/windowparts.h"
#include "ui/help/helptable.h"

namespace framewright::ui {

namespace {

struct Word
{
    const char *tool;
    const char *there;
    const char *here;
};

constexpr Word words[] = {
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Environment (a file with one port)"),
     QT_TRANSLATE_NOOP("Vocabulary", "Server: a workspace has as many as you like, each with its port")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Environment variables"),
     QT_TRANSLATE_NOOP("Vocabulary", "Environments of the workspace, chosen in the toolbar: env.NAME")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "WebSocket route"),
     QT_TRANSLATE_NOOP("Vocabulary", "Route: a path that takes handshakes, with rules for what comes after")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Response"),
     QT_TRANSLATE_NOOP("Vocabulary", "Rule: when something comes, do one or more things")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Response rules"),
     QT_TRANSLATE_NOOP("Vocabulary", "The matchers of a rule: $.path, header, query, the text, a condition")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Default response"),
     QT_TRANSLATE_NOOP("Vocabulary", "A rule for what is unmatched, or one without matchers at the end")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Sequential, random response"),
     QT_TRANSLATE_NOOP("Vocabulary", "A rule that takes its messages in order or at random")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Streaming interval, one-to-one"),
     QT_TRANSLATE_NOOP("Vocabulary", "The route's stream, a conversation with each client")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Streaming interval, broadcast"),
     QT_TRANSLATE_NOOP("Vocabulary", "The route's stream, the same message for everybody")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Data bucket"),
     QT_TRANSLATE_NOOP("Vocabulary", "Data set of the workspace: data.NAME")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Templating helpers, {{faker ...}}"),
     QT_TRANSLATE_NOOP("Vocabulary", "Templates with expressions: {{faker('person.name')}}, {{$.id}}")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Global variables, setVar"),
     QT_TRANSLATE_NOOP("Vocabulary", "Variables of the connection, the route or all: set conn.x, route.x, global.x")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Latency"),
     QT_TRANSLATE_NOOP("Vocabulary", "after, the delay of a rule's action")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Environment logs"), QT_TRANSLATE_NOOP("Vocabulary", "Traffic")},
    {"Postman", QT_TRANSLATE_NOOP("Vocabulary", "WebSocket request"),
     QT_TRANSLATE_NOOP("Vocabulary", "Client: URL, headers, subprotocols, composer")},
    {"Postman", QT_TRANSLATE_NOOP("Vocabulary", "Saved messages of a request"),
     QT_TRANSLATE_NOOP("Vocabulary", "Saved messages of the workspace, shared by all connections")},
    {"Postman", QT_TRANSLATE_NOOP("Vocabulary", "Message list"),
     QT_TRANSLATE_NOOP("Vocabulary", "Conversation in the client, Traffic for the mock servers")},
    {"Postman", QT_TRANSLATE_NOOP("Vocabulary", "Environment"),
     QT_TRANSLATE_NOOP("Vocabulary", "Environment, chosen in the toolbar")},
    {"DevTools", QT_TRANSLATE_NOOP("Vocabulary", "Messages tab"),
     QT_TRANSLATE_NOOP("Vocabulary", "Traffic, narrowed by the connection that is chosen")},
    {"DevTools", QT_TRANSLATE_NOOP("Vocabulary", "Green arrow up, red arrow down"),
     QT_TRANSLATE_NOOP("Vocabulary", "Arrow up: to the client or sent; arrow down: from the client or received")},
};

} // namespace

QDialog *vocabularyTable(const WindowParts &parts, QWidget *window)
{
    HelpText text{u"vocabularyTable"_qs,
                  HelpTable::tr("Coming from Mockoon or Postman"),
                  HelpTable::tr("Search the words"),
                  {HelpTable::tr("Tool"), HelpTable::tr("Its word"), HelpTable::tr("Here")},
                  {}};
    for (const Word &word : words) {
        text.rows.append({QString::fromLatin1(word.tool), QCoreApplication::translate("Vocabulary", word.there),
                          QCoreApplication::translate("Vocabulary", word.here)});
    }
    return new HelpTable(parts.theme, text, window);
}

} // namespace framewright::ui
