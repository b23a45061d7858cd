// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/workspacefiles.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/dropping.h"
#include "tests/ui/partsfixture.h"
#include "ui/workspace/workspacepanel.h"

#include <QAction>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::test;
using namespace framewright::ui;

namespace {

QByteArray chat()
{
    // Quotes inside of an expression: moc does not read them in a raw string.
    return QByteArray(R"({"framewright": 1, "name": "Chat", "servers": [{"name": "One", "port": 0, "routes": [
  {"path": "/chat", "rules": [
    {"do": [{"send": {"all": "{{data.users}}", "first": "{{data?.users[0].name}}"}}]},
    {"name": "Checked", "match": {"$": {"schema": "users"}}, "when": "data['users'].length > 0 && data.usersOld"}]},
  {"path": "/other", "http": [{"path": "/u", "json": "{{data[@users@]}}"}], "rules": [{"on": "open"}]}]}],
 "data": {"users": [{"name": "ann", "age": 5.10}, {"name": "bob"}], "limit": 3}})")
        .replace("@", "\\\"");
}

} // namespace

/// The window of data sets: what one types, picks and drops there.
class tst_DataSets : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_parts.reset(); }
    void firstByKeyboard();
    void cells_data();
    void cells();
    void rowsAndColumns();
    void columnNames();
    void asJson();
    void useStandsUnderTheName();
    void renamesAskFirst();
    void renamesWithoutAsking();
    void namesThatCannotBe();
    void deletesAndUndoes();
    void imports();
    void dropsOnTheListAreNew();
    void takesDataBuckets();
    void dropsOnThePageReplace();
    void cannotBeTaken_data();
    void cannotBeTaken();
    void hugeFile();
    void longTextStaysATable();
    void fileBesideTheWorkspace();
    void movesToAFileAndBack();
    void fileNeedsASavedWorkspace();
    void inTheTree();
    void droppedOnTheTree();

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        T *found = m_parts->window.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    void trigger(const char *name) const { (*m_parts->actions)[QLatin1String(name)]->trigger(); }
    void click(const char *name) const { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    /// An entry of a menu of the dialog.
    void run(const char *action) const { find<QAction>(action)->trigger(); }
    void open(const QString &dataSet = {});
    void choose(const QString &dataSet);
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QByteArray content(const char *name) const
    {
        return value::writeJson(m_parts->document.workspace().data[QByteArrayView(name)]);
    }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return find<QTableView>("dataSetTable")->model()->index(row, column).data().toString();
    }
    void typeCell(int row, int column, const QString &text);
    void typeName(const QString &name);
    [[nodiscard]] QString notice() const { return m_dialog->findChild<QLabel *>(u"noticeText"_qs)->text(); }
    [[nodiscard]] QString undoText() const { return m_parts->editor.stack()->undoText(); }
    [[nodiscard]] QString file(const char *name, const QByteArray &text) const
    {
        return writeFile(m_folder.filePath(QString::fromLatin1(name)), text);
    }
    /// As a file in a folder of its own.
    void saveWorkspace();

    QTemporaryDir m_folder;
    std::unique_ptr<PartsFixture> m_parts;
    QDialog *m_dialog = nullptr;
};

void tst_DataSets::init()
{
    m_parts = std::make_unique<PartsFixture>();
    m_parts->document.start(workspace::readWorkspace(chat()).value());
    auto *layout = new QVBoxLayout(&m_parts->window);
    layout->addWidget(new WorkspacePanel(m_parts->parts, &m_parts->window));
    m_parts->window.resize(300, 500);
    m_parts->window.show();
    QApplication::setActiveWindow(&m_parts->window);
}

void tst_DataSets::open(const QString &dataSet)
{
    trigger("editDataSets");
    m_dialog = find<QDialog>("dataSetsDialog");
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    if (!dataSet.isEmpty())
        choose(dataSet);
}

void tst_DataSets::choose(const QString &dataSet)
{
    auto *list = find<QListView>("dataSetList");
    for (int row = 0; row < list->model()->rowCount(); ++row) {
        const QModelIndex index = list->model()->index(row, 0);
        if (index.data().toString() == dataSet) {
            QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
            QCOMPARE(list->currentIndex(), index);
            return;
        }
    }
    QFAIL("There is no such data set in the list.");
}

