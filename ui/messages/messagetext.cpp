// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/messages/messagetext.h"

#include "app/protocol/closecode.h"
#include "app/protocol/httpstatus.h"
#include "app/protocol/opcode.h"
#include "app/traffic/filterterm.h"
#include "ui/common/format.h"

#include <QCoreApplication>

namespace framewright::ui {

namespace {

using event::Direction;
using event::EventKind;

QString tr(const char *text)
{
    return QCoreApplication::translate("messages", text);
}

/// Of each frame in a message's detail: see event::EventKind::Message.
constexpr qint64 bytesOfFrame = 10;

bool isBinary(const traffic::Row &row)
{
    return row.opcode == static_cast<quint8>(protocol::Opcode::Binary);
}

/// Libraries ping with random bytes; those read better as hex.
bool isPrintable(QByteArrayView bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte >= ' ' && byte < 127; });
}

RowWording wordMessage(const traffic::Row &row)
{
    RowWording wording;
    const bool out = row.direction == Direction::Out;
    wording.icon = out ? u"arrow-up"_qs : u"arrow-down"_qs;
    wording.iconTone = out ? Token::Out : Token::In;
    if (out)
        wording.ground = Token::OutRow;
    if (isBinary(row)) {
        wording.text = tr("Binary message · %1").arg(format::size(row.payloadSize));
        wording.second = QString::fromLatin1(row.preview.first(std::min<qsizetype>(row.preview.size(), 32)).toHex(' '));
        wording.tone = Token::Binary;
        return wording;
    }
    wording.text = row.payloadSize == 0 ? tr("Empty message") : oneLine(row.preview);
    wording.fixed = row.payloadSize != 0;
    if (row.payloadSize == 0)
        wording.tone = Token::Muted;
    return wording;
}

RowWording wordPing(const traffic::Row &row)
{
    RowWording wording;
    wording.icon = u"arrow-both"_qs;
    wording.iconTone = Token::Control;
    wording.ground = Token::ControlRow;
    wording.text = row.kind == EventKind::Ping ? tr("Ping") : tr("Pong");
    if (row.payloadSize > 0)
        wording.text += isPrintable(row.preview) ? QString(u" “" % oneLine(row.preview) % u"”")
                                                 : QString(u' ' % QString::fromLatin1(row.preview.toHex(' ')));
    return wording;
}

RowWording wordClose(const traffic::Row &row)
{
    RowWording wording;
    wording.icon = u"cross"_qs;
    const protocol::ClosePayload payload = protocol::decodeClose(row.preview).payload;
    const protocol::CloseCode code = payload.code.value_or(protocol::closecode::NoStatus);
    const QString start = tr("Close") % u' ';
    wording.text = payload.code ? QString(start % format::close(code, payload.reason)) : tr("Close without a code");
    if (payload.code)
        wording.boldRange = QPoint(static_cast<int>(start.size()), static_cast<int>(QString::number(code).size()));
    const bool good = format::closeTone(code) == PillTone::Good;
    wording.iconTone = good ? Token::Muted : Token::Failure;
    wording.ground = good ? Token::ControlRow : Token::FailureRow;
    return wording;
}

RowWording plain(const QString &text, const QString &icon, Token tone = Token::Muted)
{
    RowWording wording;
    wording.text = text;
    wording.icon = icon;
    wording.iconTone = tone;
    if (tone == Token::Failure)
        wording.ground = Token::FailureRow;
    return wording;
}

QStringList words(QByteArrayView head)
{
    const qsizetype end = head.indexOf('\r');
    return oneLine(end < 0 ? head : head.first(end)).split(u' ');
}

/// "200 OK": a plain request to companion HTTP got what it asked for, which is no refusal.
bool isAnswer(const QString &statusLine)
{
    return protocol::isAnswer(statusLine.section(u' ', 0, 0).toInt());
}

} // namespace

QString oneLine(QByteArrayView bytes)
{
    constexpr qsizetype most = 1200;
    return QString::fromUtf8(bytes.first(std::min(bytes.size(), most))).simplified().left(300);
}

QString headTarget(QByteArrayView head)
{
    const QStringList parts = words(head);
    // What is no HTTP at all, as the first bytes of TLS, is not to be read as if it were: RFC 9110 section 9.1.
    const QString method = parts.value(0);
    const bool isToken = std::all_of(method.cbegin(), method.cend(),
                                     [](QChar letter) { return letter.isLetterOrNumber() && letter < u'\x80'; });
    if (!isToken)
        return {};
    return parts.size() < 2 ? parts.value(0) : parts.at(0) % u' ' % parts.at(1);
}

