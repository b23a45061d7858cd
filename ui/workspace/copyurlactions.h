// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"

#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace framewright::ui {

/// The chosen route's address in the forms that people need, to the clipboard: curl, websocat, JavaScript, Python; and
/// as a QR code. Names in the registry: copyAsCurl, copyAsWebsocat, copyAsJavaScript, copyAsPython, showQrCode.
class CopyUrlActions final : public QObject
{
    Q_OBJECT
public:
    CopyUrlActions(const WindowParts &parts, QWidget *panel);

    /// All of them, the plain URL first.
    void fill(QMenu &menu) const;

private:
    void showQrCode();
    void updateActions();

    WindowParts m_parts;
    QWidget *m_panel;
    QList<QAction *> m_own;
};

} // namespace framewright::ui
