// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/theme.h"
#include "ui/traffic/filterbox.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>
#include <QVBoxLayout>

using namespace framewright;
using namespace framewright::ui;

/// The line above the log, as a person types into it.
class tst_FilterBox : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void wordsAreTakenAfterAMoment();
    void aMistakeIsSaidAtTheBox();
    void aMistakeKeepsTheFilterBeforeIt();
    void hintsComplete();
    void hintsOfValuesFollowAKey();
    void escapeEmptiesThenLeaves();
    void choices();
    void whoAsksForPingsSeesThem();
    void wordsAreAdded();
    void warningsGoWithTheWords();

private:
    template <class T>
    [[nodiscard]] T *find(const char *name) const
    {
        return m_window->findChild<T *>(QString::fromLatin1(name));
    }
    void type(const QString &text) { QTest::keyClicks(find<QLineEdit>("filterField"), text); }
    [[nodiscard]] QAbstractItemView *hints() const;

    Theme m_theme;
    std::unique_ptr<QWidget> m_window;
    FilterBox *m_box = nullptr;
};

void tst_FilterBox::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Framewright test"_qs);
    QCoreApplication::setApplicationName(u"tst_filterbox"_qs);
}

void tst_FilterBox::init()
{
    m_window = std::make_unique<QWidget>();
    const traffic::FilterNames names{{u"12"_qs}, {u"/chat/{room}"_qs}, {u"Say it"_qs}};
    m_box = new FilterBox(
        m_theme, [names] { return names; }, m_window.get());
    auto *layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_box);
    layout->addStretch(1);
    m_window->resize(600, 200);
    m_window->show();
    find<QAbstractButton>("filterControl")->setChecked(false);
}

void tst_FilterBox::cleanup()
{
    m_window.reset();
}

QAbstractItemView *tst_FilterBox::hints() const
{
    return m_box->findChild<QCompleter *>()->popup();
}

void tst_FilterBox::wordsAreTakenAfterAMoment()
{
    QSignalSpy changed(m_box, &FilterBox::changed);
    type(u"hello"_qs);
    QCOMPARE(changed.count(), 0);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(m_box->words().text(), u"hello"_qs);
    type(u" w"_qs);
    QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Return);
    QCOMPARE(m_box->words().text(), u"hello w"_qs);
}

void tst_FilterBox::aMistakeIsSaidAtTheBox()
{
    const auto *said = find<QLabel>("filterMistake");
    QVERIFY(!said->isVisible());
    type(u"/a(/"_qs);
    QTRY_VERIFY(said->isVisible());
    QVERIFY(said->text().contains(u"regular expression"_qs));
    QVERIFY(said->geometry().top() >= m_box->mapTo(m_window.get(), find<QLineEdit>("filterField")->pos()).y());
    QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Escape);
    QTRY_VERIFY(!said->isVisible());
}

void tst_FilterBox::aMistakeKeepsTheFilterBeforeIt()
{
    m_box->setText(u"conn:12"_qs);
    QSignalSpy changed(m_box, &FilterBox::changed);
    m_box->setText(u"conn:x"_qs);
    QCOMPARE(changed.count(), 0);
    QCOMPARE(m_box->words().text(), u"conn:12"_qs);
}

void tst_FilterBox::hintsComplete()
{
    type(u"a rou"_qs);
    QTRY_VERIFY(hints()->isVisible());
    QCOMPARE(hints()->model()->rowCount(), 1);
    QVERIFY(hints()->model()->index(0, 0).data().toString().startsWith(u"route:"_qs));
    QTest::keyClick(hints(), Qt::Key_Down);
    QTest::keyClick(hints(), Qt::Key_Return);
    QCOMPARE(find<QLineEdit>("filterField")->text(), u"a route:"_qs);
}

void tst_FilterBox::hintsOfValuesFollowAKey()
{
    type(u"route:"_qs);
    QTRY_VERIFY(hints()->isVisible());
    QTest::keyClick(hints(), Qt::Key_Down);
    QTest::keyClick(hints(), Qt::Key_Return);
    QCOMPARE(m_box->words().text(), u"route:/chat/{room}"_qs);
    type(u"hello"_qs);
    QVERIFY(!hints()->isVisible());
}

void tst_FilterBox::escapeEmptiesThenLeaves()
{
    m_box->setText(u"x"_qs);
    QSignalSpy left(m_box, &FilterBox::leftDownwards);
    QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Escape);
    QCOMPARE(m_box->words().text(), QString());
    QCOMPARE(left.count(), 0);
    QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
    QTest::keyClick(find<QLineEdit>("filterField"), Qt::Key_Down);
    QCOMPARE(left.count(), 2);
}

void tst_FilterBox::choices()
{
    QSignalSpy changed(m_box, &FilterBox::changed);
    QVERIFY(!m_box->direction());
    QVERIFY(!m_box->showsControl());
    find<QComboBox>("filterDirection")->setCurrentIndex(2);
    QCOMPARE(m_box->direction(), std::optional(event::Direction::Out));
    QTest::mouseClick(find<QAbstractButton>("filterControl"), Qt::LeftButton);
    QVERIFY(m_box->showsControl());
    QCOMPARE(changed.count(), 2);
    m_box->setText(u"x"_qs);
    QVERIFY(!m_box->isEmpty());
    m_box->showAll();
    QVERIFY(m_box->isEmpty());
    QVERIFY(m_box->showsControl());
}

void tst_FilterBox::whoAsksForPingsSeesThem()
{
    m_box->setText(u"type:ping"_qs);
    QVERIFY(m_box->showsControl());
    m_box->setText({});
    QVERIFY(!m_box->showsControl());
}

void tst_FilterBox::wordsAreAdded()
{
    m_box->addWord(u"a"_qs);
    m_box->addWord(u"-conn:1"_qs);
    QCOMPARE(m_box->words().text(), u"a -conn:1"_qs);
}

void tst_FilterBox::warningsGoWithTheWords()
{
    m_box->setText(u"/(a+)+$/"_qs);
    m_box->setWarning(u"Too many steps."_qs);
    QVERIFY(find<QLabel>("filterMistake")->isVisible());
    m_box->setText(u"a"_qs);
    QVERIFY(!find<QLabel>("filterMistake")->isVisible());
}

QTEST_MAIN(tst_FilterBox)
#include "tst_filterbox.moc"
