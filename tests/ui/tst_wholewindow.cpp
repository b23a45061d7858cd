// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/windowfixture.h"
#include "ui/mainwindow/recoveryfile.h"
#include "ui/mainwindow/windows.h"
#include "ui/mainwindow/workspacefiles.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QDebug>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace framewright;

namespace {

QString nameOf(const QWidget *widget)
{
    QStringList path;
    for (const QWidget *up = widget; up != nullptr; up = up->parentWidget())
        path.prepend(QLatin1String(up->metaObject()->className()) + u'/' + up->objectName());
    return path.join(u" > "_qs);
}

/// Parts that Qt makes itself inside of a view, an editor or a dock; a label is called what it says.
bool isInner(const QWidget *widget)
{
    return widget->objectName().startsWith(u"qt_"_qs) || widget->inherits("QHeaderView") ||
           widget->inherits("QScrollBar") || widget->inherits("QComboBoxPrivateContainer") ||
           widget->inherits("QComboBoxListView") || widget->inherits("QLabel") ||
           widget->inherits("QLineEditIconButton") || widget->inherits("QTabWidget");
}

} // namespace

/// What holds for the window as a whole, whatever panel a control is in: names for a screen reader and for tests, no
/// text cut off, every action to be reached by the keyboard, docks, layout, panels by key, several windows.
class tst_WholeWindow : public QObject, private test::WindowFixture
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void controlsHaveNames();
    void noTextIsCut_data();
    void noTextIsCut();
    void actionsAreReached();
    void noTwoActionsShareAKey();
    void menusHaveMnemonics();
    void docksCloseAndComeBack_data();
    void docksCloseAndComeBack();
    void docksFloat();
    void layoutIsReset();
    void layoutIsKept();
    void panelsGoRound();
    void panelsByNumber();
    void undoIsNamed();
    void paletteFindsAll();
    void statusSaysWhatGoesOn();
    void hintsGoAwayForGood();
    void windowsAreTheirOwn();
    void crashBesideOpenFiles_data();
    void crashBesideOpenFiles();

private:
    [[nodiscard]] QList<QAction *> registered() const;
};

void tst_WholeWindow::initTestCase()
{
    prepare(u"Framewright window test"_qs);
}

void tst_WholeWindow::init()
{
    QSettings().clear();
    m_dialogs = {};
    m_dialogs.answer = ui::Answer::No;
    makeWindow();
    m_window->files().openExample();
    showWindow();
}

void tst_WholeWindow::cleanup()
{
    dropWindow();
}

QList<QAction *> tst_WholeWindow::registered() const
{
    QList<QAction *> actions;
    for (QAction *action : m_window->actions()) {
        if (!action->objectName().isEmpty())
            actions.append(action);
    }
    return actions;
}

void tst_WholeWindow::controlsHaveNames()
{
    QStringList nameless;
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || isInner(widget))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        // Hidden until there is something to press it for; it gets its words then.
        if (button != nullptr && button->isHidden() && button->text().isEmpty())
            continue;
        const bool named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        if (!named || widget->objectName().isEmpty())
            nameless.append(nameOf(widget));
    }
    for (const QString &path : std::as_const(nameless))
        qWarning().noquote() << path;
    QVERIFY(nameless.isEmpty());
}

void tst_WholeWindow::noTextIsCut_data()
{
    QTest::addColumn<int>("pixels");
    QTest::addRow("the usual font") << 0;
    QTest::addRow("a larger font") << 17;
}

void tst_WholeWindow::noTextIsCut()
{
    QFETCH(int, pixels);
    const QFont usual = QApplication::font();
    if (pixels > 0) {
        QFont large = usual;
        large.setPixelSize(pixels);
        QApplication::setFont(large);
        cleanup();
        init();
    }
    QTest::qWait(0);
    QStringList cut;
    const auto check = [&cut](const QWidget *widget, int needed, int there) {
        if (needed > there)
            cut.append(u"%1: %2 of %3"_qs.arg(nameOf(widget)).arg(there).arg(needed));
    };
    for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->size().isEmpty())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label != nullptr && !label->text().isEmpty()) {
            if (label->wordWrap())
                check(label, label->heightForWidth(label->width()), label->height());
            else
                check(label, label->sizeHint().width(), label->width());
        } else if (const auto *button = qobject_cast<const QAbstractButton *>(widget)) {
            const auto *tool = qobject_cast<const QToolButton *>(button);
            if (!button->text().isEmpty() && (tool == nullptr || tool->toolButtonStyle() != Qt::ToolButtonIconOnly))
                check(button, button->minimumSizeHint().width(), button->width());
        }
    }
    QApplication::setFont(usual);
    QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
}

