// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/workspace/route.h"
#include "ui/common/partform.h"
#include "ui/common/windowparts.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace framewright::ui {

/// The refusals of a route as lines to be read: "When [..] for the first [all], answer [401] with [..]".
class RefusalList final : public QWidget
{
    Q_OBJECT
public:
    explicit RefusalList(const WindowParts &parts, QWidget *parent = nullptr);
    ~RefusalList() override;

    void setRoute(const workspace::Route &route);

private:
    struct Line;
    void addLine();
    void removeLine();
    void add();
    void remove(std::size_t place);
    void fill(Line &line, std::size_t place);

    WindowParts m_parts;
    RouteId m_route;
    QVBoxLayout *m_rows;
    std::vector<Line *> m_lines; ///< Each is its widget's, in the order of the list.
};

} // namespace framewright::ui
