// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/workspace/shelfactions.h"

#include "ui/common/actionregistry.h"
#include "ui/workspace/datasetsdialog.h"
#include "ui/workspace/environmentsdialog.h"

namespace framewright::ui {

ShelfActions::ShelfActions(const WindowParts &parts, QWidget *panel)
    : QObject(panel)
    , m_parts(parts)
    , m_panel(panel)
{
    parts.actions.add({
        {.name = u"editDataSets"_qs,
         .text = tr("&Data sets…"),
         .icon = u"table"_qs,
         .shortcut = QKeySequence(u"Ctrl+Shift+T"_qs),
         .toolTip = tr("Rows and values that rules look up: data.NAME"),
         .run = [this] { showDataSets(); },
         .menu = ActionMenu::Edit,
         .opensGroup = true},
        {.name = u"editEnvironments"_qs,
         .text = tr("&Environments…"),
         .icon = u"environment"_qs,
         .shortcut = QKeySequence(u"Ctrl+E"_qs),
         .toolTip = tr("Values that differ from place to place: env.NAME"),
         .run = [this] { (new EnvironmentsDialog(m_parts, m_panel))->open(); },
         .menu = ActionMenu::Edit},
    });
}

void ShelfActions::showDataSets(const QString &name)
{
    (new DataSetsDialog(m_parts, name, m_panel))->open();
}

} // namespace framewright::ui
