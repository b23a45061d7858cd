// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/payloadtext.h"

#include "app/protocol/closecode.h"
#include "app/value/jsonwriter.h"
#include "ui/common/format.h"
#include "ui/messages/messagetext.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

constexpr char digits[] = "0123456789abcdef";

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

QString closeText(const QByteArray &payload, const wire::ConnectionFacts *facts)
{
    const protocol::ClosePayload close = protocol::decodeClose(payload).payload;
    const protocol::CloseCode code = close.code.value_or(protocol::closecode::NoStatus);
    QStringList lines;
    lines << (close.code ? QString(QString::number(code) % u"  " % protocol::closeCodeName(code))
                         : tr("Close frame without a code (1005)"));
    if (!close.reason.isEmpty())
        lines << tr("Reason: %1").arg(QString::fromUtf8(close.reason));
    lines << QString() << protocol::closeCodeMeaning(code);
    if (facts != nullptr && facts->endedBy != wire::EndedBy::Nobody)
        lines << tr("The connection was %1.").arg(format::endedBy(facts->endedBy));
    return lines.join(u'\n');
}

} // namespace

QString prettyPayload(const traffic::Row &row, const QByteArray &payload, const wire::ConnectionFacts *facts)
{
    if (row.kind == event::EventKind::Close)
        return closeText(payload, facts);
    if (row.kind == event::EventKind::Message && isTextRow(row)) {
        if (const Result<QByteArray> pretty = value::prettyPrint(payload))
            return QString::fromUtf8(*pretty);
    }
    return QString::fromUtf8(payload);
}

QString hexDump(QByteArrayView bytes)
{
    constexpr qsizetype width = 16;
    QByteArray dump;
    dump.reserve((bytes.size() / width + 1) * 79);
    for (qsizetype line = 0; line < bytes.size(); line += width) {
        dump += QByteArray::number(line, 16).rightJustified(8, '0') + "  ";
        const QByteArrayView part = bytes.sliced(line, std::min(width, bytes.size() - line));
        for (qsizetype place = 0; place < width; ++place) {
            if (place < part.size()) {
                const auto byte = static_cast<unsigned char>(part[place]);
                dump += digits[byte >> 4];
                dump += digits[byte & 15];
                dump += ' ';
            } else {
                dump += "   ";
            }
            if (place == width / 2 - 1)
                dump += ' ';
        }
        dump += ' ';
        for (const char byte : part)
            dump += byte >= ' ' && byte < 127 ? byte : '.';
        dump += '\n';
    }
    return QString::fromLatin1(dump);
}

QString handshakeText(QByteArrayView request, QByteArrayView response)
{
    const auto text = [](QByteArrayView head) { return QString::fromUtf8(head).remove(u'\r').trimmed(); };
    return text(request) % u"\n\n" % text(response);
}

Result<QByteArray> parseHex(QStringView text)
{
    QByteArray digitsOnly;
    for (qsizetype place = 0; place < text.size(); ++place) {
        const QChar character = text.at(place);
        if (character.isSpace())
            continue;
        const char latin = character.toLatin1();
        const bool digit =
            character.unicode() < 128 &&
            ((latin >= '0' && latin <= '9') || (latin >= 'a' && latin <= 'f') || (latin >= 'A' && latin <= 'F'));
        if (!digit)
            return fail(tr("“%1” at place %2 is no hex digit.").arg(character).arg(place + 1), {},
                        tr("Write bytes as pairs of 0-9 and a-f."));
        digitsOnly += latin;
    }
    if (digitsOnly.size() % 2 != 0)
        return fail(tr("The last byte lacks a hex digit."), {}, tr("Write two digits for each byte."));
    return QByteArray::fromHex(digitsOnly);
}

} // namespace framewright::ui
