// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/fieldtable.h"

#include "app/workspace/fieldbinding.h"

#include <algorithm>

namespace framewright::workspace {

// The file, row by row; see the structures themselves for what the members mean.

template <>
QByteArrayView structureName<Workspace>()
{
    return "workspace";
}

template <>
const std::vector<Field<Workspace>> &fieldsOf<Workspace>()
{
    static const std::vector<Field<Workspace>> fields = {
        bind<&Workspace::version>(
            {.key = "framewright", .minimum = 1, .alwaysWritten = true, .purpose = "The version of the file."}),
        bind<&Workspace::name>({.key = "name", .alwaysWritten = true, .purpose = "Shown in the window's title."}),
        bind<&Workspace::servers>({.key = "servers", .purpose = "Ports and what they serve."}),
        bind<&Workspace::shared>({.key = "shared", .templates = true, .purpose = "Variables of the workspace."}),
        bind<&Workspace::data>(
            {.key = "data", .purpose = "Named data sets: any JSON, or a file beside the workspace."}),
        bind<&Workspace::environments>({.key = "environments", .purpose = "Sets of variables, chosen by name."}),
        bind<&Workspace::environment>({.key = "environment", .purpose = "The chosen environment."}),
        bind<&Workspace::messages>({.key = "messages", .purpose = "Saved messages, for client tabs and pushes."}),
        bind<&Workspace::requests>({.key = "requests", .purpose = "Connections that the client panel can open."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Server>()
{
    return "server";
}

template <>
const std::vector<Field<Server>> &fieldsOf<Server>()
{
    static const std::vector<Field<Server>> fields = {
        bind<&Server::name>(
            {.key = "name", .alwaysWritten = true, .purpose = "How the server is called in the window."}),
        bind<&Server::host>({.key = "host", .purpose = "Where it listens; localhost is 127.0.0.1 and ::1 both."}),
        bind<&Server::port>({.key = "port", .maximum = 65535, .alwaysWritten = true, .purpose = "0 is a free one."}),
        bind<&Server::enabled>({.key = "enabled", .purpose = "Whether it is started with the workspace."}),
        bind<&Server::tls>({.key = "tls", .purpose = "Its certificate; null is plain ws."}),
        bind<&Server::limits>({.key = "limits", .purpose = "What the server takes on at most."}),
        bind<&Server::global>({.key = "global", .templates = true, .purpose = "Variables of the server."}),
        bind<&Server::routes>({.key = "routes", .purpose = "The first whose path matches wins."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Tls>()
{
    return "tls";
}

template <>
const std::vector<Field<Tls>> &fieldsOf<Tls>()
{
    static const std::vector<Field<Tls>> fields = {
        bind<&Tls::certificate>(
            {.key = "certificate", .alwaysWritten = true, .purpose = "self-signed, or a PEM file."}),
        bind<&Tls::key>({.key = "key", .purpose = "The PEM file of the private key."}),
        bind<&Tls::clientCertificates>({.key = "clientCertificates", .purpose = "Whether clients must show one."}),
        bind<&Tls::authorities>(
            {.key = "authorities", .purpose = "A PEM file of who may have issued it, beside whom the machine trusts."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<ServerLimits>()
{
    return "serverLimits";
}

template <>
const std::vector<Field<ServerLimits>> &fieldsOf<ServerLimits>()
{
    static const std::vector<Field<ServerLimits>> fields = {
        bind<&ServerLimits::connections>(
            {.key = "connections", .minimum = 1, .purpose = "Beyond, handshakes get 503."}),
        bind<&ServerLimits::memory>(
            {.key = "memory", .unit = "bytes", .minimum = 1, .purpose = "For half messages and queues."}),
        bind<&ServerLimits::head>(
            {.key = "head", .unit = "bytes", .minimum = 64, .purpose = "The size of a request head."}),
        bind<&ServerLimits::headTime>(
            {.key = "headTime", .unit = "ms", .minimum = 1, .purpose = "How long a handshake may take."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Route>()
{
    return "route";
}

template <>
const std::vector<Field<Route>> &fieldsOf<Route>()
{
    static const std::vector<Field<Route>> fields = {
        bind<&Route::path>(
            {.key = "path", .alwaysWritten = true, .purpose = "{name} is one segment, {name*} the rest."}),
        bind<&Route::name>({.key = "name", .purpose = "How the route is called in the window."}),
        bind<&Route::folder>({.key = "folder", .purpose = "The folder it is listed in."}),
        bind<&Route::enabled>({.key = "enabled", .purpose = "A route that is off is not there: 404."}),
        bind<&Route::accept>({.key = "accept", .purpose = "How a handshake is answered."}),
        bind<&Route::refuse>({.key = "refuse", .purpose = "Handshakes that are turned down; the first that applies."}),
        bind<&Route::conn>({.key = "conn", .templates = true, .purpose = "Variables of each connection."}),
        bind<&Route::variables>({.key = "route", .templates = true, .purpose = "Variables of the route."}),
        bind<&Route::codec>({.key = "codec", .purpose = "How messages are read and written."}),
        bind<&Route::delimiter>({.key = "delimiter", .purpose = "Splits a frame into several messages."}),
        bind<&Route::batch>({.key = "batch", .purpose = "Each item of a JSON array is a message."}),
        bind<&Route::limits>({.key = "limits", .purpose = "What the route takes on at most."}),
        bind<&Route::http>({.key = "http", .templates = true, .purpose = "Plain HTTP answers on the same port."}),
        bind<&Route::stream>(
            {.key = "stream", .templates = true, .purpose = "Messages that are sent again and again."}),
        bind<&Route::signalList>({.key = "signals", .templates = true, .purpose = "Buttons that rules react to."}),
        bind<&Route::proxy>({.key = "proxy", .purpose = "Reserved; kept and not yet acted on."}),
        bind<&Route::faults>({.key = "faults", .purpose = "Reserved; kept and not yet acted on."}),
        bind<&Route::rules>({.key = "rules", .purpose = "What it says; the first rule that matches wins."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Accept>()
{
    return "accept";
}

template <>
const std::vector<Field<Accept>> &fieldsOf<Accept>()
{
    static const std::vector<Field<Accept>> fields = {
        bind<&Accept::subprotocols>({.key = "subprotocols", .purpose = "The first of these that the client offers."}),
        bind<&Accept::requireSubprotocol>(
            {.key = "requireSubprotocol", .purpose = "Without a common one the answer is 400."}),
        bind<&Accept::headers>({.key = "headers", .templates = true, .purpose = "Added to the answer."}),
        bind<&Accept::delay>({.key = "delay", .unit = "ms", .purpose = "Before the answer."}),
        bind<&Accept::deflate>({.key = "deflate", .purpose = "permessage-deflate, when the client offers it."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Deflate>()
{
    return "deflate";
}

template <>
const std::vector<Field<Deflate>> &fieldsOf<Deflate>()
{
    static const std::vector<Field<Deflate>> fields = {
        bind<&Deflate::enabled>({.key = "enabled", .purpose = "Whether an offer is accepted."}),
        bind<&Deflate::threshold>(
            {.key = "threshold", .unit = "bytes", .purpose = "Smaller messages go out uncompressed."}),
        bind<&Deflate::takeover>({.key = "takeover", .purpose = "Smaller messages for more memory."}),
        // RFC 7692 section 7.1.2.1: 8 to 15.
        bind<&Deflate::windowBits>(
            {.key = "windowBits", .minimum = 8, .maximum = 15, .purpose = "The size of the window as a power of two."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Refuse>()
{
    return "refuse";
}

template <>
const std::vector<Field<Refuse>> &fieldsOf<Refuse>()
{
    static const std::vector<Field<Refuse>> fields = {
        bind<&Refuse::when>({.key = "when", .expression = true, .purpose = "Empty is always."}),
        bind<&Refuse::first>({.key = "first", .minimum = 1, .purpose = "Only the first so many since the start."}),
        bind<&Refuse::status>({.key = "status", .minimum = 200, .maximum = 599, .purpose = "The HTTP status."}),
        bind<&Refuse::headers>({.key = "headers", .templates = true, .purpose = "Of the answer."}),
        bind<&Refuse::body>({.key = "body", .templates = true, .purpose = "Of the answer, as text."}),
        bind<&Refuse::json>({.key = "json", .templates = true, .purpose = "Of the answer, as JSON."}),
        bind<&Refuse::delay>({.key = "delay", .unit = "ms", .purpose = "Before the answer."}),
        bind<&Refuse::drop>({.key = "drop", .purpose = "How the connection ends instead of an answer."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<RouteLimits>()
{
    return "routeLimits";
}

template <>
const std::vector<Field<RouteLimits>> &fieldsOf<RouteLimits>()
{
    static const std::vector<Field<RouteLimits>> fields = {
        bind<&RouteLimits::message>(
            {.key = "message", .unit = "bytes", .minimum = 1, .purpose = "Larger ones close with 1009."}),
        bind<&RouteLimits::connections>({.key = "connections", .purpose = "Beyond, handshakes get 503."}),
        bind<&RouteLimits::idle>(
            {.key = "idle", .unit = "ms", .purpose = "Without a message until the close; 0 is never."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Rule>()
{
    return "rule";
}

template <>
const std::vector<Field<Rule>> &fieldsOf<Rule>()
{
    static const std::vector<Field<Rule>> fields = {
        bind<&Rule::name>({.key = "name", .purpose = "How the rule is called in the window and the log."}),
        bind<&Rule::on>({.key = "on", .purpose = "What sets it off."}),
        bind<&Rule::match>({.key = "match", .templates = true, .purpose = "What the message must be; all must hold."}),
        bind<&Rule::when>({.key = "when", .expression = true, .purpose = "What else must hold, as an expression."}),
        bind<&Rule::actions>({.key = "do", .templates = true, .purpose = "What happens, step by step."}),
        bind<&Rule::continues>({.key = "continue", .purpose = "The next rules run too."}),
        bind<&Rule::enabled>({.key = "enabled", .purpose = "A rule that is off is not there."}),
        bind<&Rule::overtake>({.key = "overtake", .purpose = "Its answers do not wait for earlier ones."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<Environment>()
{
    return "environment";
}

template <>
const std::vector<Field<Environment>> &fieldsOf<Environment>()
{
    static const std::vector<Field<Environment>> fields = {
        bind<&Environment::name>({.key = "name", .alwaysWritten = true, .purpose = "What it is chosen by."}),
        bind<&Environment::variables>({.key = "variables", .purpose = "What env holds in expressions."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<SavedMessage>()
{
    return "message";
}

template <>
const std::vector<Field<SavedMessage>> &fieldsOf<SavedMessage>()
{
    static const std::vector<Field<SavedMessage>> fields = {
        bind<&SavedMessage::name>({.key = "name", .alwaysWritten = true, .purpose = "What requests name it by."}),
        bind<&SavedMessage::folder>({.key = "folder", .purpose = "The folder it is listed in."}),
        bind<&SavedMessage::send>({.key = "send", .templates = true, .purpose = "What is sent, as in an action."}),
        bind<&SavedMessage::codec>({.key = "codec", .purpose = "How an object or list is written."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<HeaderLine>()
{
    return "header";
}

template <>
const std::vector<Field<HeaderLine>> &fieldsOf<HeaderLine>()
{
    static const std::vector<Field<HeaderLine>> fields = {
        bind<&HeaderLine::name>({.key = "name", .alwaysWritten = true, .purpose = "The header's name."}),
        bind<&HeaderLine::value>({.key = "value", .templates = true, .alwaysWritten = true, .purpose = "Its value."}),
        bind<&HeaderLine::enabled>({.key = "enabled", .purpose = "A header that is off is not sent."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<RequestTls>()
{
    return "requestTls";
}

template <>
const std::vector<Field<RequestTls>> &fieldsOf<RequestTls>()
{
    static const std::vector<Field<RequestTls>> fields = {
        bind<&RequestTls::authorities>(
            {.key = "authorities", .purpose = "A PEM file of certificates that are trusted, too."}),
        bind<&RequestTls::certificate>(
            {.key = "certificate", .purpose = "A PEM file, shown where the server asks for a certificate."}),
        bind<&RequestTls::key>(
            {.key = "key", .purpose = "The PEM file of its private key; empty where it is the same file."}),
    };
    return fields;
}

template <>
QByteArrayView structureName<SavedRequest>()
{
    return "request";
}

template <>
const std::vector<Field<SavedRequest>> &fieldsOf<SavedRequest>()
{
    static const std::vector<Field<SavedRequest>> fields = {
        bind<&SavedRequest::name>({.key = "name", .alwaysWritten = true, .purpose = "The name of the client's tab."}),
        bind<&SavedRequest::url>(
            {.key = "url", .templates = true, .alwaysWritten = true, .purpose = "ws:// or wss://."}),
        bind<&SavedRequest::headers>({.key = "headers", .purpose = "Sent with the handshake; a name may come twice."}),
        bind<&SavedRequest::subprotocols>({.key = "subprotocols", .purpose = "Offered in this order."}),
        bind<&SavedRequest::tls>({.key = "tls", .purpose = "What it trusts and shows over TLS."}),
        bind<&SavedRequest::messages>({.key = "messages", .purpose = "Names of saved messages."}),
    };
    return fields;
}

namespace {

template <class T>
[[nodiscard]] StructureDescription describe()
{
    StructureDescription structure;
    structure.name = structureName<T>().toByteArray();
    const T defaults;
    for (const Field<T> &field : fieldsOf<T>()) {
        structure.fields.push_back(field.description);
        structure.fields.back().defaultValue = field.write(defaults);
    }
    return structure;
}

} // namespace

const std::vector<StructureDescription> &fileStructures()
{
    static const std::vector<StructureDescription> structures = {
        describe<Workspace>(),   describe<Server>(),     describe<Tls>(),          describe<ServerLimits>(),
        describe<Route>(),       describe<Accept>(),     describe<Deflate>(),      describe<Refuse>(),
        describe<RouteLimits>(), describe<Rule>(),       describe<Environment>(),  describe<SavedMessage>(),
        describe<HeaderLine>(),  describe<RequestTls>(), describe<SavedRequest>(),
    };
    return structures;
}

namespace {

[[nodiscard]] QString expectedNumber(const FieldDescription &field)
{
    if (field.maximum != std::numeric_limits<std::int64_t>::max())
        return u"a whole number from %1 to %2"_qs.arg(field.minimum).arg(field.maximum);
    return u"a whole number from %1 on"_qs.arg(field.minimum);
}

[[nodiscard]] QString expectedChoice(const FieldDescription &field)
{
    QStringList words;
    for (const QByteArrayView word : field.choices)
        words.append(u'"' + QString::fromUtf8(word) + u'"');
    return u"one of "_qs + words.join(u", "_qs);
}

[[nodiscard]] QString expectedOfType(const FieldDescription &field)
{
    switch (field.type) {
    case FieldType::Boolean:
        return u"true or false"_qs;
    case FieldType::Integer:
        return expectedNumber(field);
    case FieldType::Text:
        return u"a text"_qs;
    case FieldType::Choice:
        return expectedChoice(field);
    case FieldType::TextList:
        return u"a list of texts"_qs;
    case FieldType::Object:
    case FieldType::Structure:
        return u"an object"_qs;
    case FieldType::List:
        return u"a list"_qs;
    case FieldType::StructureList:
        return u"a list of objects"_qs;
    case FieldType::Any:
        return u"a value"_qs;
    }
    Q_UNREACHABLE();
}

} // namespace

QString expectationOf(const FieldDescription &field)
{
    const QString expected = expectedOfType(field);
    return field.nullable ? expected + u" or null"_qs : expected;
}

} // namespace framewright::workspace
