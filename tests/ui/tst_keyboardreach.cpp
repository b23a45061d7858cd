// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspacefile.h"
#include "tests/ui/windowfixture.h"
#include "ui/common/aboutdialog.h"
#include "ui/mainwindow/comparedialog.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace framewright;

namespace {

/// A route that has something in each of its pages, and rules with fields of many kinds.
constexpr auto workspaceText = R"({"framewright": 1, "name": "Keys", "servers": [{"name": "Local",
  "host": "127.0.0.1", "port": 0, "routes": [{"path": "/all", "rules": [
    {"name": "Say", "match": {"$.event": "say", "$.id": {"gt": 3}}, "when": "size('x') < 3",
     "do": [{"send": {"event": "said"}, "to": "room:x"}, {"wait": 100}, {"set": {"conn.name": "{{$.name}}"}},
            {"if": "conn.ok", "then": [{"close": 4000, "reason": "bye"}]}]},
    {"name": "Signal", "on": "signal:wake", "do": [{"send": "awake"}]}]},
   {"path": "/none", "refuse": [{"status": 401, "body": "go away"}]}]}],
  "messages": [{"name": "hello", "send": "hello"}]})";

QString nameOf(const QWidget *widget)
{
    QStringList path;
    for (const QWidget *up = widget; up != nullptr && !up->isWindow(); up = up->parentWidget()) {
        if (!up->objectName().isEmpty() && !up->objectName().startsWith(u"qt_"_qs))
            path.prepend(up->objectName());
    }
    return QLatin1String(widget->metaObject()->className()) + u' ' + path.join(u'/');
}

/// Parts that Qt makes inside of a control: the control is what a person goes to.
bool isInner(const QWidget *widget)
{
    const QWidget *owner = widget->parentWidget();
    return qobject_cast<const QComboBox *>(owner) != nullptr ||
           qobject_cast<const QAbstractSpinBox *>(owner) != nullptr ||
           qobject_cast<const QTabBar *>(owner) != nullptr || qobject_cast<const QLineEdit *>(owner) != nullptr ||
           qobject_cast<const QHeaderView *>(widget) != nullptr || widget->inherits("QTableCornerButton") ||
           widget->inherits("QMenuBarExtension") || widget->inherits("QToolBarExtension");
}

bool isControl(const QWidget *widget)
{
    // The palette's list follows the keys of its field.
    if (isInner(widget) || widget->objectName() == u"paletteList"_qs)
        return false;
    return qobject_cast<const QAbstractButton *>(widget) != nullptr ||
           qobject_cast<const QLineEdit *>(widget) != nullptr || qobject_cast<const QComboBox *>(widget) != nullptr ||
           qobject_cast<const QAbstractSpinBox *>(widget) != nullptr ||
           qobject_cast<const QPlainTextEdit *>(widget) != nullptr || widget->inherits("QTextEdit") ||
           widget->inherits("QsciScintilla") || qobject_cast<const QAbstractItemView *>(widget) != nullptr ||
           qobject_cast<const QTabBar *>(widget) != nullptr;
}

QList<QWidget *> controlsOf(const QWidget *window)
{
    QList<QWidget *> controls;
    for (QWidget *widget : window->findChildren<QWidget *>()) {
        if (isControl(widget) && widget->window() == window && widget->isVisible() && widget->isEnabled())
            controls.append(widget);
    }
    return controls;
}

/// The letter that Alt and it go with; none is a null one.
QChar mnemonicOf(const QString &text)
{
    const QString plain = QString(text).remove(u"&&"_qs);
    const qsizetype mark = plain.indexOf(u'&');
    return mark < 0 || mark + 1 >= plain.size() ? QChar() : plain.at(mark + 1).toLower();
}

class Letters
{
public:
    void add(const QString &text)
    {
        const QChar letter = mnemonicOf(text);
        if (letter.isNull())
            return;
        if (m_owners.contains(letter))
            m_shared.append(u"Alt+%1: %2 and %3"_qs.arg(letter, m_owners.value(letter), text));
        m_owners.insert(letter, text);
    }
    [[nodiscard]] const QStringList &shared() const { return m_shared; }

private:
    QHash<QChar, QString> m_owners;
    QStringList m_shared;
};

