// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/document.h"
#include "ui/common/windowparts.h"
#include "ui/mainwindow/filereader.h"
#include "ui/mainwindow/linediff.h"

#include <QObject>
#include <QTimer>

#include <functional>

class QMenu;
class QWidget;

namespace framewright::ui {

class FileNotice;
class FileSaver;
class FileWatch;
class RecoveryFile;

/// The file of one window's workspace: new, open, recent, save; asks before unsaved work is lost; keeps a side file
/// for the case of a crash; says when another program has changed the file. Large files are read and written behind
/// the window, which stays usable: what is edited meanwhile is neither thrown away for the file nor taken for saved.
class WorkspaceFiles final : public QObject
{
    Q_OBJECT
public:
    /// Adds newWorkspace and openRecent to the actions.
    WorkspaceFiles(const WindowParts &parts, workspace::Document &document, QWidget *window);
    ~WorkspaceFiles() override;

    /// The bar for what concerns the file, to be laid over the window's centre; hidden while there is nothing.
    [[nodiscard]] QWidget *notice() const;

    /// At the start of the program: the newest that a crash has left, if the person wants it.
    bool recover();
    /// The example that comes with the program, as an untitled copy of one's own.
    void openExample();
    /// Gives false, and says why, where the file cannot be read: the document stays as it was. True for a large one
    /// says that it is on its way; `opened` tells.
    bool openFile(const QString &fileName, workspace::Document::Origin origin);
    /// The same, and its servers start as soon as it is there.
    bool serveFile(const QString &fileName);

    void startNew();
    void open();
    /// True: it is saved, or on its way to the file.
    bool save();
    bool saveAs();
    using Step = std::function<void()>;
    /// Goes on as soon as nothing would be lost, or the person has chosen so: at once, or behind a save. Else it stays.
    void discardThen(
        const Step &goOn, const Step &stay = [] {});
    /// The same for the window itself. False: it stays, or closes when its file is written.
    [[nodiscard]] bool mayClose();
    /// It closes when its file is written.
    [[nodiscard]] bool isClosing() const { return m_closing == Closing::Waits; }

    /// "chat.json", or "Untitled".
    [[nodiscard]] QString title() const;

signals:
    void opened(const QString &fileName);
    void failed(const framewright::Error &error);
    void succeeded();
    /// It was to close behind its save, and does not.
    void stayed();

private:
    enum class Closing : std::uint8_t
    {
        No,
        Asks,
        Waits, ///< For the file to be written.
        Ready
    };

    void addActions();
    void connectDocument();
    void connectFile();
    void handleSaved();
    bool saveTo(const QString &fileName);
    void saveThen(const Step &goOn, const Step &stay);
    void waitForSaving(const Step &goOn, const Step &stay);
    void goOnClosing();
    void stayOpen();
    void openAskingFirst(const QString &fileName);
    bool openFrom(const QString &fileName, workspace::Document::Origin origin, bool serve);
    void askForOpened(const ReadWorkspace &read, const QString &fileName, workspace::Document::Origin origin,
                      bool serve);
    void takeOpened(const ReadWorkspace &read, const QString &fileName, workspace::Document::Origin origin, bool serve);
    void handleOpened(const QString &fileName, workspace::Document::Origin origin, bool serve);
    void showFileError(const Error &error, const QString &fileName);
    void keepSafe();
    void handleChangedOnDisk();
    void askAboutDisk(const ReadWorkspace &onDisk);
    void reload(const ReadWorkspace &onDisk);
    void compare(const ReadWorkspace &onDisk);
    void showComparison(const ReadWorkspace &onDisk, const std::vector<DiffLine> &lines);
    void fillRecent(QMenu &menu);

    workspace::Document &m_document;
    WindowParts m_parts;
    QWidget *m_window;
    FileNotice *m_notice;
    FileWatch *m_watch;
    FileReader *m_reader; ///< What is to be opened.
    FileReader *m_look;   ///< What another program has written.
    FileSaver *m_saver;
    std::unique_ptr<RecoveryFile> m_recovery;
    QTimer m_safety; ///< From an edit to the side file.
    LongWork::Number m_comparing = 0;
    Closing m_closing = Closing::No;
};

} // namespace framewright::ui
