// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"

#include <QHashFunctions>
#include <QString>

namespace framewright::ui {

/// What a row of the workspace's tree stands for.
struct TreeItem
{
    enum class Kind : std::uint8_t
    {
        None,
        Server,
        Folder,
        Route,
        Messages, ///< The heading over the saved messages.
        Message,
        DataSets, ///< The heading over the data sets.
        DataSet
    };

    Kind kind = Kind::None;
    ServerId server = {}; ///< The one it is in, or is.
    RouteId route = {};
    QString name = {}; ///< Of a folder, a message or a data set.

    bool operator==(const TreeItem &) const = default;
};

struct TreeItemHash
{
    [[nodiscard]] std::size_t operator()(const TreeItem &item) const
    {
        return qHashMulti(std::size_t(item.kind), item.server, item.route, item.name);
    }
};

/// Where routes can be put: in a server, under a folder or none, at a place of the server's list (-1: the end).
struct TreePlace
{
    ServerId server = {};
    QString folder = {};
    qsizetype position = -1;

    bool operator==(const TreePlace &) const = default;
};

} // namespace framewright::ui
