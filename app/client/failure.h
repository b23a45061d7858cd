// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/client/target.h"

#include <QByteArray>
#include <QMetaType>
#include <QStringList>

#include <cstdint>

class QSslError;

namespace framewright::client {

/// Where the opening of a session stands.
enum class OpeningStep : std::uint8_t
{
    Name,    ///< The name is looked up.
    Connect, ///< TCP.
    Tls,
    Answer, ///< The request is sent.
};

/// Why a session did not open.
enum class FailureKind : std::uint8_t
{
    Address, ///< The URL cannot be used.
    Name,    ///< The name was not found.
    Connect, ///< No TCP connection.
    Tls,
    Timeout,
    Refused,   ///< An HTTP answer that is not 101.
    Handshake, ///< Something answered, but that is no WebSocket agreement.
    Cancelled,
};

/// A failed opening: the error for a person, and of a refusal its status and body.
struct SessionFailure
{
    FailureKind kind = FailureKind::Connect;
    Error error;
    int status = 0;
    QByteArray body;

    bool operator==(const SessionFailure &) const = default;
};

// Each names the cause and says what to do.
[[nodiscard]] SessionFailure nameNotFound(const Target &target, const QString &reason);
/// `code` is the errno of the last address that was tried.
[[nodiscard]] SessionFailure notConnected(const Target &target, int code, const QStringList &addresses);
[[nodiscard]] SessionFailure tlsFailed(const Target &target, const QList<QSslError> &errors, const QString &reason);
[[nodiscard]] SessionFailure timedOut(const Target &target, OpeningStep step, int milliseconds);
[[nodiscard]] SessionFailure refused(const Target &target, int status, const QByteArray &reason,
                                     const QByteArray &body);
/// The connection ended before an answer was there; `error` is what TLS or the network said.
[[nodiscard]] SessionFailure endedEarly(const Target &target, bool reset, const QByteArray &received,
                                        const QString &error);
/// What came is no HTTP, too large, or no agreement: `problem` says which.
[[nodiscard]] SessionFailure badAnswer(const Target &target, const QString &problem, const QByteArray &received);

} // namespace framewright::client

Q_DECLARE_METATYPE(framewright::client::SessionFailure)
