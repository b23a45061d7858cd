// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace framewright::engine {
class Engine;
}

namespace framewright::ui {

class ActionRegistry;
class ConnectionBook;
class Dialogs;
class LongWork;
class Theme;
class WindowContext;
class WorkspaceEditor;

/// What every panel of one window is handed: one argument in place of eight. The window owns all of it and outlives
/// its panels; each panel keeps references to what it needs. The document is `editor.document()`, to be read;
/// whatever changes it goes through the editor.
struct WindowParts
{
    Theme &theme;
    engine::Engine &engine;
    WorkspaceEditor &editor;
    ConnectionBook &book;
    WindowContext &context;
    ActionRegistry &actions;
    Dialogs &dialogs;
    LongWork &work; ///< Long work says there how far it is and whether it can be cancelled.
};

} // namespace framewright::ui
