// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/windowparts.h"

#include <QHash>
#include <QWidget>

class QAction;
class QMenu;
class QSplitter;
class QTableView;

namespace framewright::ui {

class Completion;
class EmptyState;
class LiveVariables;
class MessageSampler;
class RuleEditor;
class RuleModel;

/// The rules of the chosen route: a table to be read and ordered, and the chosen rule below it to be edited.
class RulesPage final : public QWidget
{
    Q_OBJECT
public:
    explicit RulesPage(const WindowParts &parts, QWidget *parent = nullptr);

    /// Another route, or none.
    void showRoute(RouteId route);
    [[nodiscard]] RouteId route() const { return m_route; }
    /// Chooses a rule of the route that is shown.
    void showRule(RuleId rule);
    [[nodiscard]] Completion &completion() const { return *m_completion; }
    [[nodiscard]] QAction *addAction() const { return m_add; }
    [[nodiscard]] QAction *jsonAction() const { return m_json; }
    /// What was typed and waits is written.
    void flush();

signals:
    /// The person turned to what answers handshakes.
    void handshakeWanted();
    void pasteFailed(const framewright::Error &error);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void addActions();
    void addShortcuts();
    void buildTable();
    void buildLayout();
    void updateActions();
    void handleChange(const workspace::Change &change);
    void handleHits(RouteId route, const QList<rules::RuleHits> &hits);
    void handleProblems(RouteId route, const QList<rules::Problem> &problems);
    void showChosen();
    void showMenu(const QPoint &place);
    void takeRoute();
    void chooseFirst();

    void addRule();
    void duplicateRule();
    void removeRule();
    void toggleRule();
    void moveRule(int steps);
    void copyRule() const;
    void pasteRules(const QString &json, qsizetype position);
    void pasteFromClipboard();

    [[nodiscard]] const workspace::Route *shownRoute() const;
    [[nodiscard]] const workspace::Rule *chosenRule() const;
    /// Where a new rule goes: behind the chosen one, counted without refusals.
    [[nodiscard]] qsizetype newPosition() const;
    [[nodiscard]] QString nameOf(const workspace::Rule &rule) const;

    const WindowParts m_parts;
    const workspace::Document &m_document;
    RouteId m_route;
    RuleModel *m_model;
    QTableView *m_table;
    EmptyState *m_empty = nullptr;
    Completion *m_completion;
    MessageSampler *m_sampler;
    LiveVariables *m_live;
    RuleEditor *m_editor;
    QWidget *m_refusal = nullptr;
    QSplitter *m_splitter = nullptr;
    QAction *m_add = nullptr;
    QAction *m_json = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_toggle = nullptr;
    QAction *m_copy = nullptr;
    QAction *m_paste = nullptr;
    QHash<RouteId, QList<rules::RuleHits>> m_hits;
    QHash<RouteId, QList<rules::Problem>> m_problems;
};

} // namespace framewright::ui
