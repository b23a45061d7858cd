// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/treecells.h"

#include "ui/common/cellroles.h"
#include "ui/common/serverstart.h"
#include "ui/workspace/shelfedits.h"

#include <QCoreApplication>

namespace framewright::ui::cells {

namespace {

constexpr qsizetype mostProblems = 8; ///< In a tool tip.

QString tr(const char *text, int number = -1)
{
    return QCoreApplication::translate("WorkspaceTree", text, nullptr, number);
}

Token dotOf(engine::ServerState state)
{
    switch (state) {
    case engine::ServerState::Listening:
        return Token::Out;
    case engine::ServerState::Starting:
    case engine::ServerState::Stopping:
        return Token::Control;
    case engine::ServerState::Failed:
        return Token::Failure;
    case engine::ServerState::Stopped:
        break;
    }
    return Token::Faint;
}

QString stateWord(engine::ServerState state)
{
    switch (state) {
    case engine::ServerState::Listening:
        return tr("listening");
    case engine::ServerState::Starting:
        return tr("starting");
    case engine::ServerState::Stopping:
        return tr("stopping");
    case engine::ServerState::Failed:
        return tr("failed");
    case engine::ServerState::Stopped:
        break;
    }
    return tr("stopped");
}

/// The status with which a route refuses every handshake; 0 where it takes some.
qint64 refusesAllWith(const workspace::Route &route)
{
    for (const workspace::Refuse &refuse : route.refuse) {
        if (refuse.when.isEmpty() && !refuse.first && refuse.drop == workspace::DropKind::None)
            return refuse.status;
    }
    return 0;
}

struct Pill
{
    QString text;
    PillTone tone = PillTone::Neutral;
};

Pill pillOfLive(int live)
{
    return {QString::number(live), live > 0 ? PillTone::Good : PillTone::Neutral};
}

Pill pillOf(const workspace::Server &server, const engine::ServerStatus &status)
{
    if (status.state == engine::ServerState::Failed)
        return {tr("failed"), PillTone::Failure};
    return server.enabled || status.live > 0 ? pillOfLive(status.live) : Pill{tr("off")};
}

Pill pillOf(const workspace::Route &route, int live)
{
    if (!route.enabled && live == 0)
        return {tr("off")};
    const qint64 refused = refusesAllWith(route);
    return refused != 0 ? Pill{QString::number(refused), PillTone::Warning} : pillOfLive(live);
}

QString toolTipOf(const workspace::Server &server, const engine::ServerStatus &status, const QString &name)
{
    QStringList lines{tr("%1 is %2").arg(name, stateWord(status.state))};
    for (const QUrl &url : status.urls)
        lines << url.toString();
    if (!server.enabled)
        lines << tr("Switched off: Start all leaves it out");
    if (reachesBeyondLoopback(server))
        lines << tr("Open to the network: it listens on %1").arg(server.host);
    if (status.error)
        lines << status.error->what << status.error->advice;
    lines.removeAll(QString());
    return lines.join(u'\n');
}

QString toolTipOf(const workspace::Route &route, const QList<rules::Problem> &problems)
{
    QStringList lines{route.name.isEmpty() ? route.path : QString(route.name % u": " % route.path)};
    if (!route.enabled)
        lines << tr("Switched off: handshakes on this path get 404");
    for (const rules::Problem &problem : problems.first(std::min(problems.size(), mostProblems)))
        lines << (problem.rulePlace.isEmpty() ? tr("%1: %2").arg(problem.field, problem.text)
                                              : tr("%1, %2: %3").arg(problem.rulePlace, problem.field, problem.text));
    if (problems.size() > mostProblems)
        lines << tr("And %n more", int(problems.size() - mostProblems));
    return lines.join(u'\n');
}

QString spoken(const workspace::Server &server, const engine::ServerStatus &status, const QString &name, qint64 port)
{
    QString words = tr("%1, port %2, %3, %4 live").arg(name).arg(port).arg(stateWord(status.state)).arg(status.live);
    if (reachesBeyondLoopback(server))
        words += tr(", open to the network");
    return server.enabled ? words : QString(words % tr(", switched off"));
}

QString spoken(const workspace::Route &route, int live, bool broken)
{
    const qint64 refused = refusesAllWith(route);
    QString words = refused != 0 ? tr("%1, refuses with %2").arg(route.path).arg(refused)
                                 : tr("%1, %2 live").arg(route.path).arg(live);
    if (broken)
        words += tr(", has problems");
    return route.enabled ? words : QString(words % tr(", switched off"));
}

} // namespace

QVariant ofServer(const workspace::Server &server, const engine::ServerStatus &status, int role)
{
    const qint64 port = status.port != 0 ? qint64(status.port) : server.port;
    const QString name = server.name.isEmpty() ? tr("Server") : server.name;
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::EditRole:
        return server.name;
    case Qt::AccessibleTextRole:
        return spoken(server, status, name, port);
    case Qt::ToolTipRole:
        return toolTipOf(server, status, name);
    case BoldRole:
        return true;
    case SecondRole:
        return QString(u':' % QString::number(port) % (server.tls ? tr(" tls") : QString()));
    case ToneRole:
        return int(server.enabled ? Token::Text : Token::Muted);
    case DotRole:
        return int(dotOf(status.state));
    case IconRole:
        return reachesBeyondLoopback(server) ? u"globe"_qs : QString();
    case IconToneRole:
        return int(Token::Control);
    case PillRole:
        return pillOf(server, status).text;
    case PillToneRole:
        return int(pillOf(server, status).tone);
    default:
        return {};
    }
}