QStringList tst_DataSets::names() const
{
    QStringList names;
    const QAbstractItemModel *model = find<QListView>("dataSetList")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        names << model->index(row, 0).data().toString();
    return names;
}

void tst_DataSets::typeCell(int row, int column, const QString &text)
{
    auto *table = find<QTableView>("dataSetTable");
    const QModelIndex index = table->model()->index(row, column);
    const QPoint place = table->visualRect(index).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, place);
    auto *line = table->viewport()->findChild<QLineEdit *>();
    QVERIFY(line != nullptr);
    line->selectAll();
    if (text.isEmpty())
        QTest::keyClick(line, Qt::Key_Delete);
    for (const QChar letter : text) { // QTest knows no umlauts.
        QKeyEvent press(QEvent::KeyPress, Qt::Key_unknown, Qt::NoModifier, letter);
        QApplication::sendEvent(line, &press);
    }
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(table->viewport()->findChild<QLineEdit *>() == nullptr);
}

void tst_DataSets::typeName(const QString &name)
{
    auto *line = find<QLineEdit>("dataSetName");
    line->setFocus();
    line->selectAll();
    QTest::keyClicks(line, name);
    QTest::keyClick(line, Qt::Key_Return);
}

void tst_DataSets::saveWorkspace()
{
    QVERIFY(m_parts->document.saveAs(m_folder.filePath(u"chat.json"_qs)).has_value());
}

