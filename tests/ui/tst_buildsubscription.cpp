// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

using namespace framewright;

/// Subscriptions, from an empty route: each has a timer of its own under its id, until that one is ended.
class tst_BuildSubscription final : public test::BuildTest
{
    Q_OBJECT
private slots:
    void isPlayed();
    void nestedStepsAreShown();
    void isUndone();

private:
    void build();
    void buildSubscribe();
    void buildUnsubscribe();
    /// Waits until this message has come so many times.
    void waitFor(const QString &message, int times);
    [[nodiscard]] qsizetype countOf(const QString &message) { return client().messages(u"ann"_qs).count(message); }
};

void tst_BuildSubscription::buildSubscribe()
{
    addRule();
    addCondition(u"$.op"_qs, u"subscribe"_qs);
    sendObject(u"do/0"_qs, uR"({"ok": {{$.id}}})"_qs);
    addStep(u"do"_qs, u"Start"_qs);
    setField(u"do/1/start"_qs, u"sub:{{$.id}}"_qs);
    setField(u"do/1/every"_qs, u"{{$.every}}"_qs);
    addStep(u"do/1/do"_qs, u"Send"_qs);
    sendObject(u"do/1/do/0"_qs, uR"({"tick": {{$.id}}})"_qs);
}

void tst_BuildSubscription::buildUnsubscribe()
{
    addRule();
    addCondition(u"$.op"_qs, u"unsubscribe"_qs);
    chooseVerb(u"do/0"_qs, u"Stop"_qs);
    setField(u"do/0/stop"_qs, u"sub:{{$.id}}"_qs);
    addStep(u"do"_qs, u"Send"_qs);
    sendObject(u"do/1"_qs, uR"({"ended": {{$.id}}})"_qs);
    finish();
}

void tst_BuildSubscription::build()
{
    startWithEmptyRoute(u"/feed"_qs);
    buildSubscribe();
    buildUnsubscribe();
}

void tst_BuildSubscription::waitFor(const QString &message, int times)
{
    QTRY_VERIFY_WITH_TIMEOUT(countOf(message) >= times, 20000);
}

void tst_BuildSubscription::isPlayed()
{
    build();
    client().connectAs(u"ann"_qs, copiedUrl());
    client().connectAs(u"bob"_qs, copiedUrl());
    client().send(u"ann"_qs, uR"({"op": "subscribe", "id": "a", "every": 20})"_qs);
    client().send(u"ann"_qs, uR"({"op": "subscribe", "id": 7, "every": 30})"_qs);
    waitFor(uR"({"ok":"a"})"_qs, 1);
    waitFor(uR"({"tick":"a"})"_qs, 3);
    waitFor(uR"({"tick":7})"_qs, 3); // The id keeps its type.

    client().send(u"ann"_qs, uR"({"op": "unsubscribe", "id": "a"})"_qs);
    waitFor(uR"({"ended":"a"})"_qs, 1);
    client().forget(u"ann"_qs);
    waitFor(uR"({"tick":7})"_qs, 5);
    QCOMPARE(countOf(uR"({"tick":"a"})"_qs), 0);

    client().send(u"ann"_qs, uR"({"op": "unsubscribe", "id": 7})"_qs);
    waitFor(uR"({"ended":7})"_qs, 1);
    QCOMPARE(client().messages(u"bob"_qs), QStringList()); // They are ann's alone.
    QTRY_COMPARE(row(0).constLast(), u"2"_qs);
    QTRY_COMPARE(row(1).constLast(), u"2"_qs);
}

void tst_BuildSubscription::nestedStepsAreShown()
{
    build();
    QCOMPARE(row(0).at(1), u"$.op = subscribe"_qs);
    QVERIFY2(row(0).at(2).contains(u"start sub:{{$.id}} every {{$.every}} ms: send"_qs), qPrintable(row(0).at(2)));
    chooseRule(0);
    // A step of the timer stands to the right of the timer, and below it.
    const QWidget *timer = see(u"do/1/verb"_qs);
    const QWidget *step = see(u"do/1/do/0/verb"_qs);
    const QPoint apart = step->mapTo(step->window(), QPoint()) - timer->mapTo(timer->window(), QPoint());
    QVERIFY2(apart.x() > 0 && apart.y() > 0, qPrintable(u"%1, %2"_qs.arg(apart.x()).arg(apart.y())));
}

void tst_BuildSubscription::isUndone()
{
    build();
    undoAndRedoAll();
}

QTEST_MAIN(tst_BuildSubscription)
#include "tst_buildsubscription.moc"
