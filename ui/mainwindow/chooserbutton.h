// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QToolButton>

namespace framewright::ui {

class Theme;

/// "Environment  dev  v": what is chosen behind a muted word for what it is, with a menu to choose from.
class ChooserButton final : public QToolButton
{
    Q_OBJECT
public:
    ChooserButton(const Theme &theme, const QString &label, QWidget *parent = nullptr);

    void setValue(const QString &value);
    [[nodiscard]] QString value() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QString m_label;
    QString m_value;
};

} // namespace framewright::ui
