// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/windowparts.h"

#include <QHash>
#include <QWidget>

class QAction;
class QStackedWidget;
class QTabBar;

namespace framewright::ui {

class NoticeBar;
class PanelHead;
class RulesPage;

/// The chosen route: path, URL to copy, what cannot work in it, and its pages as tabs. Of a chosen server it shows
/// the first route, so that the window says from the start what a mock does.
class RoutePage final : public QWidget
{
    Q_OBJECT
public:
    explicit RoutePage(const WindowParts &parts, QWidget *parent = nullptr);

    /// A page about the route; routeShown() tells it which.
    void addPage(const QString &title, QWidget *page);
    [[nodiscard]] RulesPage &rules() const { return *m_rules; }

signals:
    void routeShown(framewright::RouteId route);

private:
    void addActions();
    void buildTabs();
    void addPages();
    void explain();
    void showRoute();
    void handleChange(const workspace::Change &change);
    void updateHead();
    void updateProblems();
    void handleProblems(RouteId route, const QList<rules::Problem> &problems);
    [[nodiscard]] const workspace::Server *server() const;
    [[nodiscard]] const workspace::Route *route() const;

    const WindowParts m_parts;
    const workspace::Document &m_document;
    PanelHead *m_head;
    NoticeBar *m_notice;
    QWidget *m_row = nullptr; ///< The tabs, and what is done on their page.
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    RulesPage *m_rules;
    QAction *m_copy = nullptr;
    QAction *m_useInClient = nullptr;
    QList<QAction *> m_pageActions;
    QAction *m_explain = nullptr;
    QString m_url;
    RouteId m_shown;
    QHash<RouteId, QList<rules::Problem>> m_problems;
};

} // namespace framewright::ui
