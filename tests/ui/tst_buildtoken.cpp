// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

using namespace framewright;

/// A handshake that wants a token, from an empty route: in a header or in the query; without it 401 and why.
class tst_BuildToken final : public test::BuildTest
{
    Q_OBJECT
private slots:
    void isPlayed();
    void isAskedOtherwise();
    void isUndone();

private:
    void build();
};

void tst_BuildToken::build()
{
    startWithEmptyRoute(u"/private"_qs);
    addRule();
    openPage(u"Handshake"_qs);
    click(u"addRefusal"_qs);
    choose(u"refuseFor"_qs, u"a handshake without"_qs);
    write(u"refuseValue"_qs, u"Bearer it's me"_qs);
    click(u"refuseAnother"_qs);
    type(u"token"_qs); // Its name has the keyboard.
    press("Tab");
    type(u"it's me"_qs);
    choose(u"refuseAnswer"_qs, u"401 Unauthorized"_qs);
    write(u"refuseBody"_qs, u"A token, please."_qs);
    finish();
    openPage(u"Rules"_qs);
}

void tst_BuildToken::isPlayed()
{
    build();
    QCOMPARE(row(0).mid(0, 3),
             QStringList({u"handshake"_qs,
                          u"without the header authorization: Bearer it's me or the parameter token: it's me"_qs,
                          u"refuse with 401 A token, please."_qs}));
    QCOMPARE(row(1).at(0), u"message"_qs);

    const QString url = copiedUrl();
    QCOMPARE(client().attempt(u"nobody"_qs, url), u"refused 401"_qs);
    QCOMPARE(client().attempt(u"eve"_qs, url, {u"Authorization: Bearer it's Eve"_qs}), u"refused 401"_qs);
    QCOMPARE(client().answerTo(url), u"401 A token, please."_qs);
    QCOMPARE(client().answerTo(url + u"?token=wrong"), u"401 A token, please."_qs);
    QCOMPARE(client().attempt(u"ann"_qs, url, {u"Authorization: Bearer it's me"_qs}), u"open"_qs);
    QCOMPARE(client().attempt(u"bob"_qs, url + u"?token=it%27s%20me"), u"open"_qs);
    client().send(u"bob"_qs, u"hello"_qs);
    QCOMPARE(client().next(u"bob"_qs), u"hello"_qs);
    QTRY_COMPARE(treeRoute(), QStringList({u"/private"_qs, u"2"_qs}));
}

void tst_BuildToken::isAskedOtherwise()
{
    build();
    openPage(u"Handshake"_qs);
    // The same as an expression, which can say more; what it says is kept.
    choose(u"refuseFor"_qs, u"a handshake when"_qs);
    write(u"refuseWhen"_qs, u"req.query.age < 18"_qs);
    finish();
    const QString url = copiedUrl();
    QCOMPARE(client().attempt(u"kid"_qs, url + u"?age=12"), u"refused 401"_qs);
    QCOMPARE(client().attempt(u"ann"_qs, url + u"?age=81"), u"open"_qs);
    choose(u"refuseFor"_qs, u"every handshake"_qs);
    QCOMPARE(client().attempt(u"all"_qs, url + u"?age=81"), u"refused 401"_qs);
    QCOMPARE(client().heard(u"ann"_qs), QStringList{u"open"_qs}); // Who is in stays in.
}

void tst_BuildToken::isUndone()
{
    build();
    undoAndRedoAll();
}

QTEST_MAIN(tst_BuildToken)
#include "tst_buildtoken.moc"
