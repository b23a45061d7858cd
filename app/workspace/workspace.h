// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/server.h"

namespace framewright::workspace {

/// The version of the file that this program writes, and the newest that it reads.
constexpr int FileVersion = 1;

/// A set of variables that one chooses by name.
struct Environment
{
    QString name;
    Written variables = Written::emptyObject();
    FileLayout layout;
};

/// A message that client tabs and pushes share.
struct SavedMessage
{
    QString name;
    QString folder;
    Written send = Written::nothing(); ///< What a `send` takes.
    QString codec = QStringLiteral("json");
    FileLayout layout;
};

/// A line of a request's headers. The same name may come twice.
struct HeaderLine
{
    QString name;
    QString value;
    bool enabled = true;
    FileLayout layout;
};

/// What a connection over TLS trusts and shows. Files, not what is in them: a key and its passphrase stay where they
/// are. A relative name is a file beside the workspace.
struct RequestTls
{
    QString authorities; ///< A PEM file: trusted beside what the machine trusts.
    QString certificate; ///< A PEM file: shown where the server asks for one.
    QString key;         ///< A PEM file; empty: in the certificate's.
    FileLayout layout;
};

/// A connection that the client panel can open.
struct SavedRequest
{
    QString name;
    QString url;
    std::vector<HeaderLine> headers;
    QStringList subprotocols;
    RequestTls tls;
    QStringList messages; ///< Names of saved messages, in the order of the panel.
    FileLayout layout;
};

/// All that a user edits and saves: one file.
struct Workspace
{
    std::int64_t version = FileVersion; ///< "framewright" in the file.
    QString name;
    std::vector<Server> servers;
    Written shared = Written::emptyObject(); ///< Variables of the workspace.
    Written data = Written::emptyObject();   ///< Named data sets.
    std::vector<Environment> environments;
    QString environment; ///< The chosen one's name.
    std::vector<SavedMessage> messages;
    std::vector<SavedRequest> requests;
    FileLayout layout;

    [[nodiscard]] const Server *findServer(ServerId id) const;
    [[nodiscard]] const Route *findRoute(RouteId id) const;
    [[nodiscard]] const Rule *findRule(RuleId id) const;
};

[[nodiscard]] bool operator==(const Environment &left, const Environment &right);
[[nodiscard]] bool operator==(const SavedMessage &left, const SavedMessage &right);
[[nodiscard]] bool operator==(const HeaderLine &left, const HeaderLine &right);
[[nodiscard]] bool operator==(const RequestTls &left, const RequestTls &right);
[[nodiscard]] bool operator==(const SavedRequest &left, const SavedRequest &right);
[[nodiscard]] bool operator==(const Workspace &left, const Workspace &right);

/// Gives every server, route and rule without an identity a new one. `next` is the next free number.
void assignIdentities(Workspace &workspace, std::uint64_t &next);
/// Gives the parts of `now` the identities that the like of them have in `before`: matched by path (a server by
/// host and port), then by name, then by position; what is left over keeps none.
void adoptIdentities(Workspace &now, const Workspace &before);

} // namespace framewright::workspace
