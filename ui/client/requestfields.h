// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/protocol/headerfields.h"
#include "app/workspace/workspace.h"

#include <QString>
#include <QUrl>

namespace framewright::ui {

/// "ws://" where no scheme is given, ws and wss for http and https.
[[nodiscard]] Result<QUrl> parseUrl(const QString &text);

/// Lines of "Name: value"; empty ones and those behind "# " are skipped.
[[nodiscard]] Result<protocol::HeaderFields> parseHeaders(const QString &lines);
/// The same lines as a saved request keeps them, those switched off with a # too.
[[nodiscard]] std::vector<workspace::HeaderLine> headerLines(const QString &lines);
[[nodiscard]] QString headerText(const std::vector<workspace::HeaderLine> &headers);

/// The query of a URL as lines of "name=value", decoded; and a URL with its query taken from such lines. All else of
/// the URL stays as it was typed.
[[nodiscard]] QString queryLines(const QString &url);
[[nodiscard]] QString withQuery(const QString &url, const QString &lines);

/// A subprotocol's name, or why it cannot be one.
[[nodiscard]] Result<QList<QByteArray>> parseSubprotocols(const QString &text);

} // namespace framewright::ui