/// By a shortcut, or by a letter in a menu; what has neither is in the palette, which has every registered one.
void tst_WholeWindow::actionsAreReached()
{
    const QList<QAction *> all = registered();
    QVERIFY(all.size() > 25);
    QStringList lost;
    for (QAction *action : m_window->findChildren<QAction *>()) {
        const bool separator = action->isSeparator() || action->text().isEmpty();
        const bool inner =
            qobject_cast<QLineEdit *>(action->parent()) != nullptr || action->objectName().startsWith(u"_q_"_qs);
        // A menu that a button opens: the keyboard opens the button.
        const auto *menu = qobject_cast<QMenu *>(action->parent());
        const auto *button = menu == nullptr ? nullptr : qobject_cast<QWidget *>(menu->parent());
        const bool reached = button != nullptr && (button->focusPolicy() & Qt::TabFocus);
        if (separator || inner || reached)
            continue;
        if (action->shortcut().isEmpty() && !action->text().contains(u'&') && !all.contains(action) &&
            !action->objectName().contains(u'/'))
            lost.append(action->objectName() % u' ' % action->text());
    }
    QVERIFY2(lost.isEmpty(), qPrintable(lost.join(u'\n')));
}

void tst_WholeWindow::noTwoActionsShareAKey()
{
    QHash<QKeySequence, QString> owners;
    QStringList shared;
    for (const QAction *action : registered()) {
        if (action->shortcutContext() != Qt::WindowShortcut && action->shortcutContext() != Qt::ApplicationShortcut)
            continue;
        for (const QKeySequence &keys : action->shortcuts()) {
            if (owners.contains(keys))
                shared.append(keys.toString() % u": " % owners.value(keys) % u", " % action->objectName());
            owners.insert(keys, action->objectName());
        }
    }
    QVERIFY2(shared.isEmpty(), qPrintable(shared.join(u'\n')));
}

void tst_WholeWindow::menusHaveMnemonics()
{
    QStringList wrong;
    const auto check = [&wrong](const QList<QAction *> &actions, const QString &where) {
        QSet<QChar> letters;
        for (const QAction *action : actions) {
            const QString text = QString(action->text()).remove(u"&&"_qs);
            const qsizetype mark = text.indexOf(u'&');
            if (action->isSeparator() || !action->isVisible())
                continue;
            if (mark < 0)
                continue;
            const QChar letter = text.at(mark + 1).toLower();
            if (letters.contains(letter))
                wrong.append(where % u": " % text);
            letters.insert(letter);
        }
    };
    const QList<QAction *> titles = m_window->menuBar()->actions();
    QVERIFY(titles.size() >= 6);
    for (const QAction *title : titles) {
        QVERIFY2(title->text().contains(u'&'), qPrintable(title->text()));
        QVERIFY2(!title->menu()->isEmpty(), qPrintable(title->text()));
    }
    check(titles, u"menu bar"_qs);
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void tst_WholeWindow::docksCloseAndComeBack_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"workspaceDock", "connectionsDock", "logDock", "clientDock"})
        QTest::addRow("%s", name) << QString::fromLatin1(name);
}

void tst_WholeWindow::docksCloseAndComeBack()
{
    QFETCH(QString, name);
    auto *dock = m_window->findChild<QDockWidget *>(name);
    QVERIFY(dock != nullptr && dock->isVisible());
    QTest::mouseClick(m_window->findChild<QToolButton *>(name + u"Close"_qs), Qt::LeftButton);
    QVERIFY(!dock->isVisible());
    dock->toggleViewAction()->trigger();
    QVERIFY(dock->isVisible());
}

void tst_WholeWindow::docksFloat()
{
    auto *dock = find<QDockWidget>("clientDock");
    auto *button = find<QToolButton>("clientDockFloat");
    const QString before = button->accessibleName();
    button->click();
    QVERIFY(dock->isFloating());
    QVERIFY(button->accessibleName() != before);
    button->click();
    QVERIFY(!dock->isFloating());
}

void tst_WholeWindow::layoutIsReset()
{
    auto *workspace = find<QDockWidget>("workspaceDock");
    auto *client = find<QDockWidget>("clientDock");
    const int width = client->width();
    workspace->close();
    client->setFloating(true);
    m_window->addDockWidget(Qt::RightDockWidgetArea, find<QDockWidget>("logDock"));
    trigger("resetLayout");
    QVERIFY(workspace->isVisible());
    QVERIFY(!client->isFloating());
    QCOMPARE(m_window->dockWidgetArea(find<QDockWidget>("logDock")), Qt::BottomDockWidgetArea);
    QTRY_VERIFY(std::abs(client->width() - width) < 8);
}

