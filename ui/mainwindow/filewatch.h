// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace framewright::ui {

/// Watches one file for changes that others make to it. What it has is known by a hash, so that a file that was
/// only touched, or written anew with the same bytes, is not reported, and our own saves are not either. A large one
/// is known by its size and time.
class FileWatch final : public QObject
{
    Q_OBJECT
public:
    explicit FileWatch(QObject *parent = nullptr);

    /// Its content of this moment is what is known. An empty name watches nothing.
    void watch(const QString &fileName);
    /// The content of this moment is ours.
    void accept();
    /// While we write the file ourselves nobody looks at it; afterwards somebody does.
    void hold(bool held);

signals:
    /// The content is another than the known one, which it becomes. A file that is gone says nothing: the next save
    /// brings it back.
    void changed();

private:
    void look();
    [[nodiscard]] QByteArray state() const;

    QString m_fileName;
    QByteArray m_known;
    QFileSystemWatcher m_watcher;
    QTimer m_settling; ///< A program writes in steps; we look when it has done.
    bool m_isHeld = false;
};

} // namespace framewright::ui
