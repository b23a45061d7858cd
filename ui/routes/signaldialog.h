// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QDialog>

class QGridLayout;
class QLabel;
class QPushButton;

namespace framewright::ui {

class CodeEdit;
class Theme;

/// The values that a signal carries: a line for each, JSON or a text, or one field where they are no object. Raises it
/// as often as one likes; deletes itself when it is closed.
class SignalDialog final : public QDialog
{
    Q_OBJECT
public:
    SignalDialog(const Theme &theme, const QString &signal, const value::Value &with, QWidget *parent);

    [[nodiscard]] value::Value values() const;
    /// For whom it would be raised.
    void setAudience(const QString &audience);
    /// Why it cannot be raised now; empty: it can.
    void setObstacle(const QString &reason);

signals:
    void valuesChanged(const framewright::value::Value &values);
    void raiseWanted(const framewright::value::Value &values);
    /// The values are to be those that the route has for it.
    void keepWanted(const framewright::value::Value &values);

private:
    struct Line
    {
        CodeEdit *name;
        CodeEdit *value;
        QWidget *remove;
        QString originalText; ///< As it showed the value that came.
        value::Value original;
    };

    void buildLines(const value::Value &with);
    void buildWhole(const value::Value &with);
    void buildButtons();
    void addLine(const QString &name, const value::Value &value);
    void removeLine(const CodeEdit *name);
    void raiseNow();
    void showState();

    const Theme &m_theme;
    const QString m_signal;
    const bool m_isObject;
    QGridLayout *m_lines = nullptr;
    QList<Line> m_all;
    int m_number = 0; ///< Of the next line.
    CodeEdit *m_whole = nullptr;
    QLabel *m_state;
    QPushButton *m_raise = nullptr;
    QString m_audience;
    QString m_obstacle;
};

} // namespace framewright::ui
