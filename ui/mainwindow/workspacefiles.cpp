// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/workspacefiles.h"

#include "app/engine/engine.h"
#include "app/workspace/workspacefile.h"
#include "ui/common/actionregistry.h"
#include "ui/common/dialogs.h"
#include "ui/common/longwork.h"
#include "ui/common/serverstart.h"
#include "ui/common/workspaceeditor.h"
#include "ui/mainwindow/comparedialog.h"
#include "ui/mainwindow/fileexcerpt.h"
#include "ui/mainwindow/filenotice.h"
#include "ui/mainwindow/filewatch.h"
#include "ui/mainwindow/recentfiles.h"
#include "ui/mainwindow/recoveryfile.h"

#include <QAction>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QPointer>
#include <QThreadPool>
#include <QWidget>

namespace framewright::ui {

namespace {

/// Smaller files are there before one could see a progress.
constexpr qint64 readBehindFrom = 1 << 20;
constexpr int safetyMilliseconds = 3000;

QByteArray contentOf(const QString &fileName)
{
    QFile file(fileName);
    return file.open(QIODevice::ReadOnly) ? file.read(workspace::FileSizeLimit) : QByteArray();
}

QStringList linesOf(const QByteArray &text)
{
    return QString::fromUtf8(text).split(u'\n');
}

QString inWords(const Error &error)
{
    QStringList parts{error.what, error.where, error.advice};
    parts.removeAll(QString());
    return parts.join(u'\n');
}

} // namespace

WorkspaceFiles::WorkspaceFiles(const WindowParts &parts, workspace::Document &document, QWidget *window)
    : QObject(window)
    , m_document(document)
    , m_parts(parts)
    , m_window(window)
    , m_notice(new FileNotice(parts.theme, window))
    , m_watch(new FileWatch(this))
    , m_recovery(std::make_unique<RecoveryFile>())
{
    addActions();
    connectDocument();
}

WorkspaceFiles::~WorkspaceFiles() = default;

QWidget *WorkspaceFiles::notice() const
{
    return m_notice;
}

void WorkspaceFiles::addActions()
{
    m_parts.actions.add({.name = u"newWorkspace"_qs,
                         .text = tr("&New"),
                         .icon = u"new"_qs,
                         .shortcut = QKeySequence::New,
                         .toolTip = tr("A new, empty workspace"),
                         .run = [this] { startNew(); },
                         .menu = ActionMenu::File});
    QAction *recent = m_parts.actions.add({.name = u"openRecent"_qs,
                                           .text = tr("Open &recent"),
                                           .icon = u"history"_qs,
                                           .shortcut = {},
                                           .toolTip = {},
                                           .menu = ActionMenu::File});
    auto *menu = new QMenu(m_window);
    menu->setObjectName(u"recentMenu"_qs);
    recent->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillRecent(*menu); });
}

void WorkspaceFiles::connectDocument()
{
    m_safety.setSingleShot(true);
    m_safety.setInterval(safetyMilliseconds);
    connect(&m_safety, &QTimer::timeout, this, &WorkspaceFiles::keepSafe);
    connect(&m_document, &workspace::Document::changed, this, [this] {
        if (m_document.isModified() && !m_safety.isActive())
            m_safety.start();
    });
    connect(&m_document, &workspace::Document::modifiedChanged, this, [this](bool modified) {
        if (!modified) {
            m_safety.stop();
            m_recovery->forget();
        }
    });
    connect(&m_document, &workspace::Document::fileNameChanged, m_watch, &FileWatch::watch);
    connect(&m_document, &workspace::Document::saved, m_watch, &FileWatch::accept);
    connect(m_watch, &FileWatch::changed, this, &WorkspaceFiles::handleChangedOnDisk);
    connect(&m_parts.engine, &engine::Engine::serversChanged, this, [this] {
        // Who has started it himself needs no Start any more.
        if (m_document.origin() == workspace::Document::Origin::Foreign && anyServerRuns(m_parts.engine)) {
            m_document.setOrigin(workspace::Document::Origin::Own);
            m_notice->dismiss();
        }
    });
}

