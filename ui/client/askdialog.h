// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>

#include <functional>

class QFormLayout;
class QLabel;
class QPushButton;

namespace framewright::ui {

/// A small question of a few fields. Its fields' object names are the given ones with "Field" behind; it deletes
/// itself when it is closed.
class AskDialog final : public QDialog
{
    Q_OBJECT
public:
    AskDialog(const QString &title, const QString &verb, QWidget *parent);

    void addText(const QString &name, const QString &label, const QString &text, bool needed);
    /// Hidden while it is typed; needed.
    void addPassphrase(const QString &name, const QString &label);
    /// A line between the fields.
    void addHint(const QString &text);
    /// Free text with what there is already to choose from.
    void addChoice(const QString &name, const QString &label, const QStringList &offered);
    void addNumber(const QString &name, const QString &label, int number, std::pair<int, int> range,
                   const QString &unit);
    /// Gives what is wrong with what was typed, or nothing.
    void setCheck(std::function<QString()> check);

    [[nodiscard]] QString text(const QString &name) const;
    [[nodiscard]] int number(const QString &name) const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void add(const QString &name, const QString &label, QWidget *field);
    void validate();

    QFormLayout *m_form;
    QLabel *m_problem;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_accept = nullptr;
    QList<QWidget *> m_fields;
    QStringList m_needed;
    std::function<QString()> m_check;
};

} // namespace framewright::ui
