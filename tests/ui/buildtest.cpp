// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/ui/buildtest.h"

#include "ui/common/cellroles.h"
#include "ui/common/panelhead.h"

#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QSettings>
#include <QTableView>
#include <QTreeView>

namespace framewright::test {

void BuildTest::initTestCase()
{
    prepare(u"Framewright build test"_qs);
}

void BuildTest::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_dialogs.file = m_folder->filePath(u"built.json"_qs);
    makeWindow();
    showWindow();
}

void BuildTest::cleanup()
{
    m_client.reset();
    dropWindow();
}

RealClient &BuildTest::client()
{
    if (m_client == nullptr)
        m_client = std::make_unique<RealClient>();
    // A client may be quicker than a server's thread on a busy machine.
    awaitServers();
    return *m_client;
}

void BuildTest::startWithEmptyRoute(const QString &path)
{
    click(u"addRouteStep"_qs); // What the empty tree offers.
    type(path);
    press("Return");
    takePort(0);
    click(u"startAllButton"_qs);
    QTRY_VERIFY(port() != 0);
    QCOMPARE(ruleCount(), 0);
    m_emptyFile = savedFile();
    m_undoAtEmpty = undoText();
}

void BuildTest::takePort(quint16 port)
{
    press("Alt+Return");
    write(u"serverPort"_qs, QString::number(port));
    press("Return");
    press("Esc");
    QTRY_VERIFY(!sees(u"serverDialog"_qs));
}

void BuildTest::addRule()
{
    const int before = ruleCount();
    click(u"addRuleButton"_qs);
    QTRY_COMPARE(ruleCount(), before + 1);
}

void BuildTest::chooseRule(int row)
{
    clickRow(u"ruleTable"_qs, row);
}

void BuildTest::addCondition(const QString &selector, const QString &value)
{
    addCondition(selector, u"equals"_qs, value);
}

void BuildTest::addCondition(const QString &selector, const QString &comparison, const QString &value)
{
    int number = 0;
    while (sees(u"match/%1/selector"_qs.arg(number)))
        ++number;
    const QString place = u"match/"_qs + QString::number(number);
    click(u"addCondition"_qs);
    write(place + u"/selector", selector);
    if (comparison != QLatin1StringView("equals"))
        choose(place + u"/operator", comparison);
    write(place + u"/value", value);
}

void BuildTest::sendObject(const QString &step, const QString &json)
{
    choose(step + u"/send/form", u"Object"_qs);
    write(step + u"/send", json);
}

void BuildTest::sendText(const QString &step, const QString &text)
{
    choose(step + u"/send/form", u"Text"_qs);
    write(step + u"/send", text);
}

void BuildTest::sendToRoom(const QString &step, const QString &room)
{
    choose(step + u"/to", u"room"_qs);
    write(step + u"/to/name", room);
}

void BuildTest::finish()
{
    press("Tab");
}

QString BuildTest::copiedUrl()
{
    press("Ctrl+Shift+C");
    return QGuiApplication::clipboard()->text();
}

QStringList BuildTest::row(int row)
{
    const QAbstractItemModel *model = see<QTableView>(u"ruleTable"_qs)->model();
    QStringList cells;
    for (int column = 0; column < model->columnCount(); ++column)
        cells << model->index(row, column).data().toString();
    return cells;
}

int BuildTest::ruleCount()
{
    return see<QTableView>(u"ruleTable"_qs)->model()->rowCount();
}

QStringList BuildTest::treeRoute()
{
    const QAbstractItemModel *model = see<QTreeView>(u"workspaceTree"_qs)->model();
    const QModelIndex route = model->index(0, 0, model->index(0, 0));
    return {route.data().toString(), route.data(ui::PillRole).toString()};
}

QString BuildTest::undoText()
{
    return m_window->findChild<QAction *>(u"undo"_qs)->text();
}

QByteArray BuildTest::savedFile()
{
    press("Ctrl+S");
    if (!QTest::qWaitFor([this] { return !m_document->isModified(); }))
        qFatal("The workspace is not saved.");
    QFile file(m_document->fileName());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void BuildTest::saveElsewhere()
{
    m_dialogs.file = m_elsewhere.filePath(u"elsewhere.json"_qs);
    press("Ctrl+Shift+S");
    QTRY_COMPARE(m_document->fileName(), *m_dialogs.file);
}

quint16 BuildTest::port(qsizetype server) const
{
    const QList<engine::ServerStatus> servers = m_engine->servers();
    return server < servers.size() ? servers.at(server).port : quint16(0);
}

QString BuildTest::status(const QString &part)
{
    return see<ui::ElidedLabel>(part)->text();
}

void BuildTest::undoAndRedoAll(QStringList *names)
{
    const QByteArray built = savedFile();
    QVERIFY(built != m_emptyFile);
    openPage(u"Rules"_qs);
    QStringList undone;
    while (undoText() != m_undoAtEmpty && undone.size() < 200) {
        QVERIFY2(undoText().size() > QStringView(u"&Undo ").size(), "This step has no name.");
        undone << undoText().mid(QStringView(u"&Undo ").size());
        press("Ctrl+Z");
    }
    QCOMPARE(undoText(), m_undoAtEmpty);
    QCOMPARE(ruleCount(), 0);
    QCOMPARE(savedFile(), m_emptyFile);
    for (qsizetype step = 0; step < undone.size(); ++step)
        press("Ctrl+Shift+Z");
    QVERIFY(!m_window->findChild<QAction *>(u"redo"_qs)->isEnabled());
    QCOMPARE(savedFile(), built);
    if (names != nullptr)
        *names = undone;
}

} // namespace framewright::test
