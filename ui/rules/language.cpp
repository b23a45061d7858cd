// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/language.h"

#include "app/value/jsonreader.h"

#include <QCoreApplication>

#include <algorithm>

namespace framewright::ui {

const FieldEntry *VerbEntry::find(QByteArrayView key) const
{
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [key](const FieldEntry &field) { return key == QByteArrayView(field.key); });
    return found == fields.end() ? nullptr : &*found;
}

const std::vector<WordEntry> &triggers()
{
    static const std::vector<WordEntry> table = {
        {"message", "a message arrives", "Every message of a client, text or binary"},
        {"unmatched", "no rule matches", "A message that no rule above has answered"},
        {"open", "a client connects", "Once for each connection, before its first message"},
        {"close", "a client leaves", "The connection has ended, however it did; others can still be told"},
        {"ping", "a ping arrives", "A ping frame; it is answered with a pong all the same"},
        {"pong", "a pong arrives", "A pong frame"},
        {"start", "the server starts", "Once; for timers that belong to the route"},
        {"signal:", "a signal is raised", "A button in the window, an emit of a rule, or companion HTTP"},
    };
    return table;
}

const std::vector<OperatorEntry> &operators()
{
    static const std::vector<OperatorEntry> table = {
        {"equals", false, "equals", "The same value and type; Mockoon: equals", ArgumentKind::Value, "\"\""},
        {"equals", true, "does not equal", "Mockoon: equals, inverted", ArgumentKind::Value, "\"\""},
        {"regex", false, "matches", "A regular expression finds something; Mockoon: regex", ArgumentKind::Text, "\"\""},
        {"regex", true, "does not match", "Mockoon: regex, inverted", ArgumentKind::Text, "\"\""},
        {"contains", false, "contains", "A text in a text, an item in a list; Mockoon: array includes",
         ArgumentKind::Value, "\"\""},
        {"contains", true, "does not contain", "Mockoon: array includes, inverted", ArgumentKind::Value, "\"\""},
        {"startsWith", false, "starts with", "The beginning of a text or of bytes", ArgumentKind::Value, "\"\""},
        {"startsWith", true, "does not start with", "Another beginning", ArgumentKind::Value, "\"\""},
        {"in", false, "is one of", "One of the items of a list", ArgumentKind::Value, "[]"},
        {"in", true, "is none of", "None of the items of a list", ArgumentKind::Value, "[]"},
        {"exists", false, "is there", "The field is there, null too", ArgumentKind::Nothing, "true"},
        {"exists", true, "is not there", "The field is missing; Mockoon: null", ArgumentKind::Nothing, "false"},
        {"type", false, "is of type", "null, boolean, number, text, bytes, list or object", ArgumentKind::KindWord,
         "\"text\""},
        {"type", true, "is not of type", "Any other type, or not there", ArgumentKind::KindWord, "\"text\""},
        {"gt", false, "is greater than", "Of numbers, or texts by the alphabet", ArgumentKind::Value, "0"},
        {"gt", true, "is not greater than", "At most this, or nothing that has an order", ArgumentKind::Value, "0"},
        {"lt", false, "is less than", "Of numbers, or texts by the alphabet", ArgumentKind::Value, "0"},
        {"lt", true, "is not less than", "At least this, or nothing that has an order", ArgumentKind::Value, "0"},
        {"subset", false, "has at least", "These keys and values, and perhaps more", ArgumentKind::Value, "{}"},
        {"subset", true, "does not have", "Not all of these keys and values", ArgumentKind::Value, "{}"},
        {"hex", false, "begins with bytes", "Bytes as hexadecimal digits", ArgumentKind::Text, "\"\""},
        {"hex", true, "does not begin with bytes", "Other bytes come first", ArgumentKind::Text, "\"\""},
        {"schema", false, "fits the schema",
         "A JSON Schema, or the name of a data set that holds one; Mockoon: valid "
         "JSON Schema",
         ArgumentKind::Value, "{}"},
        {"schema", true, "does not fit the schema", "Mockoon: valid JSON Schema, inverted", ArgumentKind::Value, "{}"},
    };
    return table;
}

const std::vector<WordEntry> &kindWords()
{
    static const std::vector<WordEntry> table = {{"null", "null"},    {"boolean", "boolean"}, {"number", "number"},
                                                 {"text", "text"},    {"bytes", "bytes"},     {"list", "list"},
                                                 {"object", "object"}};
    return table;
}

