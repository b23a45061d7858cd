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
#include "ui/mainwindow/filesaver.h"
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

#include <utility>

namespace framewright::ui {

namespace {

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
    , m_reader(new FileReader(document, parts.work, this))
    , m_look(new FileReader(document, parts.work, this))
    , m_saver(new FileSaver(document, parts.work, this))
    , m_recovery(std::make_unique<RecoveryFile>())
{
    addActions();
    connectDocument();
    connectFile();
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
    connect(&m_document, &workspace::Document::started, m_look, &FileReader::giveUp);
    connect(&m_parts.engine, &engine::Engine::serversChanged, this, [this] {
        // Who has started it himself needs no Start any more.
        if (m_document.origin() == workspace::Document::Origin::Foreign && anyServerRuns(m_parts.engine)) {
            m_document.setOrigin(workspace::Document::Origin::Own);
            m_notice->dismiss();
        }
    });
}

void WorkspaceFiles::connectFile()
{
    connect(&m_document, &workspace::Document::fileNameChanged, m_watch, &FileWatch::watch);
    connect(&m_document, &workspace::Document::saved, m_watch, &FileWatch::accept);
    connect(m_watch, &FileWatch::changed, this, &WorkspaceFiles::handleChangedOnDisk);
    connect(m_saver, &FileSaver::savingChanged, m_watch, &FileWatch::hold);
    connect(m_saver, &FileSaver::saved, this, &WorkspaceFiles::handleSaved);
    connect(m_saver, &FileSaver::failed, this, &WorkspaceFiles::failed);
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
    return openFrom(fileName, origin, false);
}

bool WorkspaceFiles::serveFile(const QString &fileName)
{
    return openFrom(fileName, workspace::Document::Origin::Own, true);
}

bool WorkspaceFiles::openFrom(const QString &fileName, workspace::Document::Origin origin, bool serve)
{
    return m_reader->read(
        fileName, tr("Opening %1").arg(QFileInfo(fileName).fileName()),
        [this, before = m_document.snapshot(), fileName, origin, serve](const ReadWorkspace &read, bool) {
            const bool isEdited = m_document.isModified() && m_document.snapshot() != before;
            if (read && isEdited)
                askForOpened(read, fileName, origin, serve);
            else
                takeOpened(read, fileName, origin, serve);
        });
}

void WorkspaceFiles::askForOpened(const ReadWorkspace &read, const QString &fileName,
                                  workspace::Document::Origin origin, bool serve)
{
    const QString name = QFileInfo(fileName).fileName();
    m_notice->say(FileNotice::Tone::Question,
                  tr("%1 is read. Meanwhile %2 was changed here, and that is not saved.").arg(name, title()),
                  {{u"openRead"_qs, tr("Open %1").arg(name),
                    [this, read, fileName, origin, serve] {
                        discardThen([=, this] { takeOpened(read, fileName, origin, serve); },
                                    [=, this] { askForOpened(read, fileName, origin, serve); });
                    }},
                   {u"stayHere"_qs, tr("Stay here"), [] {}}});
}

void WorkspaceFiles::takeOpened(const ReadWorkspace &read, const QString &fileName, workspace::Document::Origin origin,
                                bool serve)
{
    if (!read)
        return showFileError(read.error(), fileName);
    m_document.open(*read, fileName, origin);
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
    discardThen([this] {
        m_reader->giveUp();
        m_notice->dismiss();
        m_document.start({}, workspace::Document::Origin::Own);
        emit succeeded();
    });
}

void WorkspaceFiles::open()
{
    discardThen([this] {
        if (const auto fileName = m_parts.dialogs.fileToOpen(m_window))
            openFile(*fileName, workspace::Document::Origin::Foreign);
    });
}

void WorkspaceFiles::openAskingFirst(const QString &fileName)
{
    discardThen([this, fileName] { openFile(fileName, workspace::Document::Origin::Foreign); });
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
    return m_document.fileName().isEmpty() ? saveAs() : saveTo(m_document.fileName());
}

bool WorkspaceFiles::saveAs()
{
    const QString suggestion = m_document.fileName().isEmpty() ? u"workspace.json"_qs : m_document.fileName();
    const auto fileName = m_parts.dialogs.fileToSave(m_window, suggestion);
    return fileName && saveTo(*fileName);
}

bool WorkspaceFiles::saveTo(const QString &fileName)
{
    m_look->giveUp(); // Whatever the file has goes.
    return m_saver->save(fileName);
}

void WorkspaceFiles::handleSaved()
{
    m_watch->watch(m_document.fileName());
    RecentFiles::add(m_document.fileName());
    m_notice->dismiss();
    emit succeeded();
}

void WorkspaceFiles::saveThen(const Step &goOn, const Step &stay)
{
    if (save())
        waitForSaving(goOn, stay);
    else
        stay();
}

void WorkspaceFiles::waitForSaving(const Step &goOn, const Step &stay)
{
    m_saver->whenDone(m_closing != Closing::No ? tr("Saving %1, then closing") : tr("Saving %1 first"),
                      [goOn, stay](bool isSaved) { isSaved ? goOn() : stay(); });
}

void WorkspaceFiles::discardThen(const Step &goOn, const Step &stay)
{
    if (!m_document.isModified())
        return goOn();
    // What is edited before the file is written is asked for then.
    const Step askAgain = [this, goOn, stay] { discardThen(goOn, stay); };
    if (m_saver->isOnItsWay())
        return waitForSaving(askAgain, stay);
    switch (m_parts.dialogs.ask(m_window, {tr("Unsaved changes"), tr("Save the changes to %1?").arg(title()),
                                           tr("Without saving they are lost."), tr("&Save"), tr("&Discard")})) {
    case Answer::Yes:
        return saveThen(askAgain, stay);
    case Answer::No:
        return goOn();
    case Answer::Cancel:
        return stay();
    }
}

bool WorkspaceFiles::mayClose()
{
    if (m_closing == Closing::Waits)
        return false;
    if (m_closing == Closing::No) {
        m_closing = Closing::Asks;
        discardThen([this] { goOnClosing(); }, [this] { stayOpen(); });
    }
    if (m_closing == Closing::Asks) {
        m_closing = Closing::Waits;
        m_notice->say(FileNotice::Tone::Information,
                      tr("The file is being written. The window closes when that is done."),
                      {{u"stayOpen"_qs, tr("Stay open"), [this] { stayOpen(); }}});
    }
    return m_closing == Closing::Waits ? false : std::exchange(m_closing, Closing::No) == Closing::Ready;
}

void WorkspaceFiles::goOnClosing()
{
    if (m_closing == Closing::No)
        return;
    // A copy that was asked for is whole, too, before the window goes.
    if (m_saver->isSaving())
        return waitForSaving([this] { goOnClosing(); }, [this] { stayOpen(); });
    if (std::exchange(m_closing, Closing::Ready) == Closing::Waits)
        m_window->close();
}

void WorkspaceFiles::stayOpen()
{
    if (std::exchange(m_closing, Closing::No) != Closing::Waits)
        return;
    m_notice->dismiss();
    emit stayed();
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
    const QString words = tr("Reading what has changed in %1").arg(title());
    m_look->read(
        m_document.fileName(), words,
        [this, before = m_document.snapshot()](const ReadWorkspace &onDisk, bool isSame) {
            if (isSame)
                m_document.setSaved(before); // The other program wrote what stands here.
            else
                askAboutDisk(onDisk);
        },
        [this] {
            m_notice->say(FileNotice::Tone::Question, tr("Another program has changed %1.").arg(title()),
                          {{u"readChanged"_qs, tr("Read it"), [this] { handleChangedOnDisk(); }}});
        });
}

void WorkspaceFiles::askAboutDisk(const ReadWorkspace &onDisk)
{
    m_notice->say(FileNotice::Tone::Question,
                  m_document.isModified()
                      ? tr("Another program has changed %1, and there are unsaved changes here.").arg(title())
                      : tr("Another program has changed %1.").arg(title()),
                  {{u"reloadFile"_qs, tr("Reload"), [this, onDisk] { reload(onDisk); }},
                   {u"keepMine"_qs, tr("Keep mine"),
                    [this, onDisk] {
                        // What the file has now is not what is here: it is to be saved over it.
                        if (onDisk)
                            m_document.setSaved(*onDisk);
                    }},
                   {u"compareFile"_qs, tr("Compare…"), [this, onDisk] { compare(onDisk); }, true}});
}

void WorkspaceFiles::reload(const ReadWorkspace &onDisk)
{
    if (!onDisk)
        return showFileError(onDisk.error(), m_document.fileName());
    m_parts.editor.reload({tr("Reload %1").arg(title())}, *onDisk);
    m_notice->dismiss();
}

void WorkspaceFiles::compare(const ReadWorkspace &onDisk)
{
    if (m_comparing != 0)
        return;
    m_comparing = m_parts.work.begin(tr("Comparing %1").arg(title()),
                                     [this] { m_parts.work.end(std::exchange(m_comparing, 0)); });
    const QPointer<WorkspaceFiles> self(this);
    QThreadPool::globalInstance()->start(
        [self, onDisk, work = m_comparing, fileName = m_document.fileName(), now = m_document.snapshot()] {
            auto lines = std::make_shared<std::vector<DiffLine>>(
                compareLines(linesOf(contentOf(fileName)), linesOf(workspace::writeWorkspace(*now))));
            QMetaObject::invokeMethod(qApp, [self, onDisk, work, lines] {
                if (self && self->m_comparing == work)
                    self->showComparison(onDisk, *lines);
            });
        });
}

void WorkspaceFiles::showComparison(const ReadWorkspace &onDisk, const std::vector<DiffLine> &lines)
{
    m_parts.work.end(std::exchange(m_comparing, 0));
    auto *dialog = new CompareDialog(m_parts.theme, title(), lines, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CompareDialog::reloadWanted, this, [this, onDisk] { reload(onDisk); });
    dialog->open();
}

} // namespace framewright::ui
