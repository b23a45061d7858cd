// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/routes/settingspage.h"

class QComboBox;

namespace framewright::ui {

class FormLayout;
class LiveVariables;
class NowField;

/// The variables that the rules of a route know, of each connection, of the route, of its server and of the workspace:
/// as they are at the start, and as they are now.
class VariablesPage final : public SettingsPage
{
    Q_OBJECT
public:
    explicit VariablesPage(const WindowParts &parts, QWidget *parent = nullptr);

protected:
    void showRoute(const workspace::Route &route) override;
    void showProblems(const QList<rules::Problem> &problems) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    struct Scope
    {
        const char *root; ///< "conn"
        QString name;     ///< Of the field for the start: "connectionVariables".
        QString heading;
        QString hint;
    };

    void addConnection(FormLayout &rows);
    void addOwn(FormLayout &rows);
    void addWider(FormLayout &rows);
    JsonField *addScope(FormLayout &rows, const Scope &scope);
    void offerConnections();
    void showNow();
    [[nodiscard]] QString absence(QByteArrayView root) const;
    [[nodiscard]] const workspace::Server *server() const;

    LiveVariables *m_live;
    QComboBox *m_connections = nullptr;
    QList<std::pair<QByteArray, NowField *>> m_nows;                      ///< By their roots.
    QList<std::pair<QString, std::pair<JsonField *, QLabel *>>> m_starts; ///< What is wrong with them below; by roots.
};

} // namespace framewright::ui
