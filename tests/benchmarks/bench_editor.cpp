// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What typing in a rule costs, and opening a route with many: keys in an expression, in a template and in the JSON view
// of a route with 500 rules, one each 25 ms, from when the key is due until it stands on the screen; whatever the
// window still does of the key before (checking, compiling, following) delays the next one. Then the opening of a route
// with 5000 rules, from the choice in the tree until all of it is painted. Prints one JSON object for each.
//
//     bench_editor [rules while typing [rules of the opened route]]
//
// In the whole window, with the server running. Without a screen it wants QT_QPA_PLATFORM=offscreen.

#include "app/engine/engine.h"
#include "app/workspace/document.h"
#include "app/workspace/workspacefile.h"
#include "tests/benchmarks/windowbench.h"
#include "ui/common/dialogs.h"
#include "ui/mainwindow/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QTableView>
#include <QTreeView>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

using namespace framewright;

namespace {

constexpr int keyGap = 25; ///< Milliseconds: 40 keys a second, as a held key repeats.
constexpr double keyLimit = 16;
constexpr double openingLimit = 200;

QByteArray rulesOf(int count)
{
    constexpr auto pattern = R"({"name": "Rule @", "match": {"$.type": "@", "$.id": {"exists": true}},
        "when": "conn.count >= 0 || req.query.name === 'ann'", "do": [
        {"set": {"conn.count": "{{(conn.count || 0) + 1}}"}},
        {"send": {"type": "@", "id": "{{$.id}}", "name": "{{req.query.name || 'anon'}}", "list": [1, 2, 3]}}]})";
    QByteArrayList rules;
    for (int number = 0; number < count; ++number)
        rules.append(QByteArray(pattern).replace("@", QByteArray("type" + QByteArray::number(number))));
    return rules.join(",\n");
}

workspace::Workspace workspaceOf(int typed, int opened)
{
    const QByteArray json = R"({"framewright": 1, "name": "Bench", "servers": [{"name": "Bench", "host": "127.0.0.1",
        "port": 0, "routes": [{"path": "/typed", "conn": {"count": 0}, "rules": [)" +
                            rulesOf(typed) + R"(]}, {"path": "/opened", "rules": [)" + rulesOf(opened) + "]}]}]}";
    auto workspace = workspace::readWorkspace(json);
    if (!workspace)
        qFatal("%s", qPrintable(workspace.error().text()));
    return *std::move(workspace);
}

class Clock final
{
public:
    Clock() { m_timer.start(); }
    [[nodiscard]] double now() const { return double(m_timer.nsecsElapsed()) / 1e6; }
    /// The window does what it has to do meanwhile.
    void waitUntil(double time) const
    {
        while (now() < time)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 1);
    }
    void wait(double milliseconds) const { waitUntil(now() + milliseconds); }

private:
    QElapsedTimer m_timer;
};

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[static_cast<std::size_t>(share * double(values.size() - 1))];
}

/// Wakes the event loop each millisecond, so that a wait for events ends in time.
class Pulse final : public QObject
{
public:
    Pulse() { startTimer(1, Qt::PreciseTimer); }
};

class Bench final
{
public:
    Bench(ui::Theme &theme, int typed, int opened)
        : m_engine(engine::EngineSettings())
        , m_window(theme, m_engine, m_document, m_dialogs)
        , m_typed(typed)
        , m_opened(opened)
    {
        m_window.resize(1280, 720);
        m_window.show();
        m_document.start(workspaceOf(typed, opened));
        m_engine.apply(m_document.snapshot(), {});
        m_engine.startAll();
        m_clock.wait(3000);
        QApplication::setActiveWindow(&m_window);
    }

    [[nodiscard]] bool typeInForm(const char *what, const char *field, const char *at);
    [[nodiscard]] bool typeInJson();
    [[nodiscard]] bool open();
    void chooseRoute(int row);

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        T *found = m_window.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    void chooseRule()
    {
        find<QTableView>("ruleTable")->selectRow(m_typed / 2);
        m_clock.wait(500);
    }
    [[nodiscard]] bool type(const char *what, QWidget *field);
    void press(QWidget *widget, int key, const QString &text = {}, Qt::KeyboardModifiers modifiers = {}) const
    {
        for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, key, modifiers, text);
            QApplication::sendEvent(widget, &event);
        }
    }

    workspace::Document m_document;
    engine::Engine m_engine;
    ui::DesktopDialogs m_dialogs;
    ui::MainWindow m_window;
    Pulse m_pulse;
    Clock m_clock;
    int m_typed;
    int m_opened;
};

