// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

using namespace framewright;

/// A chat with rooms, from an empty route: the path says the room, everybody else in it hears what one says, who comes
/// and who leaves.
class tst_BuildChat final : public test::BuildTest
{
    Q_OBJECT
private slots:
    void isPlayed();
    void isUndone();

private:
    void build();
    void buildWelcome();
    void buildTalk();
    void buildFarewell();
    void tellTheOthers(const QString &step, const QString &message);
};

void tst_BuildChat::tellTheOthers(const QString &step, const QString &message)
{
    sendObject(step, message);
    sendToRoom(step, u"{{req.params.room}}"_qs);
    addOption(step, u"not to the sender"_qs);
}

void tst_BuildChat::buildWelcome()
{
    addRule();
    chooseTrigger(u"a client connects"_qs);
    chooseVerb(u"do/0"_qs, u"Set"_qs);
    setField(u"do/0/set/0/path"_qs, u"conn.name"_qs);
    setField(u"do/0/set/0/value"_qs, u"{{req.query.name}}"_qs);
    addStep(u"do"_qs, u"Join"_qs);
    setField(u"do/1/join"_qs, u"{{req.params.room}}"_qs);
    addStep(u"do"_qs, u"Send"_qs);
    tellTheOthers(u"do/2"_qs, uR"({"event": "joined", "who": {{conn.name}}})"_qs);
    nameRule(u"Welcome"_qs);
}

void tst_BuildChat::buildTalk()
{
    addRule();
    addCondition(u"$.event"_qs, u"say"_qs);
    tellTheOthers(u"do/0"_qs, uR"({"event": "said", "who": {{conn.name}}, "text": {{$.text}}})"_qs);
    nameRule(u"Talk"_qs);
}

void tst_BuildChat::buildFarewell()
{
    addRule();
    chooseTrigger(u"a client leaves"_qs);
    sendObject(u"do/0"_qs, uR"({"event": "left", "who": {{conn.name}}})"_qs);
    sendToRoom(u"do/0"_qs, u"{{req.params.room}}"_qs);
    nameRule(u"Farewell"_qs);
    finish();
}

void tst_BuildChat::build()
{
    startWithEmptyRoute(u"/chat/{room}"_qs);
    buildWelcome();
    buildTalk();
    buildFarewell();
}

void tst_BuildChat::isPlayed()
{
    build();
    QCOMPARE(row(0).mid(0, 2), QStringList({u"open"_qs, u"every connection"_qs}));
    QCOMPARE(row(1).mid(0, 2), QStringList({u"message"_qs, u"$.event = say"_qs}));
    QCOMPARE(row(2).at(0), u"close"_qs);

    const QString tea = copiedUrl().replace(u"/chat/room"_qs, u"/chat/tea"_qs);
    const QString rum = copiedUrl().replace(u"/chat/room"_qs, u"/chat/rum"_qs);
    client().connectAs(u"ann"_qs, tea + u"?name=ann");
    client().connectAs(u"rob"_qs, rum + u"?name=rob");
    client().connectAs(u"bob"_qs, tea + u"?name=bob");
    QCOMPARE(client().next(u"ann"_qs), uR"({"event":"joined","who":"bob"})"_qs);

    // Everybody else in the room hears it: not who says it, and nobody in the other room.
    client().send(u"ann"_qs, uR"({"event": "say", "text": "milk?"})"_qs);
    QCOMPARE(client().next(u"bob"_qs), uR"({"event":"said","who":"ann","text":"milk?"})"_qs);
    client().send(u"bob"_qs, uR"({"event": "say", "text": "no"})"_qs);
    QCOMPARE(client().next(u"ann"_qs), uR"({"event":"said","who":"bob","text":"no"})"_qs);

    client().close(u"bob"_qs, 4000, u"bye"_qs);
    QCOMPARE(client().next(u"ann"_qs), uR"({"event":"left","who":"bob"})"_qs);
    QTRY_COMPARE(client().heard(u"bob"_qs).filter(u"closed 4000"_qs).size(), 1);
    QCOMPARE(client().messages(u"rob"_qs), QStringList());
    QTRY_COMPARE(row(1).constLast(), u"2"_qs);
    QTRY_COMPARE(treeRoute(), QStringList({u"/chat/{room}"_qs, u"2"_qs}));
}

void tst_BuildChat::isUndone()
{
    build();
    undoAndRedoAll();
}

QTEST_MAIN(tst_BuildChat)
#include "tst_buildchat.moc"
