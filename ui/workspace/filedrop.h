// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/workspace/foreigntext.h"

#include <QObject>

#include <functional>

class QWidget;

namespace framewright::ui {

/// Lets files and texts be dropped on a widget and all that lies in it.
class FileDrop final : public QObject
{
    Q_OBJECT
public:
    using Take = std::function<void(const Result<ForeignText> &text)>;

    FileDrop(QWidget *target, Take take);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void watch(QWidget *widget);

    Take m_take;
};

} // namespace framewright::ui