void Bench::chooseRoute(int row)
{
    auto *tree = find<QTreeView>("workspaceTree");
    tree->setCurrentIndex(tree->model()->index(row, 0, tree->model()->index(0, 0)));
}

/// Behind the text `at`.
bool Bench::typeInForm(const char *what, const char *field, const char *at)
{
    chooseRule();
    auto *text = find<QPlainTextEdit>(field);
    text->setFocus();
    QTextCursor cursor = text->document()->find(QString::fromLatin1(at));
    if (cursor.isNull())
        qFatal("%s does not say %s.", field, at);
    cursor.setPosition(cursor.selectionEnd());
    text->setTextCursor(cursor);
    return type(what, text);
}

/// In the name of the rule, on the second line: the JSON is right after each key, so that each one is an edit.
bool Bench::typeInJson()
{
    find<QAction>("showRuleJson")->setChecked(true);
    chooseRule();
    auto *text = find<QWidget>("ruleJsonEditor");
    text->setFocus();
    press(text, Qt::Key_Home, {}, Qt::ControlModifier);
    for (const int key : {Qt::Key_Down, Qt::Key_End, Qt::Key_Left, Qt::Key_Left})
        press(text, key);
    const bool isQuick = type("JSON", text);
    find<QAction>("showRuleJson")->setChecked(false);
    return isQuick;
}

/// 200 letters, which are taken away again.
bool Bench::type(const char *what, QWidget *field)
{
    std::vector<double> delays;
    constexpr int letters = 200;
    const double begin = m_clock.now() + keyGap;
    for (int number = 0; number < 2 * letters; ++number) {
        const double due = begin + number * keyGap;
        m_clock.waitUntil(due);
        if (number < letters)
            press(field, Qt::Key_A + number % 26, QString(QChar(u'a' + number % 26)));
        else
            press(field, Qt::Key_Backspace, u"\b"_qs);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
        delays.push_back(m_clock.now() - due);
    }
    m_clock.wait(1000);
    const double high = percentile(delays, 0.95);
    std::printf("{\"typing\":\"%s\",\"rules\":%d,\"median_ms\":%.2f,\"p95_ms\":%.2f,\"worst_ms\":%.2f,\"good\":%s}\n",
                what, m_typed, percentile(delays, 0.5), high, percentile(delays, 1),
                high < keyLimit ? "true" : "false");
    std::fflush(stdout);
    return high < keyLimit;
}

bool Bench::open()
{
    std::vector<double> times;
    for (int turn = 0; turn < 10; ++turn) {
        chooseRoute(0);
        m_clock.wait(500);
        const double begin = m_clock.now();
        chooseRoute(1);
        QCoreApplication::sendPostedEvents();
        QCoreApplication::processEvents();
        times.push_back(m_clock.now() - begin);
        m_clock.wait(200);
    }
    const double worst = percentile(times, 1);
    std::printf("{\"opening\":%d,\"median_ms\":%.1f,\"worst_ms\":%.1f,\"good\":%s}\n", m_opened, percentile(times, 0.5),
                worst, worst < openingLimit ? "true" : "false");
    std::fflush(stdout);
    return worst < openingLimit;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"bench_editor"_qs);
    ui::Theme theme;
    bench::setUp(application, theme);
    const QStringList arguments = QCoreApplication::arguments();
    Bench bench(theme, arguments.value(1, u"500"_qs).toInt(), arguments.value(2, u"5000"_qs).toInt());
    bench.chooseRoute(0);
    bool good = bench.typeInForm("expression", "when", "conn.count >= 0 ");
    good = bench.typeInForm("template", "do/1/send", "anon") && good;
    good = bench.typeInJson() && good;
    good = bench.open() && good;
    return good ? 0 : 1;
}
