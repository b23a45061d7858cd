// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/protocol/responsehead.h"

#include <algorithm>
#include <array>
#include <utility>

namespace framewright::protocol {

namespace {

/// The phrases of RFC 9110 section 15, RFC 6585 and the IANA registry, in order of their numbers.
constexpr std::array<std::pair<int, const char *>, 61> phrases{{
    {100, "Continue"},
    {101, "Switching Protocols"},
    {102, "Processing"},
    {103, "Early Hints"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {207, "Multi-Status"},
    {208, "Already Reported"},
    {226, "IM Used"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {305, "Use Proxy"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {407, "Proxy Authentication Required"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {423, "Locked"},
    {424, "Failed Dependency"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
    {506, "Variant Also Negotiates"},
    {507, "Insufficient Storage"},
    {508, "Loop Detected"},
    {510, "Not Extended"},
    {511, "Network Authentication Required"},
}};

/// RFC 9110 section 8.6 and 15.3.5: these have no body and say no length.
bool hasBody(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

} // namespace

QByteArray statusPhrase(int status)
{
    const auto place = std::lower_bound(phrases.begin(), phrases.end(), status,
                                        [](const auto &phrase, int wanted) { return phrase.first < wanted; });
    return place != phrases.end() && place->first == status ? QByteArray(place->second) : QByteArray("Status");
}

QByteArray encodeResponse(int status, const HeaderFields &fields, const QByteArray &body, AfterResponse after)
{
    HeaderFields all = fields;
    if (hasBody(status)) {
        if (!body.isEmpty() && !all.contains("Content-Type"))
            all.append("Content-Type", "text/plain; charset=utf-8");
        all.set("Content-Length", QByteArray::number(body.size()));
    } else {
        all.remove("Content-Length");
    }
    // RFC 9110 section 7.8: who sends Upgrade names it in Connection.
    if (after == AfterResponse::KeepAlive)
        all.remove("Connection");
    else
        all.set("Connection", all.contains("Upgrade") ? "close, Upgrade" : "close");

    QByteArray response = "HTTP/1.1 " + QByteArray::number(status) + ' ' + statusPhrase(status) + "\r\n";
    response.append(all.encode()).append("\r\n");
    if (hasBody(status))
        response.append(body);
    return response;
}

} // namespace framewright::protocol
