// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "ui/messages/rowsource.h"

class QMenu;

namespace framewright::ui {

class Theme;

/// As what a payload goes to the clipboard.
enum class CopyForm : std::uint8_t
{
    Text, ///< Bytes that are no text as hex.
    Hex,
    Base64,
    JsonText ///< A JSON string: quoted and escaped.
};

[[nodiscard]] QString payloadAs(CopyForm form, const QByteArray &payload, bool isText);
void copyPayload(RowSource &source, const traffic::Row &row, CopyForm form);
/// Copy, and Copy as with its forms. The source outlives the menu.
void addCopyActions(QMenu &menu, const Theme &theme, RowSource &source, const traffic::Row &row);

/// "message-12.json", by what is in it.
[[nodiscard]] QString payloadFileName(const traffic::Row &row);
[[nodiscard]] Result<void> writePayload(const QString &fileName, const QByteArray &payload);

} // namespace framewright::ui
