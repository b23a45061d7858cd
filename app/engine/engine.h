// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/base/identifier.h"
#include "app/base/ruleclock.h"
#include "app/client/sessionrequest.h"
#include "app/protocol/closecode.h"
#include "app/protocol/opcode.h"
#include "app/rules/compiledroute.h"
#include "app/rules/rulehits.h"
#include "app/rules/stage.h"
#include "app/server/serverstatus.h"
#include "app/server/variableowner.h"
#include "app/traffic/capturestatus.h"
#include "app/value/value.h"
#include "app/wire/connectionfacts.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>

namespace framewright::workspace {
struct Workspace;
}

namespace framewright::engine {

using server::ServerState;
using server::ServerStatus;
using server::VariableOwner;

struct EngineSettings
{
    QString captureFile; ///< Empty: a file of its own in the user's cache folder, removed at the end.
    qint64 captureLimit = qint64(2) << 30;
    QString logFile; ///< NDJSON; "-" is standard output; empty: none.
    /// False: no capture file; a log of lines is written all the same.
    bool record = true;
    QString certificateFolder; ///< Of the self-signed certificate; empty: in the user's data folder.
};

/// Puts the rooms together: threads, workspace to servers, events to the store, sessions of the client panel.
/// Lives on the thread that owns the document; everything else it has lives on threads of its own. Edits and
/// commands go down at once and return; what comes of them comes back as signals, in batches, at most 20 times a
/// second.
class Engine final : public QObject
{
    Q_OBJECT
public:
    explicit Engine(EngineSettings settings, QObject *parent = nullptr);
    ~Engine() override; ///< Stops everything: clients get 1001, the capture is drained.
    Q_DISABLE_COPY_MOVE(Engine)

    /// The capture could not be opened: nothing is recorded, traffic flows all the same.
    [[nodiscard]] std::optional<Error> captureError() const;
    [[nodiscard]] QString captureFile() const;

    /// Takes a new state of the workspace: running servers follow (a moved port or host restarts that server
    /// only, a removed route closes its clients with 1012). `folder`: where files beside the workspace lie.
    void apply(std::shared_ptr<const workspace::Workspace> workspace, const QString &folder);
    void start(ServerId server);
    void stop(ServerId server);
    void startAll(); ///< Every enabled one.
    void stopAll();

    void disconnectPeer(ConnectionId connection, const protocol::ClosePayload &payload);
    void dropPeer(ConnectionId connection);
    void sendToPeer(ConnectionId connection, protocol::Opcode opcode, const QByteArray &payload);

    /// Opens a session of the client panel; its facts come with connectionsChanged.
    ConnectionId openSession(const client::SessionRequest &request);
    void sendInSession(ConnectionId session, protocol::Opcode opcode, const QByteArray &payload);
    void closeSession(ConnectionId session, const protocol::ClosePayload &payload);
    void abortSession(ConnectionId session);

    /// The rule clock of all servers: `wait` and timers run on it. clockChanged() follows each of these.
    void pauseClock();
    void resumeClock();
    /// Rule time for each real one, from 0.01 to 1000; 1 at the start.
    void setClockSpeed(double speed);
    /// On by so many milliseconds at once, paused or not, with all that happens on the way.
    void stepClock(std::int64_t milliseconds);
    /// On to the next time at which a rule waits; nothing happens where none does.
    void stepClockToNextTimer();
    [[nodiscard]] RuleClockState clockState() const;

    /// Raises a signal of a route, as a button does: its rules answer it for these connections, or without any once,
    /// and then there is no connection.
    void raiseSignal(RouteId route, const QByteArray &signal, const value::Value &with = {},
                     const QList<ConnectionId> &targets = {});

    /// Asks for the variables of an owner as they are now; answered() brings them under the number given here,
    /// undefined where there are none (any more).
    quint64 query(const VariableOwner &owner);
    /// Sets a variable of an owner, or with undefined unsets it. What cannot be set comes as ruleReported().
    void setVariable(const VariableOwner &owner, const QByteArrayList &keys, const value::Value &value);

    void clearCapture();
    /// What was not removed yet stays.
    void stopClearing();

    [[nodiscard]] QList<ServerStatus> servers() const;

signals:
    void serversChanged(const QList<framewright::engine::ServerStatus> &servers);
    /// Connections that are new or have changed, live ones at most 20 times a second.
    void connectionsChanged(const QList<framewright::wire::ConnectionFacts> &connections);
    /// A session that did not open: refused with status and body, TLS, time-out, name not found.
    void sessionFailed(framewright::ConnectionId session, const framewright::Error &error);
    void captureChanged(const framewright::traffic::CaptureStatus &status);
    /// Many rules were applied and are being compiled behind; they hold, and servers start, when it is over.
    void preparingChanged(bool isPreparing);
    /// What cannot work in the routes of the applied workspace.
    void problemsFound(framewright::RouteId route, const QList<framewright::rules::Problem> &problems);
    void hitsChanged(framewright::RouteId route, const QList<framewright::rules::RuleHits> &hits);
    /// An error or a notice of a rule; the log has them all, this a few of each second.
    void ruleReported(framewright::RouteId route, const framewright::rules::Report &report);
    void clockChanged(const framewright::RuleClockState &state);
    void answered(quint64 query, const framewright::value::Value &answer);
    /// All servers have stopped after stopAll().
    void stopped();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace framewright::engine
