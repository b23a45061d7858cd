// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/rules/compiledroute.h"
#include "app/value/value.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace framewright::ui {

class CodeEdit;
class Completion;
class FlowLayout;
class HeaderLines;
class Theme;
class WordCombo;

/// One entry of a route's `http` as a sentence: "When [GET] [/status] is asked for, answer [200] with [JSON]", the
/// body below it, and the signal that the request raises. What it does not know of the entry stays as it is.
class CompanionCard final : public QWidget
{
    Q_OBJECT
public:
    /// `place`: the entry's number.
    CompanionCard(const Theme &theme, const Completion &completion, int place, QWidget *parent);

    /// Says nothing; what is being typed and means the same stays.
    void setEntry(const value::Value &entry);
    [[nodiscard]] const value::Value &entry() const { return m_entry; }
    /// All of the route; those of this entry are shown.
    void setProblems(const QList<rules::Problem> &problems);
    /// The keyboard goes to the path.
    void start();

signals:
    /// `name` says what was changed, for undo; `field` where.
    void edited(const QString &name, const QString &field);
    /// What was typed is meant.
    void settled();
    void removeRequested();

private:
    void buildRequest(FlowLayout *line);
    void buildAnswer(FlowLayout *line);
    void buildSignal(FlowLayout *line);
    void buildButtons(QHBoxLayout *row);
    void addWord(FlowLayout *line, const QString &text, QWidget *buddy);
    [[nodiscard]] CodeEdit *makeEdit(const QString &key, const QString &title, const QString &hint, bool isLine);

    void showEntry();
    void showBody();
    void showPhrase();
    void showSignal();
    void showProblem();
    void changeForm();
    void takeBody();
    void takeSignal(const QString &name);
    [[nodiscard]] value::Value signalToWrite() const;
    /// Undefined: the key is not written.
    void put(QByteArrayView key, const value::Value &value, const QString &name);
    [[nodiscard]] QString formOf() const;

    const Theme &m_theme;
    const Completion &m_completion;
    const int m_place;
    value::Value m_entry;
    QVBoxLayout *m_rows;
    WordCombo *m_method = nullptr;
    CodeEdit *m_path = nullptr;
    QSpinBox *m_status = nullptr;
    WordCombo *m_form = nullptr;
    CodeEdit *m_body = nullptr;
    HeaderLines *m_headers = nullptr;
    QToolButton *m_addHeaders = nullptr;
    CodeEdit *m_signal = nullptr;
    QWidget *m_recipients = nullptr;
    WordCombo *m_whom = nullptr;
    CodeEdit *m_room = nullptr;
    CodeEdit *m_with = nullptr;
    QLabel *m_problem = nullptr;
    QString m_mistake; ///< What is typed as the body, and is no JSON.
    QStringList m_found;
    bool m_isShowing = false;
};

} // namespace framewright::ui
