// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/workspace.h"

#include <QDateTime>
#include <QLockFile>
#include <QString>

#include <memory>
#include <vector>

namespace framewright::ui {

/// A side file that a program which did not end well has left: unsaved work.
struct AbandonedWork
{
    QString sideFile;
    QString fileName; ///< Where the workspace had its file; empty: it had none.
    QDateTime keptAt;
};

/// The side file of one window, in the user's data folder: the unsaved state of its workspace every few seconds. A
/// lock beside it says that its window lives; what lies there without one is from a crash.
class RecoveryFile final
{
public:
    explicit RecoveryFile(const QString &folder = defaultFolder());
    ~RecoveryFile(); ///< Nothing is left of it.
    Q_DISABLE_COPY_MOVE(RecoveryFile)

    [[nodiscard]] static QString defaultFolder();
    /// The newest first.
    [[nodiscard]] static std::vector<AbandonedWork> findAbandoned(const QString &folder = defaultFolder());
    [[nodiscard]] static Result<workspace::Workspace> read(const AbandonedWork &work);
    static void discard(const AbandonedWork &work);

    /// Writes behind the window; the one that is asked for last is the one that stays.
    void keep(std::shared_ptr<const workspace::Workspace> workspace, const QString &fileName);
    /// There is nothing unsaved any more.
    void forget();
    /// Waits until nothing is being written.
    void finish();
    [[nodiscard]] QString sideFile() const { return m_sideFile; }

private:
    class Writer;
    QString m_sideFile;
    std::unique_ptr<QLockFile> m_lock;
    std::unique_ptr<Writer> m_writer;
};

} // namespace framewright::ui
