// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"

#include <tl/expected.hpp>

namespace framewright {

/// A value, or why there is none. `return fail(u"..."_qs)` makes the error side.
template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(QString what, QString where = {}, QString advice = {})
{
    return tl::unexpected<Error>(Error{std::move(what), std::move(where), std::move(advice)});
}

} // namespace framewright
