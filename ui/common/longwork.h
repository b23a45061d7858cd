// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <vector>

namespace framewright::ui {

/// What goes on behind a window and takes longer than a blink: opening a big file, stopping thousands of
/// connections, clearing. Whoever does such work says here that it began, how far it is and that it ended; the
/// status bar shows it, with Cancel where it can be cancelled. Lives on the UI thread.
class LongWork final : public QObject
{
    Q_OBJECT
public:
    using Number = int;

    struct Item
    {
        Number number = 0;
        QString text;    ///< "Opening chat.json".
        double done = 0; ///< 0 to 1; below 0: nobody knows.
        std::function<void()> cancel;
        QString cancelText; ///< The word on the button; empty: "Cancel".
    };

    using QObject::QObject;

    /// Gives the number by which the work is known. Without `cancel` it cannot be cancelled.
    Number begin(const QString &text, std::function<void()> cancel = {}, const QString &cancelText = {});
    void setText(Number number, const QString &text);
    void setDone(Number number, double done);
    /// A number that has ended already changes nothing.
    void end(Number number);

    /// In the order they began.
    [[nodiscard]] const std::vector<Item> &items() const { return m_items; }

signals:
    void changed();

private:
    [[nodiscard]] Item *find(Number number);

    std::vector<Item> m_items;
    Number m_next = 1;
};

} // namespace framewright::ui
