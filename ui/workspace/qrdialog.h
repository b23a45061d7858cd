// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QImage>

namespace framewright::ui {

/// A picture of the text as a QR code, one pixel a module, with the quiet zone of four around it; none where the text
/// is too long for one.
[[nodiscard]] QImage qrCode(const QString &text);

/// A route's URL for a phone to scan; without one, why a phone could not connect and what to change.
class QrDialog final : public QDialog
{
    Q_OBJECT
public:
    /// `url` is one that other machines can reach; empty: there is none.
    QrDialog(const QString &url, const QString &whyNot, QWidget *parent = nullptr);
};

} // namespace framewright::ui
