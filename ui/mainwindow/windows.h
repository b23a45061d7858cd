// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>
#include <QStringList>

#include <memory>
#include <utility>
#include <vector>

namespace framewright::ui {

class Dialogs;
class MainWindow;
class Theme;

/// The windows of the process, each with its own workspace, servers and capture. The program ends with the last.
/// What was open is opened again at the next start.
class Windows final : public QObject
{
    Q_OBJECT
public:
    Windows(Theme &theme, Dialogs &dialogs, QObject *parent = nullptr);
    ~Windows() override;

    /// What a start with these files opens; without any, what was open at last, or the example, serving.
    void openAtStart(const QStringList &files, bool serve);
    /// Another window, with an empty workspace: the example would want the port that the first window serves it on.
    MainWindow *openNew();
    /// Closes all windows. One that still writes its file goes when it has, and the others with it.
    void quit();
    [[nodiscard]] std::size_t count() const { return m_sessions.size(); }

private:
    struct Session;
    MainWindow *make();
    void openFirst();
    void openRecovered();
    [[nodiscard]] bool isOpen(const QString &file) const;
    void openFile(const QString &file, bool serve);
    void handleClosed(MainWindow *window);
    void rememberOpen();

    Theme &m_theme;
    Dialogs &m_dialogs;
    std::vector<std::unique_ptr<Session>> m_sessions;
    std::pair<QStringList, QStringList> m_remembered; ///< Files that are open, and those of them that serve.
    bool m_starting = false;
    bool m_isQuitting = false;
};

} // namespace framewright::ui
