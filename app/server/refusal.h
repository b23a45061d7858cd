// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/protocol/headerfields.h"
#include "app/protocol/responsehead.h"
#include "app/rules/stage.h"
#include "app/wire/connectionfacts.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace framewright::server {

/// How a handshake is turned down, and what the log says about it.
struct Refusal
{
    int status = 0; ///< 0: no answer, `drop` says how the connection ends.
    protocol::HeaderFields fields;
    QByteArray body;
    std::optional<rules::Drop> drop;
    wire::EndedBy endedBy = wire::EndedBy::Server;
    QString reason;             ///< One sentence, without the status.
    bool leavesBodyOut = false; ///< The answer to a HEAD: its length is said, and nothing follows.

    /// The whole response; empty where there is none.
    [[nodiscard]] QByteArray encode(protocol::AfterResponse after = protocol::AfterResponse::Close) const;
    /// "Refused with 404 Not Found: no mock route matches /x."
    [[nodiscard]] QString sentence() const;
};

/// A refusal of our own: the reason is the body too.
[[nodiscard]] Refusal refuseBecause(int status, const QString &reason, wire::EndedBy endedBy = wire::EndedBy::Server);

} // namespace framewright::server
