// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/windowexamples.h"

#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/actionregistry.h"
#include "ui/common/serverstart.h"
#include "ui/help/exampledialog.h"
#include "ui/mainwindow/workspacefiles.h"

#include <QFile>

namespace framewright::ui {

WindowExamples::WindowExamples(const WindowParts &parts, workspace::Document &document, WorkspaceFiles &files,
                               QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_document(document)
    , m_files(files)
    , m_window(window)
{
    parts.actions.add({.name = u"newFromExample"_qs,
                       .text = tr("New from &example…"),
                       .icon = u"star"_qs,
                       .shortcut = {},
                       .toolTip = tr("A workspace that works already, to try and to change"),
                       .run = [this] { showDialog(); }});
}

void WindowExamples::addEntries(std::vector<PaletteEntry> &entries)
{
    if (m_entries.empty()) {
        for (const Example &example : readExamples()) {
            m_entries.push_back({u"example/" % example.fileName,
                                 example.title,
                                 tr("example"),
                                 u"star"_qs,
                                 {},
                                 [this, fileName = example.fileName] { open(fileName); }});
        }
    }
    entries.insert(entries.end(), m_entries.begin(), m_entries.end());
}

void WindowExamples::showDialog()
{
    auto *dialog = new ExampleDialog(m_parts.theme, readExamples(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExampleDialog::chosen, this, &WindowExamples::open);
    dialog->open();
}

void WindowExamples::open(const QString &fileName)
{
    m_files.discardThen([this, fileName] { take(fileName); });
}

void WindowExamples::take(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly)) {
        emit m_files.failed({tr("The example is missing from this program."), fileName, tr("Install it again.")});
        return;
    }
    Result<workspace::Workspace> example = workspace::readWorkspace(file.readAll(), fileName);
    if (!example) {
        emit m_files.failed(example.error());
        return;
    }
    m_document.start(*std::move(example), workspace::Document::Origin::Own);
    emit m_files.succeeded();
    startAllServers(m_parts, m_window);
}

} // namespace framewright::ui
