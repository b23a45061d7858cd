// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

class QHeaderView;
class QLineEdit;

namespace framewright::ui {

/// Lets the name of a column be typed where it stands: by a double click, or edit(). Return takes it, Escape does not.
class HeaderEditor final : public QObject
{
    Q_OBJECT
public:
    /// `name` is the objectName of the field, `title` what a screen reader says.
    HeaderEditor(QHeaderView *header, const QString &name, const QString &title);

    void edit(int section);

signals:
    void renamed(int section, const QString &name);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void finish();
    void close();

    QHeaderView *m_header;
    QString m_name;
    QString m_title;
    QPointer<QLineEdit> m_line;
    int m_section = -1;
};

} // namespace framewright::ui
