// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/rules/playstage.h"

namespace framewright::rules {

namespace {

/// `[3] ` of fragments, `[3/20] ` with 20 ms between.
QString framingOf(const Framing &framing)
{
    if (framing.fragment == 0)
        return {};
    const QString gap =
        framing.gap > 0 ? QStringLiteral("/%1").arg(framing.gap / nanosecondsPerMillisecond) : QString();
    return QStringLiteral("[%1%2] ").arg(framing.fragment).arg(gap);
}

QString contentOf(const Message &message)
{
    if (message.framing.isRaw)
        return QStringLiteral("raw:") + QString::fromLatin1(message.payload.toByteArray().toHex());
    // What would not stay on its line.
    QString text = QString::fromUtf8(message.payload);
    text.replace(u'\n', QStringLiteral("\\n")).replace(u'\r', QStringLiteral("\\r"));
    text.replace(u'\0', QStringLiteral("\\0")).replace(u'\x1e', QStringLiteral("\\e"));
    switch (message.opcode) {
    case protocol::Opcode::Binary:
        return QStringLiteral("hex:") + QString::fromLatin1(message.payload.toByteArray().toHex());
    case protocol::Opcode::Ping:
        return QStringLiteral("ping:") + text;
    case protocol::Opcode::Pong:
        return QStringLiteral("pong:") + text;
    default:
        return text;
    }
}

} // namespace

void PlayStage::note(ConnectionId connection, const QString &what)
{
    lines.append(QString::number(connection.value) + QStringLiteral(" ! ") + what);
}

std::uint32_t PlayStage::label(const QString &ruleName)
{
    labels.append(ruleName);
    return static_cast<std::uint32_t>(labels.size());
}

void PlayStage::write(ConnectionId connection, const Message &message, std::uint32_t label)
{
    write(std::vector{connection}, message, label);
}

void PlayStage::write(const std::vector<ConnectionId> &connections, const Message &message, std::uint32_t label)
{
    QStringList numbers;
    for (const ConnectionId connection : connections)
        numbers.append(QString::number(connection.value));
    lines.append(numbers.join(u' ') + QStringLiteral(" < ") + framingOf(message.framing) + contentOf(message));
    usedLabels.push_back(label);
}

void PlayStage::close(ConnectionId connection, const protocol::ClosePayload &payload, std::uint32_t label)
{
    QString what = QStringLiteral("close");
    if (payload.code)
        what += QStringLiteral(" %1 %2").arg(*payload.code).arg(QString::fromUtf8(payload.reason));
    note(connection, what.trimmed());
    usedLabels.push_back(label);
}

void PlayStage::drop(ConnectionId connection, Drop manner, std::uint32_t label)
{
    const char *name = manner == Drop::Reset ? "reset" : manner == Drop::Fin ? "fin" : "hang";
    note(connection, QStringLiteral("drop ") + QLatin1StringView(name));
    usedLabels.push_back(label);
}

void PlayStage::holdInput(ConnectionId connection, bool held)
{
    note(connection, held ? QStringLiteral("hold") : QStringLiteral("resume"));
}

void PlayStage::report(const Report &report)
{
    note(report.connection, QStringLiteral("report %1: %2").arg(report.field, report.text));
}

} // namespace framewright::rules
