// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/windows.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/mainwindow/mainwindow.h"
#include "ui/mainwindow/recoveryfile.h"
#include "ui/mainwindow/workspacefiles.h"

#include <QApplication>
#include <QFileInfo>
#include <QSettings>
#include <QTimer>

#include <algorithm>

namespace framewright::ui {

namespace {

const QString openFilesKey = QStringLiteral("session/files");
const QString servingFilesKey = QStringLiteral("session/serving");
constexpr int cascade = 24;

} // namespace

/// One window and what it owns; gone in the order that needs: window, engine, document.
struct Windows::Session
{
    workspace::Document document;
    engine::Engine engine{engine::EngineSettings{}};
    std::unique_ptr<MainWindow> window;

    [[nodiscard]] bool isServing() const
    {
        const QList<engine::ServerStatus> servers = engine.servers();
        return std::any_of(servers.cbegin(), servers.cend(), [](const engine::ServerStatus &status) {
            return status.state == engine::ServerState::Listening;
        });
    }
};

Windows::Windows(Theme &theme, Dialogs &dialogs, QObject *parent)
    : QObject(parent)
    , m_theme(theme)
    , m_dialogs(dialogs)
{
}

Windows::~Windows() = default;

MainWindow *Windows::make()
{
    auto session = std::make_unique<Session>();
    session->window = std::make_unique<MainWindow>(m_theme, session->engine, session->document, m_dialogs);
    MainWindow *window = session->window.get();
    connect(window, &MainWindow::windowWanted, this, &Windows::openNew);
    connect(window, &MainWindow::quitWanted, this, &Windows::quit);
    connect(&window->files(), &WorkspaceFiles::stayed, this, [this] { m_isQuitting = false; });
    connect(window, &MainWindow::closed, this, [this, window] { handleClosed(window); });
    connect(&session->document, &workspace::Document::fileNameChanged, this, &Windows::rememberOpen);
    connect(&session->engine, &engine::Engine::serversChanged, this, &Windows::rememberOpen);
    window->restoreLayout();
    if (!m_sessions.empty())
        window->move(m_sessions.back()->window->pos() + QPoint(cascade, cascade));
    m_sessions.push_back(std::move(session));
    return window;
}

void Windows::openAtStart(const QStringList &files, bool serve)
{
    m_starting = true;
    const QSettings settings;
    const QStringList last = settings.value(openFilesKey).toStringList();
    const QStringList serving = settings.value(servingFilesKey).toStringList();
    for (const QString &file : files)
        openFile(QFileInfo(file).absoluteFilePath(), serve);
    if (files.isEmpty()) {
        openRecovered();
        for (const QString &file : last) {
            if (QFileInfo::exists(file) && !isOpen(file))
                openFile(file, serving.contains(file));
        }
    }
    if (m_sessions.empty())
        openFirst();
    m_starting = false;
    rememberOpen();
}

void Windows::openFile(const QString &file, bool serve)
{
    MainWindow *window = make();
    if (serve)
        window->files().serveFile(file);
    else
        window->files().openFile(file, workspace::Document::Origin::Foreign);
    window->show();
}

/// What a crash has left, each in a window of its own, if the person wants it: also when files were open then.
void Windows::openRecovered()
{
    for (std::size_t left = RecoveryFile::findAbandoned().size(); left > 0; --left) {
        MainWindow *window = make();
        if (window->files().recover()) {
            window->show();
            continue;
        }
        m_sessions.pop_back();
        if (RecoveryFile::findAbandoned().size() == left)
            return; // Put off to the next start.
    }
}

bool Windows::isOpen(const QString &file) const
{
    return std::any_of(m_sessions.cbegin(), m_sessions.cend(), [&file](const auto &session) {
        const QString name = session->document.fileName();
        return !name.isEmpty() && QFileInfo(name) == QFileInfo(file);
    });
}

void Windows::openFirst()
{
    MainWindow *window = make();
    window->files().openExample();
    m_sessions.back()->engine.startAll();
    window->show();
    window->showFirstHints();
}

MainWindow *Windows::openNew()
{
    MainWindow *window = make();
    window->files().startNew();
    window->show();
    return window;
}

void Windows::quit()
{
    QApplication::closeAllWindows();
    m_isQuitting = std::any_of(m_sessions.cbegin(), m_sessions.cend(), [](const auto &session) {
        return session->window != nullptr && session->window->files().isClosing();
    });
}

void Windows::handleClosed(MainWindow *window)
{
    // The window is in the middle of its close event.
    QTimer::singleShot(0, this, [this, window] {
        if (m_isQuitting)
            quit();
        rememberOpen();
        const auto closed = std::find_if(m_sessions.cbegin(), m_sessions.cend(),
                                         [window](const auto &session) { return session->window.get() == window; });
        if (closed == m_sessions.cend())
            return;
        // Its clients have their time to answer 1001; the other windows do not wait for them.
        connect(
            &(*closed)->engine, &engine::Engine::stopped, this,
            [this, window] {
                std::erase_if(m_sessions, [window](const auto &session) { return session->window.get() == window; });
            },
            Qt::ConnectionType(Qt::QueuedConnection | Qt::SingleShotConnection));
        (*closed)->engine.stopAll();
    });
}

/// Kept at each change, not at the end: a crash or a kill forgets nothing.
void Windows::rememberOpen()
{
    // When the last one goes, or all at once by Quit, what was open stays remembered.
    const bool isAnyOpen = std::any_of(m_sessions.cbegin(), m_sessions.cend(), [](const auto &session) {
        return session->window != nullptr && session->window->isVisible();
    });
    if (m_starting || m_isQuitting || !isAnyOpen)
        return;
    QStringList files;
    QStringList serving;
    for (const auto &session : m_sessions) {
        const QString file = session->document.fileName();
        if (file.isEmpty() || session->window == nullptr || !session->window->isVisible())
            continue;
        files.append(file);
        if (session->isServing())
            serving.append(file);
    }
    // Servers tell often; the disk hears only what is new.
    if (std::pair(files, serving) == m_remembered)
        return;
    m_remembered = {files, serving};
    QSettings settings;
    settings.setValue(openFilesKey, files);
    settings.setValue(servingFilesKey, serving);
}

} // namespace framewright::ui
