// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/rules/rail.h"

#include "ui/common/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QWidget>

namespace framewright::ui {

namespace {

class Rail final : public QWidget
{
public:
    Rail(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter(this).fillRect(QRect(measure::Hair, 0, 1, height()), m_theme.color(Token::Line));
    }

private:
    const Theme &m_theme;
};

} // namespace

QWidget *railed(const Theme &theme, QWidget *block, QWidget *parent)
{
    auto *rail = new Rail(theme, parent);
    auto *layout = new QHBoxLayout(rail);
    layout->setContentsMargins(measure::Large, 0, 0, 0);
    layout->addWidget(block);
    return rail;
}

} // namespace framewright::ui
