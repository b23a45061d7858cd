// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/routes/settingspage.h"

#include "app/workspace/document.h"
#include "ui/common/theme.h"

#include <QApplication>
#include <QFormLayout>
#include <QLabel>

#include <algorithm>

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
    connect(&parts.engine, &engine::Engine::problemsFound, this, &SettingsPage::handleProblems);
}

SettingsPage::~SettingsPage()
{
    // A field that is left ends its typing here, while there is something to end it in.
    if (QWidget *focus = QApplication::focusWidget(); focus != nullptr && isAncestorOf(focus))
        focus->clearFocus();
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
    showProblems(m_problems.value(m_route));
}

void SettingsPage::handleProblems(RouteId route, const QList<rules::Problem> &problems)
{
    QList<rules::Problem> own = problems;
    own.removeIf([](const rules::Problem &problem) { return bool(problem.rule); });
    m_problems.insert(route, own);
    if (route == m_route)
        showProblems(own);
}

void SettingsPage::showRoute(const workspace::Route &route)
{
    Q_UNUSED(route)
}

QLabel *SettingsPage::makeProblem(const QString &name, QWidget *parent) const
{
    auto *label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->hide();
    m_parts.theme.tint(label, Token::Failure);
    return label;
}

void SettingsPage::showAt(QLabel *label, const QList<rules::Problem> &problems, const QStringList &fields)
{
    QStringList texts;
    for (const rules::Problem &problem : problems) {
        const bool isHere = std::ranges::any_of(fields, [&problem](const QString &field) {
            const QChar next = problem.field.size() > field.size() ? problem.field.at(field.size()) : QChar(u'.');
            return problem.field.startsWith(field) && (next == u'.' || next == u'[');
        });
        if (isHere)
            texts << problem.text;
    }
    label->setText(texts.join(u'\n'));
    // Without a text its row takes no room, with the word beside it.
    if (auto *rows = qobject_cast<QFormLayout *>(label->parentWidget()->layout()))
        rows->setRowVisible(label, !texts.isEmpty());
    else
        label->setVisible(!texts.isEmpty());
}

void SettingsPage::showProblems(const QList<rules::Problem> &problems)
{
    Q_UNUSED(problems)
}

} // namespace framewright::ui
