// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspace.h"
#include "ui/rules/completion.h"

#include <QTest>

using namespace framewright;

/// A route's editor offers the fields of its codec's messages before one has come.
class TestCodecFields final : public QObject
{
    Q_OBJECT

private slots:
    void offersThem_data();
    void offersThem();
};

void TestCodecFields::offersThem_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("selector");
    QTest::addColumn<QString>("value");
    QTest::newRow("stomp") << u"stomp"_qs << u"$.command"_qs << u"\"SUBSCRIBE\""_qs;
    QTest::newRow("stomp's headers") << u"stomp"_qs << u"$.headers.destination"_qs << u"\"/topic/x\""_qs;
    QTest::newRow("socket.io") << u"socket.io"_qs << u"$.type"_qs << u"\"connect_error\""_qs;
    QTest::newRow("mqtt") << u"mqtt"_qs << u"$.packet"_qs << u"\"AUTH\""_qs;
    QTest::newRow("mqtt's filters") << u"mqtt"_qs << u"$.subscriptions[0].filter"_qs << u"\"a/#\""_qs;
    QTest::newRow("signalr") << u"signalr"_qs << u"$.type"_qs << u"7"_qs;
    QTest::newRow("phoenix") << u"phoenix"_qs << u"$.kind"_qs << u"\"broadcast\""_qs;
    QTest::newRow("json") << u"json"_qs << QString() << QString();
}

void TestCodecFields::offersThem()
{
    QFETCH(QString, codec);
    QFETCH(QString, selector);
    QFETCH(QString, value);
    workspace::Workspace workspace;
    workspace::Route route;
    route.codec = codec;
    ui::Completion completion;
    completion.setRoute(workspace, &route);
    if (selector.isEmpty()) {
        QCOMPARE(completion.selectors().filter(u"$."_qs), QStringList());
        return;
    }
    QVERIFY2(completion.selectors().contains(selector), qPrintable(completion.selectors().join(u' ')));
    QVERIFY2(completion.valuesOf(selector).contains(value), qPrintable(completion.valuesOf(selector).join(u' ')));
}

QTEST_GUILESS_MAIN(TestCodecFields)
#include "tst_codecfields.moc"
