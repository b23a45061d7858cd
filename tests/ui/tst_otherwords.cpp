// SPDX-FileCopyrightText: 2026 Framewright contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/common/otherwords.h"

#include "tests/ui/windowfixture.h"
#include "ui/common/actionregistry.h"
#include "ui/help/reference.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QSettings>
#include <QTabBar>
#include <QTableView>
#include <QTest>
#include <QTextBrowser>

#include <algorithm>

using namespace framewright;
using namespace framewright::ui;

/// Whoever comes from Mockoon types its word into Ctrl+K, and the first answer leads to what does the same here.
class tst_OtherWords : public QObject, private test::WindowFixture
{
    Q_OBJECT
private slots:
    void initTestCase() { prepare(u"Framewright other words test"_qs); }
    void init();
    void cleanup() { dropWindow(); }
    void leadsThere_data();
    void leadsThere();
    void tellsWhereNothingIsToBeGoneTo();
    void looksUpOneAfterTheOther();
    void everyWordLeadsSomewhere_data();
    void everyWordLeadsSomewhere();

private:
    void choose(const QString &typed);
    [[nodiscard]] QWidget *seen(const QString &name) const;
};

void tst_OtherWords::init()
{
    QSettings().clear(); // What was used last would come first.
    makeWindow();
    showWindow();
    trigger("addRoute");
    press("Return");
}

QWidget *tst_OtherWords::seen(const QString &name) const
{
    const QList<QWidget *> found = m_window->findChildren<QWidget *>(name);
    const auto shown = std::ranges::find_if(found, [](const QWidget *each) { return each->isVisible(); });
    return shown == found.end() ? nullptr : *shown;
}

/// Ctrl+K, the word, Return.
void tst_OtherWords::choose(const QString &typed)
{
    press("Ctrl+K");
    type(typed);
    press("Return");
}

void tst_OtherWords::leadsThere_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("dialog");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *typed, const char *title, const char *dialog, const char *says = "") {
        QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(title) << QString::fromLatin1(dialog)
                             << QString::fromLatin1(says);
    };
    row("data bucket", "Data bucket", "dataSetsDialog");
    row("environment variable", "Environment variables", "environmentsDialog");
    row("getEnvVar", "Environment variables", "environmentsDialog");
    row("environment settings", "Environment settings", "serverDialog");
    row("tls", "TLS, custom", "serverDialog");
    row("streaming", "Streaming interval", "", "Stream");
    row("http route", "Route: HTTP", "", "HTTP");
    row("crud", "HTTP route, CRUD", "", "HTTP");
    row("headers", "Headers of a response", "", "Handshake");
    row("handshake", "Route: Handshake", "", "Handshake");
    row("try it", "Route: Try it", "", "Try it");
    row("latency", "Latency", "referenceViewer", "wait");
    row("callback", "Callbacks", "referenceViewer", "emit");
    row("faker", "Templating helpers", "referenceViewer", "faker(");
    row("helper", "Helpers", "referenceViewer", "req");
    row("template", "Templating helpers", "referenceViewer", "faker(");
    row("queryParam", "Helpers", "referenceViewer", "req");
    row("setVar", "Global variables", "referenceViewer", "set");
    row("repeat block", "Blocks", "referenceViewer", "each");
    row("response rules", "Response rules", "referenceViewer", "match");
    row("operator null", "Operator null", "referenceViewer", "exists");
    row("default response", "Default response", "referenceViewer", "unmatched");
    row("sequential", "Sequential, random", "referenceViewer", "choose");
    row("status code", "Status code", "", "Handshake");
    row("cors", "CORS headers", "referenceViewer", "http");
    row("proxy", "Proxy mode", "vocabularyTable", "Proxy mode");
}

void tst_OtherWords::leadsThere()
{
    QFETCH(QString, typed);
    QFETCH(QString, title);
    QFETCH(QString, dialog);
    QFETCH(QString, says);
    press("Ctrl+K");
    type(typed);
    const auto *list = find<QListView>("paletteList");
    QVERIFY2(list->isVisible(), "Nothing is called that.");
    const QString first = list->model()->index(0, 0).data().toString();
    QVERIFY2(first.startsWith(title), qPrintable(first));
    press("Return");
    if (dialog.isEmpty()) { // A page of the route.
        const auto *tabs = find<QTabBar>("routeTabs");
        QCOMPARE(tabs->tabText(tabs->currentIndex()), says);
        QVERIFY(tabs->hasFocus());
        return;
    }
    QTRY_VERIFY2(seen(dialog) != nullptr, qPrintable(dialog));
    if (dialog == u"referenceViewer")
        QVERIFY2(seen(u"referenceText"_qs)->property("plainText").toString().startsWith(says),
                 qPrintable(seen(u"referenceText"_qs)->property("plainText").toString()));
    if (dialog == u"vocabularyTable")
        QCOMPARE(qobject_cast<QTableView *>(seen(u"vocabularyTableTable"_qs))->model()->index(0, 1).data().toString(),
                 says);
}

/// Without a route there is no page of one; what the word means is told all the same.
void tst_OtherWords::tellsWhereNothingIsToBeGoneTo()
{
    trigger("undo");
    QVERIFY(!m_window->findChild<QAction *>(u"showPage/streamPage"_qs)->isEnabled());
    choose(u"streaming interval, one"_qs);
    QTRY_VERIFY(seen(u"vocabularyTableTable"_qs) != nullptr);
    const auto *model = qobject_cast<QTableView *>(seen(u"vocabularyTableTable"_qs))->model();
    QCOMPARE(model->rowCount(), 1);
    QVERIFY(model->index(0, 2).data().toString().contains(u"stream"));
}

/// What is open already shows the second word.
void tst_OtherWords::looksUpOneAfterTheOther()
{
    choose(u"latency"_qs);
    QTRY_VERIFY(seen(u"referenceText"_qs) != nullptr);
    m_window->activateWindow();
    QTRY_VERIFY(m_window->isActiveWindow());
    choose(u"sequential"_qs);
    QTRY_VERIFY(seen(u"referenceText"_qs)->property("plainText").toString().startsWith(u"choose"));
    // The menu's own entry brings it to the front as it is.
    trigger("reference");
    QVERIFY(seen(u"referenceText"_qs)->property("plainText").toString().startsWith(u"choose"));
}

void tst_OtherWords::everyWordLeadsSomewhere_data()
{
    QTest::addColumn<int>("index");
    for (int index = 0; index < int(otherWords().size()); ++index)
        QTest::newRow(otherWords()[std::size_t(index)].there) << index;
}

/// Its action is one of the window's, what is looked up is a word of the reference.
void tst_OtherWords::everyWordLeadsSomewhere()
{
    QFETCH(int, index);
    const OtherWord &word = otherWords()[std::size_t(index)];
    QVERIFY2(m_window->findChild<QAction *>(QString::fromLatin1(word.action)) != nullptr, word.action);
    if (QByteArrayView(word.action) != "reference")
        return;
    const QString wanted = QString::fromLatin1(word.search);
    const Result<QList<ReferenceEntry>> entries = readReference();
    QVERIFY(entries);
    QVERIFY2(std::ranges::any_of(*entries,
                                 [&](const ReferenceEntry &entry) {
                                     return entry.word == wanted || entry.word.startsWith(QString(wanted % u'('));
                                 }),
             word.search);
}

QTEST_MAIN(tst_OtherWords)
#include "tst_otherwords.moc"
