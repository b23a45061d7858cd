// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/base/error.h"
#include "app/workspace/document.h"

#include <QObject>

class QWidget;

namespace framewright::ui {

class Dialogs;

/// Opening and saving the document of one window: asks for names, and before unsaved work is lost.
class WorkspaceFiles final : public QObject
{
    Q_OBJECT
public:
    WorkspaceFiles(workspace::Document &document, Dialogs &dialogs, QWidget *window);

    /// The example that comes with the program, as an untitled copy of one's own.
    void openExample();
    /// Gives false, and `failed`, where the file cannot be read: the document stays as it was.
    bool openFile(const QString &fileName, workspace::Document::Origin origin);

    void open();
    bool save();
    bool saveAs();
    /// True: nothing would be lost, or the person has chosen.
    [[nodiscard]] bool mayDiscard();

    /// "chat.json", or "Untitled".
    [[nodiscard]] QString title() const;

signals:
    void failed(const framewright::Error &error);
    void succeeded();

private:
    bool saveTo(const QString &fileName);

    workspace::Document &m_document;
    Dialogs &m_dialogs;
    QWidget *m_window;
};

} // namespace framewright::ui