void tst_DataSets::firstByKeyboard()
{
    m_parts->document.start({});
    open();
    QVERIFY(names().isEmpty());
    auto *step = find<QAbstractButton>("addDataSetStep");
    QVERIFY(step->isVisible());
    step->setFocus();
    QTest::keyClick(step, Qt::Key_Space);
    QCOMPARE(names(), QStringList{u"items"_qs});
    QCOMPARE(m_dialog->focusWidget(), find<QLineEdit>("dataSetName"));
    QTest::keyClicks(m_dialog->focusWidget(), u"users"_qs);
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(names(), QStringList{u"users"_qs});
    QCOMPARE(content("users"), QByteArray("[]"));
    QVERIFY(find<QLabel>("dataSetUse")->text().contains(u"data.users"_qs));
    QCOMPARE(undoText(), u"Rename data set items"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(undoText(), u"Add data set"_qs);
    QCOMPARE(names(), QStringList{u"items"_qs});
    QTest::keyClick(m_dialog, Qt::Key_Escape);
    QTRY_VERIFY(m_parts->window.findChild<QDialog *>(u"dataSetsDialog"_qs) == nullptr);
}

void tst_DataSets::cells_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("text") << u"carl"_qs << QByteArray(R"({"name":"carl","age":5.10})");
    QTest::newRow("digits as typed") << u"1.500"_qs << QByteArray(R"({"name":1.500,"age":5.10})");
    QTest::newRow("long number") << u"9007199254740993"_qs << QByteArray(R"({"name":9007199254740993,"age":5.10})");
    QTest::newRow("no number") << u"007"_qs << QByteArray(R"({"name":"007","age":5.10})");
    QTest::newRow("text of digits") << u"\"5\""_qs << QByteArray(R"({"name":"5","age":5.10})");
    QTest::newRow("true") << u"true"_qs << QByteArray(R"({"name":true,"age":5.10})");
    QTest::newRow("null") << u"null"_qs << QByteArray(R"({"name":null,"age":5.10})");
    QTest::newRow("list") << u"[1, {\"a\": 2.0}]"_qs << QByteArray(R"({"name":[1,{"a":2.0}],"age":5.10})");
    QTest::newRow("brace that is no JSON") << u"{x"_qs << QByteArray(R"({"name":"{x","age":5.10})");
    QTest::newRow("empty") << QString() << QByteArray(R"({"name":"","age":5.10})");
    QTest::newRow("umlaut and quote") << u"Zo\u00eb \"Z\""_qs
                                      << QByteArray("{\"name\":\"Zo\u00eb \\\"Z\\\"\",\"age\":5.10}");
}

void tst_DataSets::cells()
{
    QFETCH(QString, typed);
    QFETCH(QByteArray, json);
    open(u"users"_qs);
    QCOMPARE(cell(0, 1), u"5.10"_qs);
    QCOMPARE(cell(1, 1), u"—"_qs);
    typeCell(0, 0, typed);
    QCOMPARE(value::writeJson(m_parts->document.workspace().data["users"].at(0)), json);
    QCOMPARE(undoText(), u"Change cell of users"_qs);
    const QString shown = cell(0, 0);
    typeCell(0, 0, shown);
    QCOMPARE(m_parts->editor.stack()->count(), 1);
    // What is not there stays so, as long as nothing is typed.
    typeCell(1, 1, {});
    QCOMPARE(m_parts->editor.stack()->count(), 1);
    m_parts->editor.stack()->undo();
    QCOMPARE(cell(0, 0), u"ann"_qs);
}

void tst_DataSets::rowsAndColumns()
{
    open(u"users"_qs);
    auto *table = find<QTableView>("dataSetTable");
    table->setCurrentIndex(table->model()->index(0, 0));
    click("addDataRowButton");
    QCOMPARE(content("users"), QByteArray(R"([{"name":"ann","age":5.10},{"name":"","age":""},{"name":"bob"}])"));
    QCOMPARE(table->currentIndex().row(), 1);
    QCOMPARE(undoText(), u"Add row of users"_qs);
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(content("users"), QByteArray(R"([{"name":"ann","age":5.10},{"name":"bob"}])"));
    QCOMPARE(undoText(), u"Delete row of users"_qs);
    table->setCurrentIndex(table->model()->index(0, 1));
    run("removeDataColumn");
    QCOMPARE(content("users"), QByteArray(R"([{"name":"ann"},{"name":"bob"}])"));
    QCOMPARE(undoText(), u"Delete column of users"_qs);
    table->selectAll();
    QTest::keyClick(table, Qt::Key_Delete);
    QCOMPARE(content("users"), QByteArray("[]"));
    while (m_parts->editor.stack()->canUndo())
        m_parts->editor.stack()->undo();
    QCOMPARE(cell(0, 1), u"5.10"_qs);
    m_parts->editor.stack()->redo();
    QCOMPARE(table->model()->rowCount(), 3);
}

void tst_DataSets::columnNames()
{
    open(u"users"_qs);
    auto *header = find<QTableView>("dataSetTable")->horizontalHeader();
    const auto type = [this, header](int section, const QString &name, Qt::Key key) {
        const QPoint place(header->sectionViewportPosition(section) + 30, header->height() / 2);
        QTest::mouseDClick(header->viewport(), Qt::LeftButton, {}, place);
        auto *line = find<QLineEdit>("columnName");
        QVERIFY(line->hasFocus());
        QTest::keyClicks(line, name);
        QTest::keyClick(line, key);
        QTRY_VERIFY(m_parts->window.findChild<QLineEdit *>(u"columnName"_qs) == nullptr);
        QVERIFY(m_dialog->isVisible());
    };
    type(1, u"years"_qs, Qt::Key_Return);
    QCOMPARE(content("users"), QByteArray(R"([{"name":"ann","years":5.10},{"name":"bob"}])"));
    QCOMPARE(undoText(), u"Rename column of users"_qs);
    type(1, u"never"_qs, Qt::Key_Escape);
    QCOMPARE(m_parts->editor.stack()->count(), 1);
    type(1, u"name"_qs, Qt::Key_Return);
    QCOMPARE(m_parts->editor.stack()->count(), 1);
    QVERIFY2(notice().contains(u"name already"_qs), qPrintable(notice()));
    click("addDataColumnButton");
    auto *line = find<QLineEdit>("columnName");
    QTest::keyClicks(line, u"city"_qs);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(content("users"), QByteArray(R"([{"name":"ann","years":5.10,"city":""},{"name":"bob","city":""}])"));
}

void tst_DataSets::asJson()
{
    open(u"limit"_qs);
    auto *tabs = find<QTabBar>("dataSetTabs");
    QVERIFY(!tabs->isTabEnabled(0));
    auto *text = find<QPlainTextEdit>("dataSetJson");
    QVERIFY(text->isVisible());
    QCOMPARE(text->toPlainText(), u"3"_qs);
    text->setFocus();
    text->selectAll();
    QTest::keyClicks(text, u"[{\"a\": 1.0"_qs);
    QCOMPARE(content("limit"), QByteArray("3"));
    QVERIFY(find<QLabel>("dataSetJsonProblem")->text().contains(u"line 1"_qs));
    QTest::keyClicks(text, u"}]"_qs);
    QCOMPARE(content("limit"), QByteArray(R"([{"a":1.0}])"));
    QCOMPARE(undoText(), u"Change data set limit"_qs);
    QCOMPARE(m_parts->editor.stack()->count(), 1);
    QVERIFY(tabs->isTabEnabled(0));
    tabs->setCurrentIndex(0);
    QCOMPARE(cell(0, 0), u"1.0"_qs);
    choose(u"users"_qs);
    QCOMPARE(cell(0, 0), u"ann"_qs);
}

/// However wide the window is, and also where the file has a line of its own.
void tst_DataSets::useStandsUnderTheName()
{
    open(u"users"_qs);
    const auto *line = find<QLineEdit>("dataSetName");
    const auto *use = find<QLabel>("dataSetUse");
    const auto *tabs = find<QTabBar>("dataSetTabs");
    const auto gap = [](const QWidget *above, const QWidget *below) { return below->y() - above->geometry().bottom(); };
    for (const int width : {760, 1100, 1700}) {
        m_dialog->resize(width, 520);
        QTRY_VERIFY2(gap(line, use) < line->height() / 2, qPrintable(QString::number(gap(line, use))));
        QVERIFY2(gap(use, tabs) < line->height(), qPrintable(QString::number(gap(use, tabs))));
        QVERIFY(use->height() <= 3 * use->fontMetrics().lineSpacing());
    }
}

void tst_DataSets::renamesAskFirst()
{
    open(u"users"_qs);
    const QString use = find<QLabel>("dataSetUse")->text();
    QVERIFY2(use.contains(u"/chat, message 1; /chat, Checked; /other"_qs), qPrintable(use));
    typeName(u"people"_qs);
    QCOMPARE(m_parts->dialogs.asked.size(), 1);
    QVERIFY(m_parts->dialogs.asked.constFirst().contains(u"/chat, Checked"_qs));
    QCOMPARE(names(), (QStringList{u"users"_qs, u"limit"_qs}));
    QCOMPARE(find<QLineEdit>("dataSetName")->text(), u"users"_qs);
    m_parts->dialogs.answer = Answer::Yes;
    typeName(u"my people"_qs);
    QCOMPARE(m_parts->dialogs.asked.size(), 2);
    QCOMPARE(names(), (QStringList{u"my people"_qs, u"limit"_qs}));
    QCOMPARE(find<QListView>("dataSetList")->currentIndex().data().toString(), u"my people"_qs);
    const QByteArray file = workspace::writeWorkspace(m_parts->document.workspace());
    for (const char *part : {"{{data['my people']}}", "{{data?.['my people'][0].name}}", "\"schema\": \"my people\"",
                             "data['my people'].length > 0 && data.usersOld", "\"json\": \"{{data['my people']}}\""})
        QVERIFY2(file.contains(part), qPrintable(QString::fromUtf8(part + file)));
    QCOMPARE(undoText(), u"Rename data set users"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(m_parts->editor.stack()->index(), 0);
    QCOMPARE(m_parts->document.workspace(), workspace::readWorkspace(chat()).value());
    QCOMPARE(find<QLineEdit>("dataSetName")->text(), u"users"_qs);
}

void tst_DataSets::renamesWithoutAsking()
{
    open(u"limit"_qs);
    typeName(u"most"_qs);
    QVERIFY(m_parts->dialogs.asked.isEmpty());
    QCOMPARE(names(), (QStringList{u"users"_qs, u"most"_qs}));
    choose(u"users"_qs);
    m_parts->dialogs.answer = Answer::No;
    typeName(u"people"_qs);
    QCOMPARE(names(), (QStringList{u"people"_qs, u"most"_qs}));
    const QByteArray file = workspace::writeWorkspace(m_parts->document.workspace());
    QVERIFY(file.contains("{{data.users}}"));
    QVERIFY(find<QLabel>("dataSetUse")->text().contains(u"none does yet"_qs));
}

void tst_DataSets::namesThatCannotBe()
{
    open(u"users"_qs);
    typeName(u"limit"_qs);
    QVERIFY(find<QLabel>("dataSetProblem")->isVisible());
    QVERIFY(find<QLabel>("dataSetProblem")->text().contains(u"limit already"_qs));
    QCOMPARE(m_parts->editor.stack()->count(), 0);
    auto *line = find<QLineEdit>("dataSetName");
    line->selectAll();
    QTest::keyClick(line, Qt::Key_Delete);
    QVERIFY(!find<QLabel>("dataSetProblem")->isVisible());
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(find<QLabel>("dataSetProblem")->text().contains(u"needs a name"_qs));
    choose(u"limit"_qs);
    QVERIFY(!find<QLabel>("dataSetProblem")->isVisible());
    QCOMPARE(line->text(), u"limit"_qs);
}

void tst_DataSets::deletesAndUndoes()
{
    open(u"users"_qs);
    auto *list = find<QListView>("dataSetList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(names(), QStringList{u"limit"_qs});
    QCOMPARE(find<QLineEdit>("dataSetName")->text(), u"limit"_qs);
    QCOMPARE(undoText(), u"Delete data set users"_qs);
    click("removeDataSetButton");
    QVERIFY(names().isEmpty());
    QVERIFY(!find<QWidget>("dataSetPage")->isEnabled());
    QVERIFY(!find<QAbstractButton>("removeDataSetButton")->isEnabled());
    m_parts->editor.stack()->undo();
    m_parts->editor.stack()->undo();
    QCOMPARE(names(), (QStringList{u"users"_qs, u"limit"_qs}));
    QVERIFY(find<QWidget>("dataSetPage")->isEnabled());
}

void tst_DataSets::imports()
{
    open();
    m_parts->dialogs.file = file("cities.csv", "city;zip;price\nKöln;50667;1.10\n\"a; b\";007;\n");
    click("importDataSetButton");
    QCOMPARE(names(), (QStringList{u"users"_qs, u"limit"_qs, u"cities"_qs}));
    QCOMPARE(content("cities"), QByteArray("[{\"city\":\"Köln\",\"zip\":50667,\"price\":1.10},"
                                           "{\"city\":\"a; b\",\"zip\":\"007\",\"price\":\"\"}]"));
    QCOMPARE(undoText(), u"Import cities.csv"_qs);
    QCOMPARE(cell(0, 2), u"1.10"_qs);
    // The same once more gets a name of its own.
    click("importDataSetButton");
    QCOMPARE(names().constLast(), u"cities-2"_qs);
    m_parts->dialogs.file.reset();
    click("importDataSetButton");
    QCOMPARE(names().size(), 4);
}

void tst_DataSets::dropsOnTheListAreNew()
{
    open();
    const QString json = file("rates.json", R"({"eur": 1.0, "usd": 1.10})");
    QVERIFY(dropOn(find<QListView>("dataSetList")->viewport(), *filesToDrop({json})));
    QCOMPARE(content("rates"), QByteArray(R"({"eur":1.0,"usd":1.10})"));
    QCOMPARE(find<QListView>("dataSetList")->currentIndex().data().toString(), u"rates"_qs);
    QVERIFY(dropOn(find<QListView>("dataSetList")->viewport(), *textToDrop(u"a,b\n1,2\n"_qs)));
    QCOMPARE(content("items"), QByteArray(R"([{"a":1,"b":2}])"));
    QCOMPARE(undoText(), u"Add data set"_qs);
}

/// Of an environment of Mockoon, by their names, as one step.
void tst_DataSets::takesDataBuckets()
{
    const char *environment = R"({"uuid": "1", "lastMigration": 33, "name": "Demo", "routes": [], "data": [
        {"uuid": "2", "id": "ab12", "name": "users", "value": "[{\"id\": 1.10}]"},
        {"uuid": "3", "id": "cd34", "name": "", "value": "{{faker 'a'}}"}]})";
    open(u"limit"_qs);
    QVERIFY(dropOn(find<QListView>("dataSetList")->viewport(), *filesToDrop({file("demo.json", environment)})));
    QCOMPARE(names(), (QStringList{u"users"_qs, u"limit"_qs, u"users-2"_qs, u"cd34"_qs}));
    QCOMPARE(content("users-2"), QByteArray(R"([{"id":1.10}])"));
    QCOMPARE(content("cd34"), QByteArray(R"("{{faker 'a'}}")"));
    QCOMPARE(find<QListView>("dataSetList")->currentIndex().data().toString(), u"users-2"_qs);
    QCOMPARE(undoText(), u"Import 2 data buckets"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(names(), (QStringList{u"users"_qs, u"limit"_qs}));
    // On the tree it is an environment, of which the servers cannot be taken.
    auto *model = find<QTreeView>("workspaceTree")->model();
    const QString demo = file("demo.json", environment);
    QVERIFY(!model->dropMimeData(filesToDrop({demo}).get(), Qt::CopyAction, -1, 0, model->index(0, 0)));
    QCOMPARE(names().size(), 2);
    QVERIFY(dropOn(find<QListView>("dataSetList")->viewport(),
                   *filesToDrop({file("none.json", R"({"lastMigration": 33, "routes": []})")})));
    QVERIFY2(notice().contains(u"has no data buckets"), qPrintable(notice()));
}

void tst_DataSets::dropsOnThePageReplace()
{
    open(u"users"_qs);
    const QString csv = file("new.csv", "name\neve\n");
    QVERIFY(dropOn(find<QTableView>("dataSetTable")->viewport(), *filesToDrop({csv})));
    QCOMPARE(content("users"), QByteArray(R"([{"name":"eve"}])"));
    QCOMPARE(undoText(), u"Replace data set users by new.csv"_qs);
    QCOMPARE(names(), (QStringList{u"users"_qs, u"limit"_qs}));
    // On the text too, which would take the file's name itself.
    find<QTabBar>("dataSetTabs")->setCurrentIndex(1);
    const QString json = file("new.json", "[1, 2.0]");
    QVERIFY(dropOn(find<QPlainTextEdit>("dataSetJson")->viewport(), *filesToDrop({json})));
    QCOMPARE(content("users"), QByteArray("[1,2.0]"));
    m_parts->dialogs.file = csv;
    run("replaceDataSet");
    QCOMPARE(content("users"), QByteArray(R"([{"name":"eve"}])"));
    for (int step = 0; step < 3; ++step)
        m_parts->editor.stack()->undo();
    QCOMPARE(cell(0, 0), u"ann"_qs);
}

void tst_DataSets::cannotBeTaken_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char *title, const char *name, const QByteArray &text, const QStringList &says) {
        QTest::newRow(title) << QString::fromLatin1(name) << text << says;
    };
    row("quote", "a.csv", "a,b\n1,\"x\n", {u"a.csv, line 2"_qs, u"not closed"_qs});
    row("too many fields", "a.csv", "a\n1\n1,2\n", {u"a.csv, line 3"_qs, u"2 fields"_qs});
    row("same name twice", "a.csv", "id,id\n1,2\n", {u"a.csv, line 1"_qs, u"\"id\" stands twice"_qs});
    row("broken JSON", "a.json", "{\n \"a\": }", {u"a.json, line 2"_qs});
    row("cut JSON", "a.json", "[{\"a\": 1}, ", {u"a.json, line 1"_qs});
    row("nothing", "a.json", " \n", {u"nothing in it"_qs});
    row("UTF-16", "a.csv",
        QByteArray("\xff\xfe"
                   "a\0,\0",
                   6),
        {u"UTF-16"_qs, u"UTF-8"_qs});
    row("a picture", "a.png", QByteArray("\x89PNG\0\0", 6), {u"no text"_qs});
}

