// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/traffic/filter.h"
#include "app/traffic/filterwords.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <optional>

class QComboBox;
class QCompleter;
class QLabel;
class QLineEdit;
class QPushButton;
class QStandardItemModel;

namespace framewright::ui {

class Theme;

/// The line above the log: words that narrow it, with hints while one types and what is wrong with them said right
/// below; beside it the direction and whether pings and pongs are shown. A mistake leaves the filter before it.
class FilterBox final : public QWidget
{
    Q_OBJECT
public:
    /// `names` is asked while one types.
    FilterBox(const Theme &theme, std::function<traffic::FilterNames()> names, QWidget *parent);

    /// The last words without a mistake.
    [[nodiscard]] const traffic::Filter &words() const { return m_words; }
    [[nodiscard]] std::optional<event::Direction> direction() const;
    [[nodiscard]] bool showsControl() const;
    [[nodiscard]] bool isEmpty() const;

    void setText(const QString &text);
    /// Behind what is typed already.
    void addWord(const QString &word);
    /// Nothing is left out any more, pings and pongs too.
    void showAll();
    void focusField();
    /// Something beside the words themselves is wrong with them; empty: nothing.
    void setWarning(const QString &warning);

signals:
    void changed();
    /// Down, or Enter: to the rows.
    void leftDownwards();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildField();
    void buildChoices();
    void handleTyped();
    void apply();
    void offerHints();
    void takeHint(const QString &hint);
    void showMistake(const std::optional<traffic::FilterMistake> &mistake);
    void underline(const std::optional<traffic::FilterMistake> &mistake);
    void placeMistake();
    [[nodiscard]] bool handleKey(int key);

    const Theme &m_theme;
    std::function<traffic::FilterNames()> m_names;
    QLineEdit *m_field;
    QComboBox *m_direction;
    QPushButton *m_control;
    QLabel *m_mistake; ///< Lies over what is below: the list must not move while one types.
    QStandardItemModel *m_hints;
    QCompleter *m_completer;
    QTimer m_wait;
    traffic::Filter m_words;
    QString m_warning;
};

} // namespace framewright::ui
