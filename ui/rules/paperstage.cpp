// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/paperstage.h"

#include "app/value/jsonwriter.h"
#include "ui/common/routemessages.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("rules", text);
}

QString whoIs(ConnectionId connection)
{
    if (!connection)
        return tr("nobody");
    return connection.value == 1 ? tr("the sender") : tr("another client");
}

/// Of a long message.
constexpr qsizetype mostShown = 4000;

} // namespace

QString PaperStage::wordBytes(QByteArrayView payload) const
{
    QStringList texts;
    for (const codec::Decoded &message :
         messagesOf(m_route, protocol::Opcode::Binary, payload, {}, codec::Direction::ToClient)) {
        if (message.error || message.value.isBytes()) {
            texts.clear();
            break;
        }
        texts << QString::fromUtf8(value::writeJson(message.value)).left(mostShown);
    }
    if (!texts.isEmpty())
        return tr("%1 (%2 bytes)").arg(texts.join(u' ')).arg(payload.size());
    const QByteArray begin = payload.first(std::min(payload.size(), mostShown)).toByteArray();
    return tr("%1 bytes: %2").arg(payload.size()).arg(QString::fromLatin1(begin.toHex(' ')));
}

QString PaperStage::wordMessage(const rules::Message &message) const
{
    using protocol::Opcode;
    const QByteArrayView payload = message.owned.isNull() ? message.payload : QByteArrayView(message.owned);
    const QByteArrayView begin = payload.first(std::min(payload.size(), mostShown));
    if (message.framing.isRaw)
        return tr("raw bytes: %1").arg(QString::fromLatin1(begin.toByteArray().toHex(' ')));
    switch (message.opcode) {
    case Opcode::Binary:
        return wordBytes(payload);
    case Opcode::Ping:
        return tr("ping %1").arg(QString::fromUtf8(begin)).trimmed();
    case Opcode::Pong:
        return tr("pong %1").arg(QString::fromUtf8(begin)).trimmed();
    default:
        return QString::fromUtf8(begin);
    }
}

void PaperStage::begin()
{
    m_effects.clear();
    m_start = m_clock.now();
}

void PaperStage::note(const QString &recipient, const QString &what, const QString &rule, bool isError)
{
    if (m_effects.size() < effectLimit)
        m_effects.append({(m_clock.now() - m_start) / nanosecondsPerMillisecond, recipient, what, rule, isError});
}

std::uint32_t PaperStage::label(const QString &ruleName)
{
    m_labels.append(ruleName);
    return static_cast<std::uint32_t>(m_labels.size());
}

void PaperStage::write(ConnectionId connection, const rules::Message &message, std::uint32_t label)
{
    note(whoIs(connection), wordMessage(message), nameOf(label));
}

void PaperStage::write(const std::vector<ConnectionId> &connections, const rules::Message &message, std::uint32_t label)
{
    for (const ConnectionId connection : connections)
        write(connection, message, label);
}

void PaperStage::close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label)
{
    const QString code = payload.code ? QString::number(*payload.code) : tr("without a code");
    note(whoIs(connection), tr("close %1 %2").arg(code, QString::fromUtf8(payload.reason)).trimmed(), nameOf(label));
}

void PaperStage::drop(ConnectionId connection, rules::Drop manner, std::uint32_t label)
{
    const QString how = manner == rules::Drop::Reset ? tr("drop with a TCP reset")
                        : manner == rules::Drop::Fin ? tr("drop with a TCP end")
                                                     : tr("say nothing any more");
    note(whoIs(connection), how, nameOf(label));
}

void PaperStage::report(const rules::Report &report)
{
    note(whoIs(report.connection), report.field.isEmpty() ? report.text : QString(report.field % u": " % report.text),
         report.rule, report.isError);
}

} // namespace framewright::ui
