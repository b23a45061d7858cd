// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/settingspage.h"

namespace framewright::ui {

class FormLayout;

/// What a route is and how it takes or turns down a handshake: path, name, folder, codec; subprotocols, headers,
/// delay, compression; refusals; limits.
class HandshakePage final : public SettingsPage
{
    Q_OBJECT
public:
    explicit HandshakePage(const WindowParts &parts, QWidget *parent = nullptr);

protected:
    void showRoute(const workspace::Route &route) override;

private:
    void addRoute(FormLayout &rows);
    void addAccept(FormLayout &rows);
    void addDeflate(FormLayout &rows);
    void addRefusals(FormLayout &rows);
    void addMessages(FormLayout &rows);
    void addLimits(FormLayout &rows);

    QComboBox *m_folder = nullptr;
    class RefusalList *m_refusals = nullptr;
};

} // namespace framewright::ui
