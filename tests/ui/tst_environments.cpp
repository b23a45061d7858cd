// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rules/workspacefiles.h"
#include "app/value/jsonwriter.h"
#include "app/workspace/workspacefile.h"
#include "tests/ui/dropping.h"
#include "tests/ui/partsfixture.h"
#include "ui/common/cellroles.h"
#include "ui/workspace/environmentmodel.h"
#include "ui/workspace/workspacepanel.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QListView>
#include <QTableView>
#include <QTemporaryDir>
#include <QUndoStack>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::test;
using namespace framewright::ui;

namespace {

constexpr auto chat = R"({"framewright": 1, "name": "Chat", "servers": [{"name": "One", "port": 0, "routes": [
  {"path": "/chat", "rules": [{"do": [{"send": "{{env.token}} {{env.tokens}}"}]}]}]}],
 "environments": [{"name": "dev", "variables": {"token": "x", "port": 80.0}},
                  {"name": "prod", "variables": {"token": "y"}}],
 "environment": "dev"})";

} // namespace

/// The window of environments: what one types, picks and drops there.
class tst_Environments : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup() { m_parts.reset(); }
    void firstByKeyboard();
    void table();
    void cells();
    void variables();
    void renamesAskFirst();
    void variableNamesThatCannotBe();
    void environmentNames();
    void inUse();
    void deletes();
    void takes_data();
    void takes();
    void cannotBeTaken_data();
    void cannotBeTaken();
    void secretsAreTold();
    void modelKeepsItsWord();

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        T *found = m_parts->window.findChild<T *>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("There is no %s.", name);
        return found;
    }
    void click(const char *name) const { QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton); }
    void open();
    void choose(int row) const
    {
        auto *list = find<QListView>("environmentList");
        const QModelIndex index = list->model()->index(row, 0);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
    }
    void type(int row, int column, const QString &text);
    [[nodiscard]] QTableView *view() const { return find<QTableView>("environmentTable"); }
    /// "token=x|y port=80.0|-".
    [[nodiscard]] QString shown() const;
    [[nodiscard]] QByteArray file() const { return workspace::writeWorkspace(m_parts->document.workspace()); }
    [[nodiscard]] QStringList names() const;
    [[nodiscard]] QString notice() const { return m_dialog->findChild<QLabel *>(u"noticeText"_qs)->text(); }
    [[nodiscard]] QString undoText() const { return m_parts->editor.stack()->undoText(); }

    QTemporaryDir m_folder;
    std::unique_ptr<PartsFixture> m_parts;
    QDialog *m_dialog = nullptr;
};

void tst_Environments::init()
{
    m_parts = std::make_unique<PartsFixture>();
    m_parts->document.start(workspace::readWorkspace(chat).value());
    auto *layout = new QVBoxLayout(&m_parts->window);
    layout->addWidget(new WorkspacePanel(m_parts->parts, &m_parts->window));
    m_parts->window.show();
    QApplication::setActiveWindow(&m_parts->window);
}

void tst_Environments::open()
{
    (*m_parts->actions)[u"editEnvironments"_qs]->trigger();
    m_dialog = find<QDialog>("environmentsDialog");
    QVERIFY(QTest::qWaitForWindowActive(m_dialog));
}

void tst_Environments::type(int row, int column, const QString &text)
{
    const QModelIndex index = view()->model()->index(row, column);
    const QPoint place = view()->visualRect(index).center();
    QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, place);
    auto *line = view()->viewport()->findChild<QLineEdit *>();
    QVERIFY(line != nullptr);
    line->selectAll();
    if (text.isEmpty())
        QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(view()->viewport()->findChild<QLineEdit *>() == nullptr);
}

QString tst_Environments::shown() const
{
    QStringList rows;
    const QAbstractItemModel &model = *view()->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList values;
        for (int column = 1; column < model.columnCount(); ++column)
            values << model.index(row, column).data().toString();
        rows << QString(model.index(row, 0).data().toString() % u'=' % values.join(u'|'));
    }
    return rows.join(u' ');
}

QStringList tst_Environments::names() const
{
    QStringList names;
    const QAbstractItemModel *model = find<QListView>("environmentList")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        names << model->index(row, 0).data().toString();
    return names;
}

