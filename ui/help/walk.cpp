// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/help/walk.h"

#include "ui/help/callout.h"

#include <QApplication>
#include <QWidget>

#include <algorithm>

namespace framewright::ui {

Walk::Walk(const Theme &theme, QWidget *window)
    : QObject(window)
    , m_theme(theme)
    , m_window(window)
{
}

void Walk::start(const std::vector<WalkStep> &steps)
{
    end();
    std::copy_if(steps.begin(), steps.end(), std::back_inserter(m_steps),
                 [this](const WalkStep &step) { return step.part.isEmpty() || partOf(step) != nullptr; });
    if (m_steps.empty())
        return;
    m_before = QApplication::focusWidget();
    m_callout = new Callout(m_theme, m_window);
    connect(m_callout, &Callout::nextWanted, this,
            [this] { m_current + 1 < m_steps.size() ? show(m_current + 1) : end(); });
    connect(m_callout, &Callout::backWanted, this, [this] { show(m_current == 0 ? 0 : m_current - 1); });
    connect(m_callout, &Callout::endWanted, this, &Walk::end);
    show(0);
}

void Walk::retell(const std::vector<WalkStep> &steps)
{
    bool isShownChanged = false;
    for (std::size_t place = 0; place < m_steps.size(); ++place) {
        const auto told = std::find_if(steps.begin(), steps.end(),
                                       [&](const WalkStep &step) { return step.part == m_steps[place].part; });
        if (told == steps.end() || *told == m_steps[place])
            continue;
        m_steps[place] = *told;
        isShownChanged |= place == m_current;
    }
    if (isShownChanged)
        show(m_current);
}

void Walk::show(std::size_t step)
{
    m_current = step;
    const WalkStep &shown = m_steps[step];
    m_callout->showAt(partOf(shown), {shown.title, shown.text, tr("%1 of %2").arg(step + 1).arg(m_steps.size()),
                                      step == 0, step + 1 == m_steps.size()});
}

void Walk::end()
{
    if (m_steps.empty())
        return;
    QWidget *next = focusAfter();
    m_steps.clear();
    if (next != nullptr)
        next->setFocus(Qt::OtherFocusReason);
    m_callout->hide();
    m_callout->deleteLater(); // It may be the sender.
    emit ended();
}

/// What had it before. Where nothing had, as in a window just opened, what was spoken of last: Qt would take the next
/// in the order of Tab, which may well be the button that stops the servers.
QWidget *Walk::focusAfter() const
{
    if (m_before != nullptr)
        return m_before;
    QWidget *part = partOf(m_steps[m_current]);
    if (part == nullptr)
        return nullptr;
    QList<QWidget *> candidates = part->findChildren<QWidget *>();
    candidates.prepend(part);
    const auto found = std::find_if(candidates.cbegin(), candidates.cend(), [](const QWidget *candidate) {
        return (candidate->focusPolicy() & Qt::TabFocus) != 0 && candidate->isVisible() && candidate->isEnabled();
    });
    return found == candidates.cend() ? nullptr : *found;
}

QWidget *Walk::partOf(const WalkStep &step) const
{
    auto *part = step.part.isEmpty() ? nullptr : m_window->findChild<QWidget *>(step.part);
    return part != nullptr && part->isVisible() ? part : nullptr;
}

} // namespace framewright::ui
