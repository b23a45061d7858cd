// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/rules/workspacefiles.h"
#include "ui/common/windowparts.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QStandardItemModel;
class QTableView;

namespace framewright::ui {

class Completion;
class LiveVariables;
class TrialInput;
struct RuleVerdict;
struct TrialEffect;
struct TrialResult;
struct TrialWish;

/// A message run through the route on paper: which rule answers it, why those above do not, and what would be sent to
/// whom. Follows the message and the rules while they are typed.
class TryItPage final : public QWidget
{
    Q_OBJECT
public:
    TryItPage(const WindowParts &parts, const Completion &completion, QWidget *parent = nullptr);

    void setRoute(RouteId route);
    /// Tries a message of the log.
    void take(const TrialWish &wish);

signals:
    /// The person wants to see this rule.
    void ruleWanted(framewright::RuleId rule);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void buildTables();
    [[nodiscard]] QTableView *makeTable(const QString &name, const QString &title, const QStringList &columns);
    void follow();
    void run();
    void say(const QString &text, bool isMistake = false);
    void showResult(const TrialResult &result, const QString &codec);
    void showAnswer(const QList<RuleVerdict> &verdicts);
    void addVerdict(const RuleVerdict &verdict);
    void addEffect(const TrialEffect &effect);

    const WindowParts m_parts;
    rules::WorkspaceFiles m_files; ///< What is on paper sends the files that there are.
    RouteId m_route;
    QTimer m_typing;
    LiveVariables *m_live;
    TrialInput *m_input;
    QLabel *m_summary;
    bool m_saysMistake = false;
    QTableView *m_verdicts = nullptr;
    QTableView *m_effects = nullptr;
};

} // namespace framewright::ui
