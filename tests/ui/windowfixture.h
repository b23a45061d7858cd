// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "tests/ui/answeringdialogs.h"
#include "ui/common/theme.h"
#include "ui/mainwindow/mainwindow.h"

#include <QStringList>
#include <QtGlobal>

#include <memory>

class QWindow;

namespace framewright::test {

/// A whole window with an engine of its own, made as the program makes them, and the words that its tests have for
/// it: what is called so, what a list shows, what a person presses.
class WindowFixture
{
protected:
    WindowFixture();
    ~WindowFixture();
    Q_DISABLE_COPY_MOVE(WindowFixture)

    /// Once: settings under a name of the test's own, and the theme.
    void prepare(const QString &organization);
    /// A window of an empty document, not shown yet.
    void makeWindow();
    /// In front, with the keyboard.
    void showWindow(QSize size = {1280, 720});
    void dropWindow();

    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        T *found = m_window->findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    void click(const char *name) const;
    void trigger(const char *name) const;
    [[nodiscard]] QStringList rows(const char *list, int column = 3) const;
    [[nodiscard]] bool shows(const char *list, const QString &text) const;
    /// Of a route of the first server that runs.
    [[nodiscard]] QString url(const QString &path) const;

    /// Until the servers have taken what the window told them: what a client sends from then on finds it so.
    void awaitServers() const;

    /// Keys as the platform sends them: to the window that has the keyboard, whatever in it has the focus.
    void press(const char *keys) const;
    void type(const QString &text) const;
    /// The window in front: a popup, else a dialog that waits, else the one used last.
    [[nodiscard]] QWidget *frontWindow() const;

    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<workspace::Document> m_document;
    std::unique_ptr<engine::Engine> m_engine;
    AnsweringDialogs m_dialogs;
    std::unique_ptr<ui::MainWindow> m_window;

private:
    [[nodiscard]] QWindow *keyWindow() const;
};

} // namespace framewright::test