const std::vector<WordEntry> &contentForms()
{
    static const std::vector<WordEntry> table = {
        {"", "Object", "An object or a list, written by the route's codec"},
        {"text", "Text", "As it stands, with templates"},
        {"json", "JSON", "Any JSON, whatever the codec"},
        {"hex", "Hex", "A binary message, as hexadecimal digits"},
        {"base64", "Base64", "A binary message, as base64"},
        {"same", "The same", "The message that came, as it came"},
        {"file", "File", "The bytes of a file that lies beside the workspace"},
        {"batch", "Batch", "Several messages in one frame"},
        {"ping", "Ping", "A ping frame with this payload"},
        {"pong", "Pong", "A pong frame with this payload"},
        {"raw", "Raw bytes", "Hexadecimal bytes on the wire, outside of the protocol"},
    };
    return table;
}

const std::vector<WordEntry> &audiences()
{
    static const std::vector<WordEntry> table = {
        {"self", "the sender", "The client that the rule answers"},
        {"others", "the others", "Every client of the route but this one"},
        {"all", "everybody", "Every client of the route"},
        {"room:", "room", "Everybody in a room"},
        {"conn:", "connection", "One connection by its number"},
        {"", "computed", "A template that gives one of the others, like {{$.to}}"},
    };
    return table;
}

