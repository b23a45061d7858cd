// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/routestate.h"
#include "tests/rules/playstage.h"

#include <QByteArray>
#include <QString>

#include <memory>

class QRegularExpressionMatch;

namespace framewright::rules {

/// A route compiled from its JSON, as it stands in a workspace file.
[[nodiscard]] std::shared_ptr<const CompiledRoute> routeOf(const QByteArray &json);

/// How often each rule ran.
[[nodiscard]] std::vector<std::uint64_t> countsOf(const std::vector<RuleHits> &hits);

/// A handshake for a path with query; `fields` are lines like "Cookie: a=b".
[[nodiscard]] Request requestOf(const CompiledRoute &route, const QByteArray &target,
                                const QByteArrayList &fields = {});

/// A conversation with a route, line by line. Empty lines and those that begin with # are skipped.
///   `open 1 /chat?name=ann`    connection 1 opens; a subprotocol may follow
///   `1 > text`                 it says a text; `1 > hex:01ff`, `1 > text:a\nb` (\n \r \0, \e is 1e), `1 > ping:x`, `1
///   > pong:x` `close 1 1000 reason`      it is gone
///   `begin`                    the server has started
///   `raise NAME {"a": 1} to 1 2`  a signal from outside; without `to` for nobody
///   `+50`                      50 ms pass, each wake at its time
///   `jump 50`                  50 ms pass at once
/// Any other line is what the stage must do next; see PlayStage. A * at its end stands for the rest.
class Conversation final
{
public:
    explicit Conversation(const QByteArray &route);
    explicit Conversation(std::shared_ptr<const CompiledRoute> route);

    /// Plays on; empty when all went as written, else which line did not and what came instead. Everything that
    /// the stage does must stand in the script.
    [[nodiscard]] QString play(const QByteArray &script);

    [[nodiscard]] RouteState &state() { return m_state; }
    [[nodiscard]] PlayStage &stage() { return m_stage; }
    [[nodiscard]] DrivenClock &clock() { return m_clock; }
    void say(int connection, const QByteArray &text);
    void pass(std::int64_t milliseconds);

private:
    [[nodiscard]] QString playLine(const QString &line);
    [[nodiscard]] QString expectNothing(const QString &before) const;
    void raise(const QRegularExpressionMatch &act);
    void receive(ConnectionId connection, const QString &content);

    std::shared_ptr<const CompiledRoute> m_route;
    DrivenClock m_clock;
    PlayStage m_stage;
    RandomSource m_random{1};
    RouteState m_state;
};

} // namespace framewright::rules
