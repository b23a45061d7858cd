// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace framewright::expression {

/// The candidate that a mistyped name most likely meant: up to two letters off; empty where none is near.
[[nodiscard]] QString closestTo(QByteArrayView name, const std::vector<QByteArrayView> &candidates);
/// `; did you mean "send"?` or, where nothing is likely, a full stop.
[[nodiscard]] QString didYouMean(const QString &likely);

[[nodiscard]] std::vector<QByteArrayView> functionNames();
[[nodiscard]] std::vector<QByteArrayView> rootNames();
/// Whether JavaScript has this name or keyword itself, so that only the engine can judge it.
[[nodiscard]] bool isKnownToScripts(QByteArrayView name);

} // namespace framewright::expression
