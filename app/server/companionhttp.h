// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/requesthead.h"
#include "app/rules/routestate.h"
#include "app/server/refusal.h"

#include <QByteArrayList>

namespace framewright::server {

/// The most that a request to a companion endpoint may bring.
constexpr qsizetype companionBodyLimit = 1024 * 1024;

/// Whether a request wants to become a WebSocket: then it is no plain one, whatever else is wrong with it.
[[nodiscard]] bool asksForWebSocket(const protocol::RequestHead &head);
/// Whether the connection stays for the next request (RFC 9112 section 9.3).
[[nodiscard]] bool keepsAlive(const protocol::RequestHead &head);

/// What a page of another origin needs to read an answer, with its cookies (Fetch standard, section 3.2).
void allowOrigin(protocol::HeaderFields &fields, const protocol::RequestHead &head);
/// The answer to OPTIONS: a browser asks before it sends what a form could not.
[[nodiscard]] Refusal preflightAnswer(const protocol::RequestHead &head, const QByteArrayList &methods);
/// The answer to a method that the path does not have.
[[nodiscard]] Refusal wrongMethodAnswer(const protocol::RequestHead &head, const QByteArrayList &methods);
/// What the rules have answered, as it goes out.
[[nodiscard]] Refusal companionAnswer(const protocol::RequestHead &head, rules::HttpAnswer answer);

} // namespace framewright::server
