// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/route.h"
#include "ui/common/partform.h"
#include "ui/common/windowparts.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QVBoxLayout;

namespace framewright::ui {

class Completion;

/// The refusals of a route as sentences to be read: "Refuse [a handshake without] [the header] [authorization] [any
/// value] with [401] and [..] for the first [all]".
class RefusalList final : public QWidget
{
    Q_OBJECT
public:
    explicit RefusalList(const WindowParts &parts, QWidget *parent = nullptr);
    ~RefusalList() override;

    void setRoute(const workspace::Route &route);
    /// All of the route; those of refusals stand at theirs.
    void setProblems(const QList<rules::Problem> &problems);

private:
    struct Line;
    void addLine();
    void removeLine();
    void add();
    void remove(std::size_t place);
    void fill(Line &line, std::size_t place);
    void fillAnswer(Line &line, std::size_t place, QHBoxLayout *layout);
    void fillJson(Line &line, std::size_t place, QVBoxLayout *card);
    void fillOptions(Line &line, std::size_t place, QVBoxLayout *card);

    WindowParts m_parts;
    RouteId m_route;
    Completion *m_completion;
    QVBoxLayout *m_rows;
    std::vector<Line *> m_lines; ///< Each is its widget's, in the order of the list.
};

} // namespace framewright::ui
