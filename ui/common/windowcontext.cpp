// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/windowcontext.h"

namespace framewright::ui {

void WindowContext::select(const Selection &selection)
{
    if (selection == m_selection)
        return;
    m_selection = selection;
    emit selectionChanged(m_selection);
}

void WindowContext::selectConnection(ConnectionId connection)
{
    Selection selection = m_selection;
    selection.connection = connection;
    select(selection);
}

} // namespace framewright::ui