void tst_DataSets::cannotBeTaken()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, says);
    open(u"users"_qs);
    const QString fileName = file(qPrintable(name), text);
    for (QWidget *target : {static_cast<QWidget *>(find<QTableView>("dataSetTable")->viewport()),
                            static_cast<QWidget *>(find<QListView>("dataSetList")->viewport())}) {
        dropOn(target, *filesToDrop({fileName}));
        for (const QString &part : says)
            QVERIFY2(notice().contains(part), qPrintable(notice()));
        m_dialog->findChild<QAbstractButton *>(u"noticeDismiss"_qs)->click();
    }
    QCOMPARE(m_parts->editor.stack()->count(), 0);
    QVERIFY(dropOn(find<QListView>("dataSetList")->viewport(), *filesToDrop({file("good.csv", "a\n1\n")})));
    QVERIFY(!m_dialog->findChild<QLabel *>(u"noticeText"_qs)->isVisible());
}

void tst_DataSets::hugeFile()
{
    open();
    QFile huge(m_folder.filePath(u"huge.csv"_qs));
    QVERIFY(huge.open(QIODevice::WriteOnly) && huge.resize(rules::WorkspaceFiles::sizeLimit + 1));
    huge.close();
    dropOn(find<QListView>("dataSetList")->viewport(), *filesToDrop({huge.fileName()}));
    QVERIFY2(notice().contains(u"huge.csv"_qs) && notice().contains(u"16 MiB"_qs), qPrintable(notice()));
    dropOn(find<QListView>("dataSetList")->viewport(), *filesToDrop({m_folder.path()}));
    QVERIFY2(notice().contains(u"no file"_qs), qPrintable(notice()));
    dropOn(find<QListView>("dataSetList")->viewport(), *filesToDrop({m_folder.filePath(u"gone.csv"_qs)}));
    QVERIFY2(notice().contains(u"gone.csv"_qs), qPrintable(notice()));
    QCOMPARE(m_parts->editor.stack()->count(), 0);
}

