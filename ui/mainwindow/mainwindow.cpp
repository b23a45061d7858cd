// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/mainwindow/mainwindow.h"

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "ui/common/actionregistry.h"
#include "ui/common/dialogs.h"
#include "ui/common/noticebar.h"
#include "ui/common/serverstart.h"
#include "ui/common/theme.h"
#include "ui/help/helpdesk.h"
#include "ui/mainwindow/docklayout.h"
#include "ui/mainwindow/mainactions.h"
#include "ui/mainwindow/mainmenus.h"
#include "ui/mainwindow/maintoolbar.h"
#include "ui/mainwindow/panelring.h"
#include "ui/mainwindow/statusline.h"
#include "ui/mainwindow/stopwatcher.h"
#include "ui/mainwindow/taborder.h"
#include "ui/mainwindow/windowexamples.h"
#include "ui/mainwindow/windowpanels.h"
#include "ui/mainwindow/workspacefiles.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/windowentries.h"

#include <QCloseEvent>
#include <QDialog>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QVBoxLayout>

namespace framewright::ui {

namespace {

/// The text with a mark before its first letter that is not taken yet.
QString withMnemonic(QString text, QString &taken)
{
    for (qsizetype place = 0; place < text.size(); ++place) {
        const QChar letter = text.at(place).toLower();
        if (!letter.isLetter() || taken.contains(letter))
            continue;
        taken.append(letter);
        return text.insert(place, u'&');
    }
    return text;
}

} // namespace

MainWindow::MainWindow(Theme &theme, engine::Engine &engine, workspace::Document &document, Dialogs &dialogs,
                       QWidget *parent)
    : QMainWindow(parent)
    , m_document(document)
    , m_editor(document)
    , m_actions(new ActionRegistry(theme, this))
    , m_parts{theme, engine, m_editor, m_book, m_context, *m_actions, dialogs, m_work}
    , m_files(new WorkspaceFiles(m_parts, document, this))
    , m_notice(new NoticeBar(theme, this))
    , m_layout(new DockLayout(theme, *this))
{
    setObjectName(u"mainWindow"_qs);
    connectEngine();
    makeActions();
    makeCentre();
    m_panels->placeIn(*m_layout);
    std::vector<PanelStop> stops = m_panels->stops();
    for (QWidget *notice : std::initializer_list<QWidget *>{m_notice, m_files->notice()})
        stops.push_back({{}, {}, notice});
    new PanelRing(*m_actions, std::move(stops), this);
    makeToolBarAndMenus();
    makePalette();
    m_status = new StatusLine(m_parts, this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    new StopWatcher(m_parts, this);
    resize(1280, 720);
    m_layout->rememberDefaults();
    applyDocument();
}

MainWindow::~MainWindow()
{
    // Panels hold references to members of this class, which die before QObject's children would.
    // The focus wanders while panels go; nobody follows it any more.
    delete findChild<PanelRing *>({}, Qt::FindDirectChildrenOnly);
    delete m_palette;
    delete m_help;
    delete m_status;
    qDeleteAll(findChildren<QDialog *>(Qt::FindDirectChildrenOnly));
    qDeleteAll(findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly));
    delete takeCentralWidget();
}

void MainWindow::connectEngine()
{
    connect(&m_parts.engine, &engine::Engine::connectionsChanged, &m_book, &ConnectionBook::take);
    connect(&m_document, &workspace::Document::changed, this, &MainWindow::applyDocument);
    connect(&m_document, &workspace::Document::modifiedChanged, this, &MainWindow::updateTitle);
    connect(&m_document, &workspace::Document::fileNameChanged, this, &MainWindow::updateTitle);
    connect(m_files, &WorkspaceFiles::failed, m_notice, &NoticeBar::showError);
    connect(m_files, &WorkspaceFiles::succeeded, m_notice, &NoticeBar::dismiss);
    if (const std::optional<Error> error = m_parts.engine.captureError())
        m_notice->showError(*error);
}

void MainWindow::makeActions()
{
    new MainActions(m_parts, *m_files,
                    {.newWindow = [this] { emit windowWanted(); },
                     .close = [this] { close(); },
                     .quit = [this] { emit quitWanted(); },
                     .startAll = [this] { startAllServers(m_parts, this); },
                     .goToAnything = [this] { m_palette->open(); },
                     .resetLayout = [this] { m_layout->reset(); },
                     .about = [this] { m_parts.dialogs.about(this); }},
                    this);
    m_examples = new WindowExamples(m_parts, m_document, *m_files, this);
    m_help = new HelpDesk(m_parts, this);
}

void MainWindow::makeCentre()
{
    const RowSourceFactory rows = [fileName = m_parts.engine.captureFile()] { return captureFileRows(fileName); };
    m_panels = std::make_unique<WindowPanels>(m_parts, rows, this);
    auto *centre = new QWidget(this);
    auto *layout = new QVBoxLayout(centre);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_files->notice());
    layout->addWidget(m_panels->centre(), 1);
    setCentralWidget(centre);
}

void MainWindow::makeToolBarAndMenus()
{
    auto *bar = new MainToolBar(m_parts, this);
    addToolBar(bar);
    QList<QAction *> shown;
    QString letters;
    for (const QDockWidget *dock : m_layout->docks()) {
        QAction *action = dock->toggleViewAction();
        action->setText(withMnemonic(dock->windowTitle(), letters));
        shown.append(action);
    }
    shown.append(bar->toggleViewAction());
    bar->toggleViewAction()->setText(withMnemonic(tr("Toolbar"), letters));
    new MainMenus(*m_actions, shown, menuBar());
}

void MainWindow::makePalette()
{
    m_palette = new CommandPalette(m_parts.theme, this);
    for (const auto add : {addActionEntries, addRouteEntries, addSavedEntries, addConnectionEntries})
        m_palette->addSource([this, add](std::vector<PaletteEntry> &entries) { add(m_parts, entries); });
    m_palette->addSource([this](std::vector<PaletteEntry> &entries) { m_examples->addEntries(entries); });
}

void MainWindow::applyDocument()
{
    m_parts.engine.apply(m_document.snapshot(), m_document.folder());
    updateTitle();
}

void MainWindow::updateTitle()
{
    setWindowModified(m_document.isModified());
    setWindowTitle(m_files->title() % u"[*] — Framewright");
    if (m_status == nullptr)
        return;
    const QString state = m_document.isModified()           ? tr("%1, not saved")
                          : m_document.fileName().isEmpty() ? u"%1"_qs
                                                            : tr("%1, saved");
    m_status->setFile(state.arg(m_files->title()), m_document.fileName());
}

void MainWindow::showFirstHints()
{
    m_help->showHints();
}

void MainWindow::restoreLayout()
{
    m_layout->restore(QSettings());
}

void MainWindow::saveLayout() const
{
    QSettings settings;
    m_layout->save(settings);
    settings.setValue(u"window/theme"_qs, int(m_parts.theme.choice()));
}

bool MainWindow::focusNextPrevChild(bool next)
{
    return stepFocus(*this, next);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_files->mayClose())
        return event->ignore();
    saveLayout();
    event->accept();
    emit closed();
}

} // namespace framewright::ui
