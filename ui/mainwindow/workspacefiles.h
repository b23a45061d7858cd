// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/result.h"
#include "app/workspace/document.h"
#include "ui/common/longwork.h"
#include "ui/common/windowparts.h"

#include <QObject>
#include <QTimer>

class QMenu;
class QWidget;

namespace framewright::ui {

class FileNotice;
class FileWatch;
class RecoveryFile;

/// The file of one window's workspace: new, open, recent, save; asks before unsaved work is lost; keeps a side file
/// for the case of a crash; says when another program has changed the file. Large files are read behind the window,
/// which stays usable: what is edited meanwhile is not thrown away for the file.
class WorkspaceFiles final : public QObject
{
    Q_OBJECT
public:
    /// Adds newWorkspace and openRecent to the actions.
    WorkspaceFiles(const WindowParts &parts, workspace::Document &document, QWidget *window);
    ~WorkspaceFiles() override;

    /// The bar for what concerns the file, to be laid over the window's centre; hidden while there is nothing.
    [[nodiscard]] QWidget *notice() const;

    /// At the start of the program, without a file: what a crash has left, if the person wants it, else the example.
    void openFirst();
    /// The example that comes with the program, as an untitled copy of one's own.
    void openExample();
    /// Gives false, and says why, where the file cannot be read: the document stays as it was. True for a large one
    /// says that it is on its way; `opened` tells.
    bool openFile(const QString &fileName, workspace::Document::Origin origin);
    /// The same, and its servers start as soon as it is there.
    bool serveFile(const QString &fileName);

    void startNew();
    void open();
    bool save();
    bool saveAs();
    /// True: nothing would be lost, or the person has chosen.
    [[nodiscard]] bool mayDiscard();

    /// "chat.json", or "Untitled".
    [[nodiscard]] QString title() const;

signals:
    void opened(const QString &fileName);
    void failed(const framewright::Error &error);
    void succeeded();

private:
    void addActions();
    void connectDocument();
    bool saveTo(const QString &fileName);
    void openAskingFirst(const QString &fileName);
    void openBehind(const QString &fileName, workspace::Document::Origin origin, bool serve);
    /// Whatever is being read is not wanted any more.
    void giveUpReading();
    void askForOpened(std::shared_ptr<Result<workspace::Workspace>> read, const QString &fileName,
                      workspace::Document::Origin origin, bool serve);
    void takeOpened(Result<workspace::Workspace> read, const QString &fileName, workspace::Document::Origin origin,
                    bool serve);
    void handleOpened(const QString &fileName, workspace::Document::Origin origin, bool serve);
    void showFileError(const Error &error, const QString &fileName);
    bool recover();
    void keepSafe();
    void handleChangedOnDisk();
    void reload();
    void compare();
    void fillRecent(QMenu &menu);

    workspace::Document &m_document;
    WindowParts m_parts;
    QWidget *m_window;
    FileNotice *m_notice;
    FileWatch *m_watch;
    std::unique_ptr<RecoveryFile> m_recovery;
    QTimer m_safety;      ///< From an edit to the side file.
    int m_generation = 0; ///< Of files that are read behind the window; an older one is not wanted any more.
    LongWork::Number m_reading = 0;
};

} // namespace framewright::ui