/// What of a window's letters is taken twice.
QStringList sharedLetters(const QWidget *window)
{
    Letters letters;
    if (const auto *bar = window->findChild<QMenuBar *>(); bar != nullptr && bar->window() == window) {
        for (const QAction *title : bar->actions())
            letters.add(title->text());
    }
    for (const QWidget *widget : window->findChildren<QWidget *>()) {
        if (widget->window() != window || !widget->isVisible())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(widget); label != nullptr && label->buddy() != nullptr)
            letters.add(label->text());
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            letters.add(button->text());
        else if (const auto *box = qobject_cast<const QGroupBox *>(widget))
            letters.add(box->title());
        else if (const auto *tabs = qobject_cast<const QTabBar *>(widget)) {
            for (int tab = 0; tab < tabs->count(); ++tab)
                letters.add(tabs->tabText(tab));
        }
    }
    return letters.shared();
}

QStringList sharedLetters(QMenu *menu)
{
    emit menu->aboutToShow();
    Letters letters;
    QStringList shared;
    for (const QAction *action : menu->actions()) {
        if (action->isSeparator() || !action->isVisible())
            continue;
        letters.add(action->text());
        if (action->menu() != nullptr)
            shared += sharedLetters(action->menu());
    }
    for (const QString &pair : letters.shared())
        shared.append(menu->title() % menu->objectName() % u": " % pair);
    return shared;
}

/// Where both stand at this moment: what is scrolled to sight moves.
bool standsBefore(const QWidget *one, const QWidget *other)
{
    const auto placeOf = [](const QWidget *widget) {
        return QRect(widget->mapTo(widget->window(), QPoint(0, 0)), widget->size());
    };
    const QRect here = placeOf(one);
    const QRect there = placeOf(other);
    const bool isLeft = here.right() <= there.left();
    const bool isBesideIt = here.top() < there.bottom() && there.top() < here.bottom();
    return isBesideIt ? isLeft && here.top() <= there.top()
                      : here.bottom() <= there.top() && here.left() <= there.left();
}

QImage picture(const QWidget *widget)
{
    const QRect place(widget->mapTo(widget->window(), QPoint(0, 0)), widget->size());
    return widget->window()->grab(place.adjusted(-2, -2, 2, 2)).toImage();
}

} // namespace

/// With the keyboard alone: each control of the window and of each dialog is a stop of Tab, its focus is seen, it has
/// a name, the stops come as the eye goes, and no letter means two things.
class tst_KeyboardReach : public QObject, private test::WindowFixture
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void window_data();
    void window();
    void dialogs_data();
    void dialogs();
    void otherDialogs_data();
    void otherDialogs();
    void menus();
    void contextMenus_data();
    void contextMenus();

private:
    struct Stop
    {
        QString name;
        QString panel;
        bool isLate = false; ///< It stands above the one before it, or left of it.
    };

    [[nodiscard]] QList<Stop> walk(QWidget *window, QStringList &unseen) const;
    void checkWindow(QWidget *window) const;
    void connectClient();
};

void tst_KeyboardReach::initTestCase()
{
    prepare(u"Framewright keyboard test"_qs);
}

void tst_KeyboardReach::init()
{
    QSettings().clear();
    m_dialogs = {};
    m_dialogs.answer = ui::Answer::No;
    makeWindow();
    m_document->start(workspace::readWorkspace(workspaceText).value());
    showWindow();
    trigger("startAll");
    QTRY_VERIFY(!m_engine->servers().isEmpty() &&
                m_engine->servers().constFirst().state == engine::ServerState::Listening);
    connectClient();
}

void tst_KeyboardReach::cleanup()
{
    dropWindow();
}

/// A connection that is chosen and a message that is shown: their controls are there, then.
void tst_KeyboardReach::connectClient()
{
    find<QComboBox>("clientUrl")->setEditText(url(u"/all"_qs));
    find<QPlainTextEdit>("composerText")->setPlainText(u"hello"_qs);
    click("clientSend");
    QTRY_VERIFY(shows("trafficList", u"hello"_qs));
    auto *list = find<QAbstractItemView>("connectionList");
    list->setCurrentIndex(list->model()->index(0, 0));
    auto *log = find<QTableView>("trafficList");
    QTRY_VERIFY(log->model()->rowCount() > 1);
    log->setCurrentIndex(log->model()->index(1, 3));
    QTRY_VERIFY(find<QAction>("disconnectWith")->isEnabled());
}

