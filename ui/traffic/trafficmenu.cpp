// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What can be done with one row of the log: the part of TrafficPanel behind the context menu.

#include "app/protocol/opcode.h"
#include "ui/common/answerrule.h"
#include "ui/common/connectionbook.h"
#include "ui/common/icons.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
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
    if (row->kind != event::EventKind::Message)
        return;
    menu->addSeparator();
    const wire::ConnectionFacts *facts = m_parts.book.find(row->connection);
    if (row->direction == event::Direction::In && facts != nullptr && facts->route)
        add(u"ruleFromMessage"_qs, tr("Create a &rule from this"), u"bolt"_qs, [this, row] { answerRow(*row); });
    // A composer is for what a person can edit.
    constexpr qint64 editedAtMost = 1 << 16;
    if (row->payloadSize > editedAtMost)
        return;
    add(u"resendInClient"_qs, tr("&Take into the client"), u"send"_qs, [this, row] {
        m_parts.context.wantPayload(m_model->source().payload(row->number),
                                    row->opcode == static_cast<quint8>(protocol::Opcode::Binary));
    });
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
    }
    m_list->choose(number);
    m_list->setFocus();
}

void TrafficPanel::answerRow(const traffic::Row &row)
{
    const wire::ConnectionFacts *facts = m_parts.book.find(row.connection);
    if (facts == nullptr || !facts->route)
        return;
    m_parts.context.select({facts->server, facts->route, {}});
    answerMessagesLike(m_parts.editor, facts->route, static_cast<protocol::Opcode>(row.opcode),
                       m_model->source().payload(row.number));
}

} // namespace framewright::ui
