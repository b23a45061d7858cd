// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/identifier.h"
#include "app/protocol/opcode.h"
#include "ui/common/windowparts.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QStandardItemModel;
class QTableView;

namespace framewright::ui {

class CodeEdit;
class Completion;
struct RuleVerdict;
struct TrialEffect;

/// A message run through the route on paper: which rule answers it, why those above do not, and what would be sent to
/// whom. Follows the message and the rules while they are typed.
class TryItPage final : public QWidget
{
    Q_OBJECT
public:
    TryItPage(const WindowParts &parts, const Completion &completion, QWidget *parent = nullptr);

    void setRoute(RouteId route);
    /// Tries this message: one of the log, say.
    void setMessage(protocol::Opcode opcode, const QByteArray &payload);

signals:
    /// The person wants to see this rule.
    void ruleWanted(framewright::RuleId rule);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildMessage(const Completion &completion);
    void buildTables();
    [[nodiscard]] QTableView *makeTable(const QString &name, const QString &title, const QStringList &columns);
    void run();
    void addVerdict(const RuleVerdict &verdict);
    void addEffect(const TrialEffect &effect);

    const WindowParts m_parts;
    RouteId m_route;
    QTimer m_typing;
    QComboBox *m_form = nullptr;
    CodeEdit *m_message = nullptr;
    CodeEdit *m_target = nullptr;
    QLabel *m_summary = nullptr;
    QTableView *m_verdicts = nullptr;
    QTableView *m_effects = nullptr;
};

} // namespace framewright::ui
