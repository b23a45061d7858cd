// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/cellroles.h"
#include "ui/common/theme.h"
#include "ui/palette/commandpalette.h"
#include "ui/palette/fuzzymatch.h"
#include "ui/palette/palettemodel.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QStandardPaths>
#include <QTest>

using namespace framewright::ui;

/// Ctrl+K: what answers what is typed and in which order, the keyboard, and that thousands of routes are no wait.
class tst_Palette : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init() { QSettings().clear(); }
    void answers_data();
    void answers();
    void better_data();
    void better();
    void modelKeepsItsWord();
    void wordsOfElsewhere_data();
    void wordsOfElsewhere();
    void keyboardChooses();
    void nothingIsCalledThat();
    void escapeAndClicksLeave();
    void usedLastComesFirst();
    void fiveThousandRoutesAreNoWait();

private:
    static std::vector<PaletteEntry> entries(const QStringList &titles, QStringList *chosen = nullptr);

    Theme m_theme;
};

void tst_Palette::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright palette test"_qs);
    m_theme.install(*qApp);
}

std::vector<PaletteEntry> tst_Palette::entries(const QStringList &titles, QStringList *chosen)
{
    std::vector<PaletteEntry> made;
    for (const QString &title : titles) {
        made.push_back({title, title, u"detail of " % title, {}, {}, [title, chosen] {
                            if (chosen != nullptr)
                                chosen->append(title);
                        }});
    }
    return made;
}

void tst_Palette::answers_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("answers");
    QTest::addRow("nothing typed") << QString() << u"Start all"_qs << true;
    QTest::addRow("a piece") << u"tart"_qs << u"Start all"_qs << true;
    QTest::addRow("capitals do not count") << u"START"_qs << u"Start all"_qs << true;
    QTest::addRow("letters in order") << u"stl"_qs << u"Start all"_qs << true;
    QTest::addRow("words in any order") << u"all start"_qs << u"Start all"_qs << true;
    QTest::addRow("a path") << u"/chat"_qs << u"/chat/{room}"_qs << true;
    QTest::addRow("letters in the wrong order") << u"lts"_qs << u"Start all"_qs << false;
    QTest::addRow("one word too many") << u"start now"_qs << u"Start all"_qs << false;
    QTest::addRow("longer than the text") << u"start all servers"_qs << u"Start all"_qs << false;
    QTest::addRow("an empty text") << u"a"_qs << QString() << false;
    QTest::addRow("beyond ASCII") << u"grüß"_qs << u"GRÜSSE, Grüße"_qs << true;
}

void tst_Palette::answers()
{
    QFETCH(QString, typed);
    QFETCH(QString, text);
    QFETCH(bool, answers);
    QCOMPARE(fuzzyMatch(typed, text).has_value(), answers);
}

void tst_Palette::better_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::addRow("the start of the text") << u"chat"_qs << u"chat room"_qs << u"old chat"_qs;
    QTest::addRow("the start of a word") << u"all"_qs << u"Start all"_qs << u"Recall"_qs;
    QTest::addRow("in one piece") << u"stop"_qs << u"To stop"_qs << u"Save to a picture"_qs;
    QTest::addRow("the whole text") << u"save"_qs << u"Save"_qs << u"Save as"_qs;
    QTest::addRow("the start of words") << u"sa"_qs << u"Start all"_qs << u"Pause later"_qs;
}

void tst_Palette::better()
{
    QFETCH(QString, typed);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    PaletteModel model;
    model.setEntries(entries({worse, better}), {});
    model.setTyped(typed);
    QCOMPARE(model.index(0).data().toString(), better);
    QCOMPARE(model.rowCount(), fuzzyMatch(typed, worse) ? 2 : 1);
}

void tst_Palette::modelKeepsItsWord()
{
    PaletteModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.entryAt(0), nullptr);
    model.setEntries(entries({u"Start all"_qs, u"Stop"_qs, u"/echo"_qs}), {});
    QCOMPARE(model.rowCount(), 3);
    model.setTyped(u"sto"_qs);
    QCOMPARE(model.index(0).data().toString(), u"Stop"_qs);
    QCOMPARE(model.index(0).data(BoldRangeRole).toPoint(), QPoint(0, 3));
    QVERIFY(model.index(0).data(Qt::AccessibleTextRole).toString().contains(u"detail of Stop"_qs));
    // What only the detail says is found, behind the titles.
    model.setTyped(u"detail"_qs);
    QCOMPARE(model.rowCount(), 3);
    model.setTyped(u"zzz"_qs);
    QCOMPARE(model.rowCount(), 0);
}

void tst_Palette::wordsOfElsewhere_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("titles");
    QTest::addRow("its name") << u"data bucket"_qs << QStringList{u"Data bucket"_qs};
    QTest::addRow("the start of its name") << u"buck"_qs << QStringList{u"Data bucket"_qs};
    QTest::addRow("another word for it") << u"store"_qs << QStringList{u"Data bucket"_qs};
    QTest::addRow("behind what is called so here") << u"data"_qs << QStringList{u"Data sets"_qs, u"Data bucket"_qs};
    QTest::addRow("not by letters here and there") << u"dtb"_qs << QStringList();
    QTest::addRow("not by the end of a word") << u"ucket"_qs << QStringList();
    QTest::addRow("not before anything is typed") << QString() << QStringList{u"Data sets"_qs};
}

