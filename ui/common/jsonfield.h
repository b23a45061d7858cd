// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/value/value.h"

#include <QPlainTextEdit>
#include <QWidget>

#include <optional>

class QLabel;

namespace framewright::ui {

class Theme;

/// JSON in a form: checked while it is typed, with the place of an error below it. What is wrong is not handed on;
/// digits and the order of keys stay as they are typed.
class JsonField final : public QWidget
{
    Q_OBJECT
public:
    enum class Shape : std::uint8_t
    {
        Object,
        List,
        Any
    };

    /// `name` is the objectName of the editor, `title` what a screen reader says.
    JsonField(const Theme &theme, Shape shape, const QString &name, const QString &title, QWidget *parent = nullptr);

    /// Says nothing; a text that means the same already stays as it was typed.
    void setValue(const value::Value &value);
    /// Empty while the text is right.
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QPlainTextEdit *editor() const { return m_text; }
    void setLines(int lines);

signals:
    void edited(const framewright::value::Value &value);
    void left(); ///< The keyboard went elsewhere.

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void handleText();
    [[nodiscard]] std::optional<value::Value> read(QString &problem) const;

    Shape m_shape;
    QPlainTextEdit *m_text;
    QLabel *m_problem;
    bool m_isShowing = false;
};

} // namespace framewright::ui