void WorkspaceFiles::openFirst()
{
    if (!recover())
        openExample();
}

void WorkspaceFiles::openExample()
{
    QFile file(u":/examples/first.json"_qs);
    if (!file.open(QIODevice::ReadOnly)) {
        emit failed({tr("The example is missing from this program."), file.fileName(), tr("Install it again.")});
        return;
    }
    Result<workspace::Workspace> example = workspace::readWorkspace(file.readAll(), file.fileName());
    if (!example) {
        emit failed(example.error());
        return;
    }
    m_document.start(*std::move(example), workspace::Document::Origin::Own);
    m_notice->dismiss();
    emit succeeded();
}

bool WorkspaceFiles::openFile(const QString &fileName, workspace::Document::Origin origin)
{
    giveUpReading();
    if (QFileInfo(fileName).size() >= readBehindFrom) {
        openBehind(fileName, origin, false);
        return true;
    }
    Result<workspace::Workspace> read = workspace::loadWorkspace(fileName);
    const bool isGood = read.has_value();
    takeOpened(std::move(read), fileName, origin, false);
    return isGood;
}

bool WorkspaceFiles::serveFile(const QString &fileName)
{
    giveUpReading();
    if (QFileInfo(fileName).size() >= readBehindFrom) {
        openBehind(fileName, workspace::Document::Origin::Own, true);
        return true;
    }
    Result<workspace::Workspace> read = workspace::loadWorkspace(fileName);
    const bool isGood = read.has_value();
    takeOpened(std::move(read), fileName, workspace::Document::Origin::Own, true);
    return isGood;
}

void WorkspaceFiles::giveUpReading()
{
    ++m_generation;
    m_parts.work.end(std::exchange(m_reading, 0));
}

void WorkspaceFiles::openBehind(const QString &fileName, workspace::Document::Origin origin, bool serve)
{
    m_reading = m_parts.work.begin(tr("Opening %1").arg(QFileInfo(fileName).fileName()), [this] { giveUpReading(); });
    const QPointer<WorkspaceFiles> self(this);
    QThreadPool::globalInstance()->start(
        [self, generation = m_generation, before = m_document.snapshot(), fileName, origin, serve] {
            auto read = std::make_shared<Result<workspace::Workspace>>(workspace::loadWorkspace(fileName));
            // To the application, which outlives us: whether we do is asked there.
            QMetaObject::invokeMethod(qApp, [self, generation, before, fileName, origin, serve, read] {
                if (!self || self->m_generation != generation)
                    return;
                self->m_parts.work.end(std::exchange(self->m_reading, 0));
                const bool isEdited = self->m_document.isModified() && self->m_document.snapshot() != before;
                if (*read && isEdited)
                    self->askForOpened(read, fileName, origin, serve);
                else
                    self->takeOpened(std::move(*read), fileName, origin, serve);
            });
        });
}

void WorkspaceFiles::askForOpened(std::shared_ptr<Result<workspace::Workspace>> read, const QString &fileName,
                                  workspace::Document::Origin origin, bool serve)
{
    const QString name = QFileInfo(fileName).fileName();
    m_notice->say(FileNotice::Tone::Question,
                  tr("%1 is read. Meanwhile %2 was changed here, and that is not saved.").arg(name, title()),
                  {{u"openRead"_qs, tr("Open %1").arg(name),
                    [this, read, fileName, origin, serve] {
                        if (mayDiscard())
                            takeOpened(std::move(*read), fileName, origin, serve);
                        else
                            askForOpened(read, fileName, origin, serve);
                    }},
                   {u"stayHere"_qs, tr("Stay here"), [] {}}});
}

void WorkspaceFiles::takeOpened(Result<workspace::Workspace> read, const QString &fileName,
                                workspace::Document::Origin origin, bool serve)
{
    if (!read)
        return showFileError(read.error(), fileName);
    m_document.open(*std::move(read), fileName, origin);
    handleOpened(fileName, origin, serve);
}

