// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QPointer>

#include <vector>

class QWidget;

namespace framewright::ui {

class Callout;
class Theme;

/// What is said of one part of the window, which is found by its objectName. A step whose part is not there (a dock
/// was closed) is left out; one without a name speaks of the whole window.
struct WalkStep
{
    QString part;
    QString title;
    QString text;

    bool operator==(const WalkStep &) const = default;
};

/// Leads through steps, one callout after the other, until the last one, Skip or Escape.
class Walk final : public QObject
{
    Q_OBJECT
public:
    Walk(const Theme &theme, QWidget *window);

    void start(const std::vector<WalkStep> &steps);
    /// Says other words of the parts that it leads through anyway.
    void retell(const std::vector<WalkStep> &steps);
    [[nodiscard]] bool isRunning() const { return !m_steps.empty(); }

signals:
    /// All was read, or it was sent away.
    void ended();

private:
    void show(std::size_t step);
    void end();
    [[nodiscard]] QWidget *partOf(const WalkStep &step) const;
    [[nodiscard]] QWidget *focusAfter() const;

    const Theme &m_theme;
    QWidget *m_window;
    QPointer<Callout> m_callout;
    QPointer<QWidget> m_before; ///< Had the focus.
    std::vector<WalkStep> m_steps;
    std::size_t m_current = 0;
};

} // namespace framewright::ui
