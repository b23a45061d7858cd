// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/settingspage.h"

#include "app/workspace/document.h"

namespace framewright::ui {

SettingsPage::SettingsPage(const WindowParts &parts, const QString &name, const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_form(parts.editor, [this](const EditStep &step, const PartForm<workspace::Route>::Change &change) {
        m_parts.editor.editRoute(step, m_route, change);
    })
{
    setObjectName(name);
    setAccessibleName(title);
    setEnabled(false);
    connect(&parts.editor.document(), &workspace::Document::changed, this, &SettingsPage::showAgain);
}

void SettingsPage::setRoute(RouteId route)
{
    if (m_route != route)
        m_parts.editor.endTyping();
    m_route = route;
    showAgain();
}

void SettingsPage::showAgain()
{
    const workspace::Route *found = m_parts.editor.workspace().findRoute(m_route);
    setEnabled(found != nullptr);
    if (found == nullptr)
        return;
    // By value: showing may end a typing, whose edit makes another workspace.
    const workspace::Route shown = *found;
    m_form.show(shown);
    showRoute(shown);
}

void SettingsPage::showRoute(const workspace::Route &route)
{
    Q_UNUSED(route)
}

} // namespace framewright::ui