void WorkspaceFiles::handleOpened(const QString &fileName, workspace::Document::Origin origin, bool serve)
{
    m_watch->watch(m_document.fileName());
    RecentFiles::add(fileName);
    m_notice->dismiss();
    emit succeeded();
    emit opened(fileName);
    if (serve)
        startAllServers(m_parts, m_window);
    else if (origin == workspace::Document::Origin::Foreign && !m_document.workspace().servers.empty())
        m_notice->say(FileNotice::Tone::Information,
                      tr("%1 is open, its servers are stopped. Start them when you have looked at it.").arg(title()),
                      {{u"startForeign"_qs, tr("Start"), [this] { startAllServers(m_parts, m_window); }}});
}

void WorkspaceFiles::showFileError(const Error &error, const QString &fileName)
{
    m_notice->say(FileNotice::Tone::Failure, inWords(error), {}, excerptAround(error, contentOf(fileName)));
}

void WorkspaceFiles::startNew()
{
    if (!mayDiscard())
        return;
    giveUpReading();
    m_notice->dismiss();
    m_document.start({}, workspace::Document::Origin::Own);
    emit succeeded();
}

void WorkspaceFiles::open()
{
    if (!mayDiscard())
        return;
    if (const auto fileName = m_parts.dialogs.fileToOpen(m_window))
        openFile(*fileName, workspace::Document::Origin::Foreign);
}

void WorkspaceFiles::openAskingFirst(const QString &fileName)
{
    if (mayDiscard())
        openFile(fileName, workspace::Document::Origin::Foreign);
}

void WorkspaceFiles::fillRecent(QMenu &menu)
{
    menu.clear();
    const QStringList names = RecentFiles::list();
    int number = 0;
    for (const QString &name : names) {
        const QFileInfo facts(name);
        QString text = QString(facts.fileName()).replace(u'&', u"&&"_qs);
        if (++number < 10)
            text = u'&' % QString::number(number) % u' ' % text;
        QAction *action = menu.addAction(text, this, [this, name] { openAskingFirst(name); });
        action->setObjectName(u"recent/" % name);
        action->setToolTip(name);
    }
    menu.setToolTipsVisible(true);
    if (names.isEmpty()) {
        menu.addAction(tr("No workspace was opened yet"))->setEnabled(false);
        return;
    }
    menu.addSeparator();
    menu.addAction(tr("&Clear this list"), this, [] { RecentFiles::clear(); })->setObjectName(u"clearRecent"_qs);
}

bool WorkspaceFiles::save()
{
    return m_document.fileName().isEmpty() ? saveAs() : saveTo({});
}

bool WorkspaceFiles::saveAs()
{
    const QString suggestion = m_document.fileName().isEmpty() ? u"workspace.json"_qs : m_document.fileName();
    const auto fileName = m_parts.dialogs.fileToSave(m_window, suggestion);
    return fileName && saveTo(*fileName);
}

bool WorkspaceFiles::saveTo(const QString &fileName)
{
    const Result<void> saved = fileName.isEmpty() ? m_document.save() : m_document.saveAs(fileName);
    if (!saved) {
        emit failed(saved.error());
        return false;
    }
    m_watch->watch(m_document.fileName());
    RecentFiles::add(m_document.fileName());
    m_notice->dismiss();
    emit succeeded();
    return true;
}

bool WorkspaceFiles::mayDiscard()
{
    if (!m_document.isModified())
        return true;
    switch (m_parts.dialogs.ask(m_window, {tr("Unsaved changes"), tr("Save the changes to %1?").arg(title()),
                                           tr("Without saving they are lost."), tr("&Save"), tr("&Discard")})) {
    case Answer::Yes:
        return save();
    case Answer::No:
        return true;
    case Answer::Cancel:
        break;
    }
    return false;
}

QString WorkspaceFiles::title() const
{
    return m_document.fileName().isEmpty() ? tr("Untitled") : QFileInfo(m_document.fileName()).fileName();
}

