// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "ui/common/windowparts.h"

#include <QObject>
#include <QTimer>

class QDialog;
class QWidget;

namespace framewright::ui {

class Walk;

/// The actions of the Help menu and what they open; each is made when it is asked for. Also the hints of the first
/// start, which go away for good.
class HelpDesk final : public QObject
{
    Q_OBJECT
public:
    HelpDesk(const WindowParts &parts, QWidget *window);

    /// Nothing where they were seen or sent away before.
    void showHints();
    void showTour();

private:
    void addActions();
    void open(QDialog *dialog, bool isAnother = false);
    [[nodiscard]] QString takeWord(const QString &action) const;
    void openVocabulary();
    void openReference();
    void handleServers(const QList<engine::ServerStatus> &servers);
    void tellHints();
    [[nodiscard]] Walk &walk();

    WindowParts m_parts;
    QWidget *m_window;
    Walk *m_walk = nullptr;
    QTimer m_patience; ///< Until the servers must have said whether they run.
    bool m_isHinting = false;
};

} // namespace framewright::ui