void tst_Environments::firstByKeyboard()
{
    m_parts->document.start({});
    open();
    QVERIFY(find<QAbstractButton>("addEnvironmentStep")->isVisible());
    QTest::keyClick(find<QAbstractButton>("addEnvironmentStep"), Qt::Key_Space);
    QCOMPARE(names(), QStringList{u"dev"_qs});
    QCOMPARE(m_parts->document.workspace().environment, u"dev"_qs);
    QTest::keyClicks(find<QLineEdit>("environmentName"), u"local"_qs);
    QTest::keyClick(find<QLineEdit>("environmentName"), Qt::Key_Return);
    QVERIFY(m_dialog->isVisible());
    QCOMPARE(m_parts->document.workspace().environment, u"local"_qs);
    QTest::keyClick(find<QAbstractButton>("addVariableStep"), Qt::Key_Space);
    auto *line = view()->viewport()->findChild<QLineEdit *>();
    QVERIFY(line != nullptr && line->hasFocus());
    QTest::keyClicks(line, u"token"_qs);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(shown(), u"token="_qs);
    QCOMPARE(undoText(), u"Rename variable name"_qs);
    while (m_parts->editor.stack()->canUndo())
        m_parts->editor.stack()->undo();
    QVERIFY(names().isEmpty());
    QVERIFY(m_parts->document.workspace().environment.isEmpty());
}

void tst_Environments::table()
{
    open();
    QCOMPARE(names(), (QStringList{u"dev"_qs, u"prod"_qs}));
    QCOMPARE(shown(), u"token=x|y port=80.0|—"_qs);
    QCOMPARE(view()->model()->headerData(2, Qt::Horizontal).toString(), u"prod"_qs);
    QVERIFY(find<QListView>("environmentList")->model()->index(0, 0).data(PillRole).toString() == u"in use"_qs);
    QVERIFY(view()->model()->headerData(1, Qt::Horizontal, Qt::FontRole).value<QFont>().bold());
    choose(1);
    QVERIFY(view()->model()->headerData(2, Qt::Horizontal, Qt::FontRole).value<QFont>().bold());
    QVERIFY(!find<QCheckBox>("environmentInUse")->isChecked());
}

void tst_Environments::cells()
{
    open();
    type(1, 2, u"443.00"_qs);
    QCOMPARE(shown(), u"token=x|y port=80.0|443.00"_qs);
    QVERIFY(file().contains("\"port\": 443.00"));
    QCOMPARE(undoText(), u"Change port of prod"_qs);
    type(0, 1, u"true story"_qs);
    QVERIFY(file().contains("\"token\": \"true story\""));
    type(0, 1, {});
    QVERIFY(file().contains("\"token\": \"\""));
    m_parts->editor.stack()->undo();
    m_parts->editor.stack()->undo();
    m_parts->editor.stack()->undo();
    type(1, 2, {});
    QCOMPARE(shown(), u"token=x|y port=80.0|—"_qs);
    QVERIFY(!m_parts->editor.stack()->canUndo());
}

