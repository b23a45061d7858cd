// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/settingspage.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace framewright::ui {

class CompanionCard;
class Completion;
class FormLayout;

/// The companion HTTP of a route: plain requests on the same port, each answered as its card says.
class CompanionPage final : public SettingsPage
{
    Q_OBJECT
public:
    explicit CompanionPage(const WindowParts &parts, QWidget *parent = nullptr);

protected:
    void showRoute(const workspace::Route &route) override;
    void showProblems(const QList<rules::Problem> &problems) override;

private:
    void addCard();
    void removeCard();
    void addEntry();
    void removeEntry(qsizetype place);

    Completion *m_completion;
    QVBoxLayout *m_rows = nullptr;
    QPushButton *m_another = nullptr;
    QLabel *m_empty = nullptr;
    QList<CompanionCard *> m_cards;
    RouteId m_shown;
};

} // namespace framewright::ui
