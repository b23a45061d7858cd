// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/tokens.h"

#include <QIcon>
#include <QPixmap>

namespace framewright::ui {

class Theme;

/// An icon of ours (`resources/icons/NAME.svg`), tinted by the token when it is painted: it follows the theme and
/// the screen's pixel ratio by itself. Disabled it is faint. The theme must outlive it.
[[nodiscard]] QIcon themedIcon(const Theme &theme, const QString &name, Token token = Token::Muted);

/// The same as a picture of `size` device-independent pixels, from a cache.
[[nodiscard]] QPixmap iconPixmap(const QString &name, int size, const QColor &color, qreal devicePixelRatio);

} // namespace framewright::ui
