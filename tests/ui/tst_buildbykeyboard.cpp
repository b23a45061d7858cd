// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

#include <QApplication>

using namespace framewright;

/// The first rule of an empty route with the keyboard alone, in under a minute: a slow hand presses two keys a second.
class tst_BuildByKeyboard final : public test::BuildTest
{
    Q_OBJECT
private slots:
    void firstRule();

private:
    void strike(const char *keys)
    {
        ++m_strokes;
        press(keys);
    }
    void spell(const QString &text)
    {
        m_strokes += int(text.size());
        type(text);
    }
    void tabTo(const QString &control);

    int m_strokes = 0;
};

void tst_BuildByKeyboard::tabTo(const QString &control)
{
    const auto focused = [] {
        return QApplication::focusWidget() == nullptr ? QString() : QApplication::focusWidget()->objectName();
    };
    for (int steps = 0; steps < 20 && focused() != control; ++steps)
        strike("Tab");
    QCOMPARE(focused(), control);
}

void tst_BuildByKeyboard::firstRule()
{
    startWithEmptyRoute(u"/first"_qs);
    strike("Ctrl+Shift+R");
    tabTo(u"addCondition"_qs);
    strike("Space");
    tabTo(u"match/0/selector"_qs);
    spell(u"$.type"_qs);
    tabTo(u"match/0/value"_qs);
    spell(u"ping"_qs);
    tabTo(u"do/0/send/form"_qs);
    strike("T"); // Text
    tabTo(u"do/0/send"_qs);
    spell(u"pong"_qs);
    strike("Esc");
    const int forTheRule = m_strokes;
    QVERIFY2(forTheRule <= 60, qPrintable(QString::number(forTheRule)));
    QCOMPARE(row(0).mid(0, 3), QStringList({u"message"_qs, u"$.type = ping"_qs, u"send pong"_qs}));

    client().connectAs(u"ann"_qs, copiedUrl());
    client().send(u"ann"_qs, uR"({"type": "other"})"_qs);
    client().send(u"ann"_qs, uR"({"type": "ping"})"_qs);
    QCOMPARE(client().next(u"ann"_qs), u"pong"_qs);
    qInfo("The first rule took %d keys.", forTheRule);
}

QTEST_MAIN(tst_BuildByKeyboard)
#include "tst_buildbykeyboard.moc"