QList<tst_KeyboardReach::Stop> tst_KeyboardReach::walk(QWidget *window, QStringList &unseen) const
{
    constexpr int most = 400;
    QList<Stop> stops;
    QPointer<QWidget> last;
    QImage lastPicture;
    for (int step = 0; step < most; ++step) {
        press("Tab");
        QWidget *now = QApplication::focusWidget();
        if (now == nullptr || now->window() != window)
            return stops;
        // Where there is one stop alone it cannot be left.
        if (last != nullptr && last != now && last->isVisible() && picture(last) == lastPicture)
            unseen.append(nameOf(last));
        const QString name = nameOf(now);
        if (!stops.isEmpty() && stops.constFirst().name == name)
            return stops;
        QString panel;
        for (const QWidget *up = now; up != nullptr; up = up->parentWidget()) {
            if (qobject_cast<const QDockWidget *>(up) != nullptr || up->objectName() == u"routePage"_qs ||
                up->objectName() == u"toolBar"_qs)
                panel = up->objectName();
        }
        const bool isLate = last != nullptr && stops.constLast().panel == panel && standsBefore(now, last);
        stops.append({name, panel, isLate});
        last = now;
        lastPicture = picture(now);
    }
    return {};
}

void tst_KeyboardReach::checkWindow(QWidget *window) const
{
    QStringList wrong;
    const QList<QWidget *> controls = controlsOf(window);
    QStringList wanted;
    for (const QWidget *control : controls) {
        wanted.append(nameOf(control));
        const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(control));
        if (control->accessibleName().isEmpty() && (face == nullptr || face->text(QAccessible::Name).isEmpty()))
            wrong.append(u"has no name: "_qs % nameOf(control));
    }
    QStringList unseen;
    const QList<Stop> stops = walk(window, unseen);
    QVERIFY2(!stops.isEmpty(), "Tab does not come round.");
    QStringList names;
    for (const Stop &stop : stops)
        names.append(stop.name);
    for (const QString &name : std::as_const(wanted)) {
        const bool inside = std::any_of(names.cbegin(), names.cend(), [&name](const QString &stop) {
            return stop == name || stop.section(u' ', 1).startsWith(name.section(u' ', 1) % u'/');
        });
        if (!inside)
            wrong.append(u"is no stop of Tab: "_qs % name);
    }
    for (const QString &name : std::as_const(unseen))
        wrong.append(u"does not show its focus: "_qs % name);
    // Round a dialog it begins somewhere in the middle: once it may go back to the top.
    const qsizetype back = std::count_if(stops.cbegin(), stops.cend(), [](const Stop &stop) { return stop.isLate; });
    if (back > (window == m_window.get() ? 0 : 1)) {
        for (const Stop &stop : stops) {
            if (stop.isLate)
                wrong.append(u"comes too late: "_qs % stop.name);
        }
    }
    QStringList panels;
    for (const Stop &stop : stops) {
        if (panels.isEmpty() || panels.constLast() != stop.panel)
            panels.append(stop.panel);
    }
    if (panels.size() > 1 && panels.constFirst() == panels.constLast())
        panels.removeLast();
    if (panels.removeDuplicates() > 0)
        wrong.append(u"comes to a panel twice: "_qs % panels.join(u' '));
    wrong += sharedLetters(window);
    QVERIFY2(wrong.isEmpty(), qPrintable(u'\n' % wrong.join(u'\n')));
}

void tst_KeyboardReach::window_data()
{
    QTest::addColumn<int>("routeTab");
    QTest::addColumn<int>("clientTab");
    QTest::addColumn<int>("logTab");
    QTest::addRow("rules, message, traffic") << 0 << 0 << 0;
    QTest::addRow("handshake, params, connections") << 1 << 1 << 1;
    QTest::addRow("stream, headers") << 2 << 2 << 0;
    QTest::addRow("variables, options") << 3 << 3 << 0;
    QTest::addRow("try it") << 4 << 0 << 0;
}

void tst_KeyboardReach::window()
{
    QFETCH(int, routeTab);
    QFETCH(int, clientTab);
    QFETCH(int, logTab);
    find<QTabBar>("routeTabs")->setCurrentIndex(routeTab);
    find<QTabBar>("clientTabBar")->setCurrentIndex(clientTab);
    find<QTabBar>("logTabBar")->setCurrentIndex(logTab);
    QCOMPARE(find<QTabBar>("routeTabs")->currentIndex(), routeTab);
    QCOMPARE(find<QTabBar>("clientTabBar")->currentIndex(), clientTab);
    checkWindow(m_window.get());
}

void tst_KeyboardReach::dialogs_data()
{
    QTest::addColumn<QByteArray>("button");
    QTest::addColumn<QByteArray>("action");
    for (const char *action :
         {"serverSettings", "newFromExample", "explainRoute", "shortcuts", "reference", "vocabulary", "disconnectWith",
          "pushMessage", "editEnvironments", "editDataSets", "renameWorkspace", "showQrCode"})
        QTest::addRow("%s", action) << QByteArray() << QByteArray(action);
    QTest::addRow("saveMessage") << QByteArray("composerSaved") << QByteArray("saveMessage");
    QTest::addRow("sendRepeatedly") << QByteArray("composerMore") << QByteArray("sendRepeatedly");
    QTest::addRow("pingWith") << QByteArray("composerMore") << QByteArray("pingWith");
    QTest::addRow("close") << QByteArray("clientClose") << QByteArray();
}

