// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/route.h"

namespace framewright::workspace {

enum class ClientCertificates : std::uint8_t
{
    None,
    Request,
    Require,
};

/// What a server shows of itself over TLS.
struct Tls
{
    QString certificate = QStringLiteral("self-signed"); ///< Or a PEM file, beside the workspace.
    QString key;                                         ///< A PEM file; for "self-signed" none.
    ClientCertificates clientCertificates = ClientCertificates::None;
    QString authorities; ///< A PEM file beside the workspace: whose certificates clients may show, too.
    FileLayout layout;

    [[nodiscard]] bool isSelfSigned() const { return certificate == QLatin1StringView("self-signed"); }
};

struct ServerLimits
{
    std::int64_t connections = 10000; ///< Beyond: 503.
    std::int64_t memory = 268435456;  ///< Bytes of half messages, queues and slots.
    std::int64_t head = 16384;        ///< Bytes of a handshake's head.
    std::int64_t headTime = 10000;    ///< Milliseconds that a handshake may take.
    FileLayout layout;
};

/// A port and its routes.
struct Server
{
    ServerId id; ///< In memory only; not part of ==.
    QString name;
    QString host = QStringLiteral("localhost"); ///< localhost: 127.0.0.1 and ::1 both.
    std::int64_t port = 9001;                   ///< 0: a free one.
    bool enabled = true;
    std::optional<Tls> tls; ///< Nothing: plain.
    ServerLimits limits;
    Written global = Written::emptyObject(); ///< Variables of the server.
    std::vector<Route> routes;               ///< The first that matches wins.
    FileLayout layout;
};

[[nodiscard]] bool operator==(const Tls &left, const Tls &right);
[[nodiscard]] bool operator==(const ServerLimits &left, const ServerLimits &right);
[[nodiscard]] bool operator==(const Server &left, const Server &right);

} // namespace framewright::workspace