void tst_WholeWindow::layoutIsKept()
{
    find<QDockWidget>("connectionsDock")->close();
    m_window->resize(1100, 680);
    QVERIFY(m_window->close());
    cleanup();
    makeWindow();
    m_window->restoreLayout();
    m_window->show();
    QVERIFY(!find<QDockWidget>("connectionsDock")->isVisible());
    QVERIFY(find<QDockWidget>("clientDock")->isVisible());
    QSettings().setValue(u"window/version"_qs, 1);
    cleanup();
    init();
    m_window->restoreLayout();
    QVERIFY(find<QDockWidget>("connectionsDock")->isVisible());
}

void tst_WholeWindow::panelsGoRound()
{
    find<QAction>("goToWorkspace")->trigger();
    QSet<QWidget *> visited;
    const QWidget *first = QApplication::focusWidget();
    QVERIFY(first != nullptr);
    int steps = 0;
    do {
        visited.insert(QApplication::focusWidget());
        trigger("nextPanel");
    } while (QApplication::focusWidget() != first && ++steps < 20);
    QCOMPARE(visited.size(), 6);
    trigger("nextPanel");
    trigger("previousPanel");
    QCOMPARE(QApplication::focusWidget(), first);
}

void tst_WholeWindow::panelsByNumber()
{
    QTest::keyClick(m_window.get(), Qt::Key_6, Qt::ControlModifier);
    QVERIFY(find<QDockWidget>("clientDock")->isAncestorOf(QApplication::focusWidget()));
    find<QDockWidget>("workspaceDock")->close();
    QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(find<QDockWidget>("workspaceDock")->isVisible());
    QVERIFY(find<QDockWidget>("workspaceDock")->isAncestorOf(QApplication::focusWidget()));
    QTest::keyClick(m_window.get(), Qt::Key_5, Qt::ControlModifier);
    QCOMPARE(find<QTabBar>("logTabBar")->currentIndex(), 1);
    QTest::keyClick(m_window.get(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(find<QTabBar>("logTabBar")->currentIndex(), 0);
}

void tst_WholeWindow::undoIsNamed()
{
    QAction *undo = find<QAction>("undo");
    QVERIFY(!undo->isEnabled());
    const std::size_t servers = m_document->workspace().servers.size();
    trigger("addServer");
    for (QDialog *dialog : m_window->findChildren<QDialog *>())
        dialog->accept();
    QCOMPARE(m_document->workspace().servers.size(), servers + 1);
    QVERIFY(undo->isEnabled());
    QVERIFY2(undo->text().size() > tr("&Undo").size(), qPrintable(undo->text()));
    QVERIFY(undo->toolTip().contains(u"Ctrl+Z"_qs));
    while (undo->isEnabled())
        undo->trigger();
    QCOMPARE(m_document->workspace().servers.size(), servers);
    QVERIFY(find<QAction>("redo")->isEnabled());
}

void tst_WholeWindow::paletteFindsAll()
{
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    auto *field = find<QLineEdit>("paletteField");
    QVERIFY(field->isVisible());
    const auto *list = find<QListView>("paletteList");
    const auto first = [&](const QString &typed) {
        field->setText(typed);
        return list->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(first(u"start all"_qs).startsWith(u"Start all"_qs), qPrintable(first(u"start all"_qs)));
    QVERIFY2(first(u"/echo"_qs).startsWith(u"/echo"_qs), qPrintable(first(u"/echo"_qs)));
    QVERIFY2(first(u"say hello"_qs).contains(u"message"_qs), qPrintable(first(u"say hello"_qs)));
    QVERIFY2(first(u"ticker example"_qs).contains(u"example"_qs), qPrintable(first(u"ticker example"_qs)));
    field->setText(u"/refused"_qs);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(!field->isVisible());
}

void tst_WholeWindow::statusSaysWhatGoesOn()
{
    const auto text = [this](const char *name) { return find<QWidget>(name)->accessibleName(); };
    QVERIFY(text("statusServers").contains(u"0 servers"_qs));
    QVERIFY(text("statusRecorded").contains(u"0 missed"_qs));
    QVERIFY(!find<QWidget>("statusBeyond")->isVisible());
    workspace::Server server = m_document->workspace().servers.front();
    server.port = 0; // Another program may have the example's.
    m_document->setServer(server.id, server);
    trigger("startAll");
    QTRY_VERIFY(text("statusServers").startsWith(u"1 server"_qs));
    QVERIFY(!text("statusFile").isEmpty());
    m_document->setName(u"Other"_qs);
    QVERIFY(text("statusFile").contains(u"not saved"_qs));
}

void tst_WholeWindow::hintsGoAwayForGood()
{
    m_window->showFirstHints();
    QTRY_VERIFY(m_window->findChild<QWidget *>(u"callout"_qs) != nullptr);
    auto *callout = find<QWidget>("callout");
    QVERIFY(callout->isVisible());
    for (int hint = 0; hint < 3; ++hint)
        QTest::keyClick(callout, Qt::Key_Return);
    QVERIFY(!callout->isVisible());
    cleanup();
    makeWindow();
    m_window->show();
    m_window->showFirstHints();
    QVERIFY(m_window->findChild<QWidget *>(u"callout"_qs) == nullptr);
}

void tst_WholeWindow::windowsAreTheirOwn()
{
    QSettings().setValue(u"help/hintsSeen"_qs, true);
    cleanup();
    ui::Windows windows(*m_theme, m_dialogs);
    windows.openAtStart({}, false);
    QCOMPARE(windows.count(), std::size_t(1));
    ui::MainWindow *second = windows.openNew();
    QCOMPARE(windows.count(), std::size_t(2));
    QCOMPARE(second->windowTitle(), u"Untitled[*] — Framewright"_qs);
    QVERIFY(!second->findChild<QAction *>(u"startAll"_qs)->isEnabled());
    // Without a route there is one next step, and no parts of what is not there.
    QVERIFY(!second->findChild<QWidget *>(u"routeTabs"_qs)->isVisible());
    auto *next = second->findChild<QWidget *>(u"ruleTable"_qs)->findChild<QPushButton *>();
    QVERIFY(next != nullptr && next->isVisible());
    QTest::mouseClick(next, Qt::LeftButton);
    QTRY_VERIFY(second->findChild<QWidget *>(u"routeTabs"_qs)->isVisible());
    second->findChild<QAction *>(u"newWindow"_qs)->trigger();
    QCOMPARE(windows.count(), std::size_t(3));
    QVERIFY(second->close());
    QTRY_COMPARE(windows.count(), std::size_t(2));
}

void tst_WholeWindow::crashBesideOpenFiles_data()
{
    QTest::addColumn<ui::Answer>("answer");
    QTest::addColumn<bool>("isBack");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("recovered") << ui::Answer::Yes << true << false;
    QTest::newRow("discarded") << ui::Answer::No << false << false;
    QTest::newRow("put off") << ui::Answer::Cancel << false << true;
}

/// A file was open when the program crashed: it is opened again, and what was not saved of it is asked about first.
void tst_WholeWindow::crashBesideOpenFiles()
{
    QFETCH(ui::Answer, answer);
    QFETCH(bool, isBack);
    QFETCH(bool, isKept);
    cleanup();
    const auto write = [](const QString &name, const QByteArray &text) {
        QFile file(name);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    };
    const QTemporaryDir folder;
    const QString name = folder.filePath(u"shop.json"_qs);
    const QString side = ui::RecoveryFile::defaultFolder() + u"/left.unsaved"_qs;
    QVERIFY(QDir().mkpath(ui::RecoveryFile::defaultFolder()));
    QVERIFY(write(name, R"({"framewright": 1, "name": "Saved"})"));
    QVERIFY(write(side, name.toUtf8() + "\n" + R"({"framewright": 1, "name": "Not saved"})"));
    QSettings().setValue(u"session/files"_qs, QStringList{name});
    m_dialogs.answer = answer;
    m_dialogs.asked.clear();
    ui::Windows windows(*m_theme, m_dialogs);
    windows.openAtStart({}, false);
    QCOMPARE(windows.count(), std::size_t(1));
    QCOMPARE(m_dialogs.asked.size(), 1);
    QCOMPARE(QFile::exists(side), isKept);
    QFile::remove(side);
    const QWidgetList all = QApplication::topLevelWidgets();
    const auto shown = std::find_if(all.cbegin(), all.cend(), [](const QWidget *widget) {
        return qobject_cast<const ui::MainWindow *>(widget) != nullptr && widget->isVisible();
    });
    QVERIFY(shown != all.cend());
    QTRY_COMPARE((*shown)->windowTitle(), u"shop.json[*] — Framewright"_qs);
    QCOMPARE((*shown)->isWindowModified(), isBack);
    QSettings().remove(u"session/files"_qs);
}

QTEST_MAIN(tst_WholeWindow)
#include "tst_wholewindow.moc"
