// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/common/windowparts.h"
#include "ui/palette/paletteentry.h"

#include <QObject>

class QWidget;

namespace framewright::workspace {
class Document;
}

namespace framewright::ui {

class WorkspaceFiles;

/// The examples of the program in this window: File > New from example, and their entries in the palette. One that is
/// opened is a workspace of one's own, without a file, and serves at once.
class WindowExamples final : public QObject
{
    Q_OBJECT
public:
    WindowExamples(const WindowParts &parts, workspace::Document &document, WorkspaceFiles &files, QWidget *window);

    void addEntries(std::vector<PaletteEntry> &entries);

private:
    void showDialog();
    void open(const QString &fileName);
    void take(const QString &fileName);

    WindowParts m_parts;
    workspace::Document &m_document;
    WorkspaceFiles &m_files;
    QWidget *m_window;
    std::vector<PaletteEntry> m_entries; ///< Made once, when first asked for.
};

} // namespace framewright::ui