namespace {

std::vector<VerbEntry> messageVerbs()
{
    const FieldEntry to{"to", FieldKind::Audience, "to", "Recipients", "", false, "\"all\""};
    return {
        {"send",
         "Send",
         "Send a message",
         R"({"send": {"event": "hello"}})",
         {{"send", FieldKind::Content, "", "Message"},
          to,
          {"exceptSelf", FieldKind::Flag, "", "not to the sender", "", true, "true"},
          {"where", FieldKind::Expression, "where", "Only where", "peer.ready", true, "\"peer.ready\""},
          {"fragment", FieldKind::Pieces, "in fragments of", "Fragments", "3", true, "3"}}},
        {"wait",
         "Wait",
         "Wait before the next action; later answers of this connection wait too",
         R"({"wait": 100})",
         {{"wait", FieldKind::Span, "", "Milliseconds"}}},
        {"close",
         "Close",
         "Close the connection with a code",
         R"({"close": 1000})",
         {{"close", FieldKind::Number, "with", "Close code", "1000"},
          {"reason", FieldKind::Text, "because", "Reason", "bye", true, "\"bye\""}}},
        {"drop",
         "Drop",
         "End the connection without a close frame",
         R"({"drop": "reset"})",
         {{"drop",
           FieldKind::Choice,
           "with",
           "Manner",
           "",
           false,
           "\"reset\"",
           {{"reset", "a TCP reset"}, {"fin", "a TCP end"}, {"hang", "silence"}}}}},
    };
}

std::vector<VerbEntry> stateVerbs()
{
    return {
        {"set",
         "Set",
         "Give variables of conn, route, global, shared or local a value",
         R"({"set": {"conn.name": ""}})",
         {{"set", FieldKind::Assignments, "", "Variables"}}},
        {"unset",
         "Unset",
         "Take a variable away",
         R"({"unset": "conn.name"})",
         {{"unset", FieldKind::Text, "", "Variable", "conn.name"}}},
        {"join",
         "Join",
         "Put the connection into a room",
         R"({"join": "lobby"})",
         {{"join", FieldKind::Text, "room", "Room", "{{req.params.room}}"}}},
        {"leave",
         "Leave",
         "Take the connection out of a room, or out of all with *",
         R"({"leave": "*"})",
         {{"leave", FieldKind::Text, "room", "Room", "* is all of them"}}},
    };
}

std::vector<VerbEntry> flowVerbs()
{
    return {
        {"if",
         "If",
         "One or the other, by an expression",
         R"({"if": "conn.ok", "then": []})",
         {{"if", FieldKind::Expression, "", "Condition", "conn.ok"},
          {"then", FieldKind::Steps, "then", "Then"},
          {"else", FieldKind::Steps, "else", "Else", "", true, "[]"}}},
        {"each",
         "Each",
         "The actions below for each item (it) of a list, or each key and it of an object",
         R"({"each": "{{$.items}}", "do": []})",
         {{"each", FieldKind::Value, "of", "List or object", "{{$.items}}"},
          {"do", FieldKind::Steps, "do", "Actions"}}},
        {"choose",
         "Choose",
         "One of several lists of actions",
         R"({"choose": [[], []]})",
         {{"order",
           FieldKind::Choice,
           "",
           "Order",
           "",
           false,
           "\"sequence\"",
           {{"sequence", "in turn", "The first one, then the second, and around again"},
            {"random", "at random", "Any of them, each time"}}},
          {"choose", FieldKind::Alternatives, "", "Alternatives"}}},
        {"run",
         "Run",
         "A script, for what forms cannot say",
         R"js({"run": "send({a: 1})"})js",
         {{"run", FieldKind::Script, "", "Script", "send({a: 1})"}}},
    };
}

std::vector<VerbEntry> timerVerbs()
{
    const FieldEntry scope{"scope",
                           FieldKind::Choice,
                           "of the",
                           "Scope",
                           "",
                           true,
                           "\"route\"",
                           {{"conn", "connection", "It ends with the connection"},
                            {"route", "route", "It goes on when the connection has ended"}}};
    return {
        {"start",
         "Start",
         "Start a timer by name; starting it again restarts it",
         R"({"start": "timer", "every": 1000, "do": []})",
         {{"start", FieldKind::Text, "timer", "Timer", "sub:{{$.id}}"},
          {"every", FieldKind::Number, "every (ms)", "Every", "1000", true, "1000"},
          {"after", FieldKind::Number, "after (ms)", "After", "3000", true, "3000"},
          {"times", FieldKind::Number, "times", "Times", "3", true, "3"},
          {"jitter", FieldKind::Number, "give or take (ms)", "Jitter", "50", true, "50"},
          {"keep", FieldKind::Flag, "", "leave a running one alone", "", true, "true"},
          {"idle", FieldKind::Flag, "", "from the last message sent", "", true, "true"},
          scope,
          {"do", FieldKind::Steps, "do", "Actions"},
          {"then", FieldKind::Steps, "at the end", "At the end", "", true, "[]"}}},
        {"stop",
         "Stop",
         "Stop a timer",
         R"({"stop": "timer"})",
         {{"stop", FieldKind::Text, "timer", "Timer", "sub:{{$.id}}"}, scope}},
        {"emit",
         "Emit",
         "Raise a signal, which other rules answer",
         R"({"emit": "changed"})",
         {{"emit", FieldKind::Text, "signal", "Signal", "changed"},
          {"to", FieldKind::Audience, "to", "Recipients", "", true, "\"all\""},
          {"exceptSelf", FieldKind::Flag, "", "not to the sender", "", true, "true"},
          {"where", FieldKind::Expression, "where", "Only where", "peer.ready", true, "\"peer.ready\""},
          {"with", FieldKind::Json, "with", "Values", "{}", true, "{}"}}},
    };
}

} // namespace

const std::vector<VerbEntry> &verbs()
{
    static const std::vector<VerbEntry> table = [] {
        std::vector<VerbEntry> all;
        const auto add = [&all](const char *kind, std::vector<VerbEntry> verbs) {
            for (VerbEntry &verb : verbs) {
                verb.kind = kind;
                all.push_back(std::move(verb));
            }
        };
        add("Messages and connection", messageVerbs());
        add("Variables and rooms", stateVerbs());
        add("Flow", flowVerbs());
        add("Timers and signals", timerVerbs());
        return all;
    }();
    return table;
}

const VerbEntry *verbNamed(QByteArrayView name)
{
    const auto found = std::find_if(verbs().begin(), verbs().end(),
                                    [name](const VerbEntry &verb) { return name == QByteArrayView(verb.name); });
    return found == verbs().end() ? nullptr : &*found;
}

value::Value newAction(const VerbEntry &verb)
{
    return value::readJson(verb.initial).value_or(value::Value::object());
}

bool hasMessage(const QString &trigger)
{
    return trigger == QLatin1StringView("message") || trigger == QLatin1StringView("unmatched") ||
           trigger == QLatin1StringView("ping") || trigger == QLatin1StringView("pong");
}

QString languageText(const char *text)
{
    return QCoreApplication::translate("rules", text);
}

} // namespace framewright::ui
