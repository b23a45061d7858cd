// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/settingspage.h"

namespace framewright::ui {

class FormLayout;

/// What a route sends by itself, again and again: to each connection on its own, or the same to all.
class StreamPage final : public SettingsPage
{
    Q_OBJECT
public:
    explicit StreamPage(const WindowParts &parts, QWidget *parent = nullptr);

private:
    void addTiming(FormLayout &rows);
    void addMessages(FormLayout &rows);

    class Completion *m_completion;
    QList<QWidget *> m_fields; ///< Those that a route without a stream does not need.
};

} // namespace framewright::ui