void tst_Environments::variables()
{
    open();
    click("addVariableButton");
    auto *line = view()->viewport()->findChild<QLineEdit *>();
    QVERIFY(line != nullptr);
    QTest::keyClicks(line, u"host"_qs);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(shown(), u"token=x|y port=80.0|— host=|"_qs);
    view()->setCurrentIndex(view()->model()->index(1, 0));
    view()->setFocus();
    QTest::keyClick(view(), Qt::Key_Delete);
    QCOMPARE(shown(), u"token=x|y host=|"_qs);
    QCOMPARE(undoText(), u"Delete port"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(shown(), u"token=x|y port=80.0|— host=|"_qs);
}

void tst_Environments::renamesAskFirst()
{
    open();
    type(0, 0, u"key"_qs);
    QTRY_COMPARE(m_parts->dialogs.asked.size(), 1);
    QVERIFY(m_parts->dialogs.asked.constFirst().contains(u"env.token is named by /chat, message 1"_qs));
    QCOMPARE(shown(), u"token=x|y port=80.0|—"_qs);
    m_parts->dialogs.answer = Answer::Yes;
    type(0, 0, u"key"_qs);
    QTRY_COMPARE(shown(), u"key=x|y port=80.0|—"_qs);
    QVERIFY(file().contains("{{env.key}} {{env.tokens}}"));
    QCOMPARE(undoText(), u"Rename variable token"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(m_parts->document.workspace(), workspace::readWorkspace(chat).value());
    // Nobody names the port.
    type(1, 0, u"door"_qs);
    QTRY_COMPARE(shown(), u"token=x|y door=80.0|—"_qs);
    QCOMPARE(m_parts->dialogs.asked.size(), 2);
}

void tst_Environments::variableNamesThatCannotBe()
{
    open();
    type(1, 0, u"token"_qs);
    QTRY_VERIFY2(notice().contains(u"token already"_qs), qPrintable(notice()));
    type(1, 0, {});
    QTRY_VERIFY2(notice().contains(u"needs a name"_qs), qPrintable(notice()));
    QCOMPARE(shown(), u"token=x|y port=80.0|—"_qs);
    QCOMPARE(m_parts->editor.stack()->count(), 0);
}

void tst_Environments::environmentNames()
{
    open();
    auto *line = find<QLineEdit>("environmentName");
    const auto write = [line](const QString &name) {
        line->setFocus();
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, name);
        QTest::keyClick(line, Qt::Key_Return);
    };
    auto *problem = find<QLabel>("environmentProblem");
    write(u"prod"_qs);
    QVERIFY(problem->isVisible() && problem->text().contains(u"prod already"_qs));
    write({});
    QVERIFY(problem->isVisible() && problem->text().contains(u"needs a name"_qs));
    QCOMPARE(m_parts->editor.stack()->count(), 0);
    write(u"local"_qs);
    QVERIFY(!problem->isVisible());
    QCOMPARE(names(), (QStringList{u"local"_qs, u"prod"_qs}));
    QCOMPARE(m_parts->document.workspace().environment, u"local"_qs);
    QCOMPARE(undoText(), u"Rename environment dev"_qs);
    m_parts->editor.stack()->undo();
    QCOMPARE(m_parts->document.workspace().environment, u"dev"_qs);
    QCOMPARE(m_parts->editor.stack()->index(), 0);
}

void tst_Environments::inUse()
{
    open();
    choose(1);
    find<QCheckBox>("environmentInUse")->click();
    QCOMPARE(m_parts->document.workspace().environment, u"prod"_qs);
    QCOMPARE(undoText(), u"Choose environment prod"_qs);
    QCOMPARE(find<QListView>("environmentList")->model()->index(1, 0).data(PillRole).toString(), u"in use"_qs);
    find<QCheckBox>("environmentInUse")->click();
    QVERIFY(m_parts->document.workspace().environment.isEmpty());
    m_parts->editor.stack()->undo();
    QVERIFY(find<QCheckBox>("environmentInUse")->isChecked());
}

void tst_Environments::deletes()
{
    open();
    auto *list = find<QListView>("environmentList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(names(), QStringList{u"prod"_qs});
    QVERIFY(m_parts->document.workspace().environment.isEmpty());
    QCOMPARE(undoText(), u"Delete environment dev"_qs);
    QCOMPARE(find<QLineEdit>("environmentName")->text(), u"prod"_qs);
    click("removeEnvironmentButton");
    QVERIFY(!find<QLineEdit>("environmentName")->isEnabled());
    QVERIFY(!find<QAbstractButton>("removeEnvironmentButton")->isEnabled());
    m_parts->editor.stack()->undo();
    m_parts->editor.stack()->undo();
    QCOMPARE(m_parts->document.workspace(), workspace::readWorkspace(chat).value());
}

void tst_Environments::takes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("names");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const char *text, const QStringList &names, const char *shown) {
        QTest::newRow(name) << QString::fromLatin1(name) << QByteArray(text) << names << QString::fromUtf8(shown);
    };
    const QStringList both{u"dev"_qs, u"prod"_qs};
    const QStringList three = both + QStringList{u"test"_qs};
    row("test.env", "# a comment\n\nexport token=z # behind\nurl = \"a b\"\nraw='$x'\nempty=\n", three,
        "token=x|y|z port=80.0|—|— url=—|—|a b raw=—|—|$x empty=—|—|");
    row(".env.prod", "port=8443\n", both, "token=x|y port=80.0|\"8443\"");
    row(".env", "token=z\n", both + QStringList{u"env"_qs}, "token=x|y|z port=80.0|—|—");
    row("test.json", R"({"token": "z", "port": 1.10})", three, "token=x|y|z port=80.0|—|1.10");
    row("all.json", R"({"dev": {"token": "a"}, "test": {"token": "b"}})", three, "token=a|y|b port=80.0|—|—");
    row("list.json", R"([{"name": "test", "variables": {"port": 2}}])", three, "token=x|y|— port=80.0|—|2");
    row("one.json", R"({"name": "test", "variables": {"port": 2}})", three, "token=x|y|— port=80.0|—|2");
    row("x.postman_environment.json",
        R"({"name": "test", "values": [{"key": "token", "value": "p", "enabled": true},
                                       {"key": "off", "value": "q", "enabled": false}]})",
        three, "token=x|y|p port=80.0|—|—");
    row("table.csv", "variable,dev,test\ntoken,1,2\nhost,a,b\n", three, "token=1|y|2 port=80.0|—|— host=a|—|b");
}

