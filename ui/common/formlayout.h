// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFormLayout>
#include <QLabel>

#include <utility>

class QComboBox;
class QLineEdit;
class QSpinBox;
class QScrollArea;

namespace framewright::ui {

class Theme;

/// The look of forms: labels in muted at the left, fields at the right, headings over groups; scrolls where it must.
class FormLayout final
{
public:
    /// Takes the place of the page's layout.
    FormLayout(const Theme &theme, QWidget *page);

    void addHeading(const QString &text);
    /// The label is the field's buddy; its mnemonic leads to it.
    QLabel *addRow(const QString &label, QWidget *field);
    /// Across both columns, in muted.
    QLabel *addHint(const QString &text);
    void addWide(QWidget *widget);
    void setRowVisible(QWidget *field, bool visible);
    /// What fields and rows are children of.
    [[nodiscard]] QWidget *body() const { return m_body; }

private:
    const Theme &m_theme;
    QWidget *m_body;
    QFormLayout *m_rows;
};

// Fields with their names for tests and for a screen reader.

[[nodiscard]] QLineEdit *makeLine(QWidget *parent, const QString &name, const QString &title,
                                  const QString &placeholder = {});
[[nodiscard]] QSpinBox *makeNumber(QWidget *parent, const QString &name, const QString &title, int minimum, int maximum,
                                   const QString &suffix = {}, const QString &wordForMinimum = {});
/// Entries are text and value.
[[nodiscard]] QComboBox *makeChoice(QWidget *parent, const QString &name, const QString &title,
                                    const QList<std::pair<QString, QString>> &entries);

} // namespace framewright::ui