void tst_DataSets::longTextStaysATable()
{
    open();
    QByteArray csv = "number,text\n";
    for (int row = 0; row < 50000; ++row)
        csv += QByteArray::number(row) + ",some text that makes it long enough\n";
    QVERIFY(dropOn(find<QListView>("dataSetList")->viewport(), *filesToDrop({file("long.csv", csv)})));
    QCOMPARE(find<QTableView>("dataSetTable")->model()->rowCount(), 50000);
    QCOMPARE(cell(49999, 0), u"49999"_qs);
    find<QTabBar>("dataSetTabs")->setCurrentIndex(1);
    QVERIFY(find<QLabel>("dataSetMessage")->isVisible());
    QVERIFY(!find<QPlainTextEdit>("dataSetJson")->isVisible());
    find<QTabBar>("dataSetTabs")->setCurrentIndex(0);
    typeCell(0, 0, u"1.50"_qs);
    QCOMPARE(cell(0, 0), u"1.50"_qs);
}

void tst_DataSets::fileBesideTheWorkspace()
{
    saveWorkspace();
    open();
    m_parts->dialogs.file = file("cities.csv", "city,price\nBonn,1.10\n");
    click("importDataSetButton");
    QCOMPARE(m_parts->dialogs.asked.size(), 1);
    QVERIFY(names().size() == 2);
    m_parts->dialogs.answer = Answer::Yes;
    click("importDataSetButton");
    QCOMPARE(content("cities"), QByteArray(R"({"file":"cities.csv"})"));
    QCOMPARE(cell(0, 1), u"1.10"_qs);
    QVERIFY(!find<QAbstractButton>("addDataRowButton")->isVisible());
    QVERIFY(!find<QTableView>("dataSetTable")
                 ->model()
                 ->flags(find<QTableView>("dataSetTable")->model()->index(0, 0))
                 .testFlag(Qt::ItemIsEditable));
    auto *line = find<QLineEdit>("dataSetFile");
    QVERIFY(line->isVisible());
    line->selectAll();
    QTest::keyClicks(line, u"gone.csv"_qs);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(find<QLabel>("dataSetMessage")->text().contains(u"nothing to show"_qs));
    auto *problem = find<QLabel>("dataSetFileProblem");
    QVERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains(u"gone.csv"_qs), qPrintable(problem->text()));
    QCOMPARE(line->accessibleDescription(), problem->text());
    line->selectAll();
    QTest::keyClicks(line, u"cities.csv"_qs);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(!problem->isVisible());
    QVERIFY(line->accessibleDescription().isEmpty());
    line->selectAll();
    QTest::keyClicks(line, u"gone.csv"_qs);
    QTest::keyClick(line, Qt::Key_Return);
    m_parts->editor.stack()->undo();
    QCOMPARE(cell(0, 0), u"Bonn"_qs);
    m_parts->dialogs.answer = Answer::No;
    click("importDataSetButton");
    QCOMPARE(content("cities-2"), QByteArray(R"([{"city":"Bonn","price":1.10}])"));
}