void WorkspaceFiles::keepSafe()
{
    if (m_document.isModified())
        m_recovery->keep(m_document.snapshot(), m_document.fileName());
}

bool WorkspaceFiles::recover()
{
    const std::vector<AbandonedWork> abandoned = RecoveryFile::findAbandoned();
    if (abandoned.empty())
        return false;
    const AbandonedWork &work = abandoned.front();
    const QString name = work.fileName.isEmpty() ? tr("a workspace without a file") : work.fileName;
    const Question question{
        tr("Unsaved changes were kept"),
        tr("Framewright did not end as it should have. Recover the unsaved changes of %1?").arg(name),
        tr("They were kept on %1.").arg(QLocale().toString(work.keptAt, QLocale::ShortFormat)), tr("&Recover"),
        tr("&Discard")};
    const Answer answer = m_parts.dialogs.ask(m_window, question);
    if (answer == Answer::No)
        RecoveryFile::discard(work);
    if (answer != Answer::Yes)
        return false;
    Result<workspace::Workspace> kept = RecoveryFile::read(work);
    if (!kept) {
        showFileError(kept.error(), work.sideFile);
        return false;
    }
    // The file first, so that what was not saved is an edit of it that can be undone and seen as modified.
    if (work.fileName.isEmpty() || !m_document.load(work.fileName, workspace::Document::Origin::Own))
        m_document.start({}, workspace::Document::Origin::Own);
    m_parts.editor.replaceAll({tr("Recover unsaved changes")}, *std::move(kept));
    keepSafe();
    m_recovery->finish();
    RecoveryFile::discard(work);
    m_notice->say(FileNotice::Tone::Information, tr("The unsaved changes of %1 are back. Save them.").arg(title()),
                  {{u"saveRecovered"_qs, tr("Save"), [this] { save(); }}});
    return true;
}

void WorkspaceFiles::handleChangedOnDisk()
{
    Result<workspace::Workspace> read = workspace::loadWorkspace(m_document.fileName());
    if (read && *read == m_document.workspace()) {
        m_document.setSaved(*std::move(read)); // The other program wrote what stands here.
        return;
    }
    m_notice->say(FileNotice::Tone::Question,
                  m_document.isModified()
                      ? tr("Another program has changed %1, and there are unsaved changes here.").arg(title())
                      : tr("Another program has changed %1.").arg(title()),
                  {{u"reloadFile"_qs, tr("Reload"), [this] { reload(); }},
                   {u"keepMine"_qs, tr("Keep mine"),
                    [this] {
                        // What the file has now is not what is here: it is to be saved over it.
                        if (Result<workspace::Workspace> now = workspace::loadWorkspace(m_document.fileName()); now)
                            m_document.setSaved(*std::move(now));
                    }},
                   {u"compareFile"_qs, tr("Compare…"), [this] { compare(); }, true}});
}

void WorkspaceFiles::reload()
{
    Result<workspace::Workspace> read = workspace::loadWorkspace(m_document.fileName());
    if (!read)
        return showFileError(read.error(), m_document.fileName());
    workspace::Workspace onDisk = *read;
    for (workspace::Server &server : onDisk.servers) {
        // Numbers of the reader mean nothing here: like parts keep theirs.
        server.id = {};
        for (workspace::Route &route : server.routes) {
            route.id = {};
            for (workspace::Rule &rule : route.rules)
                rule.id = {};
        }
    }
    m_parts.editor.replaceAll({tr("Reload %1").arg(title())}, std::move(onDisk));
    m_document.setSaved(*std::move(read));
    m_notice->dismiss();
}

void WorkspaceFiles::compare()
{
    auto *dialog = new CompareDialog(m_parts.theme, title(), linesOf(contentOf(m_document.fileName())),
                                     linesOf(workspace::writeWorkspace(m_document.workspace())), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CompareDialog::reloadWanted, this, &WorkspaceFiles::reload);
    dialog->open();
}

} // namespace framewright::ui
