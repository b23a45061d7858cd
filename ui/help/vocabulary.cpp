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
     QT_TRANSLATE_NOOP("Vocabulary", "Environments of the workspace (Edit > Environments): env.NAME")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "WebSocket route"),
     QT_TRANSLATE_NOOP("Vocabulary", "Route: a path that takes handshakes, with rules for what comes after")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Response"),
     QT_TRANSLATE_NOOP("Vocabulary", "Rule: when something comes, do one or more things")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Response rules"),
     QT_TRANSLATE_NOOP("Vocabulary", "The conditions of a rule: $.path, header, query, the text, an expression")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Rules operators: equals, regex, inverted"),
     QT_TRANSLATE_NOOP("Vocabulary", "The words of a condition: equals, matches; does not equal, does not match")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Operator regex (case-insensitive)"),
     QT_TRANSLATE_NOOP("Vocabulary", "matches, with (?i) in front of the pattern")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Operator null"),
     QT_TRANSLATE_NOOP("Vocabulary", "is not there; or equals null")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Operator empty array"), QT_TRANSLATE_NOOP("Vocabulary", "equals []")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Operator array includes"),
     QT_TRANSLATE_NOOP("Vocabulary", "contains; the other way round: is one of")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Operator valid JSON schema"),
     QT_TRANSLATE_NOOP("Vocabulary", "fits the schema: one written there, or the name of a data set")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Rules AND, OR"),
     QT_TRANSLATE_NOOP("Vocabulary", "All conditions of a rule hold; one of several: Alternatives")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Default response"),
     QT_TRANSLATE_NOOP("Vocabulary", "A rule for what is unmatched, or one without matchers at the end")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Sequential, random response"),
     QT_TRANSLATE_NOOP("Vocabulary", "Choose, one of a rule's steps: by turns or at random")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Streaming interval, one-to-one"),
     QT_TRANSLATE_NOOP("Vocabulary", "The route's stream, a conversation with each client")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Streaming interval, broadcast"),
     QT_TRANSLATE_NOOP("Vocabulary", "The route's stream, the same message for everybody")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Data bucket"),
     QT_TRANSLATE_NOOP("Vocabulary", "Data set of the workspace (Edit > Data sets): data.NAME")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Templating helpers, {{faker ...}}"),
     QT_TRANSLATE_NOOP("Vocabulary", "Templates with expressions: {{faker('person.name')}}, {{$.id}}")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Global variables, setVar"),
     QT_TRANSLATE_NOOP("Vocabulary", "Variables of the connection, the route or all: set conn.x, route.x, global.x")},
    {"Mockoon", QT_TRANSLATE_NOOP("Vocabulary", "Latency"),
     QT_TRANSLATE_NOOP("Vocabulary", "Wait, one of a rule's steps; it delays what is sent after it")},
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
