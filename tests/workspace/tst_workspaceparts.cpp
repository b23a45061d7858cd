// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/workspace/workspaceparts.h"

#include <QTest>

using namespace framewright;
using namespace framewright::workspace;

class tst_WorkspaceParts : public QObject
{
    Q_OBJECT
private slots:
    void kinds_data();
    void kinds();
    void sameTextBack_data();
    void sameTextBack();
    void wrong_data();
    void wrong();
};

void tst_WorkspaceParts::kinds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QList<int>>("kinds");
    QTest::newRow("server") << QByteArray(R"({"name": "a", "port": 1, "routes": [{"path": "/"}]})") << QList<int>{0};
    QTest::newRow("route") << QByteArray(R"({"path": "/a", "rules": [{}]})") << QList<int>{1};
    QTest::newRow("rule") << QByteArray(R"({"on": "open", "do": [{"send": "hi"}]})") << QList<int>{2};
    QTest::newRow("several") << QByteArray(R"([{"path": "/a"}, {"port": 1}, {"when": "true"}])") << QList<int>{1, 0, 2};
    QTest::newRow("none") << QByteArray("[]") << QList<int>{};
    QTest::newRow("workspace") << QByteArray(R"({"framewright": 1, "servers": [{"port": 1}, {"port": 2}]})")
                               << QList<int>{0, 0};
}

void tst_WorkspaceParts::kinds()
{
    QFETCH(QByteArray, json);
    const auto parts = readParts(json);
    QVERIFY2(parts.has_value(), qPrintable(parts ? QString() : parts.error().text()));
    QList<int> found;
    for (const Part &part : *parts) {
        found.append(int(part.index()));
        QVERIFY(std::visit([](const auto &each) { return !each.id; }, part));
    }
    QTEST(found, "kinds");
}

void tst_WorkspaceParts::sameTextBack_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("unknown keys and digits stay")
        << QByteArray("{\n  \"path\": \"/a\",\n  \"later\": {\"x\": 1.10},\n"
                      "  \"rules\": [{\"do\": [{\"send\": 9007199254740993}]}]\n}\n");
    QTest::newRow("list") << QByteArray("[\n  {\"path\": \"/a\"},\n  {\"path\": \"/b\"}\n]\n");
}

void tst_WorkspaceParts::sameTextBack()
{
    QFETCH(QByteArray, json);
    QCOMPARE(writeParts(readParts(json).value()), json);
}

void tst_WorkspaceParts::wrong_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << QByteArray("ws://localhost/") << u"not JSON"_qs;
    QTest::newRow("something else") << QByteArray(R"({"a": 1})") << u"no server, route or rule"_qs;
    QTest::newRow("an environment of Mockoon")
        << QByteArray(R"({"uuid": "1", "lastMigration": 33, "name": "Demo", "port": 3000, "routes": []})")
        << u"environment of Mockoon"_qs;
    QTest::newRow("a route of Mockoon") << QByteArray(R"({"type": "ws", "endpoint": "a", "responses": []})")
                                        << u"route of Mockoon"_qs;
    QTest::newRow("a number") << QByteArray("5") << u"no server, route or rule"_qs;
    QTest::newRow("wrong type") << QByteArray(R"({"path": "/", "rules": 5})") << u"rules"_qs;
    QTest::newRow("one of several") << QByteArray(R"([{"path": "/"}, 5])") << u"no server, route or rule"_qs;
}

void tst_WorkspaceParts::wrong()
{
    QFETCH(QByteArray, json);
    const auto parts = readParts(json);
    QVERIFY(!parts);
    QFETCH(QString, says);
    QVERIFY2(parts.error().what.contains(says), qPrintable(parts.error().what));
}

QTEST_APPLESS_MAIN(tst_WorkspaceParts)
#include "tst_workspaceparts.moc"
