// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/expression/outcome.h"

#include <QByteArrayView>

#include <span>
#include <vector>

namespace framewright::expression {

class Scope;

/// `faker(what, locale, options)`: something made up, by the names that users of faker know: "person.firstName",
/// "internet.email". The locale is a text ("de"), options an object ({min: 1, max: 6}); both may be left out, in
/// any order. Chance is the scope's, so that the same seed makes up the same.
[[nodiscard]] Outcome fake(std::span<const Value> arguments, Scope &scope);

/// All that it can make up, in the order of the reference.
[[nodiscard]] std::vector<QByteArrayView> fakerNames();
/// The locales that have words of their own.
[[nodiscard]] std::vector<QByteArrayView> fakerLocales();

} // namespace framewright::expression
