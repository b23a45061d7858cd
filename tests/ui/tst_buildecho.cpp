// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

using namespace framewright;

/// An echo, from an empty route.
class tst_BuildEcho final : public test::BuildTest
{
    Q_OBJECT
private slots:
    void isPlayed();
    void isEditedWhilePlayed();
    void isUndone();

private:
    void build();
};

void tst_BuildEcho::build()
{
    startWithEmptyRoute(u"/echo"_qs);
    addRule();
}

void tst_BuildEcho::isPlayed()
{
    build();
    QCOMPARE(row(0), QStringList({u"message"_qs, u"every message"_qs, u"send the same back"_qs, u"0"_qs}));
    client().connectAs(u"ann"_qs, copiedUrl());
    client().send(u"ann"_qs, u"hello"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"hello"_qs);
    client().send(u"ann"_qs, uR"({"n": 1.10})"_qs);
    QCOMPARE(client().next(u"ann"_qs), uR"({"n": 1.10})"_qs);
    client().sendBytes(u"ann"_qs, QByteArray::fromHex("00ff"));
    QCOMPARE(client().next(u"ann"_qs), u"0x00ff"_qs);
    // Who looks at the window sees it, too.
    QTRY_COMPARE(row(0).constLast(), u"3"_qs);
    QTRY_COMPARE(treeRoute(), QStringList({u"/echo"_qs, u"1"_qs}));
}

void tst_BuildEcho::isEditedWhilePlayed()
{
    build();
    client().connectAs(u"ann"_qs, copiedUrl());
    client().send(u"ann"_qs, u"one"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"one"_qs);
    sendText(u"do/0"_qs, u"you said {{text}}"_qs);
    finish();
    client().send(u"ann"_qs, u"two"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"you said two"_qs);
    // A rule above it counts from the next message on, and what it does not want goes to the one below.
    addRule();
    press("Ctrl+Z");
    QCOMPARE(ruleCount(), 1);
    client().send(u"ann"_qs, u"three"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"you said three"_qs);
    QCOMPARE(client().heard(u"ann"_qs).filter(u"closed"_qs), QStringList());
    QTRY_COMPARE(row(0).constLast(), u"3"_qs);
}

void tst_BuildEcho::isUndone()
{
    build();
    sendText(u"do/0"_qs, u"you said {{text}}"_qs);
    finish();
    QStringList names;
    undoAndRedoAll(&names);
    QCOMPARE(names, QStringList({u"change message"_qs, u"change form of the message"_qs, u"add a rule"_qs}));
}

QTEST_MAIN(tst_BuildEcho)
#include "tst_buildecho.moc"
