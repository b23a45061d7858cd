// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace framewright::ui {

class Theme;

/// The fields of an HTTP head, one a line: "Name: value". What the file has beside plain texts stays as it is until
/// its line is changed.
class HeaderLines final : public QWidget
{
    Q_OBJECT
public:
    HeaderLines(const Theme &theme, const QString &name, const QString &title, QWidget *parent = nullptr);

    /// A word in front, where no row of a form says what it is.
    void setWord(const QString &word);
    /// Says nothing; what is being typed and means the same stays.
    void setHeaders(const value::Value &headers);

signals:
    void edited(const framewright::value::Value &headers);

private:
    void handleText();
    /// Nothing, and why, where a line is no field.
    [[nodiscard]] bool read(value::Value &headers, QString &problem) const;

    const Theme &m_theme;
    QPlainTextEdit *m_text;
    QLabel *m_problem;
    value::Value m_shown;
    bool m_isShowing = false;
};

} // namespace framewright::ui
