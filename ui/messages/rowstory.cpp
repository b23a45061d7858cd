// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/rowstory.h"

#include "ui/common/format.h"
#include "ui/messages/messagetext.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

using event::EventKind;
using event::Means;

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

QString maker(const traffic::Row &row)
{
    switch (row.means) {
    case Means::Timer:
        return row.name.isEmpty() ? tr("A timer of rule “%1”").arg(row.label)
                                  : tr("Timer “%1” of rule “%2”").arg(row.name, row.label);
    case Means::Signal:
        return row.name.isEmpty() ? tr("Rule “%1” on a signal").arg(row.label)
                                  : tr("Rule “%1” on the signal “%2”").arg(row.label, row.name);
    case Means::Stream:
        return tr("The stream of the route");
    case Means::Script:
        return tr("A script of rule “%1”").arg(row.label);
    case Means::Person:
        return row.name.isEmpty() ? tr("Done by hand") : tr("Signal “%1” raised by hand").arg(row.name);
    case Means::Rule:
        break;
    }
    if (!row.label.isEmpty())
        return tr("Rule “%1”").arg(row.label);
    const bool answers = row.direction == event::Direction::Out && row.cause != 0;
    return answers ? tr("Answered by itself") : QString();
}

QString noun(const traffic::Row &cause)
{
    switch (cause.kind) {
    case EventKind::Message:
        return tr("the message in");
    case EventKind::Opened:
        return tr("the handshake in");
    case EventKind::Ping:
        return tr("the ping in");
    case EventKind::Pong:
        return tr("the pong in");
    case EventKind::Close:
        return tr("the close in");
    case EventKind::Ended:
        return tr("the end of the connection in");
    case EventKind::Notice:
        return cause.means == Means::Person ? tr("the signal raised by hand in") : QString();
    default:
        return {};
    }
}

QString because(const traffic::Row &row, const std::optional<traffic::Row> &cause, StoryForm form)
{
    if (row.cause == 0)
        return {};
    const QString number = tr("row %1").arg(format::count(row.cause));
    if (!cause)
        return tr("because of %1, which the log has no more").arg(number);
    QString place =
        form == StoryForm::Linked
            ? QString(u"<a href=\"" % QString::number(row.cause) % u"\">" % number.toHtmlEscaped() % u"</a>")
            : number;
    if (const QString what = noun(*cause); !what.isEmpty())
        place.prepend(what % u' ');
    if (cause->connection != row.connection && cause->connection)
        place += u" (#" % QString::number(cause->connection.value) % u')';
    return tr("because of %1").arg(place);
}

} // namespace

QString ruleClockAhead(const traffic::Row &row)
{
    if (row.ruleTime == 0)
        return {};
    const qint64 ahead = row.ruleTime - row.time;
    return (ahead < 0 ? QString() : u"+"_qs) % wordSeconds(ahead);
}

QString rowStory(const traffic::Row &row, const std::optional<traffic::Row> &cause, StoryForm form)
{
    QString made = maker(row);
    if (form == StoryForm::Linked)
        made = made.toHtmlEscaped();
    const QString reason = because(row, cause, form);
    QString story = made;
    if (!reason.isEmpty()) {
        QString rest = reason;
        if (made.isEmpty())
            rest[0] = rest[0].toUpper();
        story += (made.isEmpty() ? QString() : u", "_qs) % rest;
    }
    if (row.ruleTime == 0)
        return story;
    const QString clock = tr("rule clock %1 (%2)").arg(format::timeOfDay(row.ruleTime), ruleClockAhead(row));
    return story.isEmpty() ? clock : QString(story % u" · " % clock);
}

} // namespace framewright::ui
