// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/quietsize.h"

namespace framewright::ui {

void setQuietSize(QFont &font, const QFont &base)
{
    constexpr double share = 0.92;
    if (base.pixelSize() > 0)
        font.setPixelSize(qRound(base.pixelSize() * share));
    else
        font.setPointSizeF(base.pointSizeF() * share);
}

} // namespace framewright::ui
