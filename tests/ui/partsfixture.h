// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "tests/ui/answeringdialogs.h"
#include "ui/common/actionregistry.h"
#include "ui/common/connectionbook.h"
#include "ui/common/longwork.h"
#include "ui/common/theme.h"
#include "ui/common/windowcontext.h"
#include "ui/common/windowparts.h"
#include "ui/common/workspaceeditor.h"

#include <QWidget>

namespace framewright::ui {

using test::AnsweringDialogs;

/// All that a window hands its panels, with a real engine, for tests of one panel.
struct PartsFixture
{
    explicit PartsFixture(const engine::EngineSettings &settings = {})
        : engine(settings)
    {
        QObject::connect(&document, &workspace::Document::changed, &window,
                         [this] { engine.apply(document.snapshot(), document.folder()); });
    }

    Theme theme;
    workspace::Document document;
    engine::Engine engine;
    WorkspaceEditor editor{document};
    ConnectionBook book;
    WindowContext context;
    AnsweringDialogs dialogs;
    LongWork work;
    QWidget window;
    ActionRegistry *actions = new ActionRegistry(theme, &window);
    WindowParts parts{theme, engine, editor, book, context, *actions, dialogs, work};
};

} // namespace framewright::ui
