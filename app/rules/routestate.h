// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/clock.h"
#include "app/base/identifier.h"
#include "app/base/randomsource.h"
#include "app/expression/root.h"
#include "app/protocol/closecode.h"
#include "app/protocol/requesthead.h"
#include "app/rules/compiledroute.h"
#include "app/rules/rulehits.h"
#include "app/rules/stage.h"
#include "app/rules/variables.h"

#include <QByteArray>
#include <QByteArrayList>

#include <map>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace framewright::rules {

/// A handshake as rules see it. Lives as long as the connection: expressions read `req` from it.
struct Request
{
    protocol::RequestHead head;
    std::map<QByteArray, QByteArray> parameters; ///< Of the path, percent-decoded.
    QString host;                                ///< The Host field.
    QString address;                             ///< The peer's, without port.
    int attempt = 1;                ///< How many handshakes this address has made on this route, this one included.
    QList<QByteArray> subprotocols; ///< Offered.
};

struct Accept
{
    std::optional<QByteArray> subprotocol;
    protocol::HeaderFields fields;
    int delay = 0; ///< Milliseconds of rule time before the 101.
};

struct Refuse
{
    int status = 0; ///< 0: no answer, `drop` says how it ends.
    protocol::HeaderFields fields;
    QByteArray body;
    std::optional<Drop> drop;
    int delay = 0;
};

using Admission = std::variant<Accept, Refuse>;

/// An answer to a plain HTTP request.
struct HttpAnswer
{
    int status = 200;
    protocol::HeaderFields fields;
    QByteArray body;

    bool operator==(const HttpAnswer &) const = default;
};

/// A message that has come.
using Received = Message;

/// What rules know and do on one route of one server: variables, rooms, timers, reply slots. Pure but for its
/// stage: no socket, no event loop, a clock that is handed in. Lives on the server's engine thread.
class RouteState final
{
public:
    /// `variables`: those of the server and the workspace, shared by routes; one that is null is the route's own.
    /// `wallTimeAtStart`: what `now()` counts from, in nanoseconds since 1970; without it the machine's clock.
    RouteState(std::shared_ptr<const CompiledRoute> route, Stage &stage, const Clock &clock, RandomSource &random,
               SharedVariables variables = {}, std::optional<std::int64_t> wallTimeAtStart = std::nullopt);
    ~RouteState();
    Q_DISABLE_COPY_MOVE(RouteState)

    /// After the path matched and the request was a legal handshake: what to answer.
    [[nodiscard]] Admission admit(const Request &request);
    /// A plain HTTP request that CompiledRoute::findCompanion() has found an entry for, with its whole body. May raise
    /// a signal. Nothing: an edit has taken the entry away.
    [[nodiscard]] std::optional<HttpAnswer> answer(const Request &request, const QByteArray &body);
    void opened(ConnectionId connection, Request request, const QByteArray &subprotocol);
    void received(ConnectionId connection, const Received &message);
    void ponged(ConnectionId connection, QByteArrayView payload);
    void pinged(ConnectionId connection, QByteArrayView payload);
    /// Runs `close` rules, then forgets the connection. `code` as a person is shown it (1005, 1006 too).
    void closed(ConnectionId connection, protocol::CloseCode code, const QByteArray &reason);
    /// The server has started: runs `start` rules, once, and a stream to all begins.
    void begin();
    /// Raises a signal from outside: a button, the command line, companion HTTP. `targets`: the connections whose
    /// rules answer it; without any they answer once, and there is no connection.
    void raise(const QByteArray &signal, const Value &with, const std::vector<ConnectionId> &targets = {});
    /// The clock has reached the time asked for with Stage::wakeAt().
    void wake();
    /// Something was sent that no rule has sent: idle timers begin anew.
    void noteSent(ConnectionId connection);
    /// A live edit: holds from the next message on; variables, rooms and running waits stay.
    void replaceRoute(std::shared_ptr<const CompiledRoute> route);

    /// What `conn` (of this connection), `route`, `global` or `shared` is now; undefined where there is none.
    [[nodiscard]] Value variables(expression::Root root, ConnectionId connection = {}) const;
    /// Sets a variable of these, or with undefined unsets it. What cannot be set is reported.
    void setVariable(expression::Root root, const QByteArrayList &keys, Value value, ConnectionId connection = {});

    /// Bytes held in reply slots and variables of a connection, for the server's budget.
    [[nodiscard]] qint64 heldBytes() const;
    /// Of each rule, in the rules' order.
    [[nodiscard]] const std::vector<RuleHits> &hits() const;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace framewright::rules
