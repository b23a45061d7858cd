// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/expression/spelling.h"

#include "app/expression/function.h"
#include "app/expression/root.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace framewright::expression {

namespace {

/// Letters to insert, drop, change or swap with a neighbour (optimal string alignment).
int distance(QByteArrayView left, QByteArrayView right)
{
    const auto width = static_cast<std::size_t>(right.size()) + 1;
    std::vector<int> beforeLast(width);
    std::vector<int> last(width);
    std::vector<int> current(width);
    std::iota(last.begin(), last.end(), 0);
    for (qsizetype row = 0; row < left.size(); ++row) {
        current[0] = static_cast<int>(row) + 1;
        for (std::size_t column = 1; column < width; ++column) {
            const auto at = static_cast<qsizetype>(column) - 1;
            const int changed = last[column - 1] + (left[row] == right[at] ? 0 : 1);
            current[column] = std::min({last[column] + 1, current[column - 1] + 1, changed});
            const bool isSwapped = row > 0 && at > 0 && left[row] == right[at - 1] && left[row - 1] == right[at];
            if (isSwapped)
                current[column] = std::min(current[column], beforeLast[column - 2] + 1);
        }
        beforeLast.swap(last);
        last.swap(current);
    }
    return last.back();
}

constexpr std::array scriptNames = {
    "Array",
    "ArrayBuffer",
    "BigInt",
    "Boolean",
    "DataView",
    "Date",
    "Error",
    "Float64Array",
    "Infinity",
    "Int32Array",
    "JSON",
    "Map",
    "Math",
    "NaN",
    "Number",
    "Object",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "TypeError",
    "Uint8Array",
    "Uint16Array",
    "Uint32Array",
    "async",
    "await",
    "class",
    "decodeURI",
    "decodeURIComponent",
    "delete",
    "encodeURI",
    "encodeURIComponent",
    "eval",
    "escape",
    "function",
    "globalThis",
    "in",
    "instanceof",
    "isFinite",
    "isNaN",
    "let",
    "new",
    "parseFloat",
    "parseInt",
    "this",
    "typeof",
    "unescape",
    "void",
};

} // namespace

QString closestTo(QByteArrayView name, const std::vector<QByteArrayView> &candidates)
{
    // A name from a file may be of any length; the search is quadratic.
    if (name.size() > 64)
        return {};
    int best = name.size() < 4 ? 2 : 3;
    QByteArrayView closest;
    for (const QByteArrayView candidate : candidates) {
        const int found = distance(name, candidate);
        if (found < best) {
            best = found;
            closest = candidate;
        }
    }
    return QString::fromUtf8(closest);
}

QString didYouMean(const QString &likely)
{
    return likely.isEmpty() ? QStringLiteral(".") : QStringLiteral("; did you mean \"%1\"?").arg(likely);
}

std::vector<QByteArrayView> functionNames()
{
    std::vector<QByteArrayView> found;
    found.reserve(FunctionCount);
    for (int index = 0; index < FunctionCount; ++index)
        found.push_back(nameOf(static_cast<Function>(index)));
    return found;
}

std::vector<QByteArrayView> rootNames()
{
    std::vector<QByteArrayView> found;
    found.reserve(RootCount);
    for (int index = 0; index < RootCount; ++index)
        found.push_back(nameOf(static_cast<Root>(index)));
    return found;
}

bool isKnownToScripts(QByteArrayView name)
{
    return std::any_of(scriptNames.begin(), scriptNames.end(),
                       [&](const char *known) { return QByteArrayView(known) == name; });
}

} // namespace framewright::expression
