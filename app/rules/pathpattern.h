// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <map>
#include <optional>
#include <vector>

namespace framewright::rules {

/// A route's path: `/chat/{room}`, `/files/{rest*}`, `/{name}.json`. A parameter takes one segment that is not
/// empty, `{rest*}` at the end takes all that follows. Case counts; so does a slash at the end.
class PathPattern final
{
public:
    using Parameters = std::map<QByteArray, QByteArray>;

    /// Matches "/".
    PathPattern();
    [[nodiscard]] static Result<PathPattern> compile(QByteArrayView pattern);

    /// Of a path that is still percent-encoded; literal parts compare decoded, parameters come out decoded.
    [[nodiscard]] std::optional<Parameters> match(QByteArrayView path) const;
    /// Whether it matches every path that the other one matches.
    [[nodiscard]] bool covers(const PathPattern &other) const;

private:
    struct Segment
    {
        QByteArray prefix;
        QByteArray parameter; ///< Empty: the prefix is the whole segment.
        QByteArray suffix;
        bool takesRest = false;

        [[nodiscard]] bool covers(const Segment &other) const;
    };

    [[nodiscard]] static Result<Segment> compileSegment(QByteArrayView text, bool isLast);

    std::vector<Segment> m_segments;
};

/// Percent-encoded bytes decoded (RFC 3986 section 2.1); a "%" without two digits stays.
[[nodiscard]] QByteArray percentDecoded(QByteArrayView encoded);

} // namespace framewright::rules
