// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

#include <QPlainTextEdit>
#include <QRegularExpression>

using namespace framewright;

/// A broadcast stream, from an empty route: everybody gets the same, at the same time.
class tst_BuildStream final : public test::BuildTest
{
    Q_OBJECT
private slots:
    void isPlayed();
    void isExplained();
    void isUndone();

private:
    void build();
};

void tst_BuildStream::build()
{
    startWithEmptyRoute(u"/news"_qs);
    openPage(u"Stream"_qs);
    click(u"streamOn"_qs);
    choose(u"streamMode"_qs, u"all connections, the same at once"_qs);
    write(u"streamEvery"_qs, u"40"_qs);
    write(u"streamMessages/0"_qs, u"tick {{seq('news')}}"_qs);
    click(u"addStreamMessage"_qs);
    type(uR"({"tock": {{seq('news')}}})"_qs); // The new field has the keyboard.
    finish();
}

void tst_BuildStream::isPlayed()
{
    build();
    client().connectAs(u"ann"_qs, copiedUrl());
    client().connectAs(u"bob"_qs, copiedUrl());
    const QString first = client().next(u"bob"_qs);
    QVERIFY(!first.isNull());
    QTRY_VERIFY_WITH_TIMEOUT(client().messages(u"bob"_qs).size() >= 6, 20000);
    QTRY_VERIFY(client().messages(u"ann"_qs).size() > client().messages(u"bob"_qs).size() ||
                client().messages(u"ann"_qs).contains(client().messages(u"bob"_qs).constLast()));
    const QStringList bob = client().messages(u"bob"_qs).mid(0, 6);
    const QStringList ann = client().messages(u"ann"_qs);
    // The same for both, from where the second one came: one number each, text and object in turn.
    QCOMPARE(ann.mid(ann.indexOf(first), 6), bob);
    for (qsizetype place = 0; place + 1 < bob.size(); ++place)
        QVERIFY2(bob.at(place).startsWith(u"tick "_qs) != bob.at(place + 1).startsWith(u"tick "_qs),
                 qPrintable(bob.join(u", "_qs)));
    QVERIFY2(!bob.filter(QRegularExpression(uR"(^\{"tock":\d+\}$)"_qs)).isEmpty(), qPrintable(bob.join(u", "_qs)));
}

void tst_BuildStream::isExplained()
{
    build();
    click(u"explainRouteButton"_qs);
    const QString text = see<QPlainTextEdit>(u"explainText"_qs)->toPlainText();
    QVERIFY2(text.contains(u"Every 40 ms all connections get the same: the next of 2 messages."_qs), qPrintable(text));
    press("Esc");
    openPage(u"Rules"_qs);
    QVERIFY(see(u"ruleTableEmpty"_qs)->findChild<QWidget *>(u"addRuleStep"_qs)->isVisible());
}

void tst_BuildStream::isUndone()
{
    build();
    undoAndRedoAll();
}

QTEST_MAIN(tst_BuildStream)
#include "tst_buildstream.moc"
