// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/framestext.h"

#include "ui/common/format.h"

#include <QCoreApplication>
#include <QtEndian>

namespace framewright::ui {

namespace {

using event::EventKind;

/// See event::EventKind::Message.
constexpr qsizetype bytesOfFrame = 10;

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

quint64 headerLength(quint64 payload, bool masked)
{
    return 2 + (payload > 65535 ? 8u : payload > 125 ? 2u : 0u) + (masked ? 4u : 0u);
}

FrameLine frameOf(quint8 firstByte, bool masked, quint64 payload)
{
    FrameLine frame;
    frame.fin = firstByte & 0x80;
    frame.rsv1 = firstByte & 0x40;
    frame.rsv2 = firstByte & 0x20;
    frame.rsv3 = firstByte & 0x10;
    frame.opcode = firstByte & 0x0f;
    frame.masked = masked;
    frame.payload = payload;
    frame.wire = headerLength(payload, masked) + payload;
    return frame;
}

/// A message of one frame keeps no detail: its length on the wire tells that of its payload.
FrameLine onlyFrame(const traffic::Row &row)
{
    const bool masked = row.flags & event::eventflag::Masked;
    const bool compressed = row.flags & event::eventflag::Compressed;
    quint64 payload = row.wireSize;
    for (const quint64 extended : {0u, 2u, 8u}) {
        const quint64 header = 2 + extended + (masked ? 4u : 0u);
        if (row.wireSize >= header && headerLength(row.wireSize - header, masked) == header) {
            payload = row.wireSize - header;
            break;
        }
    }
    return frameOf(static_cast<quint8>(0x80 | (compressed ? 0x40 : 0) | row.opcode), masked, payload);
}

QString opcodeName(quint8 opcode)
{
    switch (opcode) {
    case 0:
        return tr("0 continuation");
    case 1:
        return tr("1 text");
    case 2:
        return tr("2 binary");
    case 8:
        return tr("8 close");
    case 9:
        return tr("9 ping");
    case 10:
        return tr("10 pong");
    default:
        return tr("%1 reserved").arg(opcode);
    }
}

QString lineOf(const QStringList &cells)
{
    static constexpr std::array<int, 6> widths{6, 6, 12, 18, 9, 12};
    QString line;
    for (std::size_t place = 0; place < widths.size(); ++place)
        line += cells.at(static_cast<qsizetype>(place)).leftJustified(widths.at(place));
    return line % cells.constLast();
}

} // namespace

QList<FrameLine> framesOf(const traffic::Row &row, QByteArrayView detail)
{
    if (row.kind != EventKind::Message && row.kind != EventKind::Ping && row.kind != EventKind::Pong &&
        row.kind != EventKind::Close)
        return {};
    if (row.kind != EventKind::Message || detail.size() < bytesOfFrame)
        return {onlyFrame(row)};
    QList<FrameLine> frames;
    for (qsizetype place = 0; place + bytesOfFrame <= detail.size(); place += bytesOfFrame) {
        const char *bytes = detail.data() + place;
        frames.append(frameOf(static_cast<quint8>(bytes[0]), bytes[1] != 0, qFromLittleEndian<quint64>(bytes + 2)));
    }
    return frames;
}

QString framesText(const traffic::Row &row, QByteArrayView detail)
{
    const QList<FrameLine> frames = framesOf(row, detail);
    if (frames.isEmpty())
        return tr("This row is no frame.");
    const auto bit = [](bool set) { return set ? u"1"_qs : u"0"_qs; };
    QStringList lines{
        lineOf({tr("#"), tr("FIN"), tr("RSV1 2 3"), tr("Opcode"), tr("Masked"), tr("Payload"), tr("On the wire")})};
    quint64 wire = 0;
    for (const FrameLine &frame : frames) {
        wire += frame.wire;
        lines << lineOf({QString::number(lines.size()), bit(frame.fin),
                         bit(frame.rsv1) % u' ' % bit(frame.rsv2) % u' ' % bit(frame.rsv3), opcodeName(frame.opcode),
                         frame.masked ? tr("yes") : tr("no"), format::count(static_cast<qint64>(frame.payload)),
                         format::count(static_cast<qint64>(frame.wire))});
    }
    QString sum = frames.size() == 1 ? tr("1 frame") : tr("%1 frames").arg(frames.size());
    sum += u", " % tr("%1 bytes of payload, %2 on the wire")
                       .arg(format::count(row.payloadSize), format::count(static_cast<qint64>(wire)));
    if (row.payloadSize > 0)
        sum += QString(u" (%1 %)"_qs)
                   .arg(qRound(100.0 * static_cast<double>(wire) / static_cast<double>(row.payloadSize)));
    if (row.flags & event::eventflag::Compressed)
        sum += u", " % tr("compressed with permessage-deflate");
    return lines.join(u'\n') % u"\n\n" % sum;
}

} // namespace framewright::ui
