// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done with one row of the log: the part of TrafficPanel behind the context menu.

#include "app/protocol/opcode.h"
#include "ui/common/answerrule.h"
#include "ui/common/connectionbook.h"
#include "ui/common/icons.h"
#include "ui/common/routemessages.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/common/workspaceeditor.h"
#include "ui/messages/messagedetail.h"
#include "ui/messages/messagelist.h"
#include "ui/messages/payloadactions.h"
#include "ui/messages/trafficmodel.h"
#include "ui/traffic/filterbox.h"
#include "ui/traffic/rowwords.h"
#include "ui/traffic/trafficpanel.h"

#include <QAction>
#include <QMenu>

namespace framewright::ui {

namespace {

protocol::Opcode opcodeOf(const traffic::Row &row)
{
    using protocol::Opcode;
    if (row.kind == event::EventKind::Ping)
        return Opcode::Ping;
    return row.kind == event::EventKind::Pong ? Opcode::Pong : static_cast<Opcode>(row.opcode);
}

/// The first message that the client of a connection has sent, where it is not this one and the log has it still.
std::optional<traffic::Row> beginningOf(RowSource &source, const traffic::CaptureStatus &status,
                                        const traffic::Row &row, const wire::ConnectionFacts &facts)
{
    // Rows lie in the order of time.
    qint64 low = std::max<qint64>(status.firstRow, 1);
    qint64 high = row.number;
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const QList<traffic::Row> found = source.rows(middle, 1, 0);
        if (!found.isEmpty() && found.constFirst().time < facts.acceptedAt)
            low = middle + 1;
        else
            high = middle;
    }
    constexpr qint64 lookedAt = 5000;
    for (const traffic::Row &each : source.rows(low, std::min(row.number - low, lookedAt), 0)) {
        if (each.connection == row.connection && each.kind == event::EventKind::Message &&
            each.direction == event::Direction::In)
            return each;
    }
    return std::nullopt;
}

} // namespace

void TrafficPanel::fillRowMenu(QMenu *menu)
{
    const std::optional<traffic::Row> row = m_list->currentRow();
    if (!row)
        return;
    const auto add = [&](const QString &name, const QString &text, const QString &icon, auto run) {
        QAction *action = icon.isEmpty() ? menu->addAction(text, this, run)
                                         : menu->addAction(themedIcon(m_parts.theme, icon), text, this, run);
        action->setObjectName(name);
    };
    if (QAction *save = m_detail->findChild<QAction *>(u"detailSave"_qs))
        menu->addAction(save);
    menu->addSeparator();
    fillWordMenu(menu->addMenu(tr("&Filter by this")), *row, false);
    fillWordMenu(menu->addMenu(tr("&Exclude this")), *row, true);
    menu->addSeparator();
    if (row->connection && row->kind != event::EventKind::Opened)
        add(u"jumpToHandshake"_qs, tr("&Jump to the handshake"), u"jump"_qs,
            [this, connection = row->connection] { jumpToHandshake(connection); });
    if (row->cause != 0 && m_model->rowOf(row->cause))
        add(u"jumpToCause"_qs, tr("Jump to the ca&use"), u"jump"_qs, [this, cause = row->cause] { jumpTo(cause); });
    menu->addSeparator();
    if (m_tryOnPaper->isEnabled())
        menu->addAction(m_tryOnPaper);
    if (const std::optional<traffic::Row> asked = answerable(*row)) {
        const QString text = asked->kind == event::EventKind::Opened ? tr("Answe&r connections like this")
                                                                     : tr("Answe&r messages like this");
        add(u"ruleFromMessage"_qs, text, u"bolt"_qs, [this, asked] { answerRow(*asked); });
    }
    // A composer is for what a person can edit.
    constexpr qint64 editedAtMost = 1 << 16;
    if (row->kind != event::EventKind::Message || row->payloadSize > editedAtMost)
        return;
    add(u"resendInClient"_qs, tr("&Take into the client"), u"send"_qs, [this, row] {
        m_parts.context.wantPayload(m_model->source().payload(row->number),
                                    row->opcode == static_cast<quint8>(protocol::Opcode::Binary));
    });
}

bool TrafficPanel::canBeTried(const traffic::Row &row) const
{
    using event::EventKind;
    // A form is for what a person can edit.
    constexpr qint64 triedAtMost = 1 << 20;
    const bool isMessage = row.kind == EventKind::Message || row.kind == EventKind::Ping || row.kind == EventKind::Pong;
    const wire::ConnectionFacts *facts = m_parts.book.find(row.connection);
    return isMessage && row.payloadSize <= triedAtMost && facts != nullptr &&
           m_parts.editor.workspace().findRoute(facts->route) != nullptr;
}

