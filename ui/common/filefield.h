// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <functional>

class QLineEdit;
class QPushButton;

namespace framewright::ui {

class Dialogs;

/// The name of a file: typed, or chosen with Browse…, which types it in the person's place. The line has the object
/// name that is given here, the button the same with "Browse" behind.
class FileField final : public QWidget
{
    Q_OBJECT
public:
    FileField(Dialogs &dialogs, const QString &name, const QString &title, QWidget *parent);

    [[nodiscard]] QLineEdit *line() const { return m_line; }
    /// What Browse… lists, as QFileDialog spells it.
    void setFilter(const QString &filter) { m_filter = filter; }
    /// A chosen file in this folder or below is named from there, so that both can move together.
    void setFolder(std::function<QString()> folder) { m_folder = std::move(folder); }
    void setReadOnly(bool readOnly);

private:
    void browse();
    [[nodiscard]] QString nameOf(const QString &file) const;

    Dialogs &m_dialogs;
    QString m_title;
    QString m_filter;
    std::function<QString()> m_folder;
    QLineEdit *m_line;
    QPushButton *m_browse;
};

/// What certificates and keys are called.
[[nodiscard]] QString pemFilter();

} // namespace framewright::ui