QVariant ofRoute(const workspace::Route &route, int live, const QList<rules::Problem> &problems, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return route.path;
    case Qt::AccessibleTextRole:
        return spoken(route, live, !problems.isEmpty());
    case Qt::ToolTipRole:
        return toolTipOf(route, problems);
    case FixedRole:
        return true;
    case ToneRole:
        return int(route.enabled ? Token::Text : Token::Muted);
    case IconRole:
        return problems.isEmpty() ? QString() : u"warning"_qs;
    case IconToneRole:
        return int(Token::Failure);
    case PillRole:
        return pillOf(route, live).text;
    case PillToneRole:
        return int(pillOf(route, live).tone);
    default:
        return {};
    }
}

QVariant ofFolder(const QString &name, int routes, int live, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return name;
    case Qt::AccessibleTextRole:
        return tr("Folder %1, %2 routes, %3 live").arg(name).arg(routes).arg(live);
    case Qt::ToolTipRole:
        return tr("Folder %1: %n route(s)", routes).arg(name);
    case IconRole:
        return u"folder"_qs;
    case IconToneRole:
        return int(Token::Muted);
    case PillRole:
        return pillOfLive(live).text;
    case PillToneRole:
        return int(pillOfLive(live).tone);
    default:
        return {};
    }
}

QVariant ofMessages(int role)
{
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return tr("Saved messages");
    return role == ToneRole ? QVariant(int(Token::Muted)) : QVariant();
}

QVariant ofMessage(const QString &name, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return name;
    case Qt::AccessibleTextRole:
        return tr("Saved message %1").arg(name);
    case Qt::ToolTipRole:
        return tr("Double-click, or Enter: shows it in the client, ready to be sent");
    default:
        return {};
    }
}

QVariant ofDataSets(int role)
{
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return tr("Data sets");
    return role == ToneRole ? QVariant(int(Token::Muted)) : QVariant();
}

QVariant ofDataSet(const QString &name, const value::Value &content, int role)
{
    switch (role) {
    case Qt::DisplayRole:
        return name;
    case Qt::AccessibleTextRole:
        return tr("Data set %1").arg(name);
    case Qt::ToolTipRole:
        return tr("Double-click, or Enter: opens it. Rules reach it as data.%1").arg(name);
    case TrailRole:
        return sizeOfDataSet(content);
    default:
        return {};
    }
}

} // namespace framewright::ui::cells