void tst_Environments::takes()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    open();
    const QString fileName = writeFile(m_folder.filePath(name), text);
    QVERIFY(dropOn(view()->viewport(), *filesToDrop({fileName})));
    QTEST(names(), "names");
    QTEST(shown(), "shown");
    QCOMPARE(undoText(), QString(u"Import " % name));
    m_parts->editor.stack()->undo();
    QCOMPARE(m_parts->document.workspace(), workspace::readWorkspace(chat).value());
    m_parts->dialogs.file = fileName;
    click("importEnvironmentsButton");
    QTEST(shown(), "shown");
}

void tst_Environments::cannotBeTaken_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QStringList>("says");
    const auto row = [](const char *title, const char *name, const char *text, const QStringList &says) {
        QTest::newRow(title) << QString::fromLatin1(name) << QByteArray(text) << says;
    };
    row("no variable", "a.env", "a=1\n\nwhat is this\n", {u"a.env, line 3"_qs, u"what is this"_qs, u"NAME=value"_qs});
    row("twice", "a.env", "a=1\na=2\n", {u"a.env, line 2"_qs, u"a stands here twice"_qs});
    row("broken JSON", "a.json", "{\n \"a\": }", {u"a.json, line 2"_qs});
    row("a number", "a.json", "5", {u"a.json"_qs, u"object"_qs});
    row("a list of something", "a.json", "[1]", {u"no list of environments"_qs});
    row("no column", "a.csv", "variable\na\n", {u"no environment"_qs});
    row("no name", "a.csv", "variable,dev\n,1\n", {u"line 2"_qs, u"first field"_qs});
    row("same name twice", "a.csv", "v,dev,dev\na,1,2\n", {u"line 1"_qs, u"twice"_qs});
    row("an environment of Mockoon", "a.json", R"({"lastMigration": 33, "port": 3000, "routes": []})",
        {u"a.json"_qs, u"is a server here"_qs});
    row("nothing", "a.env", "\n", {u"nothing in it"_qs});
}

void tst_Environments::cannotBeTaken()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, text);
    QFETCH(QStringList, says);
    open();
    dropOn(view()->viewport(), *filesToDrop({writeFile(m_folder.filePath(name), text)}));
    for (const QString &part : says)
        QVERIFY2(notice().contains(part), qPrintable(notice()));
    QCOMPARE(m_parts->editor.stack()->count(), 0);
    QVERIFY(dropOn(find<QLineEdit>("environmentName"), *textToDrop(u"good=1\n"_qs)));
    QVERIFY(!m_dialog->findChild<QLabel *>(u"noticeText"_qs)->isVisible());
    QCOMPARE(undoText(), u"Add variables"_qs);
}

void tst_Environments::secretsAreTold()
{
    open();
    QVERIFY(find<QLabel>("environmentSecrets")->isVisible());
    QVERIFY(find<QLabel>("environmentSecrets")->text().contains(u"plain text"_qs));
}

void tst_Environments::modelKeepsItsWord()
{
    EnvironmentModel model(m_parts->editor);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_parts->editor.setEnvironments({u"x"_qs}, {});
    QCOMPARE(model.rowCount(), 0);
    m_parts->editor.stack()->undo();
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!model.setData({}, u"x"_qs, Qt::EditRole));
}

QTEST_MAIN(tst_Environments)
#include "tst_environments.moc"
