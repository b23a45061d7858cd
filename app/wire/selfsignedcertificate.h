// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace framewright::wire {

/// For whom a certificate is made.
struct CertificateNames
{
    QStringList hosts;
    QStringList addresses;

    bool operator==(const CertificateNames &) const = default;
};

/// localhost, 127.0.0.1, ::1, and this host's own names and addresses.
[[nodiscard]] CertificateNames namesOfThisHost();

/// A new EC P-256 key and a certificate for it, both as PEM in one text; valid for 820 days, since browsers take
/// no leaf beyond 825. None where OpenSSL cannot.
[[nodiscard]] std::optional<QByteArray> makeSelfSignedCertificate(const CertificateNames &names);

} // namespace framewright::wire
