// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace framewright::ui {

/// What lets a handshake in: a header, a query parameter or a cookie.
struct Credential
{
    enum class Place
    {
        Header,
        Query,
        Cookie
    };

    Place place = Place::Header;
    QString name;
    QString value; ///< Empty: any will do, as long as there is one.

    bool operator==(const Credential &) const = default;
};

/// The condition of a refusal that lets in whoever brings one of these: "req.headers['x-key'] !== 'a' &&
/// req.query['key'] !== 'a'". Those without a name are left out.
[[nodiscard]] QString writeCredentials(const QList<Credential> &credentials);
/// The same from such a condition, written in any of the usual ways; nothing where it says something else.
[[nodiscard]] std::optional<QList<Credential>> readCredentials(const QString &condition);

/// "without the header x-key: a or the parameter key".
[[nodiscard]] QString wordCredentials(const QList<Credential> &credentials);

} // namespace framewright::ui