/// A word of another program answers to itself alone, and does not stand in the way of what is here.
void tst_Palette::wordsOfElsewhere()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, titles);
    std::vector<PaletteEntry> all = entries({u"Data bucket"_qs, u"Data sets"_qs});
    all.front().isElsewhere = true;
    all.front().words = u"store"_qs;
    PaletteModel model;
    model.setEntries(std::move(all), {});
    model.setTyped(typed);
    QStringList found;
    for (int row = 0; row < model.rowCount(); ++row)
        found << model.index(row).data().toString();
    QCOMPARE(found, titles);
    if (typed == u"store") // It stands nowhere in the title.
        QVERIFY(!model.index(0).data(BoldRangeRole).isValid());
}

void tst_Palette::keyboardChooses()
{
    QWidget window;
    window.resize(800, 600);
    QLineEdit before(&window);
    CommandPalette palette(m_theme, &window);
    QStringList chosen;
    palette.addSource([&](std::vector<PaletteEntry> &all) {
        for (PaletteEntry &entry : entries({u"Start all"_qs, u"Stop"_qs, u"/echo"_qs}, &chosen))
            all.push_back(std::move(entry));
    });
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    window.activateWindow();
    before.setFocus();
    palette.open();
    auto *field = palette.findChild<QLineEdit *>(u"paletteField"_qs);
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClick(field, Qt::Key_Down);
    QTest::keyClick(field, Qt::Key_Down);
    QTest::keyClick(field, Qt::Key_Up);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen, QStringList{u"Stop"_qs});
    QVERIFY(!palette.isVisible());
    QTRY_VERIFY(before.hasFocus());
    palette.open();
    QTest::keyClicks(field, u"echo"_qs);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen, (QStringList{u"Stop"_qs, u"/echo"_qs}));
}

void tst_Palette::nothingIsCalledThat()
{
    QWidget window;
    CommandPalette palette(m_theme, &window);
    QStringList chosen;
    palette.addSource([&](std::vector<PaletteEntry> &all) { all = entries({u"Stop"_qs}, &chosen); });
    window.show();
    palette.open();
    auto *field = palette.findChild<QLineEdit *>(u"paletteField"_qs);
    QTest::keyClicks(field, u"qqq"_qs);
    QVERIFY(!palette.findChild<QListView *>(u"paletteList"_qs)->isVisible());
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(chosen.isEmpty());
    QVERIFY(palette.isVisible());
}

void tst_Palette::escapeAndClicksLeave()
{
    QWidget window;
    window.resize(800, 600);
    QWidget other(&window);
    other.setGeometry(0, 580, 800, 20);
    CommandPalette palette(m_theme, &window);
    palette.addSource([](std::vector<PaletteEntry> &all) { all = entries({u"Stop"_qs}); });
    window.show();
    palette.open();
    QTest::keyClick(palette.findChild<QLineEdit *>(u"paletteField"_qs), Qt::Key_Escape);
    QVERIFY(!palette.isVisible());
    palette.open();
    QTest::mouseClick(&other, Qt::LeftButton);
    QVERIFY(!palette.isVisible());
}

void tst_Palette::usedLastComesFirst()
{
    QWidget window;
    CommandPalette palette(m_theme, &window);
    palette.addSource([](std::vector<PaletteEntry> &all) {
        all = entries({u"Start all"_qs, u"Stop"_qs, u"/echo"_qs});
    });
    window.show();
    palette.open();
    auto *field = palette.findChild<QLineEdit *>(u"paletteField"_qs);
    QTest::keyClicks(field, u"echo"_qs);
    QTest::keyClick(field, Qt::Key_Return);
    palette.open();
    const auto *list = palette.findChild<QListView *>(u"paletteList"_qs);
    QCOMPARE(list->model()->index(0, 0).data().toString(), u"/echo"_qs);
}

void tst_Palette::fiveThousandRoutesAreNoWait()
{
    QStringList titles;
    for (int route = 0; route < 5000; ++route)
        titles.append(u"/api/v%1/rooms/{room}/topic-%2"_qs.arg(route % 7).arg(route));
    PaletteModel model;
    model.setEntries(entries(titles), {});
    QElapsedTimer clock;
    clock.start();
    model.setTyped(u"r"_qs);
    model.setTyped(u"ro"_qs);
    model.setTyped(u"rooms 4999"_qs);
    // A key is answered in less than a picture of the screen takes; here three are, with room for a busy machine.
    QVERIFY2(clock.elapsed() < 300, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(model.index(0).data().toString(), u"/api/v1/rooms/{room}/topic-4999"_qs);
    model.setTyped(u"r"_qs);
    QCOMPARE(model.rowCount(), int(PaletteModel::rowLimit));
    QCOMPARE(model.answering(), std::size_t(5000));
}

QTEST_MAIN(tst_Palette)
#include "tst_palette.moc"
