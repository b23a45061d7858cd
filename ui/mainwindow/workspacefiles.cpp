// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/workspacefiles.h"

#include "app/workspace/workspacefile.h"
#include "ui/common/dialogs.h"

#include <QFile>
#include <QFileInfo>
#include <QWidget>

namespace framewright::ui {

WorkspaceFiles::WorkspaceFiles(workspace::Document &document, Dialogs &dialogs, QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_dialogs(dialogs)
    , m_window(window)
{
}

void WorkspaceFiles::openExample()
{
    QFile file(u":/examples/first.json"_qs);
    if (!file.open(QIODevice::ReadOnly)) {
        emit failed({tr("The example is missing from this program."), file.fileName(), tr("Install it again.")});
        return;
    }
    Result<workspace::Workspace> example = workspace::readWorkspace(file.readAll(), file.fileName());
    if (!example) {
        emit failed(example.error());
        return;
    }
    m_document.start(*std::move(example), workspace::Document::Origin::Own);
    emit succeeded();
}

bool WorkspaceFiles::openFile(const QString &fileName, workspace::Document::Origin origin)
{
    if (const Result<void> loaded = m_document.load(fileName, origin); !loaded) {
        emit failed(loaded.error());
        return false;
    }
    emit succeeded();
    return true;
}

void WorkspaceFiles::open()
{
    if (!mayDiscard())
        return;
    if (const auto fileName = m_dialogs.fileToOpen(m_window))
        openFile(*fileName, workspace::Document::Origin::Foreign);
}

bool WorkspaceFiles::save()
{
    return m_document.fileName().isEmpty() ? saveAs() : saveTo({});
}

bool WorkspaceFiles::saveAs()
{
    const QString suggestion = m_document.fileName().isEmpty() ? u"workspace.json"_qs : m_document.fileName();
    const auto fileName = m_dialogs.fileToSave(m_window, suggestion);
    return fileName && saveTo(*fileName);
}

bool WorkspaceFiles::saveTo(const QString &fileName)
{
    const Result<void> saved = fileName.isEmpty() ? m_document.save() : m_document.saveAs(fileName);
    if (!saved) {
        emit failed(saved.error());
        return false;
    }
    emit succeeded();
    return true;
}

bool WorkspaceFiles::mayDiscard()
{
    if (!m_document.isModified())
        return true;
    switch (m_dialogs.ask(m_window, {tr("Unsaved changes"), tr("Save the changes to %1?").arg(title()),
                                     tr("Without saving they are lost."), tr("&Save"), tr("&Discard")})) {
    case Answer::Yes:
        return save();
    case Answer::No:
        return true;
    case Answer::Cancel:
        break;
    }
    return false;
}

QString WorkspaceFiles::title() const
{
    return m_document.fileName().isEmpty() ? tr("Untitled") : QFileInfo(m_document.fileName()).fileName();
}

} // namespace framewright::ui