void tst_KeyboardReach::dialogs()
{
    QFETCH(QByteArray, button);
    QFETCH(QByteArray, action);
    if (action.isEmpty()) {
        QTRY_VERIFY(find<QAbstractButton>(button.constData())->isEnabled());
        click(button.constData());
    } else {
        auto *tree = find<QAbstractItemView>("workspaceTree");
        if (action == "showQrCode") // Of the chosen route.
            tree->setCurrentIndex(tree->model()->index(0, 0, tree->model()->index(0, 0)));
        if (!button.isEmpty())
            emit find<QToolButton>(button.constData())->menu()->aboutToShow();
        QVERIFY(find<QAction>(action.constData())->isEnabled());
        trigger(action.constData());
    }
    QDialog *dialog = nullptr;
    for (QDialog *each : m_window->findChildren<QDialog *>()) {
        if (each->isVisible())
            dialog = each;
    }
    QVERIFY2(dialog != nullptr, "No dialog has opened.");
    dialog->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    checkWindow(dialog);
    if (QTest::currentTestFailed())
        return;
    const QPointer<QDialog> guard(dialog);
    press("Esc");
    QTRY_VERIFY2(guard == nullptr || !guard->isVisible(), "Escape does not close it.");
}

void tst_KeyboardReach::otherDialogs_data()
{
    QTest::addColumn<bool>("compares");
    QTest::addRow("about") << false;
    QTest::addRow("compare") << true;
}

void tst_KeyboardReach::otherDialogs()
{
    QFETCH(bool, compares);
    const std::unique_ptr<QDialog> dialog =
        compares
            ? std::unique_ptr<QDialog>(std::make_unique<ui::CompareDialog>(
                  *m_theme, u"a.json"_qs, ui::compareLines({u"a"_qs, u"b"_qs}, {u"a"_qs, u"c"_qs}), m_window.get()))
            : std::make_unique<ui::AboutDialog>(m_window.get());
    dialog->open();
    QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    checkWindow(dialog.get());
    if (QTest::currentTestFailed())
        return;
    press("Esc");
    QVERIFY(!dialog->isVisible());
}

void tst_KeyboardReach::menus()
{
    QStringList shared;
    QStringList silent;
    for (const QAction *title : m_window->menuBar()->actions()) {
        shared += sharedLetters(title->menu());
        for (const QAction *action : title->menu()->actions()) {
            const bool reached = !action->shortcut().isEmpty() || !mnemonicOf(action->text()).isNull();
            if (!action->isSeparator() && action->isVisible() && !reached)
                silent.append(title->text() % u": " % action->text());
        }
    }
    for (const QToolButton *button : m_window->findChildren<QToolButton *>()) {
        if (button->menu() != nullptr && button->menu()->parent() != m_window->menuBar())
            shared += sharedLetters(button->menu());
    }
    QVERIFY2(shared.isEmpty(), qPrintable(u'\n' % shared.join(u'\n')));
    QVERIFY2(silent.isEmpty(), qPrintable(u'\n' % silent.join(u'\n')));
}

void tst_KeyboardReach::contextMenus_data()
{
    QTest::addColumn<QByteArray>("view");
    for (const char *view : {"workspaceTree", "connectionList", "ruleTable", "trafficList", "conversationList"})
        QTest::addRow("%s", view) << QByteArray(view);
}

void tst_KeyboardReach::contextMenus()
{
    QFETCH(QByteArray, view);
    auto *shown = find<QAbstractItemView>(view.constData());
    QTRY_VERIFY(shown->model()->rowCount() > 0);
    shown->setFocus();
    if (!shown->currentIndex().isValid())
        shown->setCurrentIndex(
            shown->model()->index(shown->model()->rowCount() - 1, shown->model()->columnCount() - 1));
    QStringList shared;
    bool opened = false;
    // Some of them have an event loop of their own: from within.
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] {
        if (auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget())) {
            opened = !menu->actions().isEmpty();
            shared = sharedLetters(menu);
            menu->close();
        }
    });
    look.start(20);
    // A row that has not been read yet has no menu.
    const auto opens = [&] {
        if (!opened)
            press("Shift+F10");
        return opened;
    };
    QTRY_VERIFY(opens());
    QVERIFY2(shared.isEmpty(), qPrintable(u'\n' % shared.join(u'\n')));
}

QTEST_MAIN(tst_KeyboardReach)
#include "tst_keyboardreach.moc"