void tst_DataSets::movesToAFileAndBack()
{
    saveWorkspace();
    open(u"users"_qs);
    m_parts->dialogs.file = u"/elsewhere/users.json"_qs;
    run("moveDataSetToFile");
    QVERIFY2(notice().contains(u"under the workspace's folder"_qs), qPrintable(notice()));
    m_parts->dialogs.file = m_folder.filePath(u"people"_qs);
    run("moveDataSetToFile");
    QCOMPARE(content("users"), QByteArray(R"({"file":"people.json"})"));
    QCOMPARE(undoText(), u"Move users to a file"_qs);
    QFile written(m_folder.filePath(u"people.json"_qs));
    QVERIFY(written.open(QIODevice::ReadOnly) && written.readAll().contains("5.10"));
    QVERIFY(!find<QAction>("moveDataSetToFile")->isEnabled());
    QCOMPARE(cell(0, 1), u"5.10"_qs);
    click("takeDataSet");
    QCOMPARE(content("users"), QByteArray(R"([{"name":"ann","age":5.10},{"name":"bob"}])"));
    QVERIFY(!find<QLineEdit>("dataSetFile")->isVisible());
}

void tst_DataSets::fileNeedsASavedWorkspace()
{
    open(u"users"_qs);
    m_parts->dialogs.file = m_folder.filePath(u"people.json"_qs);
    run("moveDataSetToFile");
    QVERIFY2(notice().contains(u"not saved yet"_qs), qPrintable(notice()));
    QCOMPARE(m_parts->editor.stack()->count(), 0);
}

