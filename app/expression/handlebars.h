// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace framewright::expression {

/// Many who come have templates of Mockoon at hand, which are written in Handlebars: `queryParam 'id'` is
/// `req.query.id` here. What such a text should be, as a sentence; empty where it is no Handlebars, which nothing that
/// JavaScript accepts is taken for.
[[nodiscard]] QString handlebarsMistake(QByteArrayView expression);

/// What a helper of Mockoon is here, told of its name alone: `; Mockoon's guid is uuid() here.` Empty for any other.
[[nodiscard]] QString helperHere(QByteArrayView name);

/// The names of Mockoon's helpers that are known.
[[nodiscard]] std::vector<QByteArrayView> helperNames();

} // namespace framewright::expression
