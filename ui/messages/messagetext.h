// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/row.h"
#include "ui/common/tokens.h"

#include <QPoint>
#include <QString>

#include <optional>

namespace framewright::ui {

/// Whose view a list takes: a mock server says "from client" and "to client", the client panel "received" and
/// "sent".
enum class Side : std::uint8_t
{
    Server,
    Client
};

/// How one row of the log reads in one line.
struct RowWording
{
    QString text;
    QString second;   ///< More of it, in muted.
    QPoint boldRange; ///< The code of a close.
    bool fixed = false;
    Token tone = Token::Text;
    std::optional<Token> ground;
    QString icon;
    Token iconTone = Token::Muted;
};

/// `statusLine` is the first line of a refusal's answer, which is in the row's detail.
[[nodiscard]] RowWording wordRow(const traffic::Row &row, const QString &statusLine, Side side);
/// "from client", "to client", "received", "sent", or the kind's name: what the arrow says in words.
[[nodiscard]] QString wordDirection(const traffic::Row &row, const QString &statusLine, Side side);
/// "text", "binary", "ping", "handshake": the words that the filter takes after `type:`.
[[nodiscard]] QString wordType(const traffic::Row &row);
/// "3 frames, compressed": how a message went over the wire; empty for what is no frame.
[[nodiscard]] QString wordFrames(const traffic::Row &row);
/// "0.4 ms", "12.031 s": between two moments, to be compared with the one above it.
[[nodiscard]] QString wordSeconds(qint64 nanoseconds);
/// White space collapsed, at most 300 characters; what cannot be shown is a replacement character.
[[nodiscard]] QString oneLine(QByteArrayView bytes);
/// "GET /chat/blue" of a request head, "401 Unauthorized" of a response head.
[[nodiscard]] QString headTarget(QByteArrayView head);
[[nodiscard]] QString headStatus(QByteArrayView head);
/// Whether the row is text that Pretty and Raw can show.
[[nodiscard]] bool isTextRow(const traffic::Row &row);

} // namespace framewright::ui
