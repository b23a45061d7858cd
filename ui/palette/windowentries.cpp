// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/palette/windowentries.h"

#include "app/workspace/workspace.h"
#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/common/format.h"
#include "ui/common/otherwords.h"
#include "ui/common/windowcontext.h"
#include "ui/common/windowparts.h"
#include "ui/common/workspaceeditor.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>

#include <algorithm>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandPalette", text);
}

QString plain(QString text)
{
    text.remove(u'&');
    if (text.endsWith(u'…'))
        text.chop(1);
    return text;
}

QString serverDetail(const workspace::Server &server)
{
    return tr("server :%1").arg(server.port);
}

/// "Data set of the workspace", without what is explained behind it.
QString shortly(const QString &here)
{
    qsizetype end = here.size();
    for (const QString &mark : {u": "_qs, u"; "_qs, u" ("_qs}) {
        if (const qsizetype place = here.indexOf(mark); place > 0)
            end = std::min(end, place);
    }
    return here.left(end);
}

/// Where a word of another program leads: to the action, or to what is said of it.
void follow(const WindowParts &parts, const OtherWord &word, const QString &there)
{
    QAction *action = parts.actions.find(QString::fromLatin1(word.action));
    const bool isLookedUp = *word.search != '\0';
    if (action == nullptr || !action->isEnabled())
        action = parts.actions.find(u"vocabulary"_qs);
    if (action == nullptr)
        return;
    action->setData(isLookedUp && action->objectName() == u"reference" ? QString::fromLatin1(word.search) : there);
    action->trigger();
}

void addOtherWords(const WindowParts &parts, std::vector<PaletteEntry> &entries)
{
    for (const OtherWord &word : otherWords()) {
        const QString there = otherWordText(word.there);
        PaletteEntry entry{u"word/" % QString::fromLatin1(word.tool) % u'/' % there,
                           there,
                           tr("in %1; here: %2").arg(QString::fromLatin1(word.tool), shortly(otherWordText(word.here))),
                           u"book"_qs,
                           {},
                           [&parts, &word, there] { follow(parts, word, there); }};
        entry.words = QString::fromLatin1(word.also) % u' ' % QString::fromLatin1(word.tool);
        entry.isElsewhere = true;
        entries.push_back(std::move(entry));
    }
}

} // namespace

void addActionEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries)
{
    for (QAction *action : parts.actions.all()) {
        if (!action->isEnabled() || !action->isVisible() || action->text().isEmpty() || action->menu() != nullptr)
            continue;
        const QString state = action->isCheckable() ? (action->isChecked() ? tr("on") : tr("off")) : QString();
        entries.push_back({u"action/" % action->objectName(), plain(action->text()), state,
                           parts.actions.iconOf(action), action->shortcut().toString(QKeySequence::NativeText),
                           [action] { action->trigger(); }});
    }
    addOtherWords(parts, entries);
}

void addRouteEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries)
{
    for (const workspace::Server &server : parts.editor.workspace().servers) {
        const auto go = [&context = parts.context](ServerId serverId, RouteId route) {
            return [&context, serverId, route] { context.select({serverId, route, {}}); };
        };
        const QString name = server.name.isEmpty() ? tr("Server") : server.name;
        entries.push_back({u"server/" % server.name, name, serverDetail(server), u"server"_qs, {}, go(server.id, {})});
        for (const workspace::Route &route : server.routes) {
            const QString detail = route.name.isEmpty() ? name : QString(route.name % u" · " % name);
            entries.push_back(
                {u"route/" % server.name % route.path, route.path, detail, u"route"_qs, {}, go(server.id, route.id)});
        }
    }
}

void addSavedEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries)
{
    const workspace::Workspace &workspace = parts.editor.workspace();
    for (const workspace::SavedMessage &message : workspace.messages) {
        entries.push_back({u"message/" % message.name,
                           message.name,
                           tr("saved message"),
                           u"messages"_qs,
                           {},
                           [&context = parts.context, name = message.name] { context.wantMessage(name); }});
    }
    for (const workspace::SavedRequest &request : workspace.requests) {
        entries.push_back({u"request/" % request.name,
                           request.name,
                           request.url,
                           u"plug"_qs,
                           {},
                           [&context = parts.context, name = request.name] { context.wantRequest(name); }});
    }
}

void addConnectionEntries(const WindowParts &parts, std::vector<PaletteEntry> &entries)
{
    QList<ConnectionId> ids = parts.book.ids();
    std::sort(ids.begin(), ids.end(), [](ConnectionId left, ConnectionId right) { return right < left; });
    for (const ConnectionId id : std::as_const(ids)) {
        const wire::ConnectionFacts *facts = parts.book.find(id);
        if (facts == nullptr || ConnectionBook::isSession(*facts))
            continue;
        entries.push_back({{},
                           tr("Connection #%1").arg(id.value),
                           QString(QString::fromUtf8(facts->target) % u" · " % format::state(*facts)),
                           ConnectionBook::isLive(*facts) ? u"plug"_qs : u"unplug"_qs,
                           {},
                           [&context = parts.context, chosen = Selection{facts->server, facts->route, id}] {
                               context.select(chosen);
                           }});
    }
}

} // namespace framewright::ui
