// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"
#include "ui/messages/rowsource.h"

#include <QWidget>

class QAction;
class QStackedWidget;
class QTabBar;

namespace framewright::ui {

class ClientPage;
class PanelHead;

/// Clients to poke routes with, each on a page with a tab of its own; with one of them there are no tabs.
class ClientPanel final : public QWidget
{
    Q_OBJECT
public:
    ClientPanel(const WindowParts &parts, RowSourceFactory source, QWidget *parent = nullptr);

    [[nodiscard]] PanelHead *head() const { return m_head; }

private:
    void addActions();
    void connectContext();
    ClientPage *addPage();
    void closePage(int place);
    void showPage(int place);
    void updateTabs();
    [[nodiscard]] ClientPage *page(int place) const;
    /// The current one, to be seen: the panel comes back where it was closed.
    ClientPage *inFront();
    [[nodiscard]] ClientPage *current() const;

    WindowParts m_parts;
    RowSourceFactory m_source;
    PanelHead *m_head;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QAction *m_close = nullptr;
};

} // namespace framewright::ui
