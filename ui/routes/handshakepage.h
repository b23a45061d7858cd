// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/settingspage.h"

namespace framewright::ui {

class RefusalList;
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
    void showProblems(const QList<rules::Problem> &problems) override;

private:
    /// A row under the last one for what is wrong with its fields, by their names in the file.
    void addProblem(FormLayout &rows, const QStringList &fields);
    void addRoute(FormLayout &rows);
    void addAccept(FormLayout &rows);
    void addDeflate(FormLayout &rows);
    void addRefusals(FormLayout &rows);
    void addMessages(FormLayout &rows);
    void addLimits(FormLayout &rows);

    QComboBox *m_folder = nullptr;
    RefusalList *m_refusals = nullptr;
    QList<std::pair<QLabel *, QStringList>> m_problems;
};

} // namespace framewright::ui
