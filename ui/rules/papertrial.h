// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/codec/codec.h"
#include "app/protocol/opcode.h"
#include "app/value/value.h"
#include "app/wire/connectionfacts.h"
#include "app/workspace/workspace.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <optional>
#include <vector>

namespace framewright::rules {
class WorkspaceFiles;
}

namespace framewright::ui {

/// A message that is run through a route on paper: nothing goes on the wire, no variable of a live route changes.
struct TrialMessage
{
    protocol::Opcode opcode = protocol::Opcode::Text;
    QByteArray payload;
    /// What the client asked for: it says the parameters of the path, and the query.
    QString target = QStringLiteral("/");
    /// The connection that it came on: its handshake counts, and not the target.
    std::optional<wire::ConnectionFacts> connection = {};
    /// Frames that came before and say how this one is to be read: the CONNECT of MQTT.
    std::vector<codec::Frame> before = {};
    /// Variables as they are now, as members of one object: conn, route, global, shared. Undefined: as they are when a
    /// connection opens.
    value::Value variables = {};
};

/// What became of one rule.
struct RuleVerdict
{
    enum class Outcome : std::uint8_t
    {
        Answers,    ///< It matches, and is the first that does.
        Continues,  ///< It matches and lets the next ones run.
        DoesNotFit, ///< `reason` says which condition, and what is there instead.
        NotReached, ///< One above has answered.
        OtherThing, ///< It waits for something else than a message.
        Off,
        Broken,
    };

    RuleId rule;
    QString name;
    Outcome outcome = Outcome::OtherThing;
    QString reason;

    bool operator==(const RuleVerdict &) const = default;
};

/// What a rule would do.
struct TrialEffect
{
    qint64 milliseconds = 0; ///< After the message.
    QString recipient;       ///< "the sender", "another client", or who it is about.
    QString what;            ///< "send {...}", "close 4000 bye".
    QString rule;
    bool isError = false;

    bool operator==(const TrialEffect &) const = default;
};

struct TrialResult
{
    QList<RuleVerdict> verdicts; ///< By rule, in their order.
    QList<TrialEffect> effects;  ///< In their order. Those of opening come first and are left out.
    QStringList readings;        ///< What the message says by the route's codec, or why it cannot be read.
    bool isRead = true;          ///< It could be.
    bool isCut = false;          ///< There would have been more: the trial ends after a minute of rule time.
};

/// Two clients connect, the first sends the message, and the rules run for up to a minute of their time, which takes
/// none of ours. Without `files` none of the workspace's are read.
[[nodiscard]] TrialResult tryMessage(const workspace::Workspace &workspace, const workspace::Route &route,
                                     const TrialMessage &message, rules::WorkspaceFiles *files = nullptr);

} // namespace framewright::ui