QString headStatus(QByteArrayView head)
{
    return words(head).mid(1).join(u' ');
}

bool isTextRow(const traffic::Row &row)
{
    switch (row.kind) {
    case EventKind::Message:
        return !isBinary(row);
    case EventKind::Raw:
        return false;
    default:
        return true;
    }
}

RowWording wordRow(const traffic::Row &row, const QString &statusLine, Side side)
{
    switch (row.kind) {
    case EventKind::Message:
        return wordMessage(row);
    case EventKind::Ping:
    case EventKind::Pong:
    case EventKind::Close: {
        // Their mark is the same both ways: words say which.
        RowWording wording = row.kind == EventKind::Close ? wordClose(row) : wordPing(row);
        wording.second = wordDirection(row, statusLine, side);
        return wording;
    }
    case EventKind::Opened: {
        RowWording wording = plain(tr("Connected"), u"plug"_qs, Token::Out);
        wording.second = headTarget(row.preview);
        return wording;
    }
    case EventKind::Refused: {
        RowWording wording = isAnswer(statusLine)
                                 ? plain(tr("Answered") % u' ' % statusLine, u"globe"_qs)
                                 : plain(tr("Refused") % u' ' % statusLine, u"unplug"_qs, Token::Failure);
        wording.second = headTarget(row.preview);
        return wording;
    }
    case EventKind::Ended:
        return plain(oneLine(row.preview), u"unplug"_qs,
                     row.flags & event::eventflag::Abnormal ? Token::Failure : Token::Muted);
    case EventKind::Violation:
        return plain(tr("Protocol error: %1").arg(oneLine(row.preview)), u"warning"_qs, Token::Failure);
    case EventKind::Undelivered:
    case EventKind::RuleError:
        return plain(oneLine(row.preview), u"warning"_qs, Token::Failure);
    case EventKind::Notice:
        return plain(oneLine(row.preview), u"info"_qs);
    case EventKind::Raw:
        break;
    }
    RowWording wording = plain(tr("Raw bytes · %1").arg(format::size(row.payloadSize)), u"arrow-up"_qs, Token::Control);
    wording.second = QString::fromLatin1(row.preview.first(std::min<qsizetype>(row.preview.size(), 32)).toHex(' '));
    return wording;
}

QString wordType(const traffic::Row &row)
{
    for (const traffic::RowType &type : traffic::rowTypes()) {
        // "message" stands for two of them.
        if (type.word != QLatin1String("message") && type.matches(row))
            return type.word;
    }
    return {};
}

QString wordFrames(const traffic::Row &row)
{
    if (row.kind != EventKind::Message && row.kind != EventKind::Ping && row.kind != EventKind::Pong &&
        row.kind != EventKind::Close)
        return {};
    const qint64 count = row.detailSize >= bytesOfFrame ? row.detailSize / bytesOfFrame : 1;
    QStringList words{count == 1 ? tr("1 frame") : tr("%1 frames").arg(count)};
    if (row.flags & event::eventflag::Masked)
        words.append(tr("masked"));
    if (row.flags & event::eventflag::Compressed)
        words.append(tr("compressed"));
    return words.join(QLatin1String(", "));
}

QString wordSeconds(qint64 nanoseconds)
{
    if (std::abs(nanoseconds) < 1'000'000'000)
        return QString::number(static_cast<double>(nanoseconds) / 1e6, 'f', 1) % u" ms";
    return QString::number(static_cast<double>(nanoseconds) / 1e9, 'f', 3) % u" s";
}

QString wordDirection(const traffic::Row &row, const QString &statusLine, Side side)
{
    if (row.direction == Direction::In)
        return side == Side::Server ? tr("from client") : tr("received");
    if (row.direction == Direction::Out)
        return side == Side::Server ? tr("to client") : tr("sent");
    switch (row.kind) {
    case EventKind::Opened:
        return tr("connected");
    case EventKind::Refused:
        return isAnswer(statusLine) ? tr("answered") : tr("refused");
    case EventKind::Ended:
        return tr("ended");
    case EventKind::Violation:
    case EventKind::Undelivered:
    case EventKind::RuleError:
        return tr("error");
    default:
        return tr("notice");
    }
}

} // namespace framewright::ui