void TrafficPanel::updateTrial()
{
    const std::optional<traffic::Row> row = m_list->currentRow();
    m_tryOnPaper->setEnabled(row && canBeTried(*row));
}

void TrafficPanel::tryOnPaper()
{
    const std::optional<traffic::Row> row = m_list->currentRow();
    if (!row || !canBeTried(*row))
        return;
    const wire::ConnectionFacts &facts = *m_parts.book.find(row->connection);
    const workspace::Route &route = *m_parts.editor.workspace().findRoute(facts.route);
    TrialWish wish{row->connection, opcodeOf(*row), m_model->source().payload(row->number), {}, {}};
    if (codec::dependsOnVersion(codecOfRoute(route))) {
        if (const std::optional<traffic::Row> first = beginningOf(m_model->source(), m_model->status(), *row, facts)) {
            wish.beginning = m_model->source().payload(first->number);
            wish.beginningOpcode = opcodeOf(*first);
        }
    }
    const Selection &selection = m_parts.context.selection();
    const bool isSelected = selection.connection == row->connection;
    m_parts.context.select({facts.server, facts.route, isSelected ? row->connection : ConnectionId()});
    m_parts.context.wantTrial(wish);
}

void TrafficPanel::fillWordMenu(QMenu *menu, const traffic::Row &row, bool exclude)
{
    for (const RowWord &word : wordsOf(row, m_model->source().payload(row.number))) {
        const QString typed = exclude ? QString(u'-' % word.word) : word.word;
        QString shown = word.text;
        menu->addAction(shown.replace(u'&', QLatin1String("&&")), this, [this, typed] { m_box->addWord(typed); })
            ->setObjectName(typed);
    }
}

void TrafficPanel::jumpToHandshake(ConnectionId connection)
{
    m_jumpTo = connection;
    const traffic::CaptureStatus &status = m_model->status();
    m_jump.scan(++m_jumps, {QSet<ConnectionId>{connection}, {}, *traffic::Filter::parse(u"type:handshake"_qs)}, {},
                status.firstRow, status.lastRow);
}

void TrafficPanel::handleHandshake(const ScanFindings &findings)
{
    if (findings.generation != m_jumps)
        return;
    if (!findings.rows.isEmpty())
        return jumpTo(findings.rows.at(0));
    // A long log is looked through in pieces.
    const qint64 last = m_model->status().lastRow;
    if (findings.last < last && findings.last > 0)
        m_jump.scan(m_jumps, {QSet<ConnectionId>{m_jumpTo}, {}, *traffic::Filter::parse(u"type:handshake"_qs)}, {},
                    findings.last + 1, last);
}

void TrafficPanel::jumpTo(qint64 number)
{
    const std::optional<traffic::Row> row = m_model->rowOf(number);
    if (!row)
        return;
    if (m_model->placeOf(number) < 0) {
        // What hides it goes, as little as will do.
        m_box->showAll();
        const Selection &selection = m_parts.context.selection();
        if (selection.connection && selection.connection != row->connection)
            m_parts.context.select({selection.server, selection.route, {}});
        if (!wantedFilter().passes(row->connection)) // A row of no connection is in no route's log.
            m_parts.context.select({selection.server, {}, {}});
    }
    m_list->choose(number);
    m_list->setFocus();
}

std::optional<traffic::Row> TrafficPanel::answerable(traffic::Row row) const
{
    using event::EventKind;
    // A chain of causes is short; one of a broken capture may lead round in a circle.
    constexpr int longestChain = 64;
    for (int step = 0; step < longestChain; ++step) {
        const bool isMessage =
            row.kind == EventKind::Message || row.kind == EventKind::Ping || row.kind == EventKind::Pong;
        if (row.kind == EventKind::Opened || (isMessage && row.direction == event::Direction::In)) {
            const wire::ConnectionFacts *facts = m_parts.book.find(row.connection);
            const bool hasRoute = facts != nullptr && m_parts.editor.workspace().findRoute(facts->route) != nullptr;
            return hasRoute ? std::optional(row) : std::nullopt;
        }
        const std::optional<traffic::Row> cause = row.cause == 0 ? std::nullopt : m_model->rowOf(row.cause);
        if (!cause)
            return std::nullopt;
        row = *cause;
    }
    return std::nullopt;
}

void TrafficPanel::answerRow(const traffic::Row &row)
{
    const wire::ConnectionFacts *facts = m_parts.book.find(row.connection);
    if (facts == nullptr || !facts->route)
        return;
    m_parts.context.select({facts->server, facts->route, {}});
    if (row.kind == event::EventKind::Opened)
        answerConnections(m_parts.editor, facts->route);
    else
        answerMessagesLike(m_parts.editor, facts->route, opcodeOf(row), m_model->source().payload(row.number));
}

} // namespace framewright::ui