void tst_DataSets::inTheTree()
{
    auto *tree = find<QTreeView>("workspaceTree");
    const QModelIndex heading = tree->model()->index(1, 0);
    QCOMPARE(heading.data().toString(), u"Data sets"_qs);
    QCOMPARE(tree->model()->rowCount(heading), 2);
    const QModelIndex limit = tree->model()->index(1, 0, heading);
    QCOMPARE(limit.data().toString(), u"limit"_qs);
    tree->setFocus();
    tree->setCurrentIndex(limit);
    QTest::keyClick(tree, Qt::Key_Return);
    m_dialog = find<QDialog>("dataSetsDialog");
    QCOMPARE(find<QLineEdit>("dataSetName")->text(), u"limit"_qs);
    m_dialog->close();
    tree->setFocus();
    QTest::keyClick(tree, Qt::Key_Delete);
    QCOMPARE(tree->model()->rowCount(heading), 1);
    QCOMPARE(undoText(), u"Delete data set limit"_qs);
}

void tst_DataSets::droppedOnTheTree()
{
    auto *tree = find<QTreeView>("workspaceTree");
    const auto drop = [tree](const QMimeData &data, const QModelIndex &on) {
        return tree->model()->dropMimeData(&data, Qt::CopyAction, -1, 0, on);
    };
    const QModelIndex server = tree->model()->index(0, 0);
    QVERIFY(drop(*filesToDrop({file("cities.csv", "city\nBonn\n")}), server));
    QCOMPARE(content("cities"), QByteArray(R"([{"city":"Bonn"}])"));
    // What is a route is a route.
    QVERIFY(drop(*filesToDrop({file("route.json", R"({"path": "/new"})")}), server));
    QCOMPARE(m_parts->document.workspace().servers.front().routes.back().path, u"/new"_qs);
    QVERIFY(drop(*textToDrop(u"[1, 2]"_qs), tree->model()->index(1, 0)));
    QCOMPARE(content("items"), QByteArray("[1,2]"));
    QVERIFY(!drop(*filesToDrop({file("broken.csv", "a\n\"\n")}), server));
    QVERIFY(find<QLabel>("noticeText")->text().contains(u"broken.csv, line 2"_qs));
}

QTEST_MAIN(tst_DataSets)
#include "tst_datasets.moc"
