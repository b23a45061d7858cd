// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

#include <array>

namespace framewright::ui {

class Theme;

/// The last half minute of one number as a line, a sample each second. Its top is the highest sample it shows.
class SparkLine final : public QWidget
{
    Q_OBJECT
public:
    static constexpr int samples = 30;

    explicit SparkLine(const Theme &theme, QWidget *parent = nullptr);

    /// Repaints only where there is something to see move.
    void add(double sample);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    std::array<double, samples> m_values{};
};

} // namespace framewright::ui
